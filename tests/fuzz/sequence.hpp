// Runs whole sequences in a worker process, and looks at what must balance behind each.
#pragma once

#include "world.hpp"

namespace fuzz {

// The sequences options.first to options.last of the seed; ends the process with the failure if there is one.
void run_sequences(const Options& options);

}  // namespace fuzz
