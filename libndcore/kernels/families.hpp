// The elementwise kernel families. Each adds its loops, of the best instruction set this CPU has, to a table; called by
// the ufunc registry, once, in this order (loops of one ufunc stand in the order in which they are searched).
#pragma once

#include "kernels/loops.hpp"

namespace nd {

void register_select(LoopTable& table);  // where

}  // namespace nd
