// Moving all elements of one strided place to another of the same shape, with conversion: whole arrays at once, over
// threads, with blocked transposition and streaming stores. Called by copies, assignments and concatenation.
#pragma once

#include <span>

#include "array/array.hpp"
#include "core/kernel_files.hpp"

namespace nd {

struct Place {
  std::byte* data;
  Dims strides;  // bytes, one per axis of the shape
  const DType* dtype;
};

// The places do not overlap. Any byte order, alignment and strides; a stride of 0 in `from` repeats elements.
void move_elements(std::span<const int64_t> shape, const Place& from, const Place& to);
// The kernels of such a move; the memory is not looked at.
void move_kernels(std::span<const int64_t> shape, const Place& from, const Place& to, KernelFiles& files);

}  // namespace nd
