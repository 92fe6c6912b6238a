// What nearly every unit test includes, compiled once for all of them. A test includes what it uses as if this were not
// there: `meson setup -Db_pch=false` builds without it.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"
