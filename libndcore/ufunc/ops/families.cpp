// The list of all families. A family is added here and in the two files it consists of.
// The order matters only where one family adds reduction loops to the ufuncs of another: it comes later.
#include "core/lazy.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd::ops {

std::span<const Family> families() {
  static constinit Lazy<std::vector<Family>> all;
  return all.get([] {
    return std::vector<Family>{
        arithmetic(),       comparison(), math(),    math_complex(), power(),         float_power(),
        arithmetic_unary(), logic(),      bitwise(), predicates(),   extrema(),       rounding(),
        float_parts(),      division(),   integer(), select(),       four_operands(),
    };
  });
}

}  // namespace nd::ops
