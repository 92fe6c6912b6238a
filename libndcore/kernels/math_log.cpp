// The table of log, log2, log10, log1p.
#include "kernels/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/math_log.cpp"
#include <hwy/foreach_target.h>

#include "kernels/math_log-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

std::span<const UnaryKernel> LogKernels() {
  static constexpr UnaryKernel kKernels[] = {Unary<Log>("log"), Unary<Log2>("log2"), Unary<Log10>("log10"),
                                             Unary<Log1p>("log1p")};
  return kKernels;
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels::math {

HWY_EXPORT(LogKernels);
std::span<const UnaryKernel> log_kernels() { return HWY_DYNAMIC_DISPATCH(LogKernels)(); }

}  // namespace nd::kernels::math
#endif
