// logical_and, logical_or, logical_xor, logical_not.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& logic() {
  static constexpr UfuncSpec kOps[] = {
      {"logical_and", 2, 1, Resolution::logical, Identity::one, 0.3F},
      {"logical_or", 2, 1, Resolution::logical, Identity::zero, 0.3F},
      {"logical_xor", 2, 1, Resolution::logical, Identity::zero, 0.3F},
      {"logical_not", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
  };
  static constexpr Family kFamily{kOps, &register_logic};
  return kFamily;
}

}  // namespace nd::ops
