// pad: the array in the middle, then one axis after another is extended over what stands already, as NumPy does.
#include "shape/join.hpp"
#include "shape/shape.hpp"

namespace nd {

namespace {

// Which element of an axis of `n` stands at position `i`, which lies before 0 or from n on.
int64_t source_index(int64_t i, int64_t n, PadMode mode) {
  const auto modulo = [](int64_t x, int64_t period) { return (x % period + period) % period; };
  switch (mode) {
    case PadMode::wrap: return modulo(i, n);
    case PadMode::symmetric: {
      const int64_t k = modulo(i, 2 * n);
      return k < n ? k : 2 * n - 1 - k;
    }
    case PadMode::reflect: {
      if (n == 1) return 0;
      const int64_t k = modulo(i, 2 * n - 2);
      return k < n ? k : 2 * n - 2 - k;
    }
    default: return i < 0 ? 0 : n - 1;
  }
}

struct AxisPad {
  int64_t before, extent, after;
};

// Elements at one index of `values`, of shape (ndim, 2) or one that broadcasts to it.
Ref<Array> pad_value(const Array& values, int32_t axis, int32_t side) {
  return view(values, values.data + axis * values.stride(0) + side * values.stride(1), {}, {});
}

// Extends one axis; `region` is full along the axes done and as large as the array along those to come.
void pad_axis(const Array& region, int32_t axis, const AxisPad& p, PadMode mode, const Array* values) {
  const Ref<Array> sides[2] = {slice_of(region, axis, 0, p.before),
                               slice_of(region, axis, p.before + p.extent, p.after)};
  for (int32_t side = 0; side < 2; ++side) {
    const Array& target = *sides[side];
    if (target.size == 0) continue;
    if (mode == PadMode::constant) {
      fill(*sides[side], *pad_value(*values, axis, side));
      continue;
    }
    const int64_t first = side == 0 ? -p.before : p.extent;
    for (int64_t i = 0; i < target.shape(axis); ++i) {
      const Ref<Array> to = slice_of(target, axis, i, 1);
      assign(*to, *slice_of(region, axis, p.before + source_index(first + i, p.extent, mode), 1));
    }
  }
}

Ref<Array> checked_values(const Array& a, const Array* values) {
  const Ref<Array> result = zeros(a.dtype, Dims{a.ndim, 2});
  if (values != nullptr) assign(*result, *values);
  return result;
}

}  // namespace

Ref<Array> pad(const Array& a, std::span<const int64_t> widths, PadMode mode, const Array* values) {
  if (widths.size() != 2 * static_cast<size_t>(a.ndim)) {
    fail(ND_VALUE_ERROR, "pad: ", 2 * a.ndim, " widths are needed, two an axis, not ", int64_t(widths.size()));
  }
  Dims shape(a.shape());
  std::vector<AxisPad> pads;
  for (int32_t i = 0; i < a.ndim; ++i) {
    const int64_t before = widths[2 * static_cast<size_t>(i)];
    const int64_t after = widths[2 * static_cast<size_t>(i) + 1];
    if (before < 0 || after < 0) fail(ND_VALUE_ERROR, "pad: widths can't contain negative values: ", widths);
    if (a.shape(i) == 0 && before + after > 0 && mode != PadMode::constant && mode != PadMode::empty) {
      fail(ND_VALUE_ERROR, "pad: can't extend empty axis ", i, " using modes other than 'constant' or 'empty'");
    }
    shape[i] = checked_add(checked_add(before, a.shape(i), "pad"), after, "pad");
    pads.push_back({before, a.shape(i), after});
  }
  const bool f_order = a.f_contiguous && !a.c_contiguous;
  Ref<Array> result = empty(a.dtype, shape, f_order ? ND_ORDER_F : ND_ORDER_C);
  // The region shrinks to the array on all axes, then grows to the full extent axis by axis.
  std::vector<Ref<Array>> regions{result};
  for (int32_t axis = a.ndim - 1; axis >= 0; --axis) {
    const AxisPad& p = pads[static_cast<size_t>(axis)];
    regions.push_back(slice_of(*regions.back(), axis, p.before, p.extent));
  }
  const Ref<Array> middle = regions.back();
  assign(*middle, a);
  if (mode == PadMode::empty) return result;
  const Ref<Array> constants = mode == PadMode::constant ? checked_values(a, values) : nullptr;
  for (int32_t axis = 0; axis < a.ndim; ++axis) {
    pad_axis(*regions[static_cast<size_t>(a.ndim - axis - 1)], axis, pads[static_cast<size_t>(axis)], mode,
             constants.get());
  }
  return result;
}

}  // namespace nd
