// minimum, maximum, fmin, fmax, clip.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& extrema() {
  static constexpr UfuncSpec kOps[] = {
      {"minimum", 2, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"maximum", 2, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"fmin", 2, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"fmax", 2, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"clip", 3, 1, Resolution::first_safe, Identity::none, 0.3F},
  };
  static constexpr Family kFamily{kOps, &register_extrema};
  return kFamily;
}

}  // namespace nd::ops
