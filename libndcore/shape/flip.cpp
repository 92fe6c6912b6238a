// Reversed and rotated axes.
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
  switch ((turns % 4 + 4) % 4) {
    case 0: return view(a, a.data, a.shape(), a.strides());
    case 1: return swapaxes(*flipped(a, Dims{second}), first, second);
    case 2: return flipped(a, Dims{first, second});
    default: return flipped(*swapaxes(a, first, second), Dims{second});
  }
}

}  // namespace nd
