// Reductions over the innermost axes: each result is a fold over stretches of elements, cut into NumPy's calls. A
// pairwise call is a tree of halves; threads take whole branches of it, so that its bits are the same for any number.
#include <cstring>
#include <span>
#include <vector>

#include "core/cancel.hpp"
#include "core/checked.hpp"
#include "core/memory.hpp"
#include "core/threads.hpp"
#include "ufunc/branched_sums.hpp"
#include "ufunc/reduce_run.hpp"

namespace nd {

namespace {

constexpr int64_t kBlock = 2048;        // elements gathered at a time where the order of additions allows it
constexpr int64_t kPiece = 1 << 24;     // elements between looks at the token
constexpr int64_t kParallel = 1 << 17;  // elements of one result from which on threads share it
constexpr int64_t kRowwise = 32;        // rows that are longer are not gathered, if the order does not matter

// Elements of a stretch, where they lie in memory or gathered in a block.
struct Run {
  const std::byte* data;
  int64_t stride;
  Run operator+(int64_t elements) const { return {data + elements * stride, stride}; }
};

class Stretches {
 public:
  explicit Stretches(const ReduceJob& job)
      : job_(job),
        plan_(job.plan),
        converts_(job.direct == nullptr && job.converts()),
        transfer_(job.in_dtype, job.direct != nullptr ? job.in_dtype : job.in_type),
        size_(job.direct != nullptr ? job.in_dtype->itemsize : job.in_type->itemsize),
        parts_(job.type->is_complex() ? 2 : 1) {
    if (job.order() == ReduceOrder::pairwise) {
      pairwise_ = kernels::pairwise_sum(job.type->code);
      combine_ = kernels::add_partials(job.type->code);
      add_to_ = kernels::add_partial_to(job.type->code);
    }
    gathers_ = converts_ || (plan_.stretch_axes > 1 && !rowwise());
    if (job.order() == ReduceOrder::associative && plan_.stretch_axes == 1 && !converts_) call_ = plan_.stretch;
  }

  // Of the elements' way into one result; as run() chooses.
  void kernels(KernelFiles& files) const {
    if (gathers_) {
      Transfer::kernels(job_.in_dtype, job_.direct != nullptr ? job_.in_dtype : job_.in_type, plan_.in[0], size_,
                        files);
    }
    if (job_.deviation != nullptr) files.add(kernels::kCountSource);
    if (job_.direct != nullptr) files.add(job_.direct_source);
    const bool folds_parts = plan_.stretch >= 2 * kReduceGrain && num_threads() > 1 && shares_stretches();
    if (job_.direct == nullptr || folds_parts) {
      files.add(job_.kernel != nullptr ? job_.kernel->source : job_.entry->source);
    }
  }

  void run() {
    const int32_t from = plan_.stretch_axes;
    int64_t total = plan_.stretch;
    for (int32_t axis = from; axis < plan_.ndim(); ++axis) total *= plan_.shape[axis];
    const int32_t split = longest_kept_axis(plan_, from);
    if (total < 2 * kReduceGrain || num_threads() == 1) {
      run_box(-1, 0, 0, false);
    } else if (split >= 0 && plan_.shape[split] >= num_threads()) {
      const int64_t extent = plan_.shape[split];
      parallel_for(extent, std::max<int64_t>(1, kReduceGrain / (total / extent)),
                   [&](int64_t begin, int64_t end) { run_box(split, begin, end, false); });
    } else {
      run_box(-1, 0, 0, shares_stretches());
    }
  }

 private:
  bool shares_stretches() const { return plan_.stretch >= kParallel && job_.mask == nullptr; }

  // In an order of our own: row by row, without gathering.
  bool rowwise() const {
    return job_.mask == nullptr && job_.order() == ReduceOrder::associative && plan_.shape[0] >= kRowwise;
  }

  void run_box(int32_t split, int64_t begin, int64_t end, bool shared) {
    if (run_simple(split, begin, end)) return;
    const Scratch scratch(scratch_bytes());
    PatientCheck check;
    walk_outer(plan_, plan_.stretch_axes, split, begin, end, [&](int64_t acc, int64_t in, int64_t mask, bool first) {
      check.worked(plan_.stretch);
      std::byte* result = job_.acc + acc * job_.type->itemsize;
      const std::byte* base = job_.in + in;
      if (shared) {
        share_stretch(result, base, first);
      } else {
        fold_stretch(result, base, job_.mask == nullptr ? nullptr : job_.mask + mask, first, scratch.data());
      }
    });
  }

