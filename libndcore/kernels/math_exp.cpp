// The table of exp, exp2, expm1.
#include "kernels/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/math_exp.cpp"
#include <hwy/foreach_target.h>

#include "kernels/math_exp-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

std::span<const UnaryKernel> ExpKernels() {
  static constexpr UnaryKernel kKernels[] = {Unary<Exp>("exp"), Unary<Exp2>("exp2"), Unary<Expm1>("expm1")};
  return kKernels;
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels::math {

HWY_EXPORT(ExpKernels);
std::span<const UnaryKernel> exp_kernels() { return HWY_DYNAMIC_DISPATCH(ExpKernels)(); }

}  // namespace nd::kernels::math
#endif
