// The n-dimensional array: a dtype, a shape, strides in bytes, and a share in the memory it looks at.
// Shape, strides and dtype of an Array never change; what changes is the content of its memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "array/dims.hpp"
#include "core/kernel_files.hpp"
#include "core/object.hpp"
#include "dtype/dtype.hpp"

namespace nd {

// The memory behind one or more arrays: a block of our own, or foreign memory with a deleter.
class Buffer final : public Object {
 public:
  using Deleter = void (*)(void* data, void* context);

  static Ref<Buffer> allocate(size_t bytes, bool zeroed = false);
  // Takes foreign memory; deleter(data, context) is called once when the last array over it is gone (may be null).
  static Ref<Buffer> wrap(void* data, size_t bytes, bool writeable, Deleter deleter, void* context);
  // Hands over the memory later than its wrapping, when nothing can fail any more.
  void set_deleter(Deleter deleter, void* context) noexcept {
    deleter_ = deleter;
    context_ = context;
  }

  std::byte* const data;
  const size_t bytes;
  const bool writeable;
  const bool owns_block;

 private:
  friend class Array;
  Buffer(std::byte* elements, size_t element_bytes, bool may_write, bool is_block) noexcept
      : Object(Kind::buffer), data(elements), bytes(element_bytes), writeable(may_write), owns_block(is_block) {}
  void dispose() noexcept override;
  // Of a small array: the bytes in front of the elements where this object and the array stand, in the same block.
  size_t head_ = 0;
  Deleter deleter_ = nullptr;
  void* context_ = nullptr;
};

class Array final : public Object {
 public:
  DType* const dtype;
  std::byte* const data;
  const int32_t ndim;
  const int64_t size;  // number of elements
  Ref<Buffer> buffer;  // keeps the memory alive; never another one
  const int32_t weak;  // ND_WEAK_INT … for a Python-like number, else ND_WEAK_NONE
  const bool is_view;  // made as a view of another array
  bool writeable;      // may be cleared at any time, set only if the buffer allows it
  bool c_contiguous, f_contiguous, aligned;

  std::span<const int64_t> shape() const { return {dims_, static_cast<size_t>(ndim)}; }
  std::span<const int64_t> strides() const { return {dims_ + ndim, static_cast<size_t>(ndim)}; }
  int64_t shape(int32_t axis) const { return dims_[axis]; }
  int64_t stride(int32_t axis) const { return dims_[ndim + axis]; }
  int64_t itemsize() const { return dtype->itemsize; }
  int64_t nbytes() const { return size * dtype->itemsize; }
  int64_t held_bytes() const noexcept override { return nbytes(); }
  TypeOperand type_operand() const { return {dtype, weak}; }
  // True if loops may run on the memory as it is: aligned and in the machine's byte order.
  bool behaved() const { return aligned && !dtype->swapped; }
  // The first element as T; for native, aligned arrays.
  template <class T>
  T* as() const {
    return reinterpret_cast<T*>(data);
  }

  // Checks nothing but what it computes (contiguity, alignment); the functions below are the checked ways in.
  static Ref<Array> create(DType* dtype, std::span<const int64_t> shape, std::span<const int64_t> strides,
                           std::byte* data, Ref<Buffer> buffer, bool writeable, bool is_view,
                           int32_t weak = ND_WEAK_NONE);
  // The same over fresh memory of `bytes`.
  static Ref<Array> allocate(DType* dtype, std::span<const int64_t> shape, std::span<const int64_t> strides,
                             size_t bytes, bool zeroed = false, int32_t weak = ND_WEAK_NONE);

