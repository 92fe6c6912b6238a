// tile, repeat, resize: the same elements several times.
#include <algorithm>
#include <cstring>
#include <vector>

#include "core/threads.hpp"
#include "iter/move.hpp"
#include "shape/join.hpp"
#include "shape/shape.hpp"

namespace nd {

Ref<Array> tile(const Array& a, std::span<const int64_t> repetitions) {
  const auto given = static_cast<int32_t>(repetitions.size());
  const int32_t ndim = std::max(given, a.ndim);
  if (ndim > kMaxDims) fail(ND_VALUE_ERROR, "tile: an array has at most ", kMaxDims, " dimensions, not ", ndim);
  Dims shape;
  // Each axis that repeats is split in two, the repetition outside: a broadcast along it.
  Dims split_shape, from_strides;
  Dims repeats;
  for (int32_t i = 0; i < ndim; ++i) {
    const int32_t axis = i - (ndim - a.ndim);
    const int32_t k = i - (ndim - given);
    const int64_t extent = axis < 0 ? 1 : a.shape(axis);
    repeats.push_back(k < 0 ? 1 : repetitions[static_cast<size_t>(k)]);
    if (repeats[i] < 0) fail(ND_VALUE_ERROR, "tile: negative repetitions are not allowed: ", repetitions);
    shape.push_back(checked_multiply(extent, repeats[i], "tile"));
  }
  Ref<Array> result = empty(a.dtype, shape);
  if (result->size == 0) return result;
  Dims to_strides;
  for (int32_t i = 0; i < ndim; ++i) {
    const int32_t axis = i - (ndim - a.ndim);
    const int64_t extent = axis < 0 ? 1 : a.shape(axis);
    if (repeats[i] > 1) {
      split_shape.push_back(repeats[i]);
      from_strides.push_back(0);
      to_strides.push_back(result->stride(i) * extent);
    }
    if (extent > 1) {
      split_shape.push_back(extent);
      from_strides.push_back(a.stride(axis));
      to_strides.push_back(result->stride(i));
    }
  }
  move_elements(split_shape, {a.data, from_strides, a.dtype}, {result->data, to_strides, a.dtype});
  return result;
}

namespace {

// Where the copies of each element begin, in units of elements of the axis; one more at the end.
std::vector<int64_t> repeat_starts(std::span<const int64_t> counts, int64_t extent) {
  if (counts.size() != 1 && counts.size() != static_cast<size_t>(extent)) {
    fail(ND_VALUE_ERROR, "repeat: operands could not be broadcast together with shape (", extent, ",) (",
         int64_t(counts.size()), ",)");
  }
  std::vector<int64_t> starts(static_cast<size_t>(extent) + 1, 0);
  for (size_t i = 0; i < static_cast<size_t>(extent); ++i) {
    const int64_t count = counts[counts.size() == 1 ? 0 : i];
    if (count < 0) fail(ND_VALUE_ERROR, "repeat: repeats may not contain negative values, not ", count);
    starts[i + 1] = checked_add(starts[i], count, "repeat");
  }
  if (extent == 0 && counts.size() == 1 && counts[0] < 0) {
    fail(ND_VALUE_ERROR, "repeat: repeats may not contain negative values, not ", counts[0]);
  }
  return starts;
}

// Elements [begin, end) of an axis whose elements are items: the copies follow one another without a gap.
template <class T>
void repeat_items(const std::byte* from, std::byte* to, std::span<const int64_t> starts, int64_t begin, int64_t end) {
  for (int64_t i = begin; i < end; ++i) {
    T item;
    std::memcpy(&item, from + i * int64_t{sizeof(T)}, sizeof item);
    const int64_t stop = starts[static_cast<size_t>(i) + 1];
    for (int64_t k = starts[static_cast<size_t>(i)]; k < stop; ++k) {
      std::memcpy(to + k * int64_t{sizeof(T)}, &item, sizeof item);
    }
  }
}

struct Wide {
  uint64_t low, high;
};

void repeat_row(const std::byte* from, std::byte* to, std::span<const int64_t> starts, int64_t begin, int64_t end,
                int64_t chunk) {
  switch (chunk) {
    case 1: return repeat_items<uint8_t>(from, to, starts, begin, end);
    case 2: return repeat_items<uint16_t>(from, to, starts, begin, end);
    case 4: return repeat_items<uint32_t>(from, to, starts, begin, end);
    case 8: return repeat_items<uint64_t>(from, to, starts, begin, end);
    case 16: return repeat_items<Wide>(from, to, starts, begin, end);
    default: break;
  }
  for (int64_t i = begin; i < end; ++i) {
    for (int64_t k = starts[static_cast<size_t>(i)]; k < starts[static_cast<size_t>(i) + 1]; ++k) {
      std::memcpy(to + k * chunk, from + i * chunk, static_cast<size_t>(chunk));
    }
  }
}

// The same count for all: a broadcast along a new axis behind the repeated one.
void repeat_equally(const Array& a, int32_t along, int64_t count, Array& result) {
  Dims shape(a.shape());
  Dims from(a.strides());
  Dims to(result.strides());
  shape.insert(along + 1, count);
  from.insert(along + 1, 0);
  to.insert(along + 1, to[along]);
  to[along] *= count;
  move_elements(shape, {a.data, from, a.dtype}, {result.data, to, result.dtype});
}

}  // namespace

Ref<Array> repeat(const Array& a, std::span<const int64_t> counts, int64_t axis) {
  const int32_t along = normalize_axis(axis, a.ndim, "repeat");
  const int64_t extent = a.shape(along);
  Dims shape(a.shape());
  if (counts.size() == 1 && counts[0] >= 0 && a.ndim < kMaxDims) {
    shape[along] = checked_multiply(extent, counts[0], "repeat");
    Ref<Array> result = empty(a.dtype, shape);
    if (result->size > 0) repeat_equally(a, along, counts[0], *result);
    return result;
  }
  const std::vector<int64_t> starts = repeat_starts(counts, extent);
  shape[along] = starts.back();
  Ref<Array> result = empty(a.dtype, shape);
  if (result->size == 0) return result;
  const Ref<Array> source = a.c_contiguous ? view(a, a.data, a.shape(), a.strides()) : copy(a, ND_ORDER_C);
  int64_t outer = 1;
  for (int32_t i = 0; i < along; ++i) outer *= a.shape(i);
  const int64_t chunk = a.nbytes() / (outer * extent);
  const int64_t grain = std::max<int64_t>(65536 / std::max<int64_t>(chunk * starts.back() / extent, 1), 1);
  parallel_for(outer * extent, grain, [&](int64_t begin, int64_t end) {
    while (begin < end) {
      const int64_t row = begin / extent;
      const int64_t stop = std::min(end, (row + 1) * extent);
      repeat_row(source->data + row * extent * chunk, result->data + row * starts.back() * chunk, starts,
                 begin - row * extent, stop - row * extent, chunk);
      begin = stop;
    }
  });
  return result;
}

Ref<Array> resize(const Array& a, std::span<const int64_t> shape) {
  if (a.size == 0 || checked_size(shape, 1, "resize") == 0) return zeros(a.dtype, shape);
  Ref<Array> result = empty(native(a.dtype), shape);
  const bool as_is = a.c_contiguous && !a.dtype->swapped;
  const Ref<Array> source =
      as_is ? view(a, a.data, a.shape(), a.strides()) : astype(a, result->dtype, ND_CASTING_EQUIV, ND_ORDER_C);
  const int64_t bytes = result->nbytes();
  for (int64_t done = 0; done < bytes;) {
    // What is there already is repeated: the source is copied once, then the result doubles.
    const std::byte* const from = done == 0 ? source->data : result->data;
    const int64_t part = std::min(done == 0 ? source->nbytes() : done, bytes - done);
    std::memcpy(result->data + done, from, static_cast<size_t>(part));
    done += part;
  }
  return result;
}

}  // namespace nd
