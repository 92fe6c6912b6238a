// gcd, lcm.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& integer() {
  static constexpr UfuncSpec kOps[] = {
      {"gcd", 2, 1, Resolution::no_bool, Identity::zero, 20.0F},
      {"lcm", 2, 1, Resolution::no_bool, Identity::none, 20.0F},
  };
  static constexpr Family kFamily{kOps, &register_integer};
  return kFamily;
}

}  // namespace nd::ops
