// Lists of a caller whose elements belong together: of shifts and axes, of axes of two arrays, of indices and a shape.
#pragma once

#include <cstdint>

#include "core/error.hpp"

namespace nd {

// As many of the one as of the other. `what` names both: "moveaxis: `source` and `destination`".
inline void require_same_length(uint64_t first, uint64_t second, std::string_view what) {
  if (first == second) return;
  fail(ND_VALUE_ERROR, what, " must have the same number of elements, not ", first, " and ", second);
}

// How many pairs there are where a list of one element serves for each of the other's, even for none.
inline uint64_t paired_length(uint64_t first, uint64_t second, std::string_view what) {
  if (first == second || second == 1) return first;
  if (first == 1) return second;
  fail(ND_VALUE_ERROR, what, " must have the same number of elements, or one of them one, not ", first, " and ",
       second);
}

}  // namespace nd
