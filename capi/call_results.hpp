// Results of a call by name: where the C function writes them, and the cells that they become. Used by call_by_name.cpp.
#pragma once

#include "call_frame.hpp"

namespace nd::capi {

// Points the words of out-parameters to memory and counts the results, of which the caller takes `room`.
void prepare_results(CallFrame& frame, int64_t room);

// What the C function `returned`, then what it has written: frame.count cells.
void collect_results(const CallFrame& frame, uint64_t returned, nd_cell* results);

}  // namespace nd::capi
