// Set operations on the elements of flattened arrays: all sort both together and compare neighbours, so that NaNs,
// which equal nothing, are never common.
#include "index/index.hpp"
#include "sets/sets.hpp"
#include "shape/join.hpp"
#include "shape/shape.hpp"
#include "sort/sort.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

namespace {

Ref<Array> joined(const Array& a, const Array& b) {
  const Array* const both[] = {&a, &b};
  return concatenate_flat(both);
}

// The operand of a set operation: each element once, in order, unless it is known to be so.
struct Operand {
  Operand(const Array& a, bool assume_unique, bool with_index = false) {
    if (assume_unique) {
      values = ravel(a);
      return;
    }
    Unique found = unique(a, {.index = with_index});
    values = std::move(found.values);
    index = std::move(found.index);
  }
  // Positions among `values` as positions in the flattened array.
  Ref<Array> in_array(const Ref<Array>& positions) const {
    return index ? take(*index, *positions, nullptr, ND_MODE_RAISE) : positions;
  }
  Ref<Array> values, index;
};

Ref<Array> without_last(const Array& a) { return slice_of(a, 0, 0, std::max<int64_t>(a.size - 1, 0)); }
Ref<Array> without_first(const Array& a) { return slice_of(a, 0, std::min<int64_t>(a.size, 1), without_last(a)->size); }

// For each element but the last, what the ufunc says of it and the one behind it.
Ref<Array> neighbours(const char* comparison, const Array& sorted) {
  return apply(find_ufunc(comparison), *without_first(sorted), *without_last(sorted));
}

void also(Array& target, const Array& condition) {
  const Array* const inputs[] = {&target, &condition};
  Ref<Array> out(&target);
  call_ufunc(find_ufunc("logical_and"), inputs, std::span(&out, 1));
}

Ref<Array> minus(const Array& positions, int64_t offset) {
  return apply(find_ufunc("subtract"), positions, *scalar(offset));
}

}  // namespace

Ref<Array> intersect1d(const Array& a, const Array& b, bool assume_unique) {
  const Operand first(a, assume_unique);
  const Operand second(b, assume_unique);
  const Ref<Array> sorted = sort(*joined(*first.values, *second.values), nullptr);
  return compress_elements(*without_last(*sorted), *neighbours("equal", *sorted));
}

Intersection intersect1d_positions(const Array& a, const Array& b, bool assume_unique) {
  const Operand first(a, assume_unique, true);
  const Operand second(b, assume_unique, true);
  const Ref<Array> both = joined(*first.values, *second.values);
  const Ref<Array> order = argsort(*both, nullptr);
  const Ref<Array> sorted = take(*both, *order, nullptr, ND_MODE_RAISE);
  const Ref<Array> twice = neighbours("equal", *sorted);
  // The sort is stable: of two equal elements the first is a's.
  const Ref<Array> in_a = compress_elements(*without_last(*order), *twice);
  const Ref<Array> in_b = minus(*compress_elements(*without_first(*order), *twice), first.values->size);
  return {compress_elements(*without_last(*sorted), *twice), first.in_array(in_a), second.in_array(in_b)};
}

Ref<Array> union1d(const Array& a, const Array& b) { return unique(*joined(a, b)).values; }

Ref<Array> setxor1d(const Array& a, const Array& b, bool assume_unique) {
  const Operand first(a, assume_unique);
  const Operand second(b, assume_unique);
  Ref<Array> sorted = sort(*joined(*first.values, *second.values), nullptr);
  if (sorted->size < 2) return sorted;
  const Ref<Array> differ = neighbours("not_equal", *sorted);
  const Ref<Array> alone = zeros(dtype_of(ND_BOOL), sorted->shape());
  fill(*alone, *scalar(bool8(true)));
  also(*without_last(*alone), *differ);
  also(*without_first(*alone), *differ);
  return compress_elements(*sorted, *alone);
}

Ref<Array> setdiff1d(const Array& a, const Array& b, bool assume_unique) {
  const Operand first(a, assume_unique);
  return compress_elements(*first.values, *isin(*first.values, b, true));
}

Ref<Array> isin(const Array& a, const Array& values, bool invert) {
  if (values.size == 0) {
    Ref<Array> none = empty(dtype_of(ND_BOOL), a.shape());
    fill(*none, *scalar(bool8(invert)));
    return none;
  }
  const TypeOperand operands[] = {a.type_operand(), values.type_operand()};
  DType* const common = result_type(operands);
  const Ref<Array> sorted = sort(*astype(values, common), nullptr);
  const Ref<Array> elements = astype(a, common);
  // Behind the last value there is nothing to compare with: the last one, which is smaller, will do.
  const Ref<Array> places = searchsorted(*sorted, *elements, false, nullptr);
  const Ref<Array> found = take(*sorted, *places, nullptr, ND_MODE_CLIP);
  return apply(find_ufunc(invert ? "not_equal" : "equal"), *found, *elements);
}

}  // namespace nd
