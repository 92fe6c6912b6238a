// Which loop, dtypes and start a reduction has. Shared by reduce, accumulate, reduceat and stats/.
#pragma once

#include <optional>

#include "kernels/reduce_kernels.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

struct ReduceLoopChoice {
  const LoopEntry* entry;               // of the logical operations: that of booleans
  DType* type;                          // of accumulator and result
  DType* in_type;                       // of the second operand: `type` but for mixed loops
  const kernels::ReduceKernel* kernel;  // null: none for this ufunc or type
  std::optional<kernels::Reduction> reduction;
  bool quiet;  // leaves no floating-point status
};

// The kernels' name of a built-in ufunc, if it has one.
std::optional<kernels::Reduction> reduction_of(const Ufunc& ufunc);

// NumPy's rule: `dtype`, else that of `out`, else `a`'s, widened to 64 bits for sums and products of integers.
// `method` is for messages: "reduce".
ReduceLoopChoice resolve_reduce(const Ufunc& ufunc, const Array& a, DType* dtype, const Array* out,
                                std::string_view method);

// The given axes, or all, as a bit each; checked.
uint64_t axis_bits(std::span<const int64_t> axes, bool all_axes, int32_t ndim, std::string_view operation);

// May several axes be reduced at once, in any order?
bool is_reorderable(const Ufunc& ufunc);

// Writes the identity as an element of `type`; false if there is none.
bool identity_value(const Ufunc& ufunc, const DType* type, std::byte* value);
bool identity_value(kernels::Reduction reduction, const DType* type, std::byte* value);

// A fold that takes elements of `from` as they are, in any order; null: convert them.
ReduceLoop direct_loop(const ReduceLoopChoice& loop, const DType* from);
const char* direct_source(const ReduceLoopChoice& loop);

// Folds a whole array that lies side by side, is behaved and not empty, and is small: the hot path.
Ref<Array> reduce_all(kernels::Reduction reduction, const Array& a);
// The file of the kernel that does so; null where reduce_all() gives null.
const char* reduce_all_source(kernels::Reduction reduction, const DType* type);

}  // namespace nd
