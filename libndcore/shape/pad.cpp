// pad: the array in the middle, then one axis after another is extended over what stands already, as NumPy does.
#include "shape/pad.hpp"

#include <vector>

#include "array/creation.hpp"
#include "shape/shape.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/functions.hpp"

namespace nd {

namespace {

struct AxisPad {
  int64_t before, extent, after;
};

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

// Extends one axis; `region` is full along the axes done and as large as the array along those to come.
class Padding {
 public:
  Padding(const Array& region, int32_t axis, const AxisPad& widths, const PadOptions& options)
      : region_(region), axis_(axis), p_(widths), options_(options) {}

  void fill_both(const Array* values) const {
    const bool mirrored = options_.mode == PadMode::reflect || options_.mode == PadMode::symmetric;
    if (mirrored && options_.odd && p_.extent > 1) return reflect_odd();
    for (int32_t side = 0; side < 2; ++side) {
      const Ref<Array> target = side == 0 ? part(0, p_.before) : part(p_.before + p_.extent, p_.after);
      if (options_.statistic != nullptr) {
        check_length(side);
        if (target->size != 0) assign(*target, *statistic(side));
      } else if (target->size == 0) {
        continue;
      } else if (options_.mode == PadMode::constant) {
        nd::fill(*target, *value_at(*values, side));
      } else if (options_.mode == PadMode::linear_ramp) {
        assign(*target, *ramp(*value_at(*values, side), side, target->shape(axis_)));
      } else {
        copy_elements(*target, side == 0 ? -p_.before : p_.extent);
      }
    }
  }

 private:
  Ref<Array> part(int64_t start, int64_t count) const { return slice_of(region_, axis_, start, count); }

  // The element of `values`, of shape (ndim, 2), for a side of the axis.
  Ref<Array> value_at(const Array& values, int32_t side) const {
    return view(values, values.data + axis_ * values.stride(0) + side * values.stride(1), {}, {});
  }

  void copy_elements(const Array& target, int64_t first) const {
    for (int64_t i = 0; i < target.shape(axis_); ++i) {
      const Ref<Array> to = slice_of(target, axis_, i, 1);
      assign(*to, *part(p_.before + source_index(first + i, p_.extent, options_.mode), 1));
    }
  }

  // From the end value (not the edge) in even steps.
  Ref<Array> ramp(const Array& end, int32_t side, int64_t count) const {
    const int64_t axis[] = {axis_};
    const Ref<Array> edge = squeeze(*part(side == 0 ? p_.before : p_.before + p_.extent - 1, 1), axis);
    const int64_t first[] = {0};
    const Ref<Array> steps = moveaxis(*linspace(end, *edge, count, false, region_.dtype).values, first, axis);
    return side == 0 ? steps : flip(*steps, axis);
  }

  int64_t length_at(int32_t side) const {
    if (options_.lengths.empty()) return p_.extent;
    const int64_t given = options_.lengths[2 * static_cast<size_t>(axis_) + static_cast<size_t>(side)];
    return given < 0 || given > p_.extent ? p_.extent : given;
  }

  void check_length(int32_t side) const {
    const bool extremum = options_.mode == PadMode::maximum || options_.mode == PadMode::minimum;
    if (extremum && length_at(side) == 0) fail(ND_VALUE_ERROR, "pad: a length of 0 yields no value for padding");
  }

  Ref<Array> statistic(int32_t side) const {
    const int64_t length = length_at(side);
    const int64_t start = side == 0 ? p_.before : p_.before + p_.extent - length;
    Ref<Array> value = options_.statistic(*part(start, length), axis_);
    return region_.dtype->is_integer() && value->dtype->is_inexact() ? round(*value, 0) : value;
  }

  // Twice the edge less what lies beyond it, until all is full: each round mirrors all that stands already, as far as
  // whole periods of the array go.
  void reflect_odd() const {
    const bool with_edge = options_.mode == PadMode::symmetric;
    const int64_t total = region_.shape(axis_);
    int64_t before = p_.before, after = p_.after;
    while (before > 0 || after > 0) {
      const int64_t full = total - before - after;
      const int64_t period = with_edge ? p_.extent : p_.extent - 1;
      const int64_t mirrored = (with_edge ? full : full - 1) / period * period;
      const int64_t step = with_edge ? 0 : 1;
      if (before > 0) {
        const int64_t count = std::min(mirrored, before);
        mirror(before - count, before + step, before, count);
        before -= count;
      }
      if (after > 0) {
        const int64_t count = std::min(mirrored, after);
        const int64_t edge = total - after - 1;
        mirror(edge + 1, edge - step - count + 1, edge, count);
        after -= count;
      }
    }
  }

