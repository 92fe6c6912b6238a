// Results of a call by name: where the C function writes them, and the cells that they become. Used by
// call_by_name.cpp.
#pragma once

#include "by_name/call_frame.hpp"

namespace nd::capi {

// Points the words of out-parameters to memory and counts what they give, of all of which the caller takes `room`.
void prepare_written(CallFrame& frame, int64_t room);

// What the C function has returned, unless it is a status; what it has written to out-parameters.
nd_cell returned_cell(const CallFrame& frame, uint64_t word);
void collect_written(const CallFrame& frame, nd_cell* results);

}  // namespace nd::capi
