// Walking the lines of an array along one axis. Used by sort/ and by what works line by line.
#pragma once

#include <span>

#include "array/array.hpp"
#include "core/memory.hpp"
#include "core/threads.hpp"
#include "iter/loop_nest.hpp"

namespace nd {

// The shape and strides of all axes but one.
struct Lines {
  Lines(const Array& a, int32_t axis)
      : shape(a.shape()), strides(a.strides()), length(a.shape(axis)), stride(a.stride(axis)) {
    shape.erase(axis);
    strides.erase(axis);
  }
  int64_t count() const { return count_of(shape); }
  Dims shape, strides;
  int64_t length, stride;
};

// Calls body(first element of a line of `a`, of the line of `b`) for every line, over the threads; long lines leave the
// threads to the body.
template <class Body>
void for_each_line(const Array& a, const Array& b, int32_t axis, Body&& body) {
  const Lines left(a, axis);
  const Lines right(b, axis);
  if (left.count() == 0 || (left.length == 0 && right.length == 0)) return;
  const LoopOperand operands[] = {{a.data, left.strides}, {b.data, right.strides}};
  const LoopNest nest(left.shape, operands);
  const auto run = [&](int64_t begin, int64_t end) {
    nest.run(begin, end, [&](std::byte* const* pointers, int64_t n) {
      for (int64_t i = 0; i < n; ++i) {
        body(pointers[0] + i * nest.inner_strides()[0], pointers[1] + i * nest.inner_strides()[1]);
      }
    });
  };
  constexpr int64_t kLongLine = 1 << 17;
  if (left.length >= kLongLine) {
    run(0, nest.size());
  } else {
    parallel_for(nest.size(), std::max<int64_t>(16384 / std::max<int64_t>(left.length, 1), 1), run);
  }
}

// Copies between a strided line and a contiguous one.
template <class T>
void load_line(const std::byte* from, int64_t stride, T* to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) to[i] = *reinterpret_cast<const T*>(from + i * stride);
}
template <class T>
void store_line(const T* from, std::byte* to, int64_t stride, int64_t n) {
  for (int64_t i = 0; i < n; ++i) *reinterpret_cast<T*>(to + i * stride) = from[i];
}

// The flattened copy for "no axis", or a copy of `a`; native and aligned. `axis` becomes the axis to work along.
inline Ref<Array> copy_along(const Array& a, const int64_t* axis, int32_t& along, std::string_view operation) {
  if (axis != nullptr) {
    along = normalize_axis(*axis, a.ndim, operation);
    return astype(a, native(a.dtype), ND_CASTING_UNSAFE, ND_ORDER_C);
  }
  along = 0;
  const Ref<Array> dense = astype(a, native(a.dtype), ND_CASTING_UNSAFE, ND_ORDER_C);
  return Array::create(dense->dtype, Dims{dense->size}, Dims{dense->itemsize()}, dense->data, dense->buffer, true,
                       false);
}

// As by copy_along(), along the last axis; of 0-d arrays, flattened.
inline Ref<Array> copy_along_kernels(const Array& a, KernelFiles& files) {
  if (a.dtype->user != nullptr) files.add_unknown();
  return astype_kernels(a, native(a.dtype), ND_ORDER_C, files);
}

// Where positions are asked for, a 0-d array has one axis, as in NumPy.
inline const int64_t* axis_of_positions(const Array& a, const int64_t* axis, std::string_view operation) {
  if (axis == nullptr || a.ndim > 0) return axis;
  normalize_axis(*axis, 1, operation);
  return nullptr;
}

}  // namespace nd
