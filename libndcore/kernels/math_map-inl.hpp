// Per instruction set: applies a vector function to contiguous arrays and finds the floating-point status from inputs
// and results, because the functions themselves raise flags as they please. Included by the math families.
#if defined(NDCORE_MATH_MAP_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_MATH_MAP_INL
#undef NDCORE_MATH_MAP_INL
#else
#define NDCORE_MATH_MAP_INL
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <limits>
#include <type_traits>

#include "ndcore/types.h"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// float32 is computed in float64 and rounded once, so there is one vector type.
#if HWY_HAVE_SCALABLE
using D = hn::CappedTag<double, 2>;
#else
using D = hn::ScalableTag<double>;
#endif
using V = hn::Vec<D>;
using M = hn::Mask<D>;
using DI = hn::RebindToSigned<D>;
using DF = hn::Rebind<float, D>;

HWY_INLINE V Set(double value) { return hn::Set(D(), value); }
HWY_INLINE M IsNonFinite(V x) { return hn::Not(hn::Le(hn::Abs(x), Set(std::numeric_limits<double>::max()))); }

HWY_INLINE V Load(const double* p) { return hn::LoadU(D(), p); }
HWY_INLINE V Load(const float* p) { return hn::PromoteTo(D(), hn::LoadU(DF(), p)); }
HWY_INLINE void Store(V v, double* p) { hn::StoreU(v, D(), p); }
HWY_INLINE void Store(V v, float* p) {
#if HWY_TARGET == HWY_SCALAR
  *p = static_cast<float>(v.raw);  // Highway's scalar DemoteTo saturates instead of overflowing
#else
  hn::StoreU(hn::DemoteTo(DF(), v), DF(), p);
#endif
}

// From where on a float64 value becomes infinite as T, and below which it is subnormal or zero.
template <class T>
struct Range {
  static constexpr double kOverflow =
      std::is_same_v<T, float> ? 0x1.ffffffp127 : std::numeric_limits<double>::infinity();
  static constexpr double kTiny = std::numeric_limits<T>::min();
};

// What an operation states about itself; each op derives from it and says where it differs.
struct Op {
  static constexpr bool kUnderflows = false;  // tiny results of inputs that are not zero are inexact
  // Where an infinity is exact.
  static M Pole(V x) { return hn::Lt(x, x); }
  static M Pole(V x, V) { return hn::Lt(x, x); }
};

// The status of results that are not ordinary, given the (first) input x, where any input is a NaN or
// infinite, and where an infinity is a pole.
template <class O, class T>
HWY_INLINE int32_t Status(V result, V x, M nan_input, M infinite_input, M pole) {
  const M invalid = hn::AndNot(nan_input, hn::IsNaN(result));
  const M infinite = hn::AndNot(infinite_input, hn::Ge(hn::Abs(result), Set(Range<T>::kOverflow)));
  int32_t status = 0;
  if (!hn::AllFalse(D(), invalid)) status |= ND_FP_INVALID;
  if (!hn::AllFalse(D(), hn::And(infinite, pole))) status |= ND_FP_DIVIDE;
  if (!hn::AllFalse(D(), hn::AndNot(pole, infinite))) status |= ND_FP_OVERFLOW;
  if constexpr (O::kUnderflows) {
    const M tiny = hn::AndNot(infinite_input, hn::Lt(hn::Abs(result), Set(Range<T>::kTiny)));
    if (!hn::AllFalse(D(), hn::And(tiny, hn::Ne(x, hn::Zero(D()))))) status |= ND_FP_UNDERFLOW;
  }
  return status;
}

template <class O, class T>
HWY_INLINE bool AllOrdinary(V result) {
  M ordinary = hn::Lt(hn::Abs(result), Set(Range<T>::kOverflow));
  if constexpr (O::kUnderflows) ordinary = hn::And(ordinary, hn::Ge(hn::Abs(result), Set(Range<T>::kTiny)));
  return hn::AllTrue(D(), ordinary);
}

