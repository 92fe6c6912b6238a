// How much address space the process may have (RLIMIT_AS, `ulimit -v`): what reserves or keeps memory for later takes a
// share of it.
#pragma once

#include <cstdint>

namespace nd {

// Bytes; INT64_MAX where there is no limit.
int64_t address_space_limit() noexcept;

}  // namespace nd
