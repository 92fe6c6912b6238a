// The loops of power in the order in which they are searched: integers, real numbers, complex numbers.
#include "kernels/complex.hpp"
#include "kernels/families.hpp"

namespace nd {

void register_power(LoopTable& table) {
  register_integer_power(table);
  kernels::add_real_power(table);
  kernels::add_complex_power(table);
}

}  // namespace nd
