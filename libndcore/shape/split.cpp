// Views of the parts of an axis.
#include <algorithm>

#include "shape/join.hpp"
#include "shape/shape.hpp"

namespace nd {

std::vector<Ref<Array>> split_at(const Array& a, std::span<const int64_t> indices, int64_t axis) {
  const int32_t along = normalize_axis(axis, a.ndim, "split");
  const int64_t extent = a.shape(along);
  const auto clamped = [&](int64_t index) {
    return std::clamp<int64_t>(index < 0 ? index + extent : index, 0, extent);
  };
  std::vector<Ref<Array>> parts;
  int64_t start = 0;
  for (size_t i = 0; i <= indices.size(); ++i) {
    const int64_t stop = i < indices.size() ? clamped(indices[i]) : extent;
    parts.push_back(slice_of(a, along, start, std::max<int64_t>(stop - start, 0)));
    start = stop;
  }
  return parts;
}

std::vector<Ref<Array>> split(const Array& a, int64_t sections, int64_t axis, bool uneven) {
  const int32_t along = normalize_axis(axis, a.ndim, "split");
  if (sections <= 0) fail(ND_VALUE_ERROR, "split: number of sections must be larger than 0, not ", sections);
  const int64_t extent = a.shape(along);
  if (!uneven && extent % sections != 0) {
    fail(ND_VALUE_ERROR, "split: array split does not result in an equal division: ", extent, " elements in ", sections,
         " sections");
  }
  std::vector<Ref<Array>> parts;
  int64_t start = 0;
  for (int64_t i = 0; i < sections; ++i) {
    const int64_t count = extent / sections + (i < extent % sections ? 1 : 0);
    parts.push_back(slice_of(a, along, start, count));
    start += count;
  }
  return parts;
}

}  // namespace nd
