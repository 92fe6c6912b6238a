// Gathering and scattering rows. A row is cut into runs that are contiguous on both sides; runs of one machine word are
// moved without a call.
#include <cstring>

#include "core/threads.hpp"
#include "index/plan.hpp"
#include "iter/loop_nest.hpp"

namespace nd::index {

namespace {

// Far enough ahead that a random access has arrived when its turn comes, near enough to stay in the first-level cache.
constexpr int64_t kPrefetchDistance = 24;
constexpr int64_t kGrainBytes = 1 << 17;

template <int64_t kBytes>
void move_fixed(std::byte* to, const std::byte* from) {
  std::memcpy(to, from, kBytes);
}

// Calls f(move) with a function that copies `bytes` bytes.
template <class F>
void with_mover(int64_t bytes, F&& f) {
  switch (bytes) {
    case 1: return f(move_fixed<1>);
    case 2: return f(move_fixed<2>);
    case 4: return f(move_fixed<4>);
    case 8: return f(move_fixed<8>);
    case 16: return f(move_fixed<16>);
    default:
      return f([bytes](std::byte* to, const std::byte* from) { std::memcpy(to, from, static_cast<size_t>(bytes)); });
  }
}

// The plan of one row: runs of `run` bytes at the positions of `nest`, relative to null.
struct RowPlan {
  explicit RowPlan(const Rows& rows) : shape(rows.shape), indexed(rows.indexed_strides), flat(rows.flat_strides) {
    run = rows.itemsize;
    while (!shape.empty()) {
      const int32_t last = shape.size() - 1;
      if (shape[last] != 1 && (indexed[last] != run || flat[last] != run)) break;
      run *= shape[last];
      shape.resize(last);
    }
    indexed.resize(shape.size());
    flat.resize(shape.size());
  }
  // Calls f(indexed offset, flat offset) for each run of a row.
  template <class F>
  void for_each_run(F&& f) const {
    const int64_t count = count_of(shape);
    Dims index(shape.size(), 0);
    int64_t from = 0;
    int64_t to = 0;
    for (int64_t i = 0; i < count; ++i) {
      f(from, to);
      for (int32_t axis = shape.size() - 1; axis >= 0; --axis) {
        from += indexed[axis];
        to += flat[axis];
        if (++index[axis] < shape[axis]) break;
        from -= indexed[axis] * shape[axis];
        to -= flat[axis] * shape[axis];
        index[axis] = 0;
      }
    }
  }
  Dims shape, indexed, flat;
  int64_t run;
};

}  // namespace

void gather_rows(const Rows& rows, std::span<const int64_t> offsets) {
  const RowPlan plan(rows);
  if (count_of(rows.shape) == 0) return;
  const auto count = static_cast<int64_t>(offsets.size());
  const int64_t row_bytes = std::max<int64_t>(count_of(rows.shape) * rows.itemsize, 1);
  with_mover(plan.run, [&](auto move) {
    parallel_for(count, std::max<int64_t>(kGrainBytes / row_bytes, 1), [&](int64_t begin, int64_t end) {
      plan.for_each_run([&](int64_t indexed, int64_t flat) {
        const std::byte* from = rows.indexed + indexed;
        std::byte* to = rows.flat + flat;
        const int64_t* place = offsets.data();
        for (int64_t i = begin; i < end; ++i) {
          if (i + kPrefetchDistance < end) __builtin_prefetch(from + place[i + kPrefetchDistance]);
          move(to + i * rows.flat_stride, from + place[i]);
        }
      });
    });
  });
}

void scatter_rows(const Rows& rows, std::span<const int64_t> offsets) {
  const RowPlan plan(rows);
  if (count_of(rows.shape) == 0) return;
  const auto count = static_cast<int64_t>(offsets.size());
  with_mover(plan.run, [&](auto move) {
    plan.for_each_run([&](int64_t indexed, int64_t flat) {
      std::byte* to = rows.indexed + indexed;
      const std::byte* from = rows.flat + flat;
      for (int64_t i = 0; i < count; ++i) {
        if (i + kPrefetchDistance < count)
          __builtin_prefetch(to + offsets[static_cast<size_t>(i + kPrefetchDistance)], 1);
        move(to + offsets[static_cast<size_t>(i)], from + i * rows.flat_stride);
      }
    });
  });
}

}  // namespace nd::index
