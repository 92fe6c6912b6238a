// floor_divide, remainder, fmod, divmod, of integers and floats.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

namespace {

void register_all(LoopTable& table) {
  register_division(table);
  register_float_division(table);
}

}  // namespace

const Family& division() {
  static constexpr UfuncSpec kOps[] = {
      {"floor_divide", 2, 1, Resolution::first_safe, Identity::none, 1.0F},
      {"remainder", 2, 1, Resolution::first_safe, Identity::none, 1.0F},
      {"fmod", 2, 1, Resolution::first_safe, Identity::none, 1.0F},
      {"divmod", 2, 2, Resolution::first_safe, Identity::none, 1.5F},
  };
  static constexpr Family kFamily{kOps, &register_all};
  return kFamily;
}

}  // namespace nd::ops
