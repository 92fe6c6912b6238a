// Products over core axes with what NumPy's generalized ufuncs take: which axes are core axes, the dtype of the loop,
// casting, order and an output. What is wrong with operands and axes is said here, for every way to call them.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "array/array.hpp"

namespace nd {

struct Gufunc {
  const char* name;
  const char* signature;
  std::array<int32_t, 2> cores;  // core axes of the operands
  bool vectors;                  // whether an operand of one axis lacks the core axis marked `?`
  Ref<Array> (*product)(const Array& a, const Array& b);

  // A single core axis that the operands share: those functions take one `axis`, and `keepdims`.
  bool reduces() const { return cores[0] == 1 && cores[1] == 1; }
};

extern const Gufunc kMatmul, kVecdot, kMatvec, kVecmat;
// By name; ND_NOT_FOUND.
const Gufunc& find_gufunc(std::string_view name);

// How many core axes operand `i` of `ndim` axes has; ND_VALUE_ERROR if these are too few.
int32_t core_axes(const Gufunc& function, size_t i, int32_t ndim, std::string_view operation);
// The operands have their core axes last, and those that are summed over are equally long.
void check_cores(const Gufunc& function, const Array& a, const Array& b, std::string_view operation);

struct GufuncOptions {
  Array* out = nullptr;
  DType* dtype = nullptr;  // of the loop; null: by the operands
  int32_t casting = ND_CASTING_SAME_KIND;
  int32_t order = ND_ORDER_K;
  bool keepdims = false;
};

// The core axes of both operands and of the result; what is not given are the last ones.
using CoreAxes = std::array<std::optional<std::span<const int64_t>>, 3>;

Ref<Array> call_gufunc(const Gufunc& function, const Array& a, const Array& b, const CoreAxes& axes,
                       const GufuncOptions& options);
// With one axis for both operands, and for what `keepdims` keeps.
Ref<Array> call_gufunc(const Gufunc& function, const Array& a, const Array& b, int64_t axis,
                       const GufuncOptions& options);

}  // namespace nd
