// The list of functions whose kernels are known, and what may run for each: what it chooses for stand-ins of every
// dtype in layouts that differ in what the engine does with them.
#include "observe/kernels_of.hpp"

#include <vector>

#include "array/array.hpp"
#include "core/error.hpp"

// clang-format off
#define ND_ALL_KERNELS_OF(X) \
  X(all) X(any) X(argmax) X(argmin) X(argpartition) X(argsort) X(copy) X(count_nonzero) X(cumprod) X(cumsum) \
  X(dot) X(flatten) X(inner) X(matmul) X(max) X(mean) X(min) X(nancumprod) X(nancumsum) X(nanmax) X(nanmean) \
  X(nanmin) X(nanprod) X(nanstd) X(nansum) X(nanvar) X(partition) X(prod) X(ptp) X(ravel) X(searchsorted) \
  X(sort) X(std) X(sum) X(take) X(var) X(where)
// clang-format on

namespace nd {

#define ND_DECLARE(function) extern const KernelsOf kernels_of_##function;
ND_ALL_KERNELS_OF(ND_DECLARE)
#undef ND_DECLARE

namespace capi {

namespace {

#define ND_LIST(function) &kernels_of_##function,
constexpr const KernelsOf* kFunctions[] = {ND_ALL_KERNELS_OF(ND_LIST)};
#undef ND_LIST

// Of one number, few and many elements; side by side, with gaps, and transposed.
std::vector<Ref<Array>> layouts_of(DType* dtype) {
  constexpr int64_t kFew = 40;
  constexpr int64_t kMany = int64_t{1} << 12;  // squared
  const int64_t size = dtype->itemsize;
  std::vector<Ref<Array>> out{stand_in(dtype, {}, {})};
  for (const int64_t n : {kFew, kMany * kMany}) {
    for (const int64_t stride : {size, 2 * size}) out.push_back(stand_in(dtype, Dims{n}, Dims{stride}));
  }
  for (const int64_t n : {kFew, kMany}) {
    for (const int64_t gap : {size, 2 * size}) {
      out.push_back(stand_in(dtype, Dims{n, n}, Dims{gap * n, gap}));
      out.push_back(stand_in(dtype, Dims{n, n}, Dims{gap, gap * n}));
    }
  }
  return out;
}

std::vector<DType*> all_dtypes() {
  std::vector<DType*> out;
  for (nd_type_code code = 0; code < kTypeCount; ++code) {
    for (const bool swapped : {false, true}) out.push_back(dtype_of(code, swapped));
  }
  return out;
}

// Which inputs a function takes it tells itself.
void choose_any(const KernelsOf& function, std::span<const Array* const> inputs, KernelFiles& files) {
  try {
    function.choose(inputs, files);
  } catch (const Error& error) {
    if (error.status() == ND_NO_MEMORY) throw;
  }
}

}  // namespace

const KernelsOf* find_kernels_of(std::string_view name) noexcept {
  for (const KernelsOf* function : kFunctions) {
    if (name == function->name) return function;
  }
  return nullptr;
}

std::string possible_kernels(const KernelsOf& function) {
  KernelFiles files;
  std::vector<std::vector<Ref<Array>>> layouts;
  for (DType* dtype : all_dtypes()) layouts.push_back(layouts_of(dtype));
  for (const std::vector<Ref<Array>>& first : layouts) {
    for (size_t i = 0; i < first.size(); ++i) {
      std::vector<const Array*> inputs(static_cast<size_t>(function.ninputs), first[i].get());
      if (function.ninputs == 1) {
        choose_any(function, inputs, files);
        continue;
      }
      for (const std::vector<Ref<Array>>& last : layouts) {
        inputs.back() = last[i].get();
        choose_any(function, inputs, files);
      }
    }
  }
  return files.text();
}

}  // namespace capi

}  // namespace nd
