// Sorting, searching and partitioning along an axis, in NumPy's order: NaNs last, complex numbers by real, then
// imaginary part. Every sort here is stable, whatever is asked for.
#pragma once

#include "array/array.hpp"

namespace nd {

// `a` itself when it is of `dtype`, else a converted copy: results keep the byte order of what was sorted.
inline Ref<Array> as_dtype(const Ref<Array>& a, DType* dtype) { return a->dtype == dtype ? a : astype(*a, dtype); }

// A sorted copy along `axis`; without an axis, of the flattened array.
Ref<Array> sort(const Array& a, const int64_t* axis);
// A sorted copy along the last axis as complex numbers: complex64 for integers of 8 and 16 bits, else complex128.
Ref<Array> sort_complex(const Array& a);
void sort_in_place(Array& a, int64_t axis);
// Positions (int64) that sort `a` along `axis`; equal elements keep their order.
Ref<Array> argsort(const Array& a, const int64_t* axis);
// Positions that sort by the last key first, then the one before it …; the keys are arrays of one shape.
Ref<Array> lexsort(std::span<const Array* const> keys, int64_t axis);

// A copy in which each of the `kth` elements along the axis is where sorting would put it, smaller ones before it.
Ref<Array> partition(const Array& a, std::span<const int64_t> kth, const int64_t* axis);
void partition_in_place(Array& a, std::span<const int64_t> kth, int64_t axis);
Ref<Array> argpartition(const Array& a, std::span<const int64_t> kth, const int64_t* axis);

// Where to insert `values` into the sorted 1-d `a` to keep it sorted: before equal elements, or (right) behind them.
// `sorter`, if given, are the positions that sort `a`.
Ref<Array> searchsorted(const Array& a, const Array& values, bool right, const Array* sorter);
// The number of the bin that each element falls into: bins[i - 1] <= x < bins[i], or (right) bins[i - 1] < x <=
// bins[i]; the other way round where the bins fall.
Ref<Array> digitize(const Array& x, const Array& bins, bool right);

}  // namespace nd
