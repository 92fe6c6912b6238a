// The loops of power in the order in which they are searched: integers, real numbers, complex numbers; and
// float_power.
#include "kernels/complex.hpp"
#include "kernels/families.hpp"

namespace nd {

void register_power(LoopTable& table) {
  register_integer_power(table);
  kernels::add_real_power(table);
  kernels::add_complex_power(table);
}

// power of double and complex128, to which all others are cast.
void register_float_power(LoopTable& table) {
  LoopTable powers;
  register_power(powers);
  for (LoopEntry entry : powers.entries) {
    if (entry.types[0] != ND_FLOAT64 && entry.types[0] != ND_COMPLEX128) continue;
    entry.ufunc = "float_power";
    table.entries.push_back(entry);
  }
}

}  // namespace nd
