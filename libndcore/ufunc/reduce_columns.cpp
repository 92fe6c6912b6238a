// Reductions whose innermost axis is kept: rows of results, to which the rows of elements are added one by one, as
// NumPy does. Threads share the results, never the rows of one result.
#include "core/cancel.hpp"
#include "core/memory.hpp"
#include "core/threads.hpp"
#include "ufunc/reduce_run.hpp"

namespace nd {

namespace {

constexpr int64_t kTile = 2048;       // results that stay in the first-level cache while the rows pass by
constexpr int64_t kMinColumns = 512;  // results of a row below which threads do not share it

class Columns {
 public:
  explicit Columns(const ReduceJob& job)
      : job_(job),
        plan_(job.plan),
        transfer_(job.in_dtype, job.in_type),
        size_(job.in_type->itemsize),
        side_by_side_(plan_.in[0] == size_ && !job.converts()),
        has_rows_(plan_.ndim() > 1 && plan_.reduced(1)) {}

  void run() {
    int64_t total = 1;
    for (int32_t axis = 0; axis < plan_.ndim(); ++axis) total *= plan_.shape[axis];
    const int32_t outer = longest_kept_axis(plan_, has_rows_ ? 2 : 1);
    if (total < 2 * kReduceGrain) {
      run_box(-1, 0, 0, 0, plan_.shape[0]);
    } else if (outer >= 0 && plan_.shape[outer] >= num_threads()) {
      const int64_t extent = plan_.shape[outer];
      parallel_for(extent, std::max<int64_t>(1, kReduceGrain / (total / extent)),
                   [&](int64_t begin, int64_t end) { run_box(outer, begin, end, 0, plan_.shape[0]); });
    } else {
      const int64_t columns = plan_.shape[0];
      const int64_t rows = total / columns;
      // Multiples of 64 elements keep the threads' results on cache lines of their own.
      const int64_t grain = (std::max(kMinColumns, kReduceGrain / rows) + 63) / 64 * 64;
      parallel_for(columns, grain, [&](int64_t begin, int64_t end) { run_box(-1, 0, 0, begin, end); });
    }
  }

 private:
  void run_box(int32_t split, int64_t begin, int64_t end, int64_t first_column, int64_t last_column) const {
    const Scratch scratch(static_cast<size_t>(2 * kTile * std::max<int64_t>(size_, job_.type->itemsize)));
    for (int64_t column = first_column; column < last_column; column += kTile) {
      const int64_t n = std::min(kTile, last_column - column);
      PatientCheck check;
      walk_outer(plan_, has_rows_ ? 2 : 1, split, begin, end, [&](int64_t acc, int64_t in, int64_t mask, bool first) {
        check.worked(n * (has_rows_ ? plan_.shape[1] : 1));
        fold_rows(acc + column, in + column * plan_.in[0], mask + column * plan_.mask[0], n, first, scratch.data());
      });
    }
  }

  void fold_rows(int64_t acc, int64_t in, int64_t mask, int64_t n, bool first, std::byte* scratch) const {
    int64_t rows = has_rows_ ? plan_.shape[1] : 1;
    const int64_t row_stride = has_rows_ ? plan_.in[1] : 0;
    if (first && job_.skip_first) {
      in += row_stride;
      mask += has_rows_ ? plan_.mask[1] : 0;
      --rows;
    }
    std::byte* results = job_.acc + acc * job_.type->itemsize;
    if (job_.mask != nullptr) {
      for (int64_t i = 0; i < rows; ++i) {
        fold_masked(results, job_.in + in + i * row_stride, job_.mask + mask + (has_rows_ ? i * plan_.mask[1] : 0), n,
                    scratch);
      }
    } else if (side_by_side_ && job_.deviation == nullptr && job_.kernel != nullptr) {
      job_.kernel->rows(results, job_.in + in, rows, row_stride, n);
    } else {
      for (int64_t i = 0; i < rows; ++i) {
        const std::byte* row = elements(job_.in + in + i * row_stride, results, n, scratch);
        fold_row(results, row, n);
      }
    }
  }

  // The elements of a row side by side, converted, or the squares of their deviations.
  const std::byte* elements(const std::byte* row, const std::byte* results, int64_t n, std::byte* scratch) const {
    if (!side_by_side_) {
      transfer_.run(row, plan_.in[0], scratch, size_, n);
      row = scratch;
    }
    if (job_.deviation == nullptr) return row;
    std::byte* squares = scratch + kTile * size_;
    const std::byte* means = job_.means + (results - job_.acc) / job_.type->itemsize * size_;
    job_.deviation(row, size_, means, size_, squares, n);
    return squares;
  }

  void fold_row(std::byte* results, const std::byte* row, int64_t n) const {
    if (job_.kernel != nullptr) {
      job_.kernel->rows(results, row, 1, 0, n);
      return;
    }
    const int64_t itemsize = job_.type->itemsize;
    const int64_t strides[] = {itemsize, size_, itemsize};
    std::byte* args[] = {results, const_cast<std::byte*>(row), results};
    job_.entry->loop(args, n, strides, job_.entry->context);
  }

  void fold_masked(std::byte* results, const std::byte* row, const std::byte* mask, int64_t n,
                   std::byte* scratch) const {
    const std::byte* values = elements(row, results, n, scratch);
    const int64_t step = plan_.mask[0];
    int64_t i = 0;
    while (i < n) {
      while (i < n && mask[i * step] == std::byte{0}) ++i;
      const int64_t start = i;
      while (i < n && mask[i * step] != std::byte{0}) ++i;
      if (i > start) fold_row(results + start * job_.type->itemsize, values + start * size_, i - start);
    }
  }

  const ReduceJob& job_;
  const ReducePlan& plan_;
  const Transfer transfer_;
  const int64_t size_;  // of an element as it is folded
  const bool side_by_side_, has_rows_;
};

}  // namespace

void reduce_columns(const ReduceJob& job) { Columns(job).run(); }

}  // namespace nd
