// Checks of small options that several areas take: memory orders and flags.
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

inline bool flag_argument(int32_t value, const char* name) {
  if (value != 0 && value != 1) fail(ND_VALUE_ERROR, ": argument `", name, "` must be 0 or 1, not ", value);
  return value == 1;
}

}  // namespace nd::capi
