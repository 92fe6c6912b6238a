// equal, not_equal, less, less_equal, greater, greater_equal.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& comparison() {
  static constexpr UfuncSpec kOps[] = {
      {"equal", 2, 1, Resolution::comparison, Identity::none, 0.3F},
      {"not_equal", 2, 1, Resolution::comparison, Identity::none, 0.3F},
      {"less", 2, 1, Resolution::comparison, Identity::none, 0.3F},
      {"less_equal", 2, 1, Resolution::comparison, Identity::none, 0.3F},
      {"greater", 2, 1, Resolution::comparison, Identity::none, 0.3F},
      {"greater_equal", 2, 1, Resolution::comparison, Identity::none, 0.3F},
  };
  static constexpr Family kFamily{kOps, &register_comparison};
  return kFamily;
}

}  // namespace nd::ops
