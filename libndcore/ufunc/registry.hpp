// How a family of ops is declared: the names in ufunc/ops/<family>.cpp, the loops in kernels/<family>.cpp; and how
// ufuncs of clients join them (ufunc/registration.hpp).
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

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

// A loop for a ufunc that is in use already.
struct PendingLoop {
  Ufunc* ufunc;
  std::unique_ptr<AddedLoop> loop;
};

// Adds ufunc with their loops, and loops, all or none: a name or combination of dtypes that is taken is ND_VALUE_ERROR.
// `last` is called before anybody sees them and may throw. Nothing is ever removed.
void publish_ufuncs(const std::vector<Ref<Ufunc>>& ufuncs, std::vector<PendingLoop> loops,
                    const std::function<void()>& last);

}  // namespace nd
