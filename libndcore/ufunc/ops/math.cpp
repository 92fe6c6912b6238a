// exp, log, trigonometric and hyperbolic functions, their inverses, arctan2, hypot, cbrt, logaddexp, and power.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& math() {
  constexpr auto kRule = Resolution::first_safe;
  static constexpr UfuncSpec kOps[] = {
      {"exp", 1, 1, kRule, Identity::none, 1.5F},
      {"exp2", 1, 1, kRule, Identity::none, 1.5F},
      {"expm1", 1, 1, kRule, Identity::none, 1.5F},
      {"log", 1, 1, kRule, Identity::none, 1.5F},
      {"log2", 1, 1, kRule, Identity::none, 1.7F},
      {"log10", 1, 1, kRule, Identity::none, 1.7F},
      {"log1p", 1, 1, kRule, Identity::none, 2.0F},
      {"sin", 1, 1, kRule, Identity::none, 2.3F},
      {"cos", 1, 1, kRule, Identity::none, 2.3F},
      {"tan", 1, 1, kRule, Identity::none, 4.0F},
      {"arcsin", 1, 1, kRule, Identity::none, 3.0F},
      {"arccos", 1, 1, kRule, Identity::none, 3.0F},
      {"arctan", 1, 1, kRule, Identity::none, 4.0F},
      {"cbrt", 1, 1, kRule, Identity::none, 5.0F},
      {"sinh", 1, 1, kRule, Identity::none, 2.5F},
      {"cosh", 1, 1, kRule, Identity::none, 2.0F},
      {"tanh", 1, 1, kRule, Identity::none, 2.5F},
      {"arcsinh", 1, 1, kRule, Identity::none, 8.0F},
      {"arccosh", 1, 1, kRule, Identity::none, 8.0F},
      {"arctanh", 1, 1, kRule, Identity::none, 5.0F},
      {"arctan2", 2, 1, kRule, Identity::none, 6.0F},
      {"hypot", 2, 1, kRule, Identity::zero, 5.0F},
      {"logaddexp", 2, 1, kRule, Identity::negative_infinity, 4.0F},
      {"logaddexp2", 2, 1, kRule, Identity::negative_infinity, 4.0F},
  };
  static constexpr Family kFamily{kOps, &register_math};
  return kFamily;
}

const Family& math_complex() {
  static constexpr Family kFamily{{}, &register_complex};
  return kFamily;
}

const Family& power() {
  static constexpr UfuncSpec kOps[] = {{"power", 2, 1, Resolution::first_safe, Identity::none, 8.0F}};
  static constexpr Family kFamily{kOps, &register_power};
  return kFamily;
}

const Family& float_power() {
  static constexpr UfuncSpec kOps[] = {{"float_power", 2, 1, Resolution::first_safe, Identity::none, 8.0F}};
  static constexpr Family kFamily{kOps, &register_float_power};
  return kFamily;
}

}  // namespace nd::ops
