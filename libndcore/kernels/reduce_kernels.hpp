// Kernels of reductions and of their relatives: folding, adding rows, running results, repeated indices. Used by
// ufunc/reduce*.cpp and stats/. Elements are native and aligned; strides in bytes.
#pragma once

#include "kernels/loops.hpp"

namespace nd::kernels {

enum class Reduction : uint8_t {
  add,
  multiply,
  maximum,
  minimum,
  fmax,
  fmin,
  logical_and,
  logical_or,
  logical_xor,
  bitwise_and,
  bitwise_or,
  bitwise_xor,
};
inline constexpr int32_t kReductionCount = 12;

// acc[j] = acc[j] op in[i][j] for each row i in turn; acc and the elements of a row lie side by side.
using RowFold = void (*)(std::byte* acc, const std::byte* in, int64_t rows, int64_t row_stride, int64_t n);
// out[0] = in[0]; out[i] = out[i - 1] op in[i]. `out` may be `in`.
using AccumulateLoop = void (*)(const std::byte* in, int64_t in_stride, std::byte* out, int64_t out_stride, int64_t n);
// base[indices[i]] = base[indices[i]] op in[i] for each i in turn; indices are offsets in bytes.
using ScatterLoop = void (*)(std::byte* base, const int64_t* offsets, const std::byte* in, int64_t in_stride,
                             int64_t n);

struct ReduceKernel {
  ReduceLoop fold = nullptr;
  RowFold rows = nullptr;
  AccumulateLoop accumulate = nullptr;
  ScatterLoop scatter = nullptr;
  ReduceOrder order = ReduceOrder::sequential;
  const char* source = "";  // LoopEntry's
};

// The kernels of one operation on one dtype; fold is null where there are none. The logical ones are those of bool.
const ReduceKernel& reduce_kernel(Reduction reduction, nd_type_code type) noexcept;

// NumPy's pairwise sum of n elements, not yet added to anything: float for the half types, else of the elements' type.
// Null for types that are not inexact.
using PairwiseSum = void (*)(const std::byte* in, int64_t n, int64_t stride, std::byte* partial);
PairwiseSum pairwise_sum(nd_type_code type) noexcept;
// partial = left + right; acc = acc + partial.
using AddPartials = void (*)(std::byte* left, const std::byte* right);
AddPartials add_partials(nd_type_code type) noexcept;
AddPartials add_partial_to(nd_type_code type) noexcept;

// Folds integers and booleans of a narrower type into an int64 or uint64 sum; null for other types.
ReduceLoop widening_sum(nd_type_code from, nd_type_code to) noexcept;

// *acc |= any element is true; *acc &= all are. Stop at the first that decides.
ReduceLoop any_loop(nd_type_code type) noexcept;
ReduceLoop all_loop(nd_type_code type) noexcept;
// How many elements are not zero.
using CountLoop = int64_t (*)(const std::byte* in, int64_t n, int64_t stride);
CountLoop count_loop(nd_type_code type) noexcept;

// out[i] = (in[i] - mean[i])², rounded after each step; of complex numbers |…|² as re² + im². mean_stride may be 0; out
// is side by side, in the real type. For float32, float64 and complex numbers.
using DeviationLoop = void (*)(const std::byte* in, int64_t in_stride, const std::byte* mean, int64_t mean_stride,
                               std::byte* out, int64_t n);
DeviationLoop deviation_loop(nd_type_code type) noexcept;
// The file of any_loop, all_loop, count_loop and deviation_loop; that of the sums is the kernel's of Reduction::add.
extern const char* const kCountSource;

}  // namespace nd::kernels
