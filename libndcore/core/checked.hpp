// Arithmetic on sizes that reports overflow instead of wrapping; used wherever a size comes from a caller or a file.
#pragma once

#include <cstdint>

#include "core/error.hpp"

namespace nd {

inline int64_t checked_multiply(int64_t a, int64_t b, std::string_view what) {
  int64_t result = 0;
  if (__builtin_mul_overflow(a, b, &result)) fail(ND_VALUE_ERROR, what, ": size ", a, " * ", b, " exceeds 2^63 - 1");
  return result;
}

inline int64_t checked_add(int64_t a, int64_t b, std::string_view what) {
  int64_t result = 0;
  if (__builtin_add_overflow(a, b, &result)) fail(ND_VALUE_ERROR, what, ": size ", a, " + ", b, " exceeds 2^63 - 1");
  return result;
}

// How many pieces of a length it takes to cover `count`; also where their sum exceeds 2^63 - 1.
constexpr int64_t pieces_of(int64_t count, int64_t length) { return count / length + (count % length != 0); }

}  // namespace nd
