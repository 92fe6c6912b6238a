// The exported functions: each is a look whether calls are watched and a jump to the function of the same name in its
// area's file.
#include "generated/traced.hpp"

#include "ndcore/ndcore.h"
#include "observe/watch.hpp"

// Every slow path stands behind the fast ones.
#include "generated/traced.inc"
