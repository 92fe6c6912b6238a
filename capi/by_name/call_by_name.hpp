// Calls of the library's own functions by name: arguments in cells become the words of a C call; used by call.cpp.
#pragma once

#include <span>

#include "abi/methods.hpp"
#include "ndcore/types.h"

namespace nd::capi {

// `args` holds `npos` positional values, then one for each of `keywords`. Returns how many results there are; where the
// function itself fails, its status, with the error that it has recorded.
int64_t call_by_name(const Method& method, std::span<const nd_cell> args, int64_t npos,
                     std::span<const char* const> keywords, std::span<nd_cell> results);

}  // namespace nd::capi
