// What the files of stats/ share.
#pragma once

#include "core/kernels_of.hpp"
#include "stats/stats.hpp"
#include "ufunc/ufunc.hpp"

namespace nd::stats {

// `a` as a 1-d array in C order: a view if it is C-contiguous, else a copy.
Ref<Array> flattened(const Array& a);

// The same if there is no axis, or if `a` is 0-d and taken as 1-d, as NumPy does; else null.
Ref<Array> flattened_for(const Array& a, const int64_t* axis, std::string_view operation);
Ref<Array> flattened_kernels(const Array& a, KernelFiles& files);

// How many elements go into each result: a 0-d int64 array, or one in the results' shape if `where` is given.
Ref<Array> count_elements(const Array& a, Axes axes, const Array* where, bool keepdims);

// Warns if one of the counts leaves nothing: it is at most `ddof`.
void warn_if_few(const Array& counts, double ddof, const char* message);
inline constexpr const char* kEmptySlice = "Mean of empty slice";
inline constexpr const char* kNoFreedom = "Degrees of freedom <= 0 for slice";
inline constexpr const char* kAllNan = "All-NaN slice encountered";
// Warns of slices of nothing but NaNs if the result of a reduction that passes over NaNs holds one.
void warn_if_all_nan(const Array& result);
void warn_if_all_nan_kernels(const Array& result, KernelFiles& files);

// sums / counts, in the place of the sums: NumPy's means lie in memory as these do.
Ref<Array> divide_by_count(Ref<Array> sums, const Array& counts);
void divide_by_count_kernels(const Ref<Array>& sums, const Array& counts, KernelFiles& files);

// Uninitialised, of a's shape, with the axes in the order that NumPy gives the result of an elementwise function of `a`
// and of `b`, which broadcasts to it. The sum of such a temporary depends on that order.
Ref<Array> empty_elementwise(const Array& a, const Array& b, DType* dtype);
Ref<Array> stand_in_elementwise(const Array& a, const Array& b, DType* dtype);

// |x|² of each element, in the real dtype and in the order of x, which fills its memory.
Ref<Array> squared_magnitudes(const Array& x);
Ref<Array> squared_magnitudes_kernels(const Array& x, KernelFiles& files);

// Square roots, in the dtype of the variances: integers, which a caller may ask for, cannot take those of an array.
// `given`: they are to become the caller's output.
Ref<Array> roots(Ref<Array> variances, bool given);
void roots_kernels(const Array& variances, KernelFiles& files);  // of one number

// A statistic of several steps, computed beside `out` (which may be null) so that no step that fails leaves a part of
// it there.
Ref<Array> finished(Ref<Array> result, Array* out);
// The same where nothing has compared the shapes yet.
Ref<Array> finished(Ref<Array> result, Array* out, std::string_view operation);

// ND_AXIS_ERROR that names the operation, for those that another one computes.
void require_axes(const Array& a, Axes axes, std::string_view operation);

// ND_VALUE_ERROR unless an output is of the result's shape.
void require_shape(const Array& out, std::span<const int64_t> shape, std::string_view operation);

bool is_half(const DType* dtype);

}  // namespace nd::stats
