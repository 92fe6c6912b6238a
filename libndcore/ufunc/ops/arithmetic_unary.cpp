// negative, positive, absolute, fabs, sign, sqrt, square, reciprocal, conjugate.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& arithmetic_unary() {
  static constexpr UfuncSpec kOps[] = {
      {"negative", 1, 1, Resolution::no_bool, Identity::none, 0.3F},
      {"positive", 1, 1, Resolution::no_bool, Identity::none, 0.3F},
      {"absolute", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"fabs", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"sign", 1, 1, Resolution::no_bool, Identity::none, 0.3F},
      {"sqrt", 1, 1, Resolution::first_safe, Identity::none, 0.6F},
      {"square", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"reciprocal", 1, 1, Resolution::first_safe, Identity::none, 0.5F},
      {"conjugate", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
  };
  static constexpr Family kFamily{kOps, &register_arithmetic_unary};
  return kFamily;
}

}  // namespace nd::ops