 private:
  Array(DType* array_dtype, std::span<const int64_t> shape, std::span<const int64_t> strides, std::byte* array_data,
        Ref<Buffer> array_buffer, bool may_write, bool view, int32_t weak_kind) noexcept;
  static constexpr size_t object_bytes(size_t ndim) noexcept { return sizeof(Array) + 2 * ndim * sizeof(int64_t); }
  void dispose() noexcept override;
  int64_t* dims_;  // shape, then strides, behind the object
};

// New arrays. Sizes are checked; `order` is ND_ORDER_C or ND_ORDER_F. The content of `empty` is undefined.
Ref<Array> empty(DType* dtype, std::span<const int64_t> shape, int32_t order = ND_ORDER_C);
Ref<Array> zeros(DType* dtype, std::span<const int64_t> shape, int32_t order = ND_ORDER_C);
// Like `prototype` in shape (or `shape` when given) and, for ND_ORDER_K, in the order of its axes in memory.
Ref<Array> empty_like(const Array& prototype, DType* dtype, int32_t order = ND_ORDER_K);
// An array without memory, for what is planned and never run: nothing may read or write its elements. Over strides, and
// as empty_like() lays it out.
Ref<Array> stand_in(DType* dtype, std::span<const int64_t> shape, std::span<const int64_t> strides);
Ref<Array> stand_in_like(const Array& prototype, DType* dtype, int32_t order = ND_ORDER_K);
// The same with the axes in memory as `order` lists them, innermost first.
Ref<Array> empty_in_order(DType* dtype, std::span<const int64_t> shape, const Dims& order);
// A 0-d array with a copy of one element of `dtype` at `value`.
Ref<Array> scalar(DType* dtype, const void* value, int32_t weak = ND_WEAK_NONE);
template <class T>
Ref<Array> scalar(T value, int32_t weak = ND_WEAK_NONE) {
  return scalar(dtype_of<T>(), &value, weak);
}

// A view over the memory of `base`: shares its buffer and its read-only state. The caller has checked the bounds.
Ref<Array> view(const Array& base, std::byte* data, std::span<const int64_t> shape, std::span<const int64_t> strides);
Ref<Array> view(const Array& base, DType* dtype, std::byte* data, std::span<const int64_t> shape,
                std::span<const int64_t> strides);

// Strides of a contiguous array. Checks that the size in bytes fits; "zeros: …" names the operation.
Dims contiguous_strides(std::span<const int64_t> shape, int64_t itemsize, int32_t order);
// The same with the axes as `order` lists them, innermost first; the size is known to fit.
Dims strides_in_order(std::span<const int64_t> shape, int64_t itemsize, const Dims& order);
int64_t checked_size(std::span<const int64_t> shape, int64_t itemsize, std::string_view operation);
bool is_c_contiguous(std::span<const int64_t> shape, std::span<const int64_t> strides, int64_t itemsize);
bool is_f_contiguous(std::span<const int64_t> shape, std::span<const int64_t> strides, int64_t itemsize);

// Refuses read-only arrays: "put: argument `a` is read-only".
void require_writeable(const Array& a, std::string_view operation, std::string_view argument);

// Can `to` hold the value of a weak integer? Always true for other arrays. The check throws ND_OVERFLOW_ERROR "Python
// integer 300 out of bounds for int8".
bool weak_integer_fits(const Array& value, const DType* to);
void check_weak_integer(const Array& value, const DType* to);

// Copies and conversions (iter/convert.cpp). copy: a new array in `order`. astype: the same when the dtype differs,
// under `casting`. as_dtype: `a` itself if it is of `dtype` already and behaved, else a converted copy.
Ref<Array> copy(const Array& a, int32_t order = ND_ORDER_K);
Ref<Array> astype(const Array& a, DType* dtype, int32_t casting = ND_CASTING_UNSAFE, int32_t order = ND_ORDER_K);
// `a` itself when it already is C-contiguous, behaved and of native `dtype`, else a copy that is.
Ref<Array> as_contiguous(Array& a, DType* dtype);
// The kernels of astype(), with a stand-in for its result, and of assign() between arrays that do not overlap and of
// which the source is no single element for many.
Ref<Array> astype_kernels(const Array& a, DType* dtype, int32_t order, KernelFiles& files);
void assign_kernels(const Array& destination, const Array& source, KernelFiles& files);
Ref<Array> as_contiguous_kernels(const Array& a, DType* dtype, KernelFiles& files);
// destination[...] = source: broadcasts, casts under `casting`, and handles overlap as if `source` were copied first.
void assign(Array& destination, const Array& source, int32_t casting = ND_CASTING_UNSAFE);
void fill(Array& destination, const Array& value);

}  // namespace nd
