// Medians: the mean of the one or two elements in the middle.
#include <limits>

#include "index/index.hpp"
#include "shape/shape.hpp"
#include "sort/sort.hpp"
#include "stats/quantile.hpp"
#include "stats/quantile_samples.hpp"
#include "stats/shared_steps.hpp"

namespace nd {

namespace {

constexpr int64_t kLast[] = {-1};

Ref<Array> median_of(const Array& samples) {
  const int32_t axis = samples.ndim - 1;
  const int64_t n = samples.shape(axis);
  if (n == 0) return mean(samples, {kLast, false});
  const int64_t first = (n - 1) / 2;
  Dims kth{first, n / 2};
  const bool complex = samples.dtype->is_complex();
  if (complex) kth.push_back(n - 1);  // a NaN has two parts: the last element is the result
  const Ref<Array> parted = partition(samples, kth, kLast);
  const Ref<Array> result = mean(*slice_of(*parted, axis, first, n / 2 - first + 1), {kLast, false});
  if (const Ref<Array> missing = stats::holding_nan(samples)) {
    const Ref<Array> nan = astype(*scalar(std::numeric_limits<double>::quiet_NaN()), result->dtype);
    copy_where(*result, complex ? *squeeze(*slice_of(*parted, axis, n - 1, 1), kLast) : *nan, *missing);
  }
  return result;
}

}  // namespace

Ref<Array> median(const Array& a, Axes axes, ReduceOptions options) {
  const stats::Samples samples = stats::samples_of(a, axes, options.keepdims, "median");
  return stats::finished(reshape(*median_of(*samples.values), samples.shape), options.out, "median");
}

Ref<Array> nanmedian(const Array& a, Axes axes, ReduceOptions options) {
  const stats::Samples samples = stats::samples_of(a, axes, options.keepdims, "nanmedian");
  const bool plain = samples.values->size == 0 || !a.dtype->is_inexact();
  const Ref<Array> medians =
      plain ? median_of(*samples.values)
            : stats::of_each_without_nan(*samples.values, {}, [](const Array& one) { return median_of(one); });
  stats::warn_if_all_nan(*medians);
  return stats::finished(reshape(*medians, samples.shape), options.out, "nanmedian");
}

}  // namespace nd
