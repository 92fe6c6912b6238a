// An index taken apart: the view that its basic items give, and the index arrays that walk some of its axes.
// Shared by reading and writing; not for use outside index/.
#pragma once

#include <vector>

#include "index/index.hpp"

namespace nd::index {

// An index array: int64, in the broadcast shape of all of them, checked against the extent of its axis.
struct AxisIndex {
  Ref<Array> positions;
  int64_t extent;  // of the axis it walks
  int64_t stride;
  int32_t axis;  // of the indexed array, for messages
};

struct Plan {
  std::byte* data;  // of the first element after the basic items
  Dims shape;       // of the axes that slices, ellipsis and newaxis leave
  Dims strides;
  bool is_scalar = false;           // nothing but one integer an axis
  std::vector<AxisIndex> advanced;  // empty: the index is basic
  Dims advanced_shape;              // the index arrays, broadcast together
  int32_t position = 0;             // where in the result the axes of the index arrays stand

  Dims result_shape() const;
};

Plan make_plan(const Array& a, std::span<const IndexItem> items);

// Offsets in bytes of the elements the index arrays name, in C order: sum of position * stride.
// Every position is checked first: ND_INDEX_ERROR "index 5 is out of bounds for axis 0 with size 3".
Ref<Array> offsets(const Plan& plan);

// Refuses positions outside of [-extent, extent).
void check_bounds(const Array& positions, int64_t extent, int32_t axis);

// Copies rows between a place and places at offsets from it, for reading and writing.
struct Rows {
  std::byte* indexed;   // base of the offsets
  std::byte* flat;      // base of the dense side
  int64_t flat_stride;  // from one offset's row to the next; 0 repeats the row (writing)
  Dims shape;           // of one row
  Dims indexed_strides;
  Dims flat_strides;
  int64_t itemsize;
};
void gather_rows(const Rows& rows, std::span<const int64_t> offsets);
// In order: where offsets repeat, the last row stays.
void scatter_rows(const Rows& rows, std::span<const int64_t> offsets);

}  // namespace nd::index
