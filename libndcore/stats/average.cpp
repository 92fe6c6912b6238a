// Weighted means.
#include "iter/broadcast.hpp"
#include "stats/parts.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

// Weights in a shape that broadcasts with `a`: of a's own shape, or 1-d along the axis.
Ref<Array> aligned_weights(const Array& a, const int64_t* axis, const Array& weights) {
  if (std::ranges::equal(a.shape(), weights.shape()))
    return view(weights, weights.data, weights.shape(), weights.strides());
  if (axis == nullptr) {
    fail(ND_TYPE_ERROR, "average: argument `axis` must be given when weights of shape ", weights.shape(),
         " differ from an array of shape ", a.shape());
  }
  const int32_t along = normalize_axis(*axis, a.ndim, "average");
  if (weights.ndim != 1 || weights.shape(0) != a.shape(along)) {
    fail(ND_VALUE_ERROR, "average: weights of shape ", weights.shape(), " do not fit axis ", *axis,
         " of an array of shape ", a.shape());
  }
  Dims shape(a.ndim, 1);
  Dims strides(a.ndim, 0);
  shape[along] = weights.shape(0);
  strides[along] = weights.stride(0);
  return view(weights, weights.data, shape, strides);
}

bool any_zero(const Array& a) { return *all(a)->as<uint8_t>() == 0; }

}  // namespace

Ref<Array> average(const Array& a, const int64_t* axis, const Array* weights, bool keepdims,
                   Ref<Array>* sum_of_weights) {
  static constinit const KnownUfunc multiply("multiply");
  static constinit const KnownUfunc divide("divide");
  const Axes axes = axis != nullptr ? Axes{std::span(axis, 1), false} : Axes{};
  if (weights == nullptr) {
    Ref<Array> result = mean(a, axes, nullptr, keepdims);
    if (sum_of_weights != nullptr) {
      const auto count = static_cast<double>(a.size) / static_cast<double>(std::max<int64_t>(result->size, 1));
      const Ref<Array> counts = astype(*scalar(count), native(result->dtype));
      *sum_of_weights = copy(*broadcast_to(*counts, result->shape()), ND_ORDER_C);
    }
    return result;
  }
  DType* type = promote(native(a.dtype), native(weights->dtype));
  if (!a.dtype->is_inexact()) type = promote(type, dtype_of<double>());
  const Ref<Array> fitting = aligned_weights(a, axis, *weights);
  // Weights along one axis are summed once, not for each row.
  const Ref<Array> scale = sum(*fitting, axes, type, keepdims);
  if (any_zero(*scale)) fail(ND_VALUE_ERROR, "average: weights sum to zero, can't be normalized");
  const Array* const factors[] = {&a, fitting.get()};
  Ref<Array> weighted = stats::empty_elementwise(a, *fitting, type);
  call_ufunc(multiply, factors, std::span(&weighted, 1), {.dtype = type});
  Ref<Array> result = apply(divide, *sum(*weighted, axes, nullptr, keepdims), *scale);
  if (sum_of_weights != nullptr) *sum_of_weights = copy(*broadcast_to(*scale, result->shape()), ND_ORDER_C);
  return result;
}

}  // namespace nd
