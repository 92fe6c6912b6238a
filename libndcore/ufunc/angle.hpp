// The angle of complex numbers.
#pragma once

#include "array/array.hpp"

namespace nd {

// arctan2(imaginary, real), in radians or degrees; real numbers count as complex ones with a positive zero.
Ref<Array> angle(const Array& z, bool degrees);

}  // namespace nd
