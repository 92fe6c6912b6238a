// Folding with minimum, maximum, fmin and fmax. The result does not depend on the order of elements: see Extremum.
#include "kernels/reduce_tables.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/reduce_extrema.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
//
#include "kernels/reduce_operations-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// What is known of the elements seen so far. The vector instructions take either zero of two, so the sign of a zero is
// told by the bits: the largest is -0 only if all are negative, the smallest is -0 if any is (none lies below).
template <class D, bool kMax, bool kSkipNan>
struct Running {
  using T = hn::TFromD<D>;
  using V = hn::Vec<D>;
  static constexpr T kWorst = kMax ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::infinity();
  V best, signs, found;  // found: the NaNs, or with kSkipNan the numbers
  explicit Running(D d)
      : best(hn::Set(d, kWorst)), signs(kMax ? hn::Set(d, T(-0.0)) : hn::Zero(d)), found(hn::Zero(d)) {}

  HWY_INLINE void take(D d, V v) {
    const auto number = hn::Eq(v, v);
    if constexpr (kSkipNan) {
      v = hn::IfThenElse(number, v, hn::Set(d, kWorst));
      found = hn::Or(found, hn::IfThenElseZero(number, hn::Set(d, T(1))));
    } else {
      found = hn::Or(found, hn::IfThenZeroElse(number, hn::Set(d, T(1))));
    }
    best = kMax ? hn::Max(best, v) : hn::Min(best, v);
    signs = kMax ? hn::And(signs, v) : hn::Or(signs, v);
  }
  HWY_INLINE void merge(const Running& other) {
    best = kMax ? hn::Max(best, other.best) : hn::Min(best, other.best);
    signs = kMax ? hn::And(signs, other.signs) : hn::Or(signs, other.signs);
    found = hn::Or(found, other.found);
  }
  // With NaNs among the elements, which the vector instructions treat by position, best is not to be used.
  T result(D d) const {
    const hn::RebindToUnsigned<D> bits;
    const bool any_found = !hn::AllFalse(d, hn::Ne(found, hn::Zero(d)));
    if (any_found != kSkipNan) return std::numeric_limits<T>::quiet_NaN();
    const T value = hn::GetLane(kMax ? hn::MaxOfLanes(d, best) : hn::MinOfLanes(d, best));
    if (value != 0) return value;
    using Lane = hn::TFromD<decltype(bits)>;
    alignas(64) Lane lanes[hn::MaxLanes(d)];
    hn::StoreU(hn::BitCast(bits, signs), bits, lanes);
    Lane all = lanes[0];
    for (size_t i = 1; i < hn::Lanes(d); ++i) all = kMax ? all & lanes[i] : all | lanes[i];
    return std::bit_cast<T>(static_cast<Lane>(all & (Lane{1} << (8 * sizeof(T) - 1))));
  }
};

template <class T, bool kMax, bool kSkipNan>
void fold_extremum(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void* context) {
  using Op = Extremum<T, kMax, kSkipNan>;
  const hn::ScalableTag<T> d;
  const auto lanes = static_cast<int64_t>(hn::Lanes(d));
  if (stride != static_cast<int64_t>(sizeof(T)) || n < 8 * lanes) {
    fold_sequential<T, Op>(accumulator, in, n, stride, context);
    return;
  }
  const T* HWY_RESTRICT p = reinterpret_cast<const T*>(in);
  Running<decltype(d), kMax, kSkipNan> r0(d), r1(d), r2(d), r3(d);
  int64_t i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes) {
    r0.take(d, hn::LoadU(d, p + i));
    r1.take(d, hn::LoadU(d, p + i + lanes));
    r2.take(d, hn::LoadU(d, p + i + 2 * lanes));
    r3.take(d, hn::LoadU(d, p + i + 3 * lanes));
  }
  r0.merge(r1);
  r2.merge(r3);
  r0.merge(r2);
  T value = Op::apply(element<T>(accumulator), r0.result(d));
  for (; i < n; ++i) value = Op::apply(value, p[i]);
  element<T>(accumulator) = settled<Op>(value);
}

