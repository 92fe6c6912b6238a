// floor, ceil, trunc, rint; degrees and radians.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& rounding() {
  static constexpr UfuncSpec kOps[] = {
      {"floor", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"ceil", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"trunc", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"rint", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"deg2rad", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"radians", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"rad2deg", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"degrees", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
  };
  static constexpr Family kFamily{kOps, &register_rounding};
  return kFamily;
}

}  // namespace nd::ops
