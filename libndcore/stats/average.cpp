// Weighted means.
#include "iter/broadcast.hpp"
#include "ndcore/types.h"
#include "stats/shared_steps.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

// Weights in a shape that broadcasts with `a`: of a's own shape, or of that of the axes.
Ref<Array> aligned_weights(const Array& a, Axes axes, const Array& weights) {
  if (std::ranges::equal(a.shape(), weights.shape())) {
    return view(weights, weights.data, weights.shape(), weights.strides());
  }
  if (axes.all) {
    fail(ND_TYPE_ERROR, "average: argument `axis` must be given when weights of shape ", weights.shape(),
         " differ from an array of shape ", a.shape());
  }
  const Dims along = normalize_axes(axes.axes, a.ndim, "average");
  Dims shape(a.ndim, 1);
  Dims strides(a.ndim, 0);
  bool fits = weights.ndim == along.size();
  for (int32_t i = 0; fits && i < along.size(); ++i) {
    const auto axis = static_cast<int32_t>(along[i]);
    fits = weights.shape(i) == a.shape(axis);
    shape[axis] = weights.shape(i);
    strides[axis] = weights.stride(i);
  }
  if (!fits) {
    fail(ND_VALUE_ERROR, "average: weights of shape ", weights.shape(), " do not fit the axes ", axes.axes,
         " of an array of shape ", a.shape());
  }
  return view(weights, weights.data, shape, strides);
}

bool any_zero(const Array& a) { return *all(a)->as<uint8_t>() == 0; }

}  // namespace

Ref<Array> average(const Array& a, Axes axes, const Array* weights, bool keepdims, Ref<Array>* sum_of_weights) {
  static constinit const KnownUfunc multiply("multiply");
  static constinit const KnownUfunc divide("divide");
  if (weights == nullptr) {
    Ref<Array> result = mean(a, axes, {.keepdims = keepdims});
    if (sum_of_weights != nullptr) {
      const auto count = static_cast<double>(a.size) / static_cast<double>(std::max<int64_t>(result->size, 1));
      const Ref<Array> counts = astype(*scalar(count), native(result->dtype));
      *sum_of_weights = copy(*broadcast_to(*counts, result->shape()), ND_ORDER_C);
    }
    return result;
  }
  DType* type = promote(native(a.dtype), native(weights->dtype));
  if (!a.dtype->is_inexact()) type = promote(type, dtype_of<double>());
  const Ref<Array> fitting = aligned_weights(a, axes, *weights);
  // Weights along one axis are summed once, not for each row.
  const Ref<Array> scale = sum(*fitting, axes, {.dtype = type, .keepdims = keepdims});
  if (any_zero(*scale))
    fail_with(ND_VALUE_ERROR, {ND_DETAIL_ZERO_DIVISION}, "average: weights sum to zero, can't be normalized");
  const Array* const factors[] = {&a, fitting.get()};
  Ref<Array> weighted = stats::empty_elementwise(a, *fitting, type);
  call_ufunc(multiply, factors, std::span(&weighted, 1), {.dtype = type});
  Ref<Array> result = apply(divide, *sum(*weighted, axes, {.keepdims = keepdims}), *scale);
  if (sum_of_weights != nullptr) *sum_of_weights = copy(*broadcast_to(*scale, result->shape()), ND_ORDER_C);
  return result;
}

}  // namespace nd
