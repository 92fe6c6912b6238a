// copysign, nextafter, spacing, ldexp, frexp, modf, heaviside.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& float_parts() {
  static constexpr UfuncSpec kOps[] = {
      {"copysign", 2, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"nextafter", 2, 1, Resolution::first_safe, Identity::none, 1.0F},
      {"spacing", 1, 1, Resolution::first_safe, Identity::none, 1.0F},
      {"ldexp", 2, 1, Resolution::first_safe, Identity::none, 1.0F},
      {"frexp", 1, 2, Resolution::first_safe, Identity::none, 1.0F},
      {"modf", 1, 2, Resolution::first_safe, Identity::none, 0.5F},
      {"heaviside", 2, 1, Resolution::first_safe, Identity::none, 0.3F},
  };
  static constexpr Family kFamily{kOps, &register_float_parts};
  return kFamily;
}

}  // namespace nd::ops
