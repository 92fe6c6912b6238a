// Casts of contiguous runs: plain loops that the compiler vectorises, once an instruction set.
// Loads and stores go through memcpy, since addresses may be unaligned.
#include <array>
#include <cstring>

#include "core/fpstatus.hpp"
#include "core/lazy.hpp"
#include "kernels/cast_contiguous.hpp"
#include "kernels/cast_element.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/cast_contiguous.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels {
namespace HWY_NAMESPACE {

// Integers of one width share their loops: the result's bits do not depend on its sign, nor a narrowing's on the
// source's. (Floats to 32 and 64 bits do differ.)
template <class From, class To>
struct Canonical {
  static constexpr bool integers = std::is_integral_v<From> && std::is_integral_v<To>;
  static constexpr bool small = kIsFloat<From> && std::is_integral_v<To> && sizeof(To) < 4;
  template <class T, bool change>
  struct MakeUnsigned {
    using type = T;
  };
  template <class T>
  struct MakeUnsigned<T, true> : std::make_unsigned<T> {};
  using to = typename MakeUnsigned<To, integers || small>::type;
  using from = typename MakeUnsigned<From, (integers && sizeof(To) <= sizeof(From)) ||
                                               (std::is_integral_v<From> && kIsBool<To>)>::type;
};

template <class From, class To>
void cast(const std::byte* HWY_RESTRICT from, std::byte* HWY_RESTRICT to, int64_t n) {
  uint32_t raises = 0;
  for (int64_t i = 0; i < n; ++i) {
    From value;
    std::memcpy(&value, from + i * int64_t{sizeof(From)}, sizeof value);
    const To result = cast_element<To>(value);
    raises |= static_cast<uint32_t>(cast_raises(value, result));
    std::memcpy(to + i * int64_t{sizeof(To)}, &result, sizeof result);
  }
  if (raises != 0) raise_fp_flags(kCastFlag<To>);
}

template <class T>
void copy(const std::byte* HWY_RESTRICT from, std::byte* HWY_RESTRICT to, int64_t n) {
  std::memcpy(to, from, static_cast<size_t>(n) * sizeof(T));
}

template <class From, class To>
constexpr ContiguousCast choose() {
  using F = typename Canonical<From, To>::from;
  using T = typename Canonical<From, To>::to;
  if constexpr (std::is_same_v<F, T>) {
    return copy<T>;
  } else {
    return cast<F, T>;
  }
}

template <class List>
struct Row;
template <class... To>
struct Row<TypeList<To...>> {
  template <class From>
  static constexpr std::array<ContiguousCast, kTypeCount> loops{choose<From, To>()...};
};

template <class... From>
constexpr std::array<std::array<ContiguousCast, kTypeCount>, kTypeCount> make_table(TypeList<From...>) {
  return {Row<AllTypes>::template loops<From>...};
}

const ContiguousCast* cast_table() {
  static constexpr auto table = make_table(AllTypes{});
  return table[0].data();
}

}  // namespace HWY_NAMESPACE
}  // namespace nd::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels {

namespace {
HWY_EXPORT(cast_table);
}  // namespace

const char* const kContiguousCastSource = HWY_TARGET_INCLUDE;

ContiguousCast contiguous_cast(nd_type_code from, nd_type_code to) noexcept {
  static constinit LazyPointer<const ContiguousCast> found;
  const ContiguousCast* const table = found.get([] { return HWY_DYNAMIC_DISPATCH(cast_table)(); });
  return table[from * kTypeCount + to];
}

}  // namespace nd::kernels
#endif
