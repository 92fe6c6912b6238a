// Reversed, rotated and rolled axes.
#include "core/lengths.hpp"
#include "shape/shape.hpp"

namespace nd {

namespace {

Ref<Array> flipped(const Array& a, const Dims& axes) {
  Dims strides(a.strides());
  std::byte* data = a.data;
  for (const int64_t k : axes) {
    const auto axis = static_cast<int32_t>(k);
    if (a.shape(axis) > 0) data += (a.shape(axis) - 1) * a.stride(axis);
    strides[axis] = -a.stride(axis);
  }
  return view(a, a.size > 0 ? data : a.data, a.shape(), strides);
}

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

Ref<Array> flip(const Array& a) {
  Dims axes;
  for (int32_t i = 0; i < a.ndim; ++i) axes.push_back(i);
  return flipped(a, axes);
}

Ref<Array> flip(const Array& a, std::span<const int64_t> axes) {
  return flipped(a, normalize_axes(axes, a.ndim, "flip"));
}

Ref<Array> flip_axis(const Array& a, int32_t axis, std::string_view operation) {
  if (a.ndim <= axis) {
    fail(ND_VALUE_ERROR, operation, ": argument `m` must have at least ", axis + 1, " dimensions, not ", a.ndim);
  }
  return flipped(a, Dims{axis});
}

Ref<Array> rot90(const Array& a, int64_t turns, std::span<const int64_t> axes) {
  if (!axes.empty() && axes.size() != 2) {
    fail(ND_VALUE_ERROR, "rot90: argument `axes` must be two axes, not ", int64_t(axes.size()));
  }
  const int32_t first = normalize_axis(axes.empty() ? 0 : axes[0], a.ndim, "rot90");
  const int32_t second = normalize_axis(axes.empty() ? 1 : axes[1], a.ndim, "rot90");
  if (first == second) fail(ND_VALUE_ERROR, "rot90: axes must be different, both are ", first);
  switch (wrapped_shift(turns, 4)) {
    case 0: return view(a, a.data, a.shape(), a.strides());
    case 1: return swapaxes(*flipped(a, Dims{second}), first, second);
    case 2: return flipped(a, Dims{first, second});
    default: return flipped(*swapaxes(a, first, second), Dims{second});
  }
}

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
