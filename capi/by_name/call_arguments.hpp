// Arguments of a call by name: which parameter each cell is for, and the word that it becomes. Used by
// call_by_name.cpp.
#pragma once

#include "by_name/call_frame.hpp"

namespace nd::capi {

// Makes words of what is given, of defaults, of lengths that lists tell, and of structs with their fields. `args` holds
// `npos` positional values, then one for each of `keywords`.
void take_arguments(CallFrame& frame, std::span<const nd_cell> args, int64_t npos,
                    std::span<const char* const> keywords);

}  // namespace nd::capi
