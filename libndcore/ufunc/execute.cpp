// The bodies that run between two steps of the outer axes: direct, streaming, converting, masked.
#include "ufunc/execute.hpp"

#include "array/transfer.hpp"
#include "core/memory.hpp"
#include "core/threads.hpp"
#include "iter/loop_nest.hpp"
#include "ufunc/describe.hpp"

namespace nd {

namespace {

// Elements converted at a time: a few operands of 16 bytes stay in the first-level cache.
constexpr int64_t kBlock = 512;
// A thread is worth waking for this much work.
constexpr double kThreadNanoseconds = 40000;
// Results larger than this go around the caches: well beyond the second-level cache of the machines of today.
constexpr int64_t kStreamBytes = int64_t{4} << 20;
constexpr int64_t kStreamBlockBytes = 8192;

class Runner {
 public:
  explicit Runner(const Execution& execution)
      : execution_(execution), count_(static_cast<int32_t>(execution.arguments.size())), nest_(make_nest(execution)) {
    for (const LoopArgument& argument : execution.arguments) converts_ = converts_ || argument.converts();
    streams_ = can_stream();
  }

  // As run_range() chooses.
  void kernels(KernelFiles& files) const {
    if (streams_) files.add(kernels::kCopySource);
    const int64_t* strides = nest_.inner_strides();
    for (int32_t i = 0; i < execution_.nin; ++i) {
      const LoopArgument& argument = execution_.arguments[static_cast<size_t>(i)];
      if (!argument.converts()) continue;
      Transfer::kernels(argument.dtype, argument.loop_type, strides[i],
                        strides[i] == 0 ? 0 : argument.loop_type->itemsize, files);
    }
    files.add(execution_.loop->source);
    for (int32_t i = execution_.nin; i < count_; ++i) {
      const LoopArgument& argument = execution_.arguments[static_cast<size_t>(i)];
      if (argument.converts())
        Transfer::kernels(argument.loop_type, argument.dtype, argument.loop_type->itemsize, strides[i], files);
    }
  }

  void run() {
    const SerialScope serial(execution_.loop->serial);
    const int64_t size = nest_.size();
    const int64_t grain = thread_grain(execution_.cost);
    if (size < 2 * grain) {
      run_range(0, size);
    } else {
      parallel_for(size, grain, [&](int64_t begin, int64_t end) { run_range(begin, end); });
    }
  }

 private:
  static LoopNest make_nest(const Execution& execution) {
    std::array<LoopOperand, kMaxOperands> operands;
    size_t used = 0;
    if (execution.mask != nullptr) operands[used++] = {execution.mask->data, execution.mask->strides};
    for (const LoopArgument& argument : execution.arguments) operands[used++] = {argument.data, argument.strides};
    return LoopNest(execution.shape, std::span(operands).first(used));
  }

  // One contiguous output that is no input too: reading its lines first would only cost bandwidth.
  bool can_stream() const {
    if (converts_ || execution_.mask != nullptr || count_ != execution_.nin + 1) return false;
    const LoopArgument& output = execution_.arguments[static_cast<size_t>(count_ - 1)];
    if (nest_.inner_strides()[count_ - 1] != output.dtype->itemsize) return false;
    if (nest_.inner_size() * output.dtype->itemsize < 2 * kStreamBlockBytes) return false;
    if (nest_.size() * output.dtype->itemsize < kStreamBytes) return false;
    for (int32_t i = 0; i < execution_.nin; ++i) {
      if (execution_.arguments[static_cast<size_t>(i)].data == output.data) return false;
    }
    return true;
  }

  void run_range(int64_t begin, int64_t end) const {
    if (execution_.mask != nullptr) {
      run_masked(begin, end);
    } else if (converts_) {
      const Scratch scratch(scratch_bytes());
      nest_.run(begin, end, [&](std::byte* const* pointers, int64_t n) {
        convert_run(pointers, nest_.inner_strides(), n, scratch.data());
      });
    } else if (streams_) {
      run_streaming(begin, end);
    } else {
      const LoopEntry& loop = *execution_.loop;
      nest_.run(begin, end, [&](std::byte* const* pointers, int64_t n) {
        loop.loop(pointers, n, nest_.inner_strides(), loop.context);
      });
    }
  }

