// Sets of values: the distinct elements of an array, membership, and operations on the elements of two.
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

// Of both arrays, flattened: what is in both, in either, in exactly one, in the first alone; each element once, in
// order. `assume_unique`: each array holds every element once, which is not looked at.
Ref<Array> intersect1d(const Array& a, const Array& b, bool assume_unique = false);
Ref<Array> union1d(const Array& a, const Array& b);
Ref<Array> setxor1d(const Array& a, const Array& b, bool assume_unique = false);
Ref<Array> setdiff1d(const Array& a, const Array& b, bool assume_unique = false);  // assume_unique: in a's order

// The intersection with the positions (int64) of its elements in the flattened arrays.
struct Intersection {
  Ref<Array> values, in_a, in_b;
};
Intersection intersect1d_positions(const Array& a, const Array& b, bool assume_unique = false);

// Whether each element of `a` is among `values`, or is not.
Ref<Array> isin(const Array& a, const Array& values, bool invert = false);

}  // namespace nd
