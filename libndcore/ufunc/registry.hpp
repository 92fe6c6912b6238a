// How a family of ops is declared: the names in ufunc/ops/<family>.cpp, the loops in kernels/<family>.cpp.
#pragma once

#include <span>

#include "ufunc/ufunc.hpp"

namespace nd {

// One op: everything about it but its loops.
struct UfuncSpec {
  const char* name;
  int32_t nin, nout;
  Resolution resolution = Resolution::first_safe;
  Identity identity = Identity::none;
  float cost = 0.5F;  // nanoseconds an element, roughly: decides when a second thread pays
};

struct Family {
  std::span<const UfuncSpec> ops;
  void (*loops)(LoopTable& table);  // null: loops come from elsewhere
};

// Adds one ufunc with its loops, as modules do. A name that is taken is ND_VALUE_ERROR. It is never removed.
Ufunc& register_ufunc(Ref<Ufunc> ufunc);

}  // namespace nd
