// floor, ceil, trunc, rint (to nearest even), and degrees to radians and back. Integers are what they round to.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/rounding.cpp"
#include <hwy/foreach_target.h>

#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

struct Floor : Elementwise {
  float operator()(float a) const { return __builtin_floorf(a); }
  double operator()(double a) const { return __builtin_floor(a); }
};
struct Ceil : Elementwise {
  float operator()(float a) const { return __builtin_ceilf(a); }
  double operator()(double a) const { return __builtin_ceil(a); }
};
struct Trunc : Elementwise {
  float operator()(float a) const { return __builtin_truncf(a); }
  double operator()(double a) const { return __builtin_trunc(a); }
};
struct Rint : Elementwise {
  float operator()(float a) const { return __builtin_rintf(a); }
  double operator()(double a) const { return __builtin_rint(a); }
  template <class R>
  complex<R> operator()(complex<R> a) const {
    return {(*this)(a.re), (*this)(a.im)};
  }
};

// The factors as NumPy rounds them: in the precision of the result.
struct Radians : Elementwise {
  template <class R>
  R operator()(R a) const {
    constexpr R kPi = static_cast<R>(3.14159265358979323846L);
    return a * (kPi / R{180});
  }
};
struct Degrees : Elementwise {
  template <class R>
  R operator()(R a) const {
    constexpr R kPi = static_cast<R>(3.14159265358979323846L);
    return a * (R{180} / kPi);
  }
};

struct Copy : Wrapping {
  template <class T>
  T operator()(T a) const {
    return a;
  }
};

template <class Op>
void add_rounding(LoopTable& table, std::string_view name) {
  add_unary_loops<Copy>(table, name, TypeList<bool8>{});
  add_unary_loops<Copy>(table, name, IntegerTypes{});
  add_unary_loops<Op>(table, name, FloatTypes{});
}

}  // namespace

void register_rounding(LoopTable& table) {
  add_rounding<Floor>(table, "floor");
  add_rounding<Ceil>(table, "ceil");
  add_rounding<Trunc>(table, "trunc");
  add_unary_loops<Rint>(table, "rint", FloatTypes{});
  add_unary_loops<Rint>(table, "rint", ComplexTypes{});
  for (const std::string_view name : {"deg2rad", "radians"}) add_unary_loops<Radians>(table, name, FloatTypes{});
  for (const std::string_view name : {"rad2deg", "degrees"}) add_unary_loops<Degrees>(table, name, FloatTypes{});
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_rounding);
void register_rounding(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_rounding)(table); }
}  // namespace nd
#endif
