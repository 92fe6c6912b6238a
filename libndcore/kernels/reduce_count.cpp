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

// Truth is asked of the bits, as integers of the elements' own width, so that the loops fill their vectors: an element
// is true if any bit is set, but for the signs of zeros.
template <class T>
struct Truth {
  using Word = std::conditional_t<
      sizeof(T) == 1, uint8_t,
      std::conditional_t<sizeof(T) == 2, uint16_t, std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>>>;
  static constexpr size_t kWords = sizeof(T) / sizeof(Word);
  static constexpr Word mask() {
    if constexpr (std::is_same_v<T, complex64>) return 0x7fffffff7fffffff;
    if constexpr (kIsFloat<T> || kIsComplex<T>) return static_cast<Word>(static_cast<Word>(~Word{0}) >> 1);
    return static_cast<Word>(~Word{0});
  }
  static HWY_INLINE Word bits(const Word* p, int64_t i) {
    if constexpr (kWords == 2) return static_cast<Word>((p[2 * i] | p[2 * i + 1]) & mask());
    return static_cast<Word>(p[i] & mask());
  }
};

template <class T>
int64_t count_true(const std::byte* in, int64_t n, int64_t stride) {
  using Word = typename Truth<T>::Word;
  int64_t count = 0;
  if (stride != static_cast<int64_t>(sizeof(T))) {
    for (int64_t i = 0; i < n; ++i) count += is_true(element<T>(in + i * stride));
    return count;
  }
  // As many numbers as fit a narrow word are counted in it.
  constexpr int64_t kStep = sizeof(Word) == 1 ? 255 * 64 : sizeof(Word) == 2 ? 32 * 1024 : int64_t{1} << 20;
  constexpr int64_t kWidth = 64 / static_cast<int64_t>(sizeof(Word));
  const Word* HWY_RESTRICT p = reinterpret_cast<const Word*>(in);
  int64_t i = 0;
  while (i + kWidth <= n) {
    const int64_t end = i + (HWY_MIN(n - i, kStep) / kWidth) * kWidth;
    Word sums[kWidth] = {};
    for (; i < end; i += kWidth) {
      for (int64_t k = 0; k < kWidth; ++k) {
        sums[k] = static_cast<Word>(sums[k] + (Truth<T>::bits(p, i + k) != 0 ? Word{1} : Word{0}));
      }
    }
    for (const Word sum : sums) count += static_cast<int64_t>(sum);
  }
  for (; i < n; ++i) count += Truth<T>::bits(p, i) != 0;
  return count;
}

template <class T>
HWY_INLINE bool any_true(const std::byte* in, int64_t n, int64_t stride) {
  using Word = typename Truth<T>::Word;
  if (stride == static_cast<int64_t>(sizeof(T))) {
    const Word* HWY_RESTRICT p = reinterpret_cast<const Word*>(in);
    Word seen = 0;
    for (int64_t i = 0; i < n; ++i) seen = static_cast<Word>(seen | Truth<T>::bits(p, i));
    return seen != 0;
  }
  bool result = false;
  for (int64_t i = 0; i < n; ++i) result |= is_true(element<T>(in + i * stride));
  return result;
}

template <class T>
HWY_INLINE bool all_true(const std::byte* in, int64_t n, int64_t stride) {
  using Word = typename Truth<T>::Word;
  if (stride == static_cast<int64_t>(sizeof(T))) {
    const Word* HWY_RESTRICT p = reinterpret_cast<const Word*>(in);
    Word seen = 0;
    for (int64_t i = 0; i < n; ++i) seen = static_cast<Word>(seen | (Truth<T>::bits(p, i) == 0 ? Word{1} : Word{0}));
    return seen == 0;
  }
  bool result = true;
  for (int64_t i = 0; i < n; ++i) result &= is_true(element<T>(in + i * stride));
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

constexpr CountTable make_count_table() {
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

const CountTable* count_table_here() {
  static constexpr CountTable table = make_count_table();
  return &table;
}

}  // namespace nd::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels {

HWY_EXPORT(count_table_here);

const CountTable& count_table() noexcept {
  static constinit LazyPointer<const CountTable> table;
  return *table.get([] { return HWY_DYNAMIC_DISPATCH(count_table_here)(); });
}

const char* const kCountSource = HWY_TARGET_INCLUDE;

ReduceLoop any_loop(nd_type_code type) noexcept { return count_table().any[static_cast<size_t>(type)]; }
ReduceLoop all_loop(nd_type_code type) noexcept { return count_table().all[static_cast<size_t>(type)]; }
CountLoop count_loop(nd_type_code type) noexcept { return count_table().count[static_cast<size_t>(type)]; }
DeviationLoop deviation_loop(nd_type_code type) noexcept { return count_table().deviation[static_cast<size_t>(type)]; }

}  // namespace nd::kernels
#endif
