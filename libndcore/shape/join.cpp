// concatenate and the stacks: one result, into which each array is assigned.
#include "shape/join.hpp"

#include <algorithm>

#include "shape/shape.hpp"

namespace nd {

namespace {

void require_arrays(ArrayList arrays, std::string_view operation) {
  if (arrays.empty()) fail(ND_VALUE_ERROR, operation, ": need at least one array to concatenate");
}

DType* joined_type(ArrayList arrays, const JoinOptions& options, std::string_view operation) {
  if (options.out != nullptr && options.dtype != nullptr) {
    fail(ND_TYPE_ERROR, operation, ": only takes `out` or `dtype` as an argument, but both were provided");
  }
  if (options.out != nullptr) return options.out->dtype;
  if (options.dtype != nullptr) return options.dtype;
  std::vector<TypeOperand> operands;
  operands.reserve(arrays.size());
  for (const Array* a : arrays) operands.push_back(a->type_operand());
  return result_type(operands);
}

void require_castable(ArrayList arrays, const DType* dtype, int32_t casting, std::string_view operation) {
  for (const Array* a : arrays) {
    if (can_cast(a->type_operand(), dtype, casting)) continue;
    fail(ND_CASTING_ERROR, operation, ": cannot cast array data from ", a->dtype->name, " to ", dtype->name,
         " according to the rule '", casting_name(casting), "'");
  }
}

// The shape of all along `axis`; the other extents must agree.
Dims joined_shape(ArrayList arrays, int32_t axis, std::string_view operation) {
  const Array& first = *arrays[0];
  Dims shape(first.shape());
  for (size_t k = 1; k < arrays.size(); ++k) {
    const Array& a = *arrays[k];
    if (a.ndim != first.ndim) {
      fail(ND_VALUE_ERROR, operation, ": all the input array dimensions must match: array 0 has ", first.ndim,
           " dimensions and array ", int64_t(k), " has ", a.ndim);
    }
    for (int32_t i = 0; i < a.ndim; ++i) {
      if (i == axis) {
        shape[i] = checked_add(shape[i], a.shape(i), operation);
      } else if (a.shape(i) != shape[i]) {
        fail(ND_VALUE_ERROR, operation,
             ": all the input array dimensions except for the concatenation axis must match ",
             "exactly, but along dimension ", i, ", array 0 has size ", shape[i], " and array ", int64_t(k),
             " has size ", a.shape(i));
      }
    }
  }
  return shape;
}

// F-ordered arrays give an F-ordered result.
int32_t joined_order(ArrayList arrays) {
  bool all_f = true;
  bool all_c = true;
  for (const Array* a : arrays) {
    all_f = all_f && a->f_contiguous;
    all_c = all_c && a->c_contiguous;
  }
  return all_f && !all_c ? ND_ORDER_F : ND_ORDER_C;
}

Ref<Array> checked_out(Array& out, std::span<const int64_t> shape, std::string_view operation) {
  if (!std::ranges::equal(out.shape(), shape)) {
    fail(ND_VALUE_ERROR, operation, ": output array is the wrong shape: ", out.shape(), " instead of ", shape);
  }
  require_writeable(out, operation, "out");
  return Ref<Array>(&out);
}

Ref<Array> join(ArrayList arrays, int64_t axis, const JoinOptions& options, std::string_view operation) {
  require_arrays(arrays, operation);
  if (arrays[0]->ndim == 0) fail(ND_VALUE_ERROR, operation, ": zero-dimensional arrays cannot be concatenated");
  const int32_t along = normalize_axis(axis, arrays[0]->ndim, operation);
  const Dims shape = joined_shape(arrays, along, operation);
  DType* const dtype = joined_type(arrays, options, operation);
  require_castable(arrays, dtype, options.casting, operation);
  Ref<Array> out = options.out != nullptr ? checked_out(*options.out, shape, operation) : nullptr;
  // What is given is written at once, when all is made: it may overlap the arrays, and an error leaves it as it was.
  Ref<Array> result = empty(dtype, shape, joined_order(arrays));
  int64_t start = 0;
  for (const Array* a : arrays) {
    const Ref<Array> part = slice_of(*result, along, start, a->shape(along));
    assign(*part, *a);
    start += a->shape(along);
  }
  if (!out) return result;
  assign(*out, *result);
  return out;
}

// Each array through `change` first.
template <class Change>
std::vector<Ref<Array>> changed(ArrayList arrays, Change change) {
  std::vector<Ref<Array>> result;
  result.reserve(arrays.size());
  for (const Array* a : arrays) result.push_back(change(*a));
  return result;
}

std::vector<const Array*> pointers(const std::vector<Ref<Array>>& arrays) {
  std::vector<const Array*> result;
  result.reserve(arrays.size());
  for (const Ref<Array>& a : arrays) result.push_back(a.get());
  return result;
}

Ref<Array> join_changed(const std::vector<Ref<Array>>& arrays, int64_t axis, const JoinOptions& options,
                        std::string_view operation) {
  return join(pointers(arrays), axis, options, operation);
}

}  // namespace

Ref<Array> concatenate(ArrayList arrays, int64_t axis, const JoinOptions& options) {
  return join(arrays, axis, options, "concatenate");
}

Ref<Array> concatenate_flat(ArrayList arrays, const JoinOptions& options) {
  return join_changed(changed(arrays, [](const Array& a) { return ravel(a); }), 0, options, "concatenate");
}

Ref<Array> stack(ArrayList arrays, int64_t axis, const JoinOptions& options) {
  require_arrays(arrays, "stack");
  for (const Array* a : arrays) {
    if (!std::ranges::equal(a->shape(), arrays[0]->shape())) {
      fail(ND_VALUE_ERROR, "stack: all input arrays must have the same shape, not ", arrays[0]->shape(), " and ",
           a->shape());
    }
  }
  const std::array<int64_t, 1> added{normalize_axis(axis, arrays[0]->ndim + 1, "stack")};
  return join_changed(changed(arrays, [&](const Array& a) { return expand_dims(a, added); }), added[0], options,
                      "stack");
}

Ref<Array> vstack(ArrayList arrays, const JoinOptions& options) {
  return join_changed(changed(arrays, [](const Array& a) { return atleast(a, 2); }), 0, options, "vstack");
}

Ref<Array> hstack(ArrayList arrays, const JoinOptions& options) {
  require_arrays(arrays, "hstack");
  const int64_t axis = arrays[0]->ndim <= 1 ? 0 : 1;
  return join_changed(changed(arrays, [](const Array& a) { return atleast(a, 1); }), axis, options, "hstack");
}

Ref<Array> dstack(ArrayList arrays, const JoinOptions& options) {
  return join_changed(changed(arrays, [](const Array& a) { return atleast(a, 3); }), 2, options, "dstack");
}

Ref<Array> column_stack(ArrayList arrays, const JoinOptions& options) {
  const auto as_columns = [](const Array& a) { return a.ndim < 2 ? transpose(*atleast(a, 2)) : atleast(a, 2); };
  return join_changed(changed(arrays, as_columns), 1, options, "column_stack");
}

}  // namespace nd
