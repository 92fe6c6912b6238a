// Sets of values: the distinct elements of an array.
#pragma once

#include "array/array.hpp"

namespace nd {

// What unique() is to make besides the values.
struct UniqueOptions {
  bool index = false, inverse = false, counts = false;
  bool equal_nan = true;  // NaNs are one value
};
struct Unique {
  Ref<Array> values;   // sorted
  Ref<Array> index;    // int64: where each value stands first
  Ref<Array> inverse;  // int64: which value each element is; of the shape of the input
  Ref<Array> counts;   // int64
};

// The distinct elements of the flattened array.
Unique unique(const Array& a, const UniqueOptions& options = {});
// The distinct slices along an axis, in lexicographic order; `inverse` is 1-d, one entry a slice.
Unique unique_slices(const Array& a, int64_t axis, const UniqueOptions& options = {});

}  // namespace nd
