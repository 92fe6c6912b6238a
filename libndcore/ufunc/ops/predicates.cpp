// isnan, isinf, isposinf, isneginf, isfinite, signbit.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& predicates() {
  static constexpr UfuncSpec kOps[] = {
      {"isnan", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"isinf", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"isposinf", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"isneginf", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"isfinite", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"signbit", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
  };
  static constexpr Family kFamily{kOps, &register_predicates};
  return kFamily;
}

}  // namespace nd::ops
