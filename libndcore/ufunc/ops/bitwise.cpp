// bitwise_and, bitwise_or, bitwise_xor, invert, left_shift, right_shift, bitwise_count.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& bitwise() {
  static constexpr UfuncSpec kOps[] = {
      {"bitwise_and", 2, 1, Resolution::first_safe, Identity::all_ones, 0.3F},
      {"bitwise_or", 2, 1, Resolution::first_safe, Identity::zero, 0.3F},
      {"bitwise_xor", 2, 1, Resolution::first_safe, Identity::zero, 0.3F},
      {"invert", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"left_shift", 2, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"right_shift", 2, 1, Resolution::first_safe, Identity::none, 0.3F},
      {"bitwise_count", 1, 1, Resolution::first_safe, Identity::none, 0.3F},
  };
  static constexpr Family kFamily{kOps, &register_bitwise};
  return kFamily;
}

}  // namespace nd::ops
