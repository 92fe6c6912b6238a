// Joining, repeating and cutting arrays.
#pragma once

#include <span>
#include <vector>

#include "array/array.hpp"

namespace nd {

struct JoinOptions {
  Array* out = nullptr;
  DType* dtype = nullptr;  // null: what the arrays promote to
  int32_t casting = ND_CASTING_SAME_KIND;
};

using ArrayList = std::span<const Array* const>;

// One after another along an existing axis; `flat` along the only axis of all flattened. stack: along a new axis.
Ref<Array> concatenate(ArrayList arrays, int64_t axis, const JoinOptions& options = {});
Ref<Array> concatenate_flat(ArrayList arrays, const JoinOptions& options = {});
Ref<Array> stack(ArrayList arrays, int64_t axis, const JoinOptions& options = {});
Ref<Array> vstack(ArrayList arrays, const JoinOptions& options = {});
Ref<Array> hstack(ArrayList arrays, const JoinOptions& options = {});
Ref<Array> dstack(ArrayList arrays, const JoinOptions& options = {});
Ref<Array> column_stack(ArrayList arrays, const JoinOptions& options = {});

// Views of consecutive parts of an axis: cut before each index (as slices are: negative counts from the end, out of
// range is clamped), or in `sections` parts; unequal ones, the longer first, only if `uneven`.
std::vector<Ref<Array>> split_at(const Array& a, std::span<const int64_t> indices, int64_t axis);
std::vector<Ref<Array>> split(const Array& a, int64_t sections, int64_t axis, bool uneven);

// `a` as a brick, repeated along each axis; lists are aligned at their ends.
Ref<Array> tile(const Array& a, std::span<const int64_t> repetitions);
// Each element in turn as often as `counts` says (one number for all, or one an element of the axis).
Ref<Array> repeat(const Array& a, std::span<const int64_t> counts, int64_t axis);
// The elements over and over until `shape` is filled.
Ref<Array> resize(const Array& a, std::span<const int64_t> shape);

// `a` without the given positions of an axis; with `values` in front of each.
Ref<Array> remove(const Array& a, std::span<const int64_t> indices, int64_t axis);
Ref<Array> insert(const Array& a, std::span<const int64_t> indices, const Array& values, int64_t axis);

}  // namespace nd
