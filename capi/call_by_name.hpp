// Calls of the library's own functions by name: arguments in cells become the words of a C call; used by call.cpp.
#pragma once

#include "methods.hpp"
#include "ndcore/types.h"

namespace nd::capi {

// `args` holds `npos` positional values, then one for each name of `kwnames`. Returns how many results there are; where
// the function itself fails, its status, with the error that it has recorded.
int64_t call_by_name(const Method& method, const nd_cell* args, int64_t npos, const char* const* kwnames, int64_t nkw,
                     nd_cell* results, int64_t nresults);

}  // namespace nd::capi
