// The methods of ufuncs beside the call: reduce, accumulate, reduceat, outer, at; the options of reductions.
#pragma once

#include "ufunc/ufunc.hpp"

namespace nd {

struct ReduceOptions {
  DType* dtype = nullptr;  // of the accumulator and result; null: the ufunc's rule (integers widen for add, multiply)
  Array* out = nullptr;
  bool beside = false;  // the result is a new array, computed and laid out as for `out`, which stays as it is
  bool keepdims = false;
  const Array* initial = nullptr;  // 0-d; null: the identity, or the first element where there is none
  bool no_initial = false;         // start from the first element even where there is an identity (initial=None)
  const Array* where = nullptr;
  double ddof = 0;                  // of variances: the divisor is the number of elements less this
  const Array* mean = nullptr;      // of variances: as mean() gives it with keepdims; null: computed
  std::string_view operation = {};  // what errors of axes name; empty: the ufunc
};

// `axes`: all when `all_axes`, else those given (none: a copy). An empty reduction without identity is ND_VALUE_ERROR.
Ref<Array> reduce(const Ufunc& ufunc, const Array& a, std::span<const int64_t> axes, bool all_axes,
                  const ReduceOptions& options = {});
Ref<Array> accumulate(const Ufunc& ufunc, const Array& a, int64_t axis, DType* dtype = nullptr, Array* out = nullptr);
// The kernels of reduce() over all axes, without output, start and mask, and of accumulate() without output, with a
// stand-in for the result.
Ref<Array> reduce_kernels(const Ufunc& ufunc, const Array& a, const ReduceOptions& options, KernelFiles& files);
Ref<Array> accumulate_kernels(const Ufunc& ufunc, const Array& a, int64_t axis, KernelFiles& files);
Ref<Array> reduceat(const Ufunc& ufunc, const Array& a, const Array& indices, int64_t axis, DType* dtype = nullptr,
                    Array* out = nullptr);
// The ufunc of all pairs: the axes of `b` behind those of `a`. Outputs as for call_ufunc; the first form makes one.
Ref<Array> outer(const Ufunc& ufunc, const Array& a, const Array& b, const UfuncOptions& options = {});
void outer(const Ufunc& ufunc, const Array& a, const Array& b, std::span<Ref<Array>> outputs,
           const UfuncOptions& options);
// a[index] = ufunc(a[index], b) for each index in turn, repeated ones included; `b` null for unary ufuncs. Indices are
// given as for advanced indexing of the first axes: integer arrays that broadcast together.
void at(const Ufunc& ufunc, Array& a, std::span<const Array* const> indices, const Array* b);

}  // namespace nd
