// Four ways to move: one contiguous run, a transposition in blocks, a repeated element, and the general loop.
#include "iter/move.hpp"

#include <cstring>

#include "array/transfer.hpp"
#include "core/checked.hpp"
#include "core/threads.hpp"
#include "iter/loop_nest.hpp"

namespace nd {

namespace {

// Results larger than this go around the caches: well beyond the second-level cache of the machines of today.
constexpr int64_t kStreamBytes = int64_t{4} << 20;
constexpr int64_t kStreamBlock = 8192;
// A thread is worth waking for this many bytes.
constexpr int64_t kGrainBytes = int64_t{256} << 10;
// A transposition is cut into tiles of this many rows and columns, the unit of work of a thread.
constexpr int64_t kTileRows = 2048;
constexpr int64_t kTileColumns = 64;
constexpr int64_t kTileElements = 32768;
// Runs shorter than this cost more to begin than to move.
constexpr int64_t kShortRun = 16;
constexpr int64_t kShortBlock = 256;

// Streaming stores want a result that is written in whole lines: converts into a block, which then leaves.
void stream_run(const Transfer& transfer, const std::byte* from, int64_t from_stride, std::byte* to, int64_t itemsize,
                int64_t n) {
  alignas(64) std::byte block[kStreamBlock];
  const auto misaligned = static_cast<int64_t>(-reinterpret_cast<uintptr_t>(to) & 63U);
  int64_t done = std::min(n, misaligned / itemsize);
  if (done > 0) transfer.run(from, from_stride, to, itemsize, done);
  for (int64_t m = 0; done < n; done += m) {
    m = std::min(n - done, kStreamBlock / itemsize);
    transfer.run(from + done * from_stride, from_stride, block, itemsize, m);
    kernels::stream_copy(to + done * itemsize, block, m * itemsize);
  }
}

// The plan of one move: `from` is operand 0 of the nest, `to` operand 1.
class Mover {
 public:
  Mover(std::span<const int64_t> shape, const Place& from, const Place& to)
      : from_(from.dtype),
        to_(to.dtype),
        transfer_(from.dtype, to.dtype),
        from_size_(from.dtype->itemsize),
        to_size_(to.dtype->itemsize),
        plain_(from.dtype == to.dtype),
        nest_(shape,
              std::array<LoopOperand, 2>{LoopOperand{from.data, from.strides}, LoopOperand{to.data, to.strides}}),
        streams_(nest_.size() * to_size_ >= kStreamBytes && nest_.inner_strides()[1] == to_size_) {}

  void run() {
    const int32_t axis = plain_ ? transposed_axis() : -1;
    if (axis >= 0) {
      run_transposed(axis);
      return;
    }
    const int64_t grain = std::max<int64_t>(kGrainBytes / (from_size_ + to_size_), 1);
    if (has_short_runs()) {
      run_short(grain);
      return;
    }
    if (nest_.size() < 2 * grain) {
      run_range(0, nest_.size());
    } else {
      parallel_for(nest_.size(), grain, [&](int64_t begin, int64_t end) { run_range(begin, end); });
    }
  }

  // As run() chooses.
  void kernels(KernelFiles& files) const {
    if (plain_ && transposed_axis() >= 0) {
      files.add(kernels::kTransposeSource);
      if (streams_) files.add(kernels::kCopySource);
      return;
    }
    const bool is_short = has_short_runs();
    const int32_t along = nest_.ndim() - (is_short ? 2 : 1);
    const bool streams = !is_short && streams_rows();
    if (streams) files.add(kernels::kCopySource);
    if (streams && copies_rows()) return;
    Transfer::kernels(from_, to_, nest_.stride(0, along), nest_.stride(1, along), files);
  }

 private:
  // Rows that are long enough to go around the caches, and such as they are.
  bool streams_rows() const { return streams_ && nest_.inner_size() * to_size_ >= kStreamBlock; }
  bool copies_rows() const { return plain_ && nest_.inner_strides()[0] == to_size_; }

  void run_range(int64_t begin, int64_t end) const {
    const int64_t from_stride = nest_.inner_strides()[0];
    const int64_t to_stride = nest_.inner_strides()[1];
    if (!streams_rows()) {
      nest_.run(begin, end, [&](std::byte* const* places, int64_t n) {
        transfer_.run(places[0], from_stride, places[1], to_stride, n);
      });
      return;
    }
    nest_.run(begin, end, [&](std::byte* const* places, int64_t n) {
      if (copies_rows()) {
        kernels::stream_copy(places[1], places[0], n * to_size_);
      } else {
        stream_run(transfer_, places[0], from_stride, places[1], to_size_, n);
      }
    });
    kernels::stream_fence();
  }

