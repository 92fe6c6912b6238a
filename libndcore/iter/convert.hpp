// The casting check that copies, assignments and frontends share; copies themselves are declared in array/array.hpp.
#pragma once

#include <string>

#include "array/array.hpp"

namespace nd {

// ND_CASTING_ERROR "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'".
void require_cast(const TypeOperand& from, const DType* to, int32_t casting);
// As Python's repr: dtype('float64'), dtype('>i4').
std::string describe(const DType* dtype);

}  // namespace nd
