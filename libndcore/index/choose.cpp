// choose and select: each element from one of several arrays, by number or by the first true condition.
#include "index/index.hpp"
#include "iter/broadcast.hpp"
#include "iter/convert.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

DType* common_dtype(std::span<const Array* const> arrays) {
  std::vector<TypeOperand> operands;
  for (const Array* array : arrays) operands.push_back(array->type_operand());
  return result_type(operands);
}

bool any_outside(const Array& numbers, int64_t count) {
  if (numbers.size == 0) return false;
  const auto end = [&](const char* ufunc) { return *reduce(find_ufunc(ufunc), numbers, {}, true)->as<int64_t>(); };
  return end("minimum") < 0 || end("maximum") >= count;
}

// Numbers in [0, count), as the mode says.
Ref<Array> checked_numbers(const Array& a, int64_t count, int32_t mode) {
  if (!can_cast(a.type_operand(), dtype_of<int64_t>(), ND_CASTING_SAFE)) {
    fail(ND_TYPE_ERROR, "choose: Cannot cast array data from ", describe(a.dtype),
         " to dtype('int64') according to the rule 'safe'");
  }
  Ref<Array> numbers = astype(a, dtype_of<int64_t>());
  if (!any_outside(*numbers, count)) return numbers;
  if (mode == ND_MODE_RAISE) fail(ND_VALUE_ERROR, "choose: invalid entry in choice array; there are ", count);
  if (mode == ND_MODE_WRAP) return apply(find_ufunc("remainder"), *numbers, *scalar(count));
  const Ref<Array> low = apply(find_ufunc("maximum"), *numbers, *scalar<int64_t>(0));
  return apply(find_ufunc("minimum"), *low, *scalar(count - 1));
}

}  // namespace

Ref<Array> choose(const Array& a, std::span<const Array* const> choices, int32_t mode, Array* out) {
  if (choices.empty()) fail(ND_VALUE_ERROR, "choose: at least one choice is needed");
  if (mode < ND_MODE_RAISE || mode > ND_MODE_CLIP) fail(ND_VALUE_ERROR, "choose: unknown mode ", mode);
  std::vector<const Array*> all(choices.begin(), choices.end());
  all.push_back(&a);
  const Dims shape = broadcast_shapes(all, "choose");
  const Ref<Array> numbers = checked_numbers(a, static_cast<int64_t>(choices.size()), mode);
  Ref<Array> result = empty(common_dtype(choices), shape);
  for (size_t i = 0; i < choices.size(); ++i) {
    const Ref<Array> here = apply(find_ufunc("equal"), *numbers, *scalar(static_cast<int64_t>(i)));
    copy_where(*result, *choices[i], *here);
  }
  if (out == nullptr) return result;
  require_writeable(*out, "choose", "out");
  if (!std::ranges::equal(out->shape(), std::span<const int64_t>(shape))) {
    fail(ND_TYPE_ERROR, "choose: argument `out` has shape ", out->shape(), ", the result has ",
         std::span<const int64_t>(shape));
  }
  assign(*out, *result);
  return Ref<Array>(out);
}

Ref<Array> select(std::span<const Array* const> conditions, std::span<const Array* const> choices,
                  const Array& otherwise) {
  if (conditions.empty()) fail(ND_VALUE_ERROR, "select: select with an empty condition list is not possible");
  std::vector<const Array*> values(choices.begin(), choices.end());
  values.push_back(&otherwise);
  std::vector<const Array*> all = values;
  for (size_t i = 0; i < conditions.size(); ++i) {
    if (!conditions[i]->dtype->is_bool()) {
      fail(ND_TYPE_ERROR, "select: invalid entry ", static_cast<int64_t>(i),
           " in condlist: should be boolean ndarray, not ", conditions[i]->dtype->name);
    }
    all.push_back(conditions[i]);
  }
  Ref<Array> result = empty(common_dtype(values), broadcast_shapes(all, "select"));
  assign(*result, *copy(otherwise));  // cast as an array is, even a Python-like number
  for (size_t i = conditions.size(); i-- > 0;) copy_where(*result, *choices[i], *conditions[i]);
  return result;
}

}  // namespace nd
