// The elementwise kernel families. Each adds its loops, of the best instruction set this CPU has, to a table; called by
// the ufunc registry, once, in this order (loops of one ufunc stand in the order in which they are searched).
#pragma once

#include "kernels/loops.hpp"

namespace nd {

void register_arithmetic(LoopTable& table);  // add, subtract, multiply, divide
void register_comparison(LoopTable& table);  // equal, not_equal, less, less_equal, greater, greater_equal
void register_math(LoopTable& table);        // exp … logaddexp2: the real transcendental functions but power
void register_select(LoopTable& table);      // where

}  // namespace nd
