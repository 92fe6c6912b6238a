// Cells that no caller should pass: wrong kinds, NULL with lengths, extents below zero, bad handles, extremes.
#pragma once

#include "call.hpp"
#include "ndcore/ndcore.h"
#include "pool.hpp"
#include "random.hpp"

namespace fuzz {

// Never memory that is shorter than its cell says: that no library can see.
nd_cell hostile_cell(Random& random, Pool& pool, Call& call, int depth = 0);
// Ends of the integers and their neighbours.
int64_t extreme_integer(Random& random);

}  // namespace fuzz
