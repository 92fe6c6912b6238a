// tile, repeat, resize: the same elements several times.
#include <algorithm>
#include <cstring>
#include <vector>

#include "core/threads.hpp"
#include "iter/move.hpp"
#include "kernels/memory_kernels.hpp"
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

void repeat_chunk(const std::byte* from, std::byte* to, int64_t count, int64_t chunk) {
  for (int64_t i = 0; i < count; ++i) std::memcpy(to + i * chunk, from, static_cast<size_t>(chunk));
}

}  // namespace

Ref<Array> repeat(const Array& a, std::span<const int64_t> counts, int64_t axis) {
  const int32_t along = normalize_axis(axis, a.ndim, "repeat");
  const int64_t extent = a.shape(along);
  const std::vector<int64_t> starts = repeat_starts(counts, extent);
  Dims shape(a.shape());
  shape[along] = starts.back();
  Ref<Array> result = empty(a.dtype, shape);
  if (result->size == 0) return result;
  const Ref<Array> source = a.c_contiguous ? view(a, a.data, a.shape(), a.strides()) : copy(a, ND_ORDER_C);
  int64_t outer = 1;
  for (int32_t i = 0; i < along; ++i) outer *= a.shape(i);
  const int64_t chunk = a.nbytes() / (outer * extent);
  const int64_t total = starts.back();
  const int64_t grain = std::max<int64_t>(65536 / std::max<int64_t>(chunk * total / extent, 1), 1);
  parallel_for(outer * extent, grain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const auto k = static_cast<size_t>(i % extent);
      std::byte* const to = result->data + (i / extent * total + starts[k]) * chunk;
      const int64_t count = starts[k + 1] - starts[k];
      if (chunk == a.itemsize()) {
        kernels::copy_strided(source->data + i * chunk, 0, to, chunk, count, chunk);
      } else {
        repeat_chunk(source->data + i * chunk, to, count, chunk);
      }
    }
  });
  return result;
}

Ref<Array> resize(const Array& a, std::span<const int64_t> shape) {
  if (a.size == 0) return zeros(a.dtype, shape);
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
