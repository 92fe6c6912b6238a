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

// NDCORE_SLEEF(name, accuracy) is the function for one vector of this target, if the target has one. clang hands
// vectors of more than 16 bytes over in memory, unless the whole file is compiled for them: there two elements go at a
// time.
#if defined(__clang__) && (HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX2)
#define NDCORE_SLEEF_PART(name, accuracy) Sleef_cinz_##name##d2_##accuracy##sse4
using Part = decltype(hn::Vec<hn::FixedTag<double, 2>>::raw);
#elif HWY_TARGET == HWY_AVX3
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d8_##accuracy##avx512fnofma
#elif HWY_TARGET == HWY_AVX2
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d4_##accuracy##avx
#elif HWY_TARGET == HWY_SSE4
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d2_##accuracy##sse4
#elif HWY_TARGET == HWY_SSE2 || HWY_TARGET == HWY_SSSE3
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d2_##accuracy##sse2
#elif HWY_TARGET == HWY_NEON
#define NDCORE_SLEEF(name, accuracy) Sleef_cinz_##name##d2_##accuracy##advsimdnofma
#else  // the scalar baseline, and targets whose vectors are no plain types
#define NDCORE_SLEEF_PART(name, accuracy) Sleef_cinz_##name##d1_##accuracy##purec
using Part = double;
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
template <class F>
HWY_INLINE V InParts(F function, V x, V y) {
  constexpr size_t kParts = hn::MaxLanes(D()) * sizeof(double) / sizeof(Part);
  alignas(64) Part a[kParts], b[kParts];
  hn::StoreU(x, D(), reinterpret_cast<double*>(a));
  hn::StoreU(y, D(), reinterpret_cast<double*>(b));
  for (size_t i = 0; i < kParts; ++i) a[i] = function(a[i], b[i]);
  return hn::LoadU(D(), reinterpret_cast<const double*>(a));
}
#define NDCORE_SLEEF_UNARY(function, name, accuracy)                                         \
  extern "C" Part NDCORE_SLEEF_PART(name, accuracy)(Part);                                   \
  HWY_INLINE V function(V x) {                                                               \
    return InParts([](Part a, Part) { return NDCORE_SLEEF_PART(name, accuracy)(a); }, x, x); \
  }
#define NDCORE_SLEEF_BINARY(function, name, accuracy)            \
  extern "C" Part NDCORE_SLEEF_PART(name, accuracy)(Part, Part); \
  HWY_INLINE V function(V x, V y) { return InParts(NDCORE_SLEEF_PART(name, accuracy), x, y); }
#endif

NDCORE_SLEEF_UNARY(SleefSin, sin, u10)
NDCORE_SLEEF_UNARY(SleefCos, cos, u10)
NDCORE_SLEEF_UNARY(SleefTan, tan, u10)
NDCORE_SLEEF_UNARY(SleefArcsin, asin, u10)
NDCORE_SLEEF_UNARY(SleefArccos, acos, u10)
NDCORE_SLEEF_BINARY(SleefPower, pow, u10)

#undef NDCORE_SLEEF
#undef NDCORE_SLEEF_PART
#undef NDCORE_SLEEF_UNARY
#undef NDCORE_SLEEF_BINARY

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // include guard per target
