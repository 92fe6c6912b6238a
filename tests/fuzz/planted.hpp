// Defects that the fuzzer must find: a universal function that misbehaves now and then. Tests of the fuzzer itself.
#pragma once

#include <string>

#include "ndcore/ndcore.h"

namespace fuzz {

// crash, overrun, leak, block, rounding, input, hang; null for no name.
nd_ufunc* plant(const std::string& defect);

}  // namespace fuzz
