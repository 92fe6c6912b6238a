// Set operations on the elements of flattened arrays: all sort both together and compare neighbours, so that NaNs,
// which equal nothing, are never common. isin alone chooses: a table, a comparison with each value, or a search.
#include "core/threads.hpp"
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

void combine(const char* logical, Array& target, const Array& condition) {
  const Array* const inputs[] = {&target, &condition};
  Ref<Array> out(&target);
  call_ufunc(find_ufunc(logical), inputs, std::span(&out, 1));
}

Ref<Array> constant(std::span<const int64_t> shape, bool value) {
  Ref<Array> made = empty(dtype_of(ND_BOOL), shape);
  fill(*made, *scalar(bool8(value)));
  return made;
}

Ref<Array> minus(const Array& positions, int64_t offset) {
  return apply(find_ufunc("subtract"), positions, *scalar(offset));
}

// isin for whole numbers that lie close together, else null. uint64 counts as int64: what differs stays different.
Ref<Array> isin_table(const Array& a, const Array& values, bool invert) {
  const Ref<Array> numbers = as_contiguous(const_cast<Array&>(values), dtype_of<int64_t>());
  const std::span<const int64_t> wanted{numbers->as<int64_t>(), static_cast<size_t>(numbers->size)};
  const auto [least, most] = std::ranges::minmax(wanted);
  const auto first = static_cast<uint64_t>(least);
  const uint64_t length = static_cast<uint64_t>(most) - first + 1;
  if (length - 1 >= 6 * static_cast<uint64_t>(a.size + values.size)) return nullptr;
  const Ref<Array> table = constant(Dims{static_cast<int64_t>(length)}, invert);
  auto* const known = table->as<bool8>();
  for (const int64_t value : wanted) known[static_cast<uint64_t>(value) - first] = bool8(!invert);
  const Ref<Array> elements = as_contiguous(const_cast<Array&>(a), dtype_of<int64_t>());
  Ref<Array> result = empty(dtype_of(ND_BOOL), a.shape());
  parallel_for(a.size, 8192, [&](int64_t begin, int64_t end) {
    const int64_t* const element = elements->as<int64_t>();
    auto* const out = result->as<bool8>();
    for (int64_t i = begin; i < end; ++i) {
      const uint64_t place = static_cast<uint64_t>(element[i]) - first;
      out[i] = place < length ? known[place] : bool8(invert);
    }
  });
  return result;
}

Ref<Array> isin_each(const Array& elements, const Array& values, bool invert) {
  const Ufunc& compare = find_ufunc(invert ? "not_equal" : "equal");
  const Ref<Array> result = constant(elements.shape(), invert);
  for (int64_t i = 0; i < values.size; ++i) {
    const Ref<Array> value = view(values, values.data + i * values.itemsize(), {}, {});
    combine(invert ? "logical_and" : "logical_or", *result, *apply(compare, elements, *value));
  }
  return result;
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
  // The sort is stable: of two equal elements the first is a's. Not where both are of one operand: elements that the
  // promotion has made equal, or that were assumed to be unique.
  const Ref<Array> count = scalar(first.values->size);
  combine("logical_and", *twice, *apply(find_ufunc("less"), *without_last(*order), *count));
  combine("logical_and", *twice, *apply(find_ufunc("greater_equal"), *without_first(*order), *count));
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
  const Ref<Array> alone = constant(sorted->shape(), true);
  combine("logical_and", *without_last(*alone), *differ);
  combine("logical_and", *without_first(*alone), *differ);
  return compress_elements(*sorted, *alone);
}

Ref<Array> setdiff1d(const Array& a, const Array& b, bool assume_unique) {
  const Operand first(a, assume_unique);
  return compress_elements(*first.values, *isin(*first.values, b, true));
}

Ref<Array> isin(const Array& a, const Array& values, bool invert) {
  constexpr int64_t kFew = 32;  // values: up to here comparing with each is faster than searching
  if (values.size == 0) return constant(a.shape(), invert);
  const TypeOperand operands[] = {a.type_operand(), values.type_operand()};
  DType* const common = result_type(operands);
  if (common->is_integer() || common->is_bool()) {
    Ref<Array> found = isin_table(a, values, invert);
    if (found) return found;
  }
  const Ref<Array> elements = as_contiguous(const_cast<Array&>(a), common);
  if (values.size <= kFew) return isin_each(*elements, *as_contiguous(const_cast<Array&>(values), common), invert);
  const Ref<Array> sorted = sort(*astype(values, common), nullptr);
  // Behind the last value there is nothing to compare with: the last one, which is smaller, will do.
  const Ref<Array> places = searchsorted(*sorted, *elements, false, nullptr);
  const Ref<Array> found = take(*sorted, *places, nullptr, ND_MODE_CLIP);
  return apply(find_ufunc(invert ? "not_equal" : "equal"), *found, *elements);
}

}  // namespace nd
