// Fills a call with arguments: mostly such as the parameter can use, so that functions get to their work, sometimes
// not.
#pragma once

#include "call.hpp"
#include "pool.hpp"
#include "random.hpp"

namespace fuzz {

void fill_arguments(Random& random, Pool& pool, Call& call);

// ufuncs that arguments are taken from.
void add_ufunc(nd_ufunc* ufunc);
// Readable as soon as a call has run too long; what token_watch may watch.
void set_quiet_descriptor(int fd);

}  // namespace fuzz