  // Many results of few elements each, where they lie: a bare loop along the next axis.
  bool run_simple(int32_t split, int64_t begin, int64_t end) const {
    const int32_t next = plan_.stretch_axes;
    if (next != 1 || next == plan_.ndim() || call_ < plan_.stretch || gathers_ || job_.mask != nullptr ||
        job_.skip_first || job_.deviation != nullptr || job_.kernel == nullptr || plan_.shape[next] < 4) {
      return false;
    }
    const ReduceLoop loop = job_.direct != nullptr ? job_.direct : job_.kernel->fold;
    const int64_t low = split == next ? begin : 0;
    const int64_t high = split == next ? end : plan_.shape[next];
    const int64_t acc_stride = plan_.acc[next] * job_.type->itemsize;
    PatientCheck check;
    walk_outer(plan_, next + 1, split, begin, end, [&](int64_t acc, int64_t in, int64_t, bool) {
      std::byte* results = job_.acc + acc * job_.type->itemsize;
      for (int64_t i = low; i < high; ++i) {
        if (plan_.stretch >= kBlock) check.worked(plan_.stretch);
        loop(results + i * acc_stride, job_.in + in + i * plan_.in[next], plan_.stretch, plan_.in[0], nullptr);
      }
    });
    return true;
  }

  size_t scratch_bytes() const {
    const int64_t block = std::max(std::min(call_, kReduceBuffer), kBlock);
    return static_cast<size_t>(2 * block * std::max<int64_t>(size_, 8) + block);
  }

  // The elements at [begin, begin + n) of the stretch that starts at `base`.
  Run fetch(const std::byte* base, int64_t begin, int64_t n, std::byte* scratch) const {
    if (!gathers_) return {base + begin * plan_.in[0], plan_.in[0]};
    gather(base, plan_.in, begin, n, scratch, size_, transfer_);
    return {scratch, size_};
  }

  void gather(const std::byte* base, const Dims& strides, int64_t begin, int64_t n, std::byte* to, int64_t to_size,
              const Transfer& transfer) const {
    Dims index(plan_.stretch_axes, 0);
    int64_t rest = begin;
    for (int32_t axis = 0; axis < plan_.stretch_axes; ++axis) {
      index[axis] = rest % plan_.shape[axis];
      rest /= plan_.shape[axis];
      base += index[axis] * strides[axis];
    }
    while (n > 0) {
      const int64_t m = std::min(n, plan_.shape[0] - index[0]);
      transfer.run(base, strides[0], to, to_size, m);
      to += m * to_size;
      n -= m;
      base -= index[0] * strides[0];
      index[0] = 0;
      for (int32_t axis = 1; axis < plan_.stretch_axes; ++axis) {
        base += strides[axis];
        if (++index[axis] < plan_.shape[axis]) break;
        base -= strides[axis] * plan_.shape[axis];
        index[axis] = 0;
      }
    }
  }

  // A token is looked at within long runs, too: a broadcast operand may have any number of elements.
  void fold_run(std::byte* acc, Run run, int64_t n) const {
    if (n > kPiece && pairwise_ != nullptr) {
      alignas(16) std::byte partial[16];
      sum_run(run, n, partial);
      add_to_(acc, partial);
      return;
    }
    for (; n > kPiece; run = run + kPiece, n -= kPiece) {
      check_cancelled();
      fold_piece(acc, run, kPiece);
    }
    fold_piece(acc, run, n);
  }

  void sum_run(Run run, int64_t n, std::byte* partial) const {
    if (n <= kPiece) {
      check_cancelled();
      pairwise_(run.data, n, run.stride, partial);
      return;
    }
    const int64_t middle = half_of_sum(n, parts_);
    alignas(16) std::byte right[16];
    sum_run(run, middle, partial);
    sum_run(run + middle, n - middle, right);
    combine_(partial, right);
  }

  void fold_piece(std::byte* acc, Run run, int64_t n) const {
    if (job_.direct != nullptr) {
      job_.direct(acc, run.data, n, run.stride, nullptr);
    } else {
      fold(job_.kernel, job_.entry, acc, run.data, n, run.stride);
    }
  }

  const std::byte* mean_of(const std::byte* acc) const {
    return job_.means + (acc - job_.acc) / job_.type->itemsize * job_.in_type->itemsize;
  }

