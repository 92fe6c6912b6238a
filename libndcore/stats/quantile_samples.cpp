// Samples: lines of elements along the axes of a statistic.
#include "stats/quantile_samples.hpp"

#include <limits>

#include "array/creation.hpp"
#include "iter/broadcast.hpp"
#include "shape/shape.hpp"
#include "sort/keys.hpp"
#include "stats/shared_steps.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/reduce_loop.hpp"

namespace nd::stats {

namespace {

// Moves the elements that are not NaN to the front; their number.
template <class T>
int64_t without_nan(T* line, int64_t n) {
  int64_t kept = 0;
  for (int64_t i = 0; i < n; ++i) {
    const T value = line[i];
    line[kept] = value;
    kept += static_cast<int64_t>(!sorting::is_nan(value));
  }
  return kept;
}

Ref<Array> not_a_number(DType* dtype) { return astype(*scalar(std::numeric_limits<double>::quiet_NaN()), dtype); }

}  // namespace

Samples samples_of(const Array& a, Axes axes, bool keepdims, std::string_view operation) {
  const uint64_t reduced = axis_bits(axes.axes, axes.all, a.ndim, operation);
  Dims order, extents, shape;
  int64_t length = 1;
  for (int32_t i = 0; i < a.ndim; ++i) {
    const bool goes = (reduced >> i & 1) != 0;
    if (goes) length *= a.shape(i);
    if (!goes || keepdims) shape.push_back(goes ? 1 : a.shape(i));
    if (goes) continue;
    order.push_back(i);
    extents.push_back(a.shape(i));
  }
  for (int32_t i = 0; i < a.ndim; ++i) {
    if ((reduced >> i & 1) != 0) order.push_back(i);
  }
  extents.push_back(length);
  return {reshape(*transpose(a, order), extents), shape};
}

Ref<Array> holding_nan(const Array& samples) {
  if (!samples.dtype->is_inexact()) return nullptr;
  const int64_t last[] = {-1};
  return reduce(find_ufunc("logical_or"), *apply(find_ufunc("isnan"), samples), last, false);
}

Ref<Array> of_each_without_nan(const Array& samples, std::span<const int64_t> statistics,
                               FunctionRef<Ref<Array>(const Array&)> statistic) {
  const int64_t n = samples.shape(samples.ndim - 1);
  const Ref<Array> lines = reshape(*astype(samples, native(samples.dtype), ND_CASTING_UNSAFE, ND_ORDER_C), Dims{-1, n});
  std::vector<Ref<Array>> found(static_cast<size_t>(lines->shape(0)));
  DType* dtype = lines->dtype;
  for (int64_t i = 0; i < lines->shape(0); ++i) {
    std::byte* const line = lines->data + i * lines->stride(0);
    const int64_t kept = visit_type(lines->dtype->code, [&]<class T>(Type<T>) -> int64_t {
      if constexpr (kIsFloat<T> || kIsComplex<T>) return without_nan(reinterpret_cast<T*>(line), n);
      return n;
    });
    if (kept == 0) continue;
    found[static_cast<size_t>(i)] = statistic(*view(*lines, line, Dims{kept}, Dims{lines->itemsize()}));
    dtype = found[static_cast<size_t>(i)]->dtype;
  }
  Dims shape(statistics);
  shape.push_back(lines->shape(0));
  const Ref<Array> result = empty(dtype, shape);
  for (int64_t i = 0; i < lines->shape(0); ++i) {
    const Ref<Array> place = slice_of(*result, result->ndim - 1, i, 1);
    const Ref<Array>& one = found[static_cast<size_t>(i)];
    assign(*place, one ? *expand_dims(*one, Dims{-1}) : *not_a_number(dtype));
  }
  Dims extents(statistics);
  for (int32_t i = 0; i + 1 < samples.ndim; ++i) extents.push_back(samples.shape(i));
  return reshape(*result, extents);
}

}  // namespace nd::stats
