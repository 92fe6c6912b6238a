// Other shapes and axes over the same elements: views wherever the memory allows it.
#pragma once

#include <span>
#include <vector>

#include "array/array.hpp"

namespace nd {

// What a function that may copy is to do about it.
enum class CopyMode : uint8_t { never, if_needed, always };

// The same elements in order `order` (ND_ORDER_C, F or A) in another shape; one extent may be -1.
Ref<Array> reshape(const Array& a, std::span<const int64_t> shape, int32_t order = ND_ORDER_C,
                   CopyMode copy_mode = CopyMode::if_needed);
// One axis; a view if possible, or always a copy. `order` may be ND_ORDER_K: as the elements lie in memory.
Ref<Array> ravel(const Array& a, int32_t order = ND_ORDER_C);
Ref<Array> flatten(const Array& a, int32_t order = ND_ORDER_C);

// Views with other axes. An empty list of axes reverses them all.
Ref<Array> transpose(const Array& a, std::span<const int64_t> axes = {});
Ref<Array> swapaxes(const Array& a, int64_t axis1, int64_t axis2);
Ref<Array> moveaxis(const Array& a, std::span<const int64_t> source, std::span<const int64_t> destination);
Ref<Array> squeeze(const Array& a);  // all axes of extent 1
Ref<Array> squeeze(const Array& a, std::span<const int64_t> axes);
Ref<Array> expand_dims(const Array& a, std::span<const int64_t> axes);
// New axes of extent 1 until there are `ndim` of them; in NumPy's places for 3 (atleast_1d, _2d, _3d).
Ref<Array> atleast(const Array& a, int32_t ndim);
// Elements whose indices on two axes differ by `offset`, as the last axis; read-only, as in NumPy.
Ref<Array> diagonal(const Array& a, int64_t offset = 0, int64_t axis1 = 0, int64_t axis2 = 1);
Ref<Array> trace(const Array& a, int64_t offset, int64_t axis1, int64_t axis2, DType* dtype, Array* out);
// `a` from index `start` on, `count` of them, along one axis. Checks nothing.
Ref<Array> slice_of(const Array& a, int32_t axis, int64_t start, int64_t count);

Ref<Array> flip(const Array& a);
Ref<Array> flip(const Array& a, std::span<const int64_t> axes);
Ref<Array> rot90(const Array& a, int64_t turns, int64_t axis1, int64_t axis2);
// Copies whose elements are shifted around an end; without axes over the flattened array.
Ref<Array> roll(const Array& a, std::span<const int64_t> shifts);
Ref<Array> roll(const Array& a, std::span<const int64_t> shifts, std::span<const int64_t> axes);

// All arrays in their common shape, as read-only views.
std::vector<Ref<Array>> broadcast_arrays(std::span<const Array* const> arrays);

// The same bytes as another dtype, by NumPy's rules for the last axis.
Ref<Array> view_as(const Array& a, DType* dtype);
Ref<Array> real_part(Array& a);  // a view of complex arrays, others themselves
Ref<Array> imag_part(Array& a);  // a view of complex arrays; zeros, read-only, for others
Ref<Array> byteswap(const Array& a);
void byteswap_in_place(Array& a);

}  // namespace nd
