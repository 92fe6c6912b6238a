// add, subtract, multiply, divide.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& arithmetic() {
  static constexpr UfuncSpec kOps[] = {
      {"add", 2, 1, Resolution::first_safe, Identity::zero, 0.3F},
      {"subtract", 2, 1, Resolution::no_bool, Identity::none, 0.3F},
      {"multiply", 2, 1, Resolution::first_safe, Identity::one, 0.3F},
      {"divide", 2, 1, Resolution::integers_as_float64, Identity::none, 0.5F},
  };
  static constexpr Family kFamily{kOps, &register_arithmetic};
  return kFamily;
}

}  // namespace nd::ops
