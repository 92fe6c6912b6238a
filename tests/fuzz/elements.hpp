// Values of elements: ordinary ones, the ends of each dtype, infinities and NaN, any bits.
#pragma once

#include <cstddef>
#include <span>

#include "arrays.hpp"
#include "ndcore/ndcore.h"
#include "random.hpp"

namespace fuzz {

// A number that an operation may stumble over.
double any_number(Random& random);

// Memory that holds elements of `dtype`, in its byte order, one behind another.
void fill_elements(Random& random, std::span<std::byte> memory, nd_dtype* dtype, Content content);

}  // namespace fuzz