// A NaN that came in goes out quieted, the first of two; any other NaN is the positive quiet one. What the CPU makes of
// NaNs differs between architectures and even between the two operands of an addition that a compiler may swap.
HWY_INLINE V Quiet(V nan) { return hn::Or(nan, hn::BitCast(D(), hn::Set(DI(), int64_t{1} << 51))); }
HWY_INLINE V SettleNaN(V result, V x, V y) {
  const V other = hn::IfThenElse(hn::IsNaN(y), Quiet(y), Set(std::numeric_limits<double>::quiet_NaN()));
  return hn::IfThenElse(hn::IsNaN(result), hn::IfThenElse(hn::IsNaN(x), Quiet(x), other), result);
}

template <class O, class T>
HWY_INLINE int32_t UnaryStep(const T* x, T* out) {
  const V a = Load(x);
  V result;
  if constexpr (std::is_same_v<T, float>) {
    result = O::F32(a);
  } else {
    result = O::F64(a);
  }
  Store(result, out);
  if (HWY_LIKELY((AllOrdinary<O, T>(result)))) return 0;
  Store(SettleNaN(result, a, a), out);
  return Status<O, T>(result, a, hn::IsNaN(a), IsNonFinite(a), O::Pole(a));
}

template <class O, class T>
int32_t MapUnary(const T* x, T* out, int64_t n) {
  constexpr int64_t kLanes = static_cast<int64_t>(hn::MaxLanes(D()));
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(D()));
  int32_t status = 0;
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) status |= UnaryStep<O>(x + i, out + i);
  if (i == n) return status;
  // The rest goes through the same vector code, padded with the last element, which adds no status of its own.
  std::array<T, kLanes> buffer;
  buffer.fill(x[n - 1]);
  std::copy(x + i, x + n, buffer.begin());
  status |= UnaryStep<O>(buffer.data(), buffer.data());
  std::copy_n(buffer.begin(), n - i, out + i);
  return status;
}

template <class O, class T>
HWY_INLINE int32_t BinaryStep(const T* x, const T* y, T* out) {
  const V a = Load(x);
  const V b = Load(y);
  V result;
  if constexpr (std::is_same_v<T, float>) {
    result = O::F32(a, b);
  } else {
    result = O::F64(a, b);
  }
  Store(result, out);
  if (HWY_LIKELY((AllOrdinary<O, T>(result)))) return 0;
  Store(SettleNaN(result, a, b), out);
  return Status<O, T>(result, a, hn::Or(hn::IsNaN(a), hn::IsNaN(b)), hn::Or(IsNonFinite(a), IsNonFinite(b)),
                      O::Pole(a, b));
}

template <class O, class T>
int32_t MapBinary(const T* x, const T* y, T* out, int64_t n) {
  constexpr int64_t kLanes = static_cast<int64_t>(hn::MaxLanes(D()));
  const int64_t lanes = static_cast<int64_t>(hn::Lanes(D()));
  int32_t status = 0;
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) status |= BinaryStep<O>(x + i, y + i, out + i);
  if (i == n) return status;
  std::array<T, kLanes> a, b;
  a.fill(x[n - 1]);
  b.fill(y[n - 1]);
  std::copy(x + i, x + n, a.begin());
  std::copy(y + i, y + n, b.begin());
  status |= BinaryStep<O>(a.data(), b.data(), a.data());
  std::copy_n(a.begin(), n - i, out + i);
  return status;
}

template <class O>
constexpr UnaryKernel Unary(std::string_view name) {
  return {name, &MapUnary<O, float>, &MapUnary<O, double>, HWY_TARGET_INCLUDE};
}
template <class O>
constexpr BinaryKernel Binary(std::string_view name) {
  return {name, &MapBinary<O, float>, &MapBinary<O, double>, HWY_TARGET_INCLUDE};
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // include guard per target
