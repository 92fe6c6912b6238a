// The elementwise kernel families. Each adds its loops, of the best instruction set this CPU has, to a table; called by
// the ufunc registry, once, in this order (loops of one ufunc stand in the order in which they are searched).
#pragma once

#include "kernels/loops.hpp"

namespace nd {

void register_arithmetic(LoopTable& table);        // add, subtract, multiply, divide
void register_arithmetic_unary(LoopTable& table);  // negative, absolute, sign, sqrt, square, reciprocal, conjugate …
void register_bitwise(LoopTable& table);         // bitwise_and, bitwise_or, bitwise_xor, invert, shifts, bitwise_count
void register_comparison(LoopTable& table);      // equal, not_equal, less, less_equal, greater, greater_equal
void register_complex(LoopTable& table);         // the complex loops of the functions of math
void register_division(LoopTable& table);        // floor_divide, remainder, fmod, divmod of integers
void register_extrema(LoopTable& table);         // minimum, maximum, fmin, fmax, clip
void register_float_division(LoopTable& table);  // floor_divide, remainder, fmod, divmod of floats
void register_float_parts(LoopTable& table);     // copysign, nextafter, spacing, ldexp, frexp, modf, heaviside
void register_integer(LoopTable& table);         // gcd, lcm
void register_integer_power(LoopTable& table);   // power, of integers only
void register_logic(LoopTable& table);           // logical_and, logical_or, logical_xor, logical_not
void register_math(LoopTable& table);            // exp … logaddexp2: the real transcendental functions but power
void register_float_power(LoopTable& table);     // float_power
void register_power(LoopTable& table);           // power, of all types
void register_predicates(LoopTable& table);      // isnan, isinf, isfinite, signbit
void register_rounding(LoopTable& table);        // floor, ceil, trunc, rint, degrees and radians
void register_select(LoopTable& table);          // where

}  // namespace nd
