// Passes over floats before and after they are sorted as integers.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ndcore/types.h"

namespace nd::kernels {

// What a sort of floats must know before it may sort their keys.
struct KeyCounts {
  int64_t nans = 0, zeros = 0, negative_zeros = 0;  // zeros: of both signs
};

struct FloatKeyKernels {
  KeyCounts (*count)(const std::byte* line, int64_t n);
  // Floats to order-preserving signed integers of their size in place, and back: it is its own inverse.
  void (*flip)(std::byte* line, int64_t n);
  const char* source;  // LoopEntry's
};
// For the codes of float16, bfloat16, float32 and float64.
const FloatKeyKernels& float_key_kernels(nd_type_code code) noexcept;

}  // namespace nd::kernels
