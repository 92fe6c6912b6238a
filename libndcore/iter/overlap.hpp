// Do two arrays share memory? Used to decide when inputs must be copied before an output is written.
#pragma once

#include "array/array.hpp"

namespace nd {

// The lowest and one past the highest byte an array touches; equal for an empty one.
struct Extent {
  const std::byte* low;
  const std::byte* high;
};
Extent memory_extent(const Array& a);

bool may_share_memory(const Array& a, const Array& b);  // by extents only
// Exact up to a bounded search; true when undecided.
bool shares_memory(const Array& a, const Array& b);
// May an elementwise loop read `input` while writing `output`? True if they do not overlap or are the very same
// elements in the same order.
bool safe_elementwise(const Array& input, const Array& output);

}  // namespace nd
