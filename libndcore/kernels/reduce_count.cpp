// Truth of elements (any, all, how many), and the squared deviations that a variance sums.
#include "kernels/reduce_tables.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/reduce_count.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
//
#include "kernels/reduce_operations-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::HWY_NAMESPACE {

constexpr int64_t kBlock = 1024;  // elements between two looks at whether the answer stands

template <class T>
int64_t count_true(const std::byte* in, int64_t n, int64_t stride) {
  int64_t count = 0;
  if (stride != static_cast<int64_t>(sizeof(T))) {
    for (int64_t i = 0; i < n; ++i) count += is_true(element<T>(in + i * stride));
    return count;
  }
  // Sums of a block fit the narrow type the comparison yields, so that its vectors stay full.
  using Lane = std::conditional_t<sizeof(T) == 1, uint8_t, std::conditional_t<sizeof(T) == 2, uint16_t, uint32_t>>;
  constexpr int64_t kStep = sizeof(T) == 1 ? 255 * 32 : kBlock;
  constexpr int64_t kWidth = 32;
  const T* HWY_RESTRICT p = reinterpret_cast<const T*>(in);
  int64_t i = 0;
  while (i + kWidth <= n) {
    const int64_t end = i + (HWY_MIN(n - i, kStep) / kWidth) * kWidth;
    Lane sums[kWidth] = {};
    for (; i < end; i += kWidth) {
      for (int64_t k = 0; k < kWidth; ++k) sums[k] = static_cast<Lane>(sums[k] + Lane{is_true(p[i + k])});
    }
    for (const Lane sum : sums) count += sum;
  }
  for (; i < n; ++i) count += is_true(p[i]);
  return count;
}

template <class T>
HWY_INLINE bool any_true(const std::byte* in, int64_t n, int64_t stride) {
  bool result = false;
  if (stride == static_cast<int64_t>(sizeof(T))) {
    const T* HWY_RESTRICT p = reinterpret_cast<const T*>(in);
    for (int64_t i = 0; i < n; ++i) result |= is_true(p[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) result |= is_true(element<T>(in + i * stride));
  }
  return result;
}

template <class T>
HWY_INLINE bool all_true(const std::byte* in, int64_t n, int64_t stride) {
  bool result = true;
  if (stride == static_cast<int64_t>(sizeof(T))) {
    const T* HWY_RESTRICT p = reinterpret_cast<const T*>(in);
    for (int64_t i = 0; i < n; ++i) result &= is_true(p[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) result &= is_true(element<T>(in + i * stride));
  }
  return result;
}

template <class T>
void fold_any(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void*) {
  auto& result = element<bool8>(accumulator);
  for (int64_t i = 0; i < n && !is_true(result); i += kBlock) {
    result = bool8(any_true<T>(in + i * stride, HWY_MIN(kBlock, n - i), stride));
  }
}

template <class T>
void fold_all(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void*) {
  auto& result = element<bool8>(accumulator);
  for (int64_t i = 0; i < n && is_true(result); i += kBlock) {
    result = bool8(all_true<T>(in + i * stride, HWY_MIN(kBlock, n - i), stride));
  }
}

template <class T>
HWY_INLINE auto squared_deviation(T x, T mean) {
  if constexpr (kIsComplex<T>) {
    const auto re = x.re - mean.re;
    const auto im = x.im - mean.im;
    return re * re + im * im;
  } else {
    const T deviation = x - mean;
    return deviation * deviation;
  }
}

template <class T>
void deviations(const std::byte* in, int64_t in_stride, const std::byte* mean, int64_t mean_stride, std::byte* out,
                int64_t n) {
  using Real = decltype(squared_deviation(T{}, T{}));
  Real* HWY_RESTRICT results = reinterpret_cast<Real*>(out);
  const auto size = static_cast<int64_t>(sizeof(T));
  if (in_stride == size && mean_stride == 0) {
    const T* HWY_RESTRICT p = reinterpret_cast<const T*>(in);
    const T center = element<T>(mean);
    for (int64_t i = 0; i < n; ++i) results[i] = squared_deviation(p[i], center);
  } else if (in_stride == size && mean_stride == size) {
    const T* HWY_RESTRICT p = reinterpret_cast<const T*>(in);
    const T* HWY_RESTRICT centers = reinterpret_cast<const T*>(mean);
    for (int64_t i = 0; i < n; ++i) results[i] = squared_deviation(p[i], centers[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) {
      results[i] = squared_deviation(element<T>(in + i * in_stride), element<T>(mean + i * mean_stride));
    }
  }
}

CountTable make_count_table() {
  CountTable table;
  for_each_type(AllTypes{}, [&]<class T>(Type<T>) {
    constexpr auto k = static_cast<size_t>(kCode<T>);
    table.any[k] = &fold_any<T>;
    table.all[k] = &fold_all<T>;
    table.count[k] = &count_true<T>;
    if constexpr (std::is_floating_point_v<T> || kIsComplex<T>) table.deviation[k] = &deviations<T>;
  });
  return table;
}

}  // namespace nd::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels {

HWY_EXPORT(make_count_table);

const CountTable& count_table() noexcept {
  static const CountTable table = HWY_DYNAMIC_DISPATCH(make_count_table)();
  return table;
}

ReduceLoop any_loop(nd_type_code type) noexcept { return count_table().any[static_cast<size_t>(type)]; }
ReduceLoop all_loop(nd_type_code type) noexcept { return count_table().all[static_cast<size_t>(type)]; }
CountLoop count_loop(nd_type_code type) noexcept { return count_table().count[static_cast<size_t>(type)]; }
DeviationLoop deviation_loop(nd_type_code type) noexcept { return count_table().deviation[static_cast<size_t>(type)]; }

}  // namespace nd::kernels
#endif