  void fold_stretch(std::byte* acc, const std::byte* base, const std::byte* mask, bool first,
                    std::byte* scratch) const {
    if (job_.deviation != nullptr) {
      for (int64_t i = 0; i < plan_.stretch; i += call_) {
        alignas(16) std::byte partial[16];
        sum_branch(base, i, std::min(call_, plan_.stretch - i), mean_of(acc), scratch, partial);
        add_to_(acc, partial);
      }
      return;
    }
    if (mask == nullptr && plan_.stretch_axes > 1 && !gathers_) {
      fold_rows(acc, base, first);
      return;
    }
    PatientCheck check;
    for (int64_t i = 0; i < plan_.stretch; i += call_) {
      check.worked(call_);
      int64_t n = std::min(call_, plan_.stretch - i);
      Run run = fetch(base, i, n, scratch);
      if (mask != nullptr) {
        fold_masked(acc, run, flags_of(mask, i, n, scratch), n);
        continue;
      }
      if (first && i == 0 && job_.skip_first) {
        run = run + 1;
        --n;
      }
      fold_run(acc, run, n);
    }
  }

  void fold_rows(std::byte* acc, const std::byte* base, bool first) const {
    const int64_t row = plan_.shape[0];
    PatientCheck check;
    for (int64_t i = 0; i < plan_.stretch; i += row) {
      check.worked(row);
      const int64_t skip = first && i == 0 && job_.skip_first ? 1 : 0;
      fold_run(acc, row_run(base, i) + skip, row - skip);
    }
  }

  // The mask of the elements at [begin, begin + n); behind the block of elements if it is gathered.
  Run flags_of(const std::byte* mask, int64_t begin, int64_t n, std::byte* scratch) const {
    if (plan_.stretch_axes == 1) return {mask + begin * plan_.mask[0], plan_.mask[0]};
    std::byte* flags = scratch + scratch_bytes() - static_cast<size_t>(n);
    gather(mask, plan_.mask, begin, n, flags, 1, Transfer(dtype_of(ND_BOOL), dtype_of(ND_BOOL)));
    return {flags, 1};
  }

  // Each run of true elements is folded by itself, as NumPy does.
  void fold_masked(std::byte* acc, Run run, Run flags, int64_t n) const {
    int64_t i = 0;
    while (i < n) {
      i = end_of(flags, i, n, false);
      const int64_t start = i;
      i = end_of(flags, i, n, true);
      if (i > start) fold_run(acc, run + start, i - start);
    }
  }

  // Behind the flags from i on that are all `set`.
  static int64_t end_of(Run flags, int64_t i, int64_t n, bool set) {
    while (i < n) {
      const int64_t last = n - i > kPiece ? i + kPiece : n;
      for (; i < last; ++i) {
        if ((*(flags + i).data != std::byte{0}) != set) return i;
      }
      if (i < n) check_cancelled();
    }
    return n;
  }

  // One result, its elements shared by the threads.
  void share_stretch(std::byte* acc, const std::byte* base, bool first) const {
    if (job_.order() == ReduceOrder::pairwise && !(first && job_.skip_first)) {
      share_calls(acc, base);
    } else if (job_.order() == ReduceOrder::associative) {
      share_parts(acc, base, first && job_.skip_first ? 1 : 0);
    } else {
      const Scratch scratch(scratch_bytes());
      fold_stretch(acc, base, nullptr, first, scratch.data());
    }
  }

  void share_parts(std::byte* acc, const std::byte* base, int64_t skip) const {
    const int64_t row = plan_.stretch_axes > 1 && !gathers_ ? plan_.shape[0] : 1;
    const int64_t count = plan_.stretch / row;
    const int64_t grain = std::max<int64_t>(1, (plan_.stretch / (4 * num_threads()) + 1) / row);
    const int64_t parts = pieces_of(count, grain);
    const int64_t itemsize = job_.type->itemsize;
    std::vector<std::byte> partials(static_cast<size_t>(parts * 16));
    parallel_for(count, grain, [&](int64_t begin, int64_t end) {
      const Scratch scratch(scratch_bytes());
      for (int64_t i = begin, n = 0; i < end; i += n) {
        n = std::min(grain, end - i);
        fold_part(partials.data() + i / grain * 16, base, i * row + (i == 0 ? skip : 0), (i + n) * row, scratch.data());
      }
    });
    for (int64_t k = 0; k < parts; ++k) fold_partial(acc, partials.data() + k * 16, itemsize);
  }

