// The loops behind isclose and nan_to_num, run as ufuncs for their broadcasting, conversions and threads.
#include "kernels/four_operands.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& four_operands() {
  static constexpr UfuncSpec kOps[] = {{"isclose", 4, 1}, {"nan_to_num", 4, 1}};
  static constexpr Family kFamily{kOps, &register_four_operands};
  return kFamily;
}

}  // namespace nd::ops
