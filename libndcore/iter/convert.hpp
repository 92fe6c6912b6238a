// The casting check that copies, assignments and frontends share, results given to `out`; copies themselves are
// declared in array/array.hpp.
#pragma once

#include <string>
#include <string_view>

#include "array/array.hpp"

namespace nd {

// ND_CASTING_ERROR "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'".
void require_cast(const TypeOperand& from, const DType* to, int32_t casting);
// A result into the caller's `out`, of its shape; without `out` the result itself. For results that were made before
// there was a place for them.
Ref<Array> into_output(Ref<Array> result, Array* out, std::string_view operation,
                       int32_t casting = ND_CASTING_SAME_KIND);
// As Python's repr: dtype('float64'), dtype('>i4').
std::string describe(const DType* dtype);

}  // namespace nd
