// The limit as the system tells it.
#include "core/address_space.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace nd {

int64_t address_space_limit() noexcept {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return INT64_MAX;
  return static_cast<int64_t>(std::min<rlim_t>(limit.rlim_cur, INT64_MAX));
}

}  // namespace nd
