// gradient: NumPy's formulas, operation by operation, so that the bits agree.
#include "shape/differences.hpp"
#include "shape/shape.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

using formula::number;
using formula::Term;

class Gradient {
 public:
  Gradient(const Array& f, Array& out, const Term& steps, int32_t axis)
      : f_(f), out_(out), steps_(steps), axis_(axis), even_(steps.a->ndim == 0) {}

  void interior() const {
    const int64_t n = f_.shape(axis_);
    if (n < 3) return;
    const Term before{slice_of(f_, axis_, 0, n - 2)};
    const Term here{slice_of(f_, axis_, 1, n - 2)};
    const Term behind{slice_of(f_, axis_, 2, n - 2)};
    const Ref<Array> place = slice_of(out_, axis_, 1, n - 2);
    if (even_) {
      assign(*place, *((behind - before) / (number(2.0) * steps_)).a);
      return;
    }
    const Term left = along(slice_of(*steps_.a, 0, 0, n - 2));
    const Term right = along(slice_of(*steps_.a, 0, 1, n - 2));
    const Term a = -right / (left * (left + right));
    const Term b = (right - left) / (left * right);
    const Term c = left / (right * (left + right));
    assign(*place, *(a * before + b * here + c * behind).a);
  }

  void edges_of_first_order() const {
    assign(*slice_of(out_, axis_, 0, 1), *((at(1) - at(0)) / step(0)).a);
    assign(*slice_of(out_, axis_, f_.shape(axis_) - 1, 1), *((at(-1) - at(-2)) / step(-1)).a);
  }

  void edges_of_second_order() const {
    const Term two = number(2.0);
    if (even_) {
      const Term& h = steps_;
      first(number(-1.5) / h, two / h, number(-0.5) / h);
      last(number(0.5) / h, number(-2.0) / h, number(1.5) / h);
      return;
    }
    const Term l1 = step(0), l2 = step(1);
    first(-(two * l1 + l2) / (l1 * (l1 + l2)), (l1 + l2) / (l1 * l2), -l1 / (l2 * (l1 + l2)));
    const Term r1 = step(-2), r2 = step(-1);
    last(r2 / (r1 * (r1 + r2)), -(r2 + r1) / (r1 * r2), (two * r2 + r1) / (r2 * (r1 + r2)));
  }

 private:
  // Slice i of f, from the end if negative.
  Term at(int64_t i) const { return {slice_of(f_, axis_, i < 0 ? i + f_.shape(axis_) : i, 1)}; }
  Term step(int64_t i) const {
    if (even_) return steps_;
    const Ref<Array> one = slice_of(*steps_.a, 0, i < 0 ? i + steps_.a->size : i, 1);
    return {reshape(*one, {})};
  }
  Term along(const Ref<Array>& steps) const {
    Dims shape(f_.ndim, 1);
    shape[axis_] = steps->size;
    return {reshape(*steps, shape)};
  }
  void first(const Term& a, const Term& b, const Term& c) const {
    assign(*slice_of(out_, axis_, 0, 1), *(a * at(0) + b * at(1) + c * at(2)).a);
  }
  void last(const Term& a, const Term& b, const Term& c) const {
    assign(*slice_of(out_, axis_, f_.shape(axis_) - 1, 1), *(a * at(-3) + b * at(-2) + c * at(-1)).a);
  }

  const Array& f_;
  Array& out_;
  const Term steps_;
  const int32_t axis_;
  const bool even_;
};

// Coordinates as distances: one if all are the same.
Ref<Array> steps_of(const Array& spacing, int64_t extent) {
  if (spacing.ndim == 0) return Ref<Array>(const_cast<Array*>(&spacing));
  if (spacing.ndim != 1)
    fail(ND_VALUE_ERROR, "gradient: distances must be either scalars or 1d, not ", spacing.ndim, "d");
  if (spacing.size != extent) {
    fail(ND_VALUE_ERROR,
         "gradient: when 1d, distances must match the length of the corresponding dimension: ", spacing.size, " and ",
         extent);
  }
  const bool integers = spacing.dtype->is_integer();
  Ref<Array> steps = diff(integers ? *astype(spacing, dtype_of<double>()) : spacing, 1, 0);
  if (steps->size == 0) return steps;
  const Ref<Array> one = reshape(*slice_of(*steps, 0, 0, 1), {});
  const Ref<Array> same = apply(find_ufunc("equal"), *steps, *one);
  return *reduce(find_ufunc("logical_and"), *same, {}, true)->as<uint8_t>() != 0 ? copy(*one) : steps;
}

}  // namespace

Ref<Array> gradient(const Array& f, const Array& spacing, int64_t axis, int32_t edge_order) {
  if (edge_order != 1 && edge_order != 2) {
    fail(ND_VALUE_ERROR, "gradient: `edge_order` must be 1 or 2, not ", edge_order);
  }
  const int32_t along = normalize_axis(axis, f.ndim, "gradient");
  const Ref<Array> steps = steps_of(spacing, f.shape(along));
  if (f.shape(along) < edge_order + 1) {
    fail(ND_VALUE_ERROR, "gradient: shape of array too small to calculate a numerical gradient, at least ",
         edge_order + 1, " elements are required along axis ", axis);
  }
  const Ref<Array> values = f.dtype->is_integer() ? astype(f, dtype_of<double>()) : Ref<Array>(const_cast<Array*>(&f));
  Ref<Array> out = empty_like(*values, f.dtype->is_inexact() ? f.dtype : dtype_of<double>());
  const Gradient slopes(*values, *out, {steps}, along);
  slopes.interior();
  if (edge_order == 1) {
    slopes.edges_of_first_order();
  } else {
    slopes.edges_of_second_order();
  }
  return out;
}

}  // namespace nd
