// The families of built-in ufuncs. A family is declared in ops/<family>.cpp, its loops are in kernels/<family>.cpp.
#pragma once

#include "ufunc/registry.hpp"

namespace nd::ops {

// Each ops/<family>.cpp defines one of these; families() in ops/families.cpp lists them.
const Family& arithmetic();
const Family& comparison();
const Family& math();
const Family& math_complex();
const Family& float_power();
const Family& power();
const Family& arithmetic_unary();
const Family& logic();
const Family& bitwise();
const Family& predicates();
const Family& extrema();
const Family& rounding();
const Family& float_parts();
const Family& four_operands();
const Family& division();
const Family& integer();
const Family& select();

std::span<const Family> families();

}  // namespace nd::ops
