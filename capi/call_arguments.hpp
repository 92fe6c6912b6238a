// Arguments of a call by name: which parameter each cell is for, and the word that it becomes. Used by call_by_name.cpp.
#pragma once

#include "call_frame.hpp"

namespace nd::capi {

// `args` holds `npos` positional values, then one for each of `keywords`.
void bind_arguments(CallFrame& frame, std::span<const nd_cell> args, int64_t npos,
                    std::span<const char* const> keywords);

// Makes words of what is bound, of defaults, of lengths that lists tell, and of structs with their fields.
void convert_arguments(CallFrame& frame);

}  // namespace nd::capi
