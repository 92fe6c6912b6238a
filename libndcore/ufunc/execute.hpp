// Running one inner loop over n-dimensional operands: ordering of axes, blocks for conversions, masks, threads,
// streaming stores. Called by call_ufunc and by the methods; knows nothing of promotion or allocation.
#pragma once

#include <span>

#include "array/dims.hpp"
#include "core/kernel_files.hpp"
#include "dtype/dtype.hpp"
#include "kernels/loops.hpp"

namespace nd {

struct LoopArgument {
  std::byte* data;
  Dims strides;            // over the shape of the execution
  const DType* dtype;      // of the memory
  const DType* loop_type;  // what the loop wants; native
  bool aligned;
  bool converts() const { return !aligned || dtype != loop_type; }
};

struct Execution {
  const LoopEntry* loop;
  int32_t nin;
  float cost;  // nanoseconds an element
  std::span<const int64_t> shape;
  std::span<const LoopArgument> arguments;  // inputs, then outputs
  const LoopArgument* mask = nullptr;       // booleans: elements to compute
};

void execute(const Execution& execution);
// The kernels of it, which no mask keeps from running.
void execution_kernels(const Execution& execution, KernelFiles& files);

// Elements that a thread takes at least, at this many nanoseconds an element.
int64_t thread_grain(float cost) noexcept;

}  // namespace nd
