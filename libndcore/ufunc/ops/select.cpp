// where(condition, x, y), run as a ufunc for its broadcasting, conversions and threads.
#include "kernels/families.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

const Family& select() {
  static constexpr UfuncSpec specs[] = {{"where", 3, 1}};
  static constexpr Family family{specs, register_select};
  return family;
}

}  // namespace nd::ops
