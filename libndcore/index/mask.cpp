// What masks select: elements, positions. Two passes, so that threads know where to write: count, then fill.
#include <numeric>

#include "array/array.hpp"
#include "core/checked.hpp"
#include "core/threads.hpp"
#include "index/index.hpp"

namespace nd {

namespace {

constexpr int64_t kChunk = 1 << 16;

int64_t count_true(const std::byte* mask, int64_t n) {
  int64_t count = 0;
  for (int64_t i = 0; i < n; ++i) count += mask[i] != std::byte{0} ? 1 : 0;
  return count;
}

// Runs fill(begin, end, first) over [0, count) in chunks, where `first` counts the true bytes before `begin`;
// `allocate` is told the total first.
template <class Allocate, class Fill>
void count_then_fill(const std::byte* mask, int64_t count, Allocate&& allocate, Fill&& fill) {
  const int64_t chunks = pieces_of(count, kChunk);
  std::vector<int64_t> before(static_cast<size_t>(chunks + 1), 0);
  const auto limits = [&](int64_t chunk) { return std::pair(chunk * kChunk, std::min((chunk + 1) * kChunk, count)); };
  parallel_for(chunks, 4, [&](int64_t begin, int64_t end) {
    for (int64_t chunk = begin; chunk < end; ++chunk) {
      const auto [from, to] = limits(chunk);
      before[static_cast<size_t>(chunk + 1)] = count_true(mask + from, to - from);
    }
  });
  std::partial_sum(before.begin(), before.end(), before.begin());
  allocate(before.back());
  parallel_for(chunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t chunk = begin; chunk < end; ++chunk) {
      const auto [from, to] = limits(chunk);
      fill(from, to, before[static_cast<size_t>(chunk)]);
    }
  });
}

// Writes every element and advances only behind the true ones: no branch to mispredict. `limit` guards the write behind
// the last one, which would belong to the next chunk.
template <class Item>
void compress_run(const Item* from, const std::byte* mask, int64_t n, Item* to, const Item* limit) {
  for (int64_t i = 0; i < n && to != limit; ++i) {
    *to = from[i];
    to += mask[i] != std::byte{0} ? 1 : 0;
  }
}

struct Item16 {
  uint64_t low, high;
};

template <class F>
void with_item(int64_t bytes, F&& f) {
  switch (bytes) {
    case 1: return f(Type<uint8_t>{});
    case 2: return f(Type<uint16_t>{});
    case 4: return f(Type<uint32_t>{});
    case 8: return f(Type<uint64_t>{});
    default: return f(Type<Item16>{});
  }
}

// A mask as contiguous bytes; anything but booleans is compared with zero.
Ref<Array> as_mask(const Array& a) { return as_contiguous(const_cast<Array&>(a), dtype_of<bool8>()); }

// Coordinates of the true elements of a C-contiguous mask of several dimensions: flat positions, then a division an
// axis from the last to the first.
void split_positions(std::span<const int64_t> shape, std::vector<Ref<Array>>& positions, int64_t begin, int64_t end) {
  for (auto axis = static_cast<int32_t>(shape.size()) - 1; axis > 0; --axis) {
    const auto extent = static_cast<uint64_t>(shape[static_cast<size_t>(axis)]);
    int64_t* coordinate = positions[static_cast<size_t>(axis)]->as<int64_t>();
    int64_t* rest = positions[static_cast<size_t>(axis - 1)]->as<int64_t>();
    for (int64_t i = begin; i < end; ++i) {
      // `coordinate` holds the flat position over the axes up to this one.
      const auto value = static_cast<uint64_t>(coordinate[i]);
      rest[i] = static_cast<int64_t>(value / extent);
      coordinate[i] = static_cast<int64_t>(value % extent);
    }
  }
}

}  // namespace

Ref<Array> compress_elements(const Array& a, const Array& mask) {
  const Ref<Array> bytes = as_mask(mask);
  const Ref<Array> source = a.c_contiguous ? Ref<Array>(const_cast<Array*>(&a)) : copy(a, ND_ORDER_C);
  Ref<Array> result;
  with_item(a.itemsize(), [&]<class Item>(Type<Item>) {
    // Items are moved as words of their size, whose alignment may be stricter than the element's (complex64); others
    // are copied to an aligned place first.
    const bool fits = reinterpret_cast<uintptr_t>(source->data) % alignof(Item) == 0;
    const Ref<Array> aligned = fits ? source : copy(*source, ND_ORDER_C);
    const auto* from = reinterpret_cast<const Item*>(aligned->data);
    count_then_fill(
        bytes->data, a.size, [&](int64_t total) { result = empty(a.dtype, Dims{total}); },
        [&](int64_t begin, int64_t end, int64_t first) {
          auto* to = reinterpret_cast<Item*>(result->data);
          const int64_t count = count_true(bytes->data + begin, end - begin);
          compress_run(from + begin, bytes->data + begin, end - begin, to + first, to + first + count);
        });
  });
  return result;
}

std::vector<Ref<Array>> nonzero(const Array& a) {
  if (a.ndim == 0) {
    fail(ND_VALUE_ERROR, "nonzero: calling nonzero on 0d arrays is not allowed; make the array at least 1-d first");
  }
  const Ref<Array> mask = as_mask(a);
  std::vector<Ref<Array>> positions(static_cast<size_t>(a.ndim));
  count_then_fill(
      mask->data, a.size,
      [&](int64_t total) {
        for (Ref<Array>& axis : positions) axis = empty(dtype_of<int64_t>(), Dims{total});
      },
      [&](int64_t begin, int64_t end, int64_t first) {
        int64_t* flat = positions.back()->as<int64_t>() + first;
        const int64_t count = count_true(mask->data + begin, end - begin);
        const int64_t* limit = flat + count;
        for (int64_t i = begin; i < end && flat != limit; ++i) {
          *flat = i;
          flat += mask->data[i] != std::byte{0} ? 1 : 0;
        }
        split_positions(a.shape(), positions, first, first + count);
      });
  return positions;
}

Ref<Array> argwhere(const Array& a) {
  if (a.ndim == 0) {
    const bool is_true = *as_mask(a)->data != std::byte{0};
    return empty(dtype_of<int64_t>(), Dims{is_true ? 1 : 0, 0});
  }
  const std::vector<Ref<Array>> positions = nonzero(a);
  Ref<Array> result = empty(dtype_of<int64_t>(), Dims{positions[0]->size, a.ndim});
  for (int32_t axis = 0; axis < a.ndim; ++axis) {
    const Ref<Array> column =
        view(*result, result->data + int64_t{8} * axis, Dims{result->shape(0)}, Dims{result->stride(0)});
    assign(*column, *positions[static_cast<size_t>(axis)]);
  }
  return result;
}

Ref<Array> extract(const Array& condition, const Array& a) {
  if (std::ranges::equal(condition.shape(), a.shape())) return compress_elements(a, condition);
  const Ref<Array> mask = as_mask(condition);
  const std::array<int64_t, 1> shape{mask->size};
  const std::array<int64_t, 1> strides{1};
  return take(a, *nonzero(*view(*mask, mask->data, shape, strides))[0], nullptr, ND_MODE_RAISE);
}

}  // namespace nd
