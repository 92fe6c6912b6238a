// take, put, compress and the along-axis forms.
#include <algorithm>
#include <cstring>

#include "array/creation.hpp"
#include "core/kernels_of.hpp"
#include "core/threads.hpp"
#include "index/plan.hpp"
#include "iter/broadcast.hpp"
#include "iter/convert.hpp"
#include "iter/loop_nest.hpp"
#include "iter/overlap.hpp"

namespace nd {

namespace {

// The elements in C order as a 1-d array: a view where memory allows, else a copy.
Ref<Array> flattened(const Array& a) {
  const Dims shape{a.size};
  const Dims strides{a.itemsize()};
  if (a.c_contiguous) return view(a, a.data, shape, strides);
  const Ref<Array> dense = copy(a, ND_ORDER_C);
  return view(*dense, dense->data, shape, strides);
}

// Index positions as int64 in [0, extent), by the mode. Refuses what is out of bounds under ND_MODE_RAISE.
// With `moves_nothing` (an empty result) any position will do, as in NumPy.
Ref<Array> positions_in(const Array& indices, int64_t extent, int32_t axis, int32_t mode, std::string_view operation,
                        bool moves_nothing = false) {
  if (mode < ND_MODE_RAISE || mode > ND_MODE_CLIP) {
    fail(ND_VALUE_ERROR, operation, ": clipmode must be one of 'clip', 'raise', or 'wrap', not ", mode);
  }
  if (!indices.dtype->is_integer() && !indices.dtype->is_bool()) {
    fail(ND_TYPE_ERROR, operation, ": Cannot cast array data from dtype('", indices.dtype->name,
         "') to dtype('int64') according to the rule 'safe'");
  }
  Ref<Array> result = astype(indices, dtype_of<int64_t>(), ND_CASTING_UNSAFE, ND_ORDER_C);
  int64_t* position = result->as<int64_t>();
  if (moves_nothing) {
    std::fill_n(position, result->size, int64_t{0});
    return result;
  }
  if (extent == 0 && result->size > 0) {
    fail(ND_INDEX_ERROR, operation, ": cannot do a non-empty take from an empty axis");
  }
  if (mode == ND_MODE_RAISE) index::check_bounds(*result, extent, axis);
  for (int64_t i = 0; i < result->size; ++i) {
    if (mode == ND_MODE_CLIP) {
      position[i] = std::clamp<int64_t>(position[i], 0, extent - 1);
    } else if (mode == ND_MODE_WRAP) {
      position[i] = position[i] % extent + (position[i] % extent < 0 ? extent : 0);
    } else if (position[i] < 0) {
      position[i] += extent;
    }
  }
  return result;
}

std::vector<IndexItem> at_axis(int32_t axis, const Array& positions) {
  std::vector<IndexItem> items(static_cast<size_t>(axis), IndexItem{IndexItem::Kind::slice});
  items.push_back({IndexItem::Kind::array, 0, 0, 0, &positions});
  return items;
}

// What taking gives where there is nothing to move.
Ref<Array> empty_rows(const Array& a, const Array& positions, int32_t axis) {
  Dims shape;
  for (int32_t i = 0; i < axis; ++i) shape.push_back(a.shape(i));
  for (const int64_t extent : positions.shape()) shape.push_back(extent);
  for (int32_t i = axis + 1; i < a.ndim; ++i) shape.push_back(a.shape(i));
  return empty(a.dtype, shape);
}

// `indices` and the other axes of `a`, broadcast together; the index axis keeps the extent of the indices.
Dims along_axis_shape(const Array& a, const Array& indices, int32_t axis, std::string_view operation) {
  if (a.ndim != indices.ndim) {
    fail(ND_VALUE_ERROR, operation, ": `indices` and `arr` must have the same number of dimensions, not ", indices.ndim,
         " and ", a.ndim);
  }
  if (!indices.dtype->is_integer()) {
    fail(ND_INDEX_ERROR, operation, ": `indices` must be an integer array, not ", indices.dtype->name);
  }
  Dims others(a.shape());
  others[axis] = 1;
  const std::span<const int64_t> shapes[] = {others, indices.shape()};
  return broadcast_shapes(shapes, operation);
}

// `a` in the shape of the indices, standing still along the index axis.
LoopOperand along_axis_operand(const Array& a, int32_t axis, const Dims& shape, std::string_view operation) {
  Dims extents(a.shape());
  Dims strides(a.strides());
  extents[axis] = 1;
  strides[axis] = 0;
  return {a.data, broadcast_strides(extents, strides, shape, operation)};
}

}  // namespace

// The places are computed, and elements moved, without kernels.
ND_KERNELS_OF(take, 2) {
  const Array& a = *inputs[0];
  const Array& indices = *inputs[1];
  if (!a.c_contiguous) astype_kernels(a, a.dtype, ND_ORDER_C, files);
  const Ref<Array> positions = astype_kernels(indices, dtype_of<int64_t>(), ND_ORDER_C, files);
  astype_kernels(*positions, positions->dtype, ND_ORDER_K, files);
  const Ref<Array> taken = stand_in_like(*positions, a.dtype);
  if (taken->ndim == 0) astype_kernels(*taken, native(a.dtype), ND_ORDER_K, files);
}

Ref<Array> take(const Array& a, const Array& indices, const int64_t* axis, int32_t mode, Array* out) {
  // A 0-d array has one axis here, as in NumPy.
  if (axis != nullptr) normalize_axis(*axis, std::max(a.ndim, 1), "take");
  const Ref<Array> flat = axis == nullptr || a.ndim == 0 ? flattened(a) : nullptr;
  const Array& source = flat ? *flat : a;
  const int32_t along = flat ? 0 : normalize_axis(*axis, a.ndim, "take");
  // Where nothing is moved any position will do; with ND_MODE_RAISE, where there is no block to take it from.
  const auto before = static_cast<size_t>(along);
  const int64_t blocks = count_of(source.shape().first(before));
  const bool any_position =
      (mode == ND_MODE_RAISE ? blocks : blocks * count_of(source.shape().subspan(before + 1))) == 0;
  const Ref<Array> positions = positions_in(indices, source.shape(along), along, mode, "take", any_position);
  const Ref<Array> taken =
      any_position ? empty_rows(source, *positions, along) : get(source, at_axis(along, *positions));
  // A single element is native, as scalars are.
  return into_output(taken->ndim == 0 ? astype(*taken, native(taken->dtype)) : taken, out, "take");
}

void put(Array& a, const Array& indices, const Array& values, int32_t mode) {
  require_writeable(a, "put", "a");
  const bool moves_nothing = values.size == 0;
  const Ref<Array> positions = positions_in(indices, a.size, 0, mode, "put", moves_nothing);
  check_weak_integer(values, a.dtype);
  const Ref<Array> source = astype(values, a.dtype, ND_CASTING_UNSAFE, ND_ORDER_C);
  if (moves_nothing || positions->size == 0) return;
  const Ref<Array> flat = flattened(a);
  const int64_t itemsize = a.itemsize();
  const int64_t* position = positions->as<int64_t>();
  for (int64_t i = 0, k = 0; i < positions->size; ++i, k = k + 1 == source->size ? 0 : k + 1) {
    std::memcpy(flat->data + position[i] * itemsize, source->data + k * itemsize, static_cast<size_t>(itemsize));
  }
  if (!a.c_contiguous) {
    const Dims strides = contiguous_strides(a.shape(), itemsize, ND_ORDER_C);
    assign(a, *view(*flat, flat->data, a.shape(), strides));
  }
}

void place(Array& a, const Array& mask, const Array& values) {
  require_writeable(a, "place", "a");
  if (mask.size != a.size) {
    fail(ND_VALUE_ERROR, "place: mask and data must be the same size, not ", mask.size, " and ", a.size);
  }
  const Ref<Array> positions = nonzero(*flattened(mask))[0];
  if (values.size == 0 && positions->size > 0) fail(ND_VALUE_ERROR, "place: Cannot insert from an empty array!");
  put(a, *positions, values, ND_MODE_RAISE);
}

void fill_diagonal(Array& a, const Array& values, bool wrap) {
  require_writeable(a, "fill_diagonal", "a");
  if (a.ndim < 2) fail(ND_VALUE_ERROR, "fill_diagonal: array must be at least 2-d, not ", a.ndim, "-d");
  const auto shape = a.shape();
  if (a.ndim > 2 && std::ranges::count(shape, shape[0]) != a.ndim) {
    fail(ND_VALUE_ERROR, "fill_diagonal: All dimensions of input must be of equal length, not ", shape);
  }
  int64_t stride = 0;
  for (int32_t i = 0; i < a.ndim; ++i) stride += a.stride(i);
  const bool again = wrap && a.ndim == 2;
  const int64_t step = again ? a.shape(1) + 1 : 1;
  const Ref<Array> diagonal = again ? nullptr : view(a, a.data, Dims{*std::ranges::min_element(shape)}, Dims{stride});
  Array& target = again ? a : *diagonal;
  put(target, *arange(*scalar<int64_t>(0), *scalar<int64_t>(target.size), *scalar<int64_t>(step)), values,
      ND_MODE_RAISE);
}

Ref<Array> compress(const Array& condition, const Array& a, const int64_t* axis, Array* out) {
  if (condition.ndim != 1) fail(ND_VALUE_ERROR, "compress: condition must be a 1-d array, not ", condition.ndim, "-d");
  const std::vector<Ref<Array>> positions = nonzero(condition);
  return take(a, *positions[0], axis, ND_MODE_RAISE, out);
}

Ref<Array> take_along_axis(const Array& a, const Array& indices, int64_t axis) {
  const int32_t along = normalize_axis(axis, a.ndim, "take_along_axis");
  const Dims shape = along_axis_shape(a, indices, along, "take_along_axis");
  const Ref<Array> positions = astype(indices, dtype_of<int64_t>());
  index::check_bounds(*positions, a.shape(along), along);
  Ref<Array> result = empty(a.dtype, shape);
  if (result->size == 0) return result;
  const LoopOperand operands[] = {
      {positions->data, broadcast_strides(positions->shape(), positions->strides(), shape, "take_along_axis")},
      along_axis_operand(a, along, shape, "take_along_axis"),
      {result->data, Dims(result->strides())}};
  const LoopNest nest(shape, operands);
  const int64_t extent = a.shape(along);
  const int64_t stride = a.stride(along);
  const auto itemsize = static_cast<size_t>(a.itemsize());
  parallel_for(nest.size(), 1 << 15, [&](int64_t begin, int64_t end) {
    nest.run(begin, end, [&](std::byte* const* pointers, int64_t n) {
      const int64_t* steps = nest.inner_strides();
      for (int64_t i = 0; i < n; ++i) {
        const int64_t position = *reinterpret_cast<const int64_t*>(pointers[0] + i * steps[0]);
        const int64_t wrapped = position + (position < 0 ? extent : 0);
        std::memcpy(pointers[2] + i * steps[2], pointers[1] + i * steps[1] + wrapped * stride, itemsize);
      }
    });
  });
  return result;
}

void put_along_axis(Array& a, const Array& indices, const Array& values, int64_t axis) {
  require_writeable(a, "put_along_axis", "arr");
  const int32_t along = normalize_axis(axis, a.ndim, "put_along_axis");
  const Dims shape = along_axis_shape(a, indices, along, "put_along_axis");
  const Ref<Array> positions = astype(indices, dtype_of<int64_t>());
  index::check_bounds(*positions, a.shape(along), along);
  check_weak_integer(values, a.dtype);
  const Ref<Array> source = astype(values, a.dtype);
  const LoopOperand operands[] = {
      {positions->data, broadcast_strides(positions->shape(), positions->strides(), shape, "put_along_axis")},
      along_axis_operand(a, along, shape, "put_along_axis"),
      {source->data, broadcast_strides(source->shape(), source->strides(), shape, "put_along_axis")}};
  // In order: where positions repeat, the last value stays.
  const LoopNest nest(shape, operands, true);
  if (count_of(shape) == 0) return;
  const int64_t extent = a.shape(along);
  const int64_t stride = a.stride(along);
  const auto itemsize = static_cast<size_t>(a.itemsize());
  nest.run(0, nest.size(), [&](std::byte* const* pointers, int64_t n) {
    const int64_t* steps = nest.inner_strides();
    for (int64_t i = 0; i < n; ++i) {
      const int64_t position = *reinterpret_cast<const int64_t*>(pointers[0] + i * steps[0]);
      const int64_t wrapped = position + (position < 0 ? extent : 0);
      std::memcpy(pointers[1] + i * steps[1] + wrapped * stride, pointers[2] + i * steps[2], itemsize);
    }
  });
}

}  // namespace nd
