// Rolled axes: what leaves at the end comes back at the start.
#include "core/lengths.hpp"
#include "shape/shape.hpp"

namespace nd {

namespace {

// Copies `from` to `to`, each axis k cut at cuts[k] and its two parts swapped.
void roll_into(const Array& to, const Array& from, const Dims& cuts, int32_t axis) {
  while (axis < from.ndim && cuts[axis] == 0) ++axis;
  if (axis >= from.ndim) {
    const Ref<Array> target = view(to, to.data, to.shape(), to.strides());
    assign(*target, from);
    return;
  }
  const int64_t cut = cuts[axis];  // the result begins with the last `cut` elements
  const int64_t rest = from.shape(axis) - cut;
  roll_into(*slice_of(to, axis, 0, cut), *slice_of(from, axis, rest, cut), cuts, axis + 1);
  roll_into(*slice_of(to, axis, cut, rest), *slice_of(from, axis, 0, rest), cuts, axis + 1);
}

int64_t wrapped_shift(int64_t shift, int64_t extent) {
  if (extent == 0) return 0;
  const int64_t rest = shift % extent;
  return rest < 0 ? rest + extent : rest;
}

}  // namespace

Ref<Array> roll(const Array& a, std::span<const int64_t> shifts) {
  const std::array<int64_t, 1> axes{0};
  return reshape(*roll(*ravel(a), shifts, axes), a.shape());
}

Ref<Array> roll(const Array& a, std::span<const int64_t> shifts, std::span<const int64_t> axes) {
  const size_t pairs = paired_length(shifts.size(), axes.size(), "roll: `shifts` and `axes`");
  Dims cuts(a.ndim, 0);
  for (size_t i = 0; i < pairs; ++i) {
    const int32_t axis = normalize_axis(axes[axes.size() == 1 ? 0 : i], a.ndim, "roll");
    const int64_t extent = a.shape(axis);
    const int64_t shift = wrapped_shift(shifts[shifts.size() == 1 ? 0 : i], extent);
    cuts[axis] = cuts[axis] >= extent - shift ? cuts[axis] - (extent - shift) : cuts[axis] + shift;
  }
  Ref<Array> result = empty_like(a, a.dtype);
  if (a.size > 0) roll_into(*result, a, cuts, 0);
  return result;
}

}  // namespace nd
