// Moving and converting elements: strided copies, byte swaps, casts, transposed copies, streaming stores.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/kernel_files.hpp"
#include "ndcore/types.h"

namespace nd::kernels {

// Converts n native elements of one dtype to another, as C does but for float → integer, which is as on x86-64.
// Any strides; addresses need not be aligned. Strides of 0 on the source repeat the element.
using CastLoop = void (*)(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n);
CastLoop cast_loop(nd_type_code from, nd_type_code to) noexcept;
void cast_kernels(nd_type_code from, nd_type_code to, bool side_by_side, KernelFiles& files);

// Copies n items of `itemsize` bytes between strided places of any alignment; the places do not overlap.
void copy_strided(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n,
                  int64_t itemsize) noexcept;
extern const char* const kCopySource;
// The same, reversing the bytes of each unit of `unit` bytes (a complex number has two units an item).
void copy_swapped(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n,
                  int64_t itemsize, int64_t unit) noexcept;
void swap_kernels(bool side_by_side, KernelFiles& files);

// to[j, i] = from[i, j] for a rows × columns matrix of items, blocked for the caches. Strides in bytes; `from` has unit
// (itemsize) stride along columns, `to` along rows; itemsize is 1, 2, 4, 8 or 16. With `stream` the result is written
// past the caches, and stream_fence() is due.
void copy_transposed(const std::byte* from, int64_t from_row_stride, std::byte* to, int64_t to_row_stride, int64_t rows,
                     int64_t columns, int64_t itemsize, bool stream = false) noexcept;
extern const char* const kTransposeSource;

// memcpy with non-temporal stores, for results much larger than the caches. `to` is aligned to 64.
void stream_copy(std::byte* to, const std::byte* from, int64_t bytes) noexcept;  // of kCopySource
// Orders the streaming stores of this thread before what follows; call once after the last stream_copy of a task.
void stream_fence() noexcept;

}  // namespace nd::kernels
