// Sorting axes by stride where several operands have a say. See axis_order.hpp.
#include "iter/axis_order.hpp"

#include <algorithm>
#include <cstdlib>

namespace nd {

namespace {

enum class Place { undecided, outside, inside };

// Where axis `a` belongs, seen from axis `b`, which now is inside of it; undecided if no operand moves along both.
// Where operands disagree, the given order stays.
Place compare(std::span<const Dims> strides, int32_t a, int32_t b) {
  Place result = Place::undecided;
  for (const Dims& operand : strides) {
    const int64_t stride_a = std::abs(operand[a]);
    const int64_t stride_b = std::abs(operand[b]);
    if (stride_a == 0 || stride_b == 0) continue;
    if (stride_b <= stride_a) {
      result = Place::outside;
    } else if (result == Place::undecided) {
      result = Place::inside;
    }
  }
  return result;
}

}  // namespace

// An insertion sort that passes over undecided pairs, as NumPy's does; the relation is not transitive.
Dims sort_axes(std::span<const Dims> strides) {
  Dims order;
  const int32_t naxes = strides.empty() ? 0 : strides[0].size();
  for (int32_t i = 0; i < naxes; ++i) order.push_back(i);
  for (int32_t i = 1; i < naxes; ++i) {
    int32_t place = i;
    const int64_t axis = order[i];
    for (int32_t j = i - 1; j >= 0; --j) {
      const Place decided = compare(strides, static_cast<int32_t>(axis), static_cast<int32_t>(order[j]));
      if (decided == Place::outside) break;
      if (decided == Place::inside) place = j;
    }
    std::copy_backward(order.begin() + place, order.begin() + i, order.begin() + i + 1);
    order[place] = axis;
  }
  return order;
}

}  // namespace nd