  // Partial results of the direct loops are of the accumulator's type, not of the elements'.
  void fold_partial(std::byte* acc, const std::byte* partial, int64_t itemsize) const {
    job_.kernel->fold(acc, partial, 1, itemsize, nullptr);
  }

  void fold_part(std::byte* partial, const std::byte* base, int64_t begin, int64_t end, std::byte* scratch) const {
    // Folding starts from a neutral value where there is one (direct loops) and else from the first element.
    bool started = job_.direct != nullptr;
    if (started) std::memcpy(partial, neutral(), static_cast<size_t>(job_.type->itemsize));
    const int64_t step = gathers_ ? kBlock : plan_.stretch_axes > 1 ? plan_.shape[0] : end - begin;
    PatientCheck check;
    for (int64_t i = begin; i < end;) {
      check.worked(step);
      const int64_t next = plan_.stretch_axes > 1 && !gathers_ ? (i / step + 1) * step : i + step;
      int64_t n = std::min(next, end) - i;
      Run run = plan_.stretch_axes > 1 && !gathers_ ? row_run(base, i) : fetch(base, i, n, scratch);
      i += n;
      if (!started) {
        std::memcpy(partial, run.data, static_cast<size_t>(job_.type->itemsize));
        started = true;
        run = run + 1;
        --n;
      }
      fold_run(partial, run, n);
    }
  }

  Run row_run(const std::byte* base, int64_t position) const {
    const std::byte* in = base + position % plan_.shape[0] * plan_.in[0];
    int64_t rest = position / plan_.shape[0];
    for (int32_t axis = 1; axis < plan_.stretch_axes; ++axis) {
      in += rest % plan_.shape[axis] * plan_.in[axis];
      rest /= plan_.shape[axis];
    }
    return {in, plan_.in[0]};
  }

  const void* neutral() const {
    static constexpr uint64_t kZero = 0;
    static constexpr uint64_t kOne = 1;
    return job_.direct == kernels::all_loop(job_.in_dtype->code) ? &kOne : &kZero;
  }

  // The pairwise sum of [begin, begin + n), its leaves gathered or made block by block.
  void sum_branch(const std::byte* base, int64_t begin, int64_t n, const std::byte* mean, std::byte* scratch,
                  std::byte* partial) const {
    if (!gathers_ && job_.deviation == nullptr) {
      const Run run = fetch(base, begin, n, nullptr);
      pairwise_(run.data, n, run.stride, partial);
      return;
    }
    if (n > kBlock) {
      if (n > kPiece) check_cancelled();
      const int64_t middle = half_of_sum(n, parts_);
      alignas(16) std::byte right[16];
      sum_branch(base, begin, middle, mean, scratch, partial);
      sum_branch(base, begin + middle, n - middle, mean, scratch, right);
      combine_(partial, right);
      return;
    }
    Run run = fetch(base, begin, n, scratch);
    if (job_.deviation != nullptr) {
      std::byte* squares = scratch + kBlock * size_;
      job_.deviation(run.data, run.stride, mean, 0, squares, n);
      run = {squares, job_.type->itemsize};
    }
    pairwise_(run.data, n, run.stride, partial);
  }

  void share_calls(std::byte* acc, const std::byte* base) const {
    const std::byte* mean = job_.deviation != nullptr ? mean_of(acc) : nullptr;
    const auto sum_all = [&](std::span<Branch> branches) {
      const Scratch scratch(scratch_bytes());
      for (Branch& branch : branches) sum_branch(base, branch.begin, branch.n, mean, scratch.data(), branch.partial);
    };
    BranchedSums(parts_, combine_, sum_all).sum_calls(plan_.stretch, call_, [&](const Branch& sum) {
      add_to_(acc, sum.partial);
    });
  }

  const ReduceJob& job_;
  const ReducePlan& plan_;
  const bool converts_;
  const Transfer transfer_;
  const int64_t size_;   // of an element as it is folded
  const int64_t parts_;  // real numbers an element: the tree of a complex sum halves those
  int64_t call_ = plan_.call;
  bool gathers_;
  kernels::PairwiseSum pairwise_ = nullptr;
  kernels::AddPartials combine_ = nullptr, add_to_ = nullptr;
};

}  // namespace

void reduce_stretches(const ReduceJob& job) { Stretches(job).run(); }

void reduction_kernels(const ReduceJob& job, KernelFiles& files) { Stretches(job).kernels(files); }

}  // namespace nd