  bool has_short_runs() const {
    return nest_.ndim() > 1 && nest_.inner_size() < kShortRun && nest_.shape(nest_.ndim() - 2) >= 2 * kShortRun;
  }

  // Runs along the last but one axis, in blocks that the cache keeps until the few steps of the inner one are done.
  void run_short(int64_t grain) const {
    const int32_t inner = nest_.ndim() - 1;
    const int32_t axis = inner - 1;
    const int64_t extent = nest_.shape(axis);
    const int64_t blocks = pieces_of(extent, kShortBlock);
    const auto step = [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        auto places = outer_place(axis, i / blocks);
        const int64_t first = i % blocks * kShortBlock;
        places[0] += first * nest_.stride(0, axis);
        places[1] += first * nest_.stride(1, axis);
        for (int64_t k = 0; k < nest_.inner_size(); ++k) {
          transfer_.run(places[0] + k * nest_.stride(0, inner), nest_.stride(0, axis),
                        places[1] + k * nest_.stride(1, inner), nest_.stride(1, axis),
                        std::min(kShortBlock, extent - first));
        }
      }
    };
    const int64_t count = nest_.outer_count() / extent * blocks;
    if (nest_.size() < 2 * grain) {
      step(0, count);
    } else {
      parallel_for(count, std::max<int64_t>(grain / (kShortBlock * nest_.inner_size()), 1), step);
    }
  }

  // The outer axis along which `from` is contiguous while `to` is along the inner one; -1 if there is none.
  int32_t transposed_axis() const {
    const int32_t inner = nest_.ndim() - 1;
    if (inner == 0 || nest_.stride(1, inner) != to_size_ || nest_.stride(0, inner) == to_size_) return -1;
    if (nest_.stride(0, inner) == 0) return -1;
    for (int32_t axis = 0; axis < inner; ++axis) {
      if (nest_.stride(0, axis) == from_size_) return axis;
    }
    return -1;
  }

  // A loop over all axes but two, and over the tiles of the matrix that these two form.
  void run_transposed(int32_t axis) const {
    const int32_t inner = nest_.ndim() - 1;
    const int64_t rows = nest_.shape(inner);
    const int64_t columns = nest_.shape(axis);
    // A matrix of few rows has wide tiles, else they would be too small to be worth a step.
    const int64_t tile_columns = std::max(kTileColumns, kTileElements / rows);
    const int64_t row_tiles = pieces_of(rows, kTileRows);
    const int64_t column_tiles = pieces_of(columns, tile_columns);
    const auto step = [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const int64_t row = i % row_tiles * kTileRows;
        const int64_t column = i / row_tiles % column_tiles * tile_columns;
        const auto places = outer_place(axis, i / (row_tiles * column_tiles));
        kernels::copy_transposed(places[0] + row * nest_.stride(0, inner) + column * from_size_, nest_.stride(0, inner),
                                 places[1] + row * to_size_ + column * nest_.stride(1, axis), nest_.stride(1, axis),
                                 std::min(kTileRows, rows - row), std::min(tile_columns, columns - column), to_size_,
                                 streams_);
      }
      if (streams_) kernels::stream_fence();
    };
    const int64_t count = nest_.outer_count() / columns * row_tiles * column_tiles;
    const int64_t tile_bytes = std::min(rows, kTileRows) * std::min(columns, tile_columns) * to_size_;
    const int64_t grain = std::max<int64_t>(kGrainBytes / tile_bytes, 1);
    if (nest_.size() * to_size_ < 2 * kGrainBytes) {
      step(0, count);
    } else {
      parallel_for(count, grain, step);
    }
  }

  // The first element at a position of the axes other than the inner one and `skipped`.
  std::array<std::byte*, 2> outer_place(int32_t skipped, int64_t position) const {
    std::array<std::byte*, 2> places{nest_.data(0), nest_.data(1)};
    for (int32_t axis = nest_.ndim() - 2; axis >= 0; --axis) {
      if (axis == skipped) continue;
      const int64_t index = position % nest_.shape(axis);
      position /= nest_.shape(axis);
      places[0] += index * nest_.stride(0, axis);
      places[1] += index * nest_.stride(1, axis);
    }
    return places;
  }

  const DType *from_, *to_;
  Transfer transfer_;
  int64_t from_size_, to_size_;
  bool plain_;  // bytes move as they are
  LoopNest nest_;
  bool streams_;
};

}  // namespace

void move_elements(std::span<const int64_t> shape, const Place& from, const Place& to) {
  if (count_of(shape) == 0) return;
  Mover(shape, from, to).run();
}

void move_kernels(std::span<const int64_t> shape, const Place& from, const Place& to, KernelFiles& files) {
  if (count_of(shape) > 0) Mover(shape, from, to).kernels(files);
}

}  // namespace nd