// Half types: the order of their bits, and the largest magnitude, which tells whether there was a NaN.
template <class T, bool kMax, bool kSkipNan>
void fold_half_extremum(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void* context) {
  using Op = Extremum<T, kMax, kSkipNan>;
  if (stride != static_cast<int64_t>(sizeof(T))) {
    fold_sequential<T, Op>(accumulator, in, n, stride, context);
    return;
  }
  constexpr int16_t kInfinity = static_cast<int16_t>(kHalfInfinity<T>);
  constexpr int16_t kWorst = kMax ? static_cast<int16_t>(~kInfinity) : kInfinity;  // the key of the infinity that loses
  const int16_t* HWY_RESTRICT p = reinterpret_cast<const int16_t*>(in);
  int16_t best = kWorst;
  int16_t largest = 0;
  int16_t smallest = 0x7fff;
  for (int64_t i = 0; i < n; ++i) {
    const auto magnitude = static_cast<int16_t>(p[i] & 0x7fff);
    auto key = static_cast<int16_t>(p[i] ^ ((p[i] >> 15) & 0x7fff));
    key = magnitude > kInfinity ? kWorst : key;
    best = kMax ? HWY_MAX(best, key) : HWY_MIN(best, key);
    largest = HWY_MAX(largest, magnitude);
    smallest = HWY_MIN(smallest, magnitude);
  }
  T result;
  const bool is_nan_result = kSkipNan ? smallest > kInfinity : largest > kInfinity;
  result.bits = static_cast<uint16_t>(best ^ ((best >> 15) & 0x7fff));
  if (is_nan_result) result = T(std::numeric_limits<float>::quiet_NaN());
  T& extremum = element<T>(accumulator);
  extremum = settled<Op>(n > 0 ? Op::apply(extremum, result) : extremum);
}

template <class T, bool kMax, bool kSkipNan>
constexpr ReduceKernel extremum_kernel() {
  using Op = Extremum<T, kMax, kSkipNan>;
  if constexpr (std::is_floating_point_v<T>) {
    return make_kernel<T, Op>(&fold_extremum<T, kMax, kSkipNan>);
  } else if constexpr (kIsHalf<T>) {
    return make_kernel<T, Op>(&fold_half_extremum<T, kMax, kSkipNan>);
  } else if constexpr (kIsComplex<T>) {
    // Of several numbers with a NaN the first is the result, with both of its parts.
    return make_kernel<T, Op>(&fold_sequential<T, Op>);
  } else {
    return make_kernel<T, Op>();
  }
}

constexpr ExtremaTable make_extrema_table() {
  ExtremaTable table;
  for_each_type(AllTypes{}, [&]<class T>(Type<T>) {
    constexpr auto k = static_cast<size_t>(kCode<T>);
    table.maximum[k] = extremum_kernel<T, true, false>();
    table.minimum[k] = extremum_kernel<T, false, false>();
    if constexpr (kIsFloat<T> || kIsComplex<T>) {
      table.fmax[k] = extremum_kernel<T, true, true>();
      table.fmin[k] = extremum_kernel<T, false, true>();
    } else {
      table.fmax[k] = table.maximum[k];
      table.fmin[k] = table.minimum[k];
    }
  });
  return table;
}

const ExtremaTable* extrema_table_here() {
  static constexpr ExtremaTable table = make_extrema_table();
  return &table;
}

}  // namespace nd::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels {

HWY_EXPORT(extrema_table_here);

const ExtremaTable& extrema_table() noexcept {
  static constinit LazyPointer<const ExtremaTable> table;
  return *table.get([] { return HWY_DYNAMIC_DISPATCH(extrema_table_here)(); });
}

}  // namespace nd::kernels
#endif