  void mirror(int64_t to, int64_t from, int64_t edge, int64_t count) const {
    using namespace formula;
    const int64_t axis[] = {axis_};
    const Term chunk{flip(*part(from, count), axis)};
    assign(*part(to, count), *(number(int64_t{2}) * Term{part(edge, 1)} - chunk).a);
  }

  const Array& region_;
  const int32_t axis_;
  const AxisPad p_;
  const PadOptions& options_;
};

// In shape (ndim, 2): constants in a's dtype, ends of ramps in their own.
Ref<Array> checked_values(const Array& a, const PadOptions& options) {
  const bool own = options.mode == PadMode::linear_ramp && options.values != nullptr;
  const Ref<Array> result = zeros(own ? native(options.values->dtype) : a.dtype, Dims{a.ndim, 2});
  if (options.values != nullptr) assign(*result, *options.values);
  return result;
}

bool may_extend_nothing(PadMode mode) { return mode == PadMode::constant || mode == PadMode::empty; }

std::vector<AxisPad> checked_widths(const Array& a, std::span<const int64_t> widths, const PadOptions& options) {
  const auto wanted = 2 * static_cast<size_t>(a.ndim);
  if (widths.size() != wanted) {
    fail(ND_VALUE_ERROR, "pad: ", 2 * a.ndim, " widths are needed, two an axis, not ", int64_t(widths.size()));
  }
  if (!options.lengths.empty() && options.lengths.size() != wanted) {
    fail(ND_VALUE_ERROR, "pad: ", 2 * a.ndim, " lengths are needed, two an axis, not ",
         int64_t(options.lengths.size()));
  }
  std::vector<AxisPad> pads;
  for (int32_t i = 0; i < a.ndim; ++i) {
    const int64_t before = widths[2 * static_cast<size_t>(i)];
    const int64_t after = widths[2 * static_cast<size_t>(i) + 1];
    if (before < 0 || after < 0) fail(ND_VALUE_ERROR, "pad: widths can't contain negative values: ", widths);
    if (a.shape(i) == 0 && (before > 0 || after > 0) && !may_extend_nothing(options.mode)) {
      fail(ND_VALUE_ERROR, "pad: can't extend empty axis ", i, " using modes other than 'constant' or 'empty'");
    }
    pads.push_back({before, a.shape(i), after});
  }
  return pads;
}

}  // namespace

Ref<Array> pad(const Array& a, std::span<const int64_t> widths, const PadOptions& options) {
  const std::vector<AxisPad> pads = checked_widths(a, widths, options);
  Dims shape;
  for (const AxisPad& p : pads) shape.push_back(checked_add(checked_add(p.before, p.extent, "pad"), p.after, "pad"));
  const bool f_order = a.f_contiguous && !a.c_contiguous;
  Ref<Array> result = empty(a.dtype, shape, f_order ? ND_ORDER_F : ND_ORDER_C);
  // The region shrinks to the array on all axes, then grows to the full extent axis by axis.
  std::vector<Ref<Array>> regions{result};
  for (int32_t axis = a.ndim - 1; axis >= 0; --axis) {
    const AxisPad& p = pads[static_cast<size_t>(axis)];
    regions.push_back(slice_of(*regions.back(), axis, p.before, p.extent));
  }
  assign(*regions.back(), a);
  // NumPy fills nothing where there is nothing to look at.
  if (options.mode == PadMode::empty || (a.size == 0 && !may_extend_nothing(options.mode))) return result;
  const bool valued = options.mode == PadMode::constant || options.mode == PadMode::linear_ramp;
  const Ref<Array> values = valued ? checked_values(a, options) : nullptr;
  for (int32_t axis = 0; axis < a.ndim; ++axis) {
    Padding(*regions[static_cast<size_t>(a.ndim - axis - 1)], axis, pads[static_cast<size_t>(axis)], options)
        .fill_both(values.get());
  }
  return result;
}

}  // namespace nd
