// Checks of small options that several areas take: memory orders, casting rules, copying and flags.
#pragma once

#include <cstdint>

#include "core/error.hpp"
#include "ndcore/types.h"

namespace nd::capi {

inline int32_t checked_order(int32_t order) {
  if (order < ND_ORDER_K || order > ND_ORDER_A) {
    fail(ND_VALUE_ERROR, ": argument `order` must be ND_ORDER_K, C, F or A, not ", order);
  }
  return order;
}

// The rule for ND_CASTING_DEFAULT is the function's own.
inline int32_t casting_or(int32_t casting, int32_t otherwise) {
  if (casting < ND_CASTING_DEFAULT || casting > ND_CASTING_UNSAFE) {
    fail(ND_VALUE_ERROR, ": argument `casting` must be ND_CASTING_NO … ND_CASTING_UNSAFE, not ", casting);
  }
  return casting == ND_CASTING_DEFAULT ? otherwise : casting;
}

inline int32_t checked_copy(int32_t copy) {
  if (copy < ND_COPY_IF_NEEDED || copy > ND_COPY_ALWAYS) {
    fail(ND_VALUE_ERROR, ": argument `copy` must be ND_COPY_NEVER, ALWAYS or IF_NEEDED, not ", copy);
  }
  return copy;
}

// One axis by value as the engine takes it: null for ND_AXIS_NONE.
inline const int64_t* optional_axis(const int64_t& axis) { return axis == ND_AXIS_NONE ? nullptr : &axis; }

// A list that takes results has a place for each.
inline void require_places(int64_t results, int64_t places, const char* name) {
  if (places != results) {
    fail(ND_VALUE_ERROR, ": argument `", name, "` has room for ", places, " arrays, not for ", results);
  }
}

inline bool flag_argument(int32_t value, const char* name) {
  if (value != 0 && value != 1) fail(ND_VALUE_ERROR, ": argument `", name, "` must be 0 or 1, not ", value);
  return value == 1;
}

}  // namespace nd::capi