  // Results are made in a block that stays in the first-level cache and leave it with streaming stores.
  void run_streaming(int64_t begin, int64_t end) const {
    const LoopEntry& loop = *execution_.loop;
    const int64_t* strides = nest_.inner_strides();
    const int32_t output = count_ - 1;
    const int64_t itemsize = strides[output];
    const Scratch scratch(kStreamBlockBytes);
    nest_.run(begin, end, [&](std::byte* const* pointers, int64_t n) {
      std::array<std::byte*, kMaxOperands> args;
      std::copy_n(pointers, count_, args.begin());
      const auto misaligned = static_cast<int64_t>(-reinterpret_cast<uintptr_t>(pointers[output]) & 63U);
      int64_t done = std::min(n, (misaligned + itemsize - 1) / itemsize);
      if (done > 0) loop.loop(args.data(), done, strides, loop.context);
      for (int64_t m = 0; done < n; done += m) {
        m = std::min(n - done, kStreamBlockBytes / itemsize);
        for (int32_t i = 0; i < count_; ++i) args[static_cast<size_t>(i)] = pointers[i] + done * strides[i];
        std::byte* target = args[static_cast<size_t>(output)];
        args[static_cast<size_t>(output)] = scratch.data();
        loop.loop(args.data(), m, strides, loop.context);
        kernels::stream_copy(target, scratch.data(), m * itemsize);
      }
    });
    kernels::stream_fence();
  }

  size_t scratch_bytes() const { return static_cast<size_t>(count_ * kBlock * kMaxItemsize); }

  // Blocks of inputs are brought into the loop's dtypes, results back into theirs.
  void convert_run(std::byte* const* pointers, const int64_t* strides, int64_t n, std::byte* scratch) const {
    const LoopEntry& loop = *execution_.loop;
    std::array<std::byte*, kMaxOperands> args;
    std::array<int64_t, kMaxOperands> loop_strides;
    for (int64_t done = 0; done < n; done += kBlock) {
      const int64_t m = std::min(kBlock, n - done);
      for (int32_t i = 0; i < count_; ++i) {
        const auto k = static_cast<size_t>(i);
        const LoopArgument& argument = execution_.arguments[k];
        std::byte* place = pointers[i] + done * strides[i];
        args[k] = place;
        loop_strides[k] = strides[i];
        if (!argument.converts()) continue;
        args[k] = scratch + static_cast<int64_t>(k) * kBlock * kMaxItemsize;
        // A stretched input is converted once and stays stretched.
        const bool stretched = i < execution_.nin && strides[i] == 0;
        loop_strides[k] = stretched ? 0 : argument.loop_type->itemsize;
        if (i >= execution_.nin) continue;
        Transfer(argument.dtype, argument.loop_type)
            .run(place, strides[i], args[k], loop_strides[k], stretched ? 1 : m);
      }
      loop.loop(args.data(), m, loop_strides.data(), loop.context);
      for (int32_t i = execution_.nin; i < count_; ++i) {
        const auto k = static_cast<size_t>(i);
        const LoopArgument& argument = execution_.arguments[k];
        if (!argument.converts()) continue;
        Transfer(argument.loop_type, argument.dtype)
            .run(args[k], loop_strides[k], pointers[i] + done * strides[i], strides[i], m);
      }
    }
  }

  // Only runs of true elements are computed: others raise no flags and keep their values.
  void run_masked(int64_t begin, int64_t end) const {
    const Scratch scratch(scratch_bytes());
    const int64_t* strides = nest_.inner_strides();
    nest_.run(begin, end, [&](std::byte* const* pointers, int64_t n) {
      const std::byte* mask = pointers[0];
      const int64_t step = strides[0];
      int64_t i = 0;
      while (i < n) {
        while (i < n && mask[i * step] == std::byte{0}) ++i;
        const int64_t start = i;
        while (i < n && mask[i * step] != std::byte{0}) ++i;
        if (start == i) continue;
        std::array<std::byte*, kMaxOperands> args;
        for (int32_t k = 0; k < count_; ++k) args[static_cast<size_t>(k)] = pointers[k + 1] + start * strides[k + 1];
        run_plain(args.data(), strides + 1, i - start, scratch.data());
      }
    });
  }

  void run_plain(std::byte* const* args, const int64_t* strides, int64_t n, std::byte* scratch) const {
    if (converts_) {
      convert_run(args, strides, n, scratch);
    } else {
      execution_.loop->loop(args, n, strides, execution_.loop->context);
    }
  }

  const Execution& execution_;
  const int32_t count_;
  const LoopNest nest_;
  bool converts_ = false;
  bool streams_ = false;
};

}  // namespace

int64_t thread_grain(float cost) noexcept {
  return std::max<int64_t>(static_cast<int64_t>(kThreadNanoseconds / 2 / cost), 1024);
}

void execute(const Execution& execution) {
  if (tracing::on()) [[unlikely]]
    note_loop(*execution.loop, execution.nin, static_cast<int32_t>(execution.arguments.size()) - execution.nin);
  if (count_of(execution.shape) > 0) Runner(execution).run();
}

void execution_kernels(const Execution& execution, KernelFiles& files) {
  if (count_of(execution.shape) > 0) Runner(execution).kernels(files);
}

}  // namespace nd
