// Per instruction set: SLEEF's deterministic functions that use no fused operations (cinz), as functions of one vector
// of float64. All widths of the family give equal bits. Included by the math families.
#if defined(NDCORE_MATH_SLEEF_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_MATH_SLEEF_INL
#undef NDCORE_MATH_SLEEF_INL
#else
#define NDCORE_MATH_SLEEF_INL
#endif

#include "kernels/math_map-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

// NDCORE_SLEEF(name, accuracy) is the function for one vector of this target, if the target has one.
#if HWY_TARGET == HWY_AVX3
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d8_##accuracy##avx512fnofma
#elif HWY_TARGET == HWY_AVX2
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d4_##accuracy##avx
#elif HWY_TARGET == HWY_SSE4
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d2_##accuracy##sse4
#elif HWY_TARGET == HWY_SSE2 || HWY_TARGET == HWY_SSSE3
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d2_##accuracy##sse2
#elif HWY_TARGET == HWY_NEON
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d2_##accuracy##advsimdnofma
#endif

// sleef.h shows a function only to files that are compiled for its instruction set as a whole: declared here.
#ifdef NDCORE_SLEEF
using Raw = decltype(V::raw);
#define NDCORE_SLEEF_UNARY(function, name, accuracy) \
  extern "C" Raw NDCORE_SLEEF(name, accuracy)(Raw);  \
  HWY_INLINE V function(V x) { return V{NDCORE_SLEEF(name, accuracy)(x.raw)}; }
#define NDCORE_SLEEF_BINARY(function, name, accuracy)    \
  extern "C" Raw NDCORE_SLEEF(name, accuracy)(Raw, Raw); \
  HWY_INLINE V function(V x, V y) { return V{NDCORE_SLEEF(name, accuracy)(x.raw, y.raw)}; }
#else
// Element by element: the scalar baseline, and targets whose vectors are no plain types.
template <class F>
HWY_INLINE V Each(F function, V x, V y) {
  std::array<double, hn::MaxLanes(D())> a, b;
  hn::StoreU(x, D(), a.data());
  hn::StoreU(y, D(), b.data());
  for (size_t i = 0; i < hn::Lanes(D()); ++i) a[i] = function(a[i], b[i]);
  return hn::LoadU(D(), a.data());
}
#define NDCORE_SLEEF_UNARY(function, name, accuracy)                                                \
  extern "C" double Sleef_cinz_##name##d1_##accuracy##purec(double);                                \
  HWY_INLINE V function(V x) {                                                                      \
    return Each([](double a, double) { return Sleef_cinz_##name##d1_##accuracy##purec(a); }, x, x); \
  }
#define NDCORE_SLEEF_BINARY(function, name, accuracy)                        \
  extern "C" double Sleef_cinz_##name##d1_##accuracy##purec(double, double); \
  HWY_INLINE V function(V x, V y) { return Each(Sleef_cinz_##name##d1_##accuracy##purec, x, y); }
#endif

NDCORE_SLEEF_UNARY(SleefSin, sin, u10)
NDCORE_SLEEF_UNARY(SleefCos, cos, u10)
NDCORE_SLEEF_UNARY(SleefTan, tan, u10)
NDCORE_SLEEF_UNARY(SleefArcsin, asin, u10)
NDCORE_SLEEF_UNARY(SleefArccos, acos, u10)
NDCORE_SLEEF_BINARY(SleefPower, pow, u10)

#undef NDCORE_SLEEF
#undef NDCORE_SLEEF_UNARY
#undef NDCORE_SLEEF_BINARY

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // include guard per target
