// Counts of whole numbers.
#include "stats/histogram.hpp"

namespace nd {

namespace {

int64_t greatest(std::span<const int64_t> x) {
  int64_t least = 0, most = -1;
  for (const int64_t value : x) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  if (least < 0) fail(ND_VALUE_ERROR, "bincount: argument `x` must have no negative elements");
  return most;
}

Ref<Array> safely(const Array& a, DType* dtype, const char* name, bool allowed = false) {
  if (!allowed && !can_cast(a.dtype, dtype, ND_CASTING_SAFE)) {
    fail(ND_TYPE_ERROR, "bincount: cannot cast argument `", name, "` from ", a.dtype->name, " to ", dtype->name,
         " according to the rule 'safe'");
  }
  return as_contiguous(const_cast<Array&>(a), dtype);
}

}  // namespace

Ref<Array> bincount(const Array& x, const Array* weights, int64_t minlength) {
  if (x.ndim != 1) fail(ND_VALUE_ERROR, "bincount: argument `x` must be 1-d, not ", x.ndim, "-d");
  if (minlength < 0) fail(ND_VALUE_ERROR, "bincount: argument `minlength` must not be negative");
  const Ref<Array> numbers = safely(x, dtype_of<int64_t>(), "x", x.dtype->code == ND_UINT64);
  const std::span<const int64_t> values{numbers->as<int64_t>(), static_cast<size_t>(numbers->size)};
  const Dims shape{std::max(checked_add(greatest(values), 1, "bincount"), minlength)};
  if (weights == nullptr) {
    const Ref<Array> result = zeros(dtype_of<int64_t>(), shape);
    auto* const counts = result->as<int64_t>();
    for (const int64_t value : values) ++counts[value];
    return result;
  }
  if (weights->ndim != 1 || weights->size != x.size) {
    fail(ND_VALUE_ERROR, "bincount: the weights and `x` don't have the same length: ", weights->shape(), " and ",
         x.shape());
  }
  const Ref<Array> heavy = safely(*weights, dtype_of<double>(), "weights");
  const Ref<Array> result = zeros(dtype_of<double>(), shape);
  const auto* weight = heavy->as<double>();
  auto* const sums = result->as<double>();
  for (const int64_t value : values) sums[value] += *weight++;
  return result;
}

}  // namespace nd
