// diff, ediff1d and trapezoid.
#include "shape/differences.hpp"

#include "core/cancel.hpp"
#include "iter/broadcast.hpp"
#include "shape/join.hpp"
#include "shape/shape.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

using formula::number;
using formula::Term;

namespace {

// Something to put before or behind `a`: one number stands for a slice.
Ref<Array> edge(const Array& a, const Array& part, int32_t axis) {
  if (part.ndim > 0) return Ref<Array>(const_cast<Array*>(&part));
  Dims shape(a.shape());
  shape[axis] = 1;
  return broadcast_to(part, shape);
}

Ref<Array> extended(const Array& a, const Array* prepend, const Array* append, int32_t axis) {
  std::vector<Ref<Array>> parts;
  if (prepend != nullptr) parts.push_back(edge(a, *prepend, axis));
  parts.push_back(Ref<Array>(const_cast<Array*>(&a)));
  if (append != nullptr) parts.push_back(edge(a, *append, axis));
  std::vector<const Array*> list;
  for (const Ref<Array>& part : parts) list.push_back(part.get());
  return concatenate(list, axis);
}

Ref<Array> flat_part(const Array& part, const Array& a, const char* name) {
  if (!can_cast(part.type_operand(), a.dtype, ND_CASTING_SAME_KIND)) {
    fail(ND_TYPE_ERROR, "ediff1d: argument `", name, "` of dtype ", part.dtype->name, " does not cast to ",
         a.dtype->name, " under the rule same_kind");
  }
  check_weak_integer(part, a.dtype);
  return ravel(part);
}

// All slices but the first `skipped` and the last `left`.
Ref<Array> inner(const Array& a, int32_t axis, int64_t skipped, int64_t left) {
  return slice_of(a, axis, skipped, std::max<int64_t>(a.shape(axis) - skipped - left, 0));
}

// The sums of all neighbours along an axis, or their differences, in a float dtype; those of inexact numbers in their
// own.
Ref<Array> neighbours(Term (*operation)(DType*, const Term&, const Term&), DType* type, const Array& a, int32_t axis) {
  return operation(a.dtype->is_inexact() ? native(a.dtype) : type, {inner(a, axis, 1, 0)}, {inner(a, axis, 0, 1)}).a;
}

}  // namespace

Ref<Array> diff(const Array& a, int64_t n, int64_t axis, const Array* prepend, const Array* append) {
  if (n == 0) return Ref<Array>(const_cast<Array*>(&a));
  if (n < 0) fail(ND_VALUE_ERROR, "diff: order must be non-negative but got ", n);
  if (a.ndim == 0) fail(ND_VALUE_ERROR, "diff: requires input that is at least one dimensional");
  const int32_t along = normalize_axis(axis, a.ndim, "diff");
  Ref<Array> result = prepend != nullptr || append != nullptr ? extended(a, prepend, append, along)
                                                              : Ref<Array>(const_cast<Array*>(&a));
  const Ufunc& difference = find_ufunc(result->dtype->is_bool() ? "not_equal" : "subtract");
  PatientCheck check;  // of an empty array there may be any number of turns
  for (int64_t i = 0; i < n && (i == 0 || result->shape(along) > 0); ++i) {
    check.worked(1000 + result->size);
    const int64_t left = std::max<int64_t>(result->shape(along) - 1, 0);
    const Ref<Array> from = slice_of(*result, along, 0, left);
    const Ref<Array> to = slice_of(*result, along, result->shape(along) - left, left);
    result = apply(difference, *to, *from);
  }
  return result;
}

Ref<Array> ediff1d(const Array& a, const Array* end, const Array* begin) {
  const Ref<Array> flat = ravel(a);
  const Ref<Array> before = begin != nullptr ? flat_part(*begin, a, "to_begin") : nullptr;
  const Ref<Array> behind = end != nullptr ? flat_part(*end, a, "to_end") : nullptr;
  const int64_t first = before ? before->size : 0;
  const int64_t count = std::max<int64_t>(flat->size - 1, 0);
  const int64_t last = behind ? behind->size : 0;
  Ref<Array> result = empty(before || behind ? a.dtype : native(a.dtype), Dims{first + count + last});
  if (before) assign(*slice_of(*result, 0, 0, first), *before);
  if (behind) assign(*slice_of(*result, 0, first + count, last), *behind);
  const Ref<Array> from = slice_of(*flat, 0, 0, count);
  const Ref<Array> to = slice_of(*flat, 0, flat->size - count, count);
  const Array* const inputs[] = {to.get(), from.get()};
  Ref<Array> place = slice_of(*result, 0, first, count);
  call_ufunc(find_ufunc("subtract"), inputs, std::span(&place, 1));
  return result;
}

Ref<Array> trapezoid(const Array& y, const Array* x, const Array& dx, int64_t axis) {
  const int32_t along = normalize_axis(axis, y.ndim, "trapezoid");
  const TypeOperand operands[] = {
      y.type_operand(), (x != nullptr ? *x : dx).type_operand(), {dtype_of<double>(), ND_WEAK_FLOAT}};
  DType* const type = native(result_type(operands));
  Ref<Array> widths(const_cast<Array*>(&dx));
  if (x != nullptr) {
    const bool vector = x->ndim == 1;
    widths = neighbours(formula::difference_as, type, *x, vector ? 0 : normalize_axis(axis, x->ndim, "trapezoid"));
    Dims shape(y.ndim, 1);
    shape[along] = widths->size;
    if (vector) widths = reshape(*widths, shape);
  }
  const Ref<Array> pairs = neighbours(formula::sum_as, type, y, along);
  const Term areas = Term{widths} * Term{pairs} / number(2.0);
  const int64_t axes[] = {axis};
  return reduce(find_ufunc("add"), *areas.a, axes, false);
}

}  // namespace nd
