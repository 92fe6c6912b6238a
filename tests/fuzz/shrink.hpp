// The fewest steps of a sequence that still fail in the same way.
#pragma once

#include "worker.hpp"

namespace fuzz {

// Shows the failure with the calls that lead to it and the command that repeats it.
void show_failure(const Options& options, const Failure& failure);

}  // namespace fuzz
