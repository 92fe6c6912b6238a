// Parameters that are one number, given as an array: ends, fill values, periods. Every function that takes one reads it
// through these.
#pragma once

#include "array/array.hpp"

namespace nd {

// 0-d; else ND_VALUE_ERROR "interp: argument `left` must be 0-d, not of shape (0,)".
void require_scalar(const Array& a, std::string_view operation, std::string_view name,
                    nd_status status = ND_VALUE_ERROR);
// One element of any number of dimensions, where NumPy is not stricter.
void require_single(const Array& a, std::string_view operation, std::string_view name);

// The element as a 0-d array, weak as it was.
Ref<Array> single(const Array& a, std::string_view operation, std::string_view name);

}  // namespace nd
