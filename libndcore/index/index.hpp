// Indexing: NumPy's basic and advanced rules, for reading and writing.
#pragma once

#include <span>
#include <vector>

#include "array/array.hpp"

namespace nd {

// One item between the brackets.
struct IndexItem {
  enum class Kind : uint8_t { integer, slice, ellipsis, newaxis, array };
  static constexpr int64_t kUnset = ND_INDEX_UNSET;  // an omitted limit or step of a slice

  Kind kind;
  int64_t start = kUnset;  // the integer itself, or the slice's limits and step
  int64_t stop = kUnset;
  int64_t step = kUnset;
  const Array* array = nullptr;  // of integers or booleans
};

// a[items]. Integers, slices, ellipsis and newaxis give a view; an index array gives a copy; as many integers as
// dimensions and nothing else give a 0-d copy.
Ref<Array> get(const Array& a, std::span<const IndexItem> items);
// a[items] = value, cast unsafely as NumPy does. Nothing is written if an index is out of bounds or shapes do not fit.
void set(Array& a, std::span<const IndexItem> items, const Array& value);
// The hot forms a[i] and a[start:stop:step] (IndexItem::kUnset for what is omitted).
Ref<Array> get_item(const Array& a, int64_t i);
Ref<Array> get_slice(const Array& a, int64_t start, int64_t stop, int64_t step);

// Elements at `indices` along `axis`, or of the flattened array without one. `mode` is ND_MODE_RAISE …
Ref<Array> take(const Array& a, const Array& indices, const int64_t* axis, int32_t mode, Array* out = nullptr);
// a.flat[indices] = values, repeated as often as needed.
void put(Array& a, const Array& indices, const Array& values, int32_t mode);
// The same where `mask`, of as many elements, is true.
void place(Array& a, const Array& mask, const Array& values);
// The elements whose indices are all equal, repeated values; `wrap`: again below each square of a tall matrix.
void fill_diagonal(Array& a, const Array& values, bool wrap);
// Slices of `a` along `axis` (or elements of the flattened array) where `condition`, 1-d and perhaps shorter, is true.
Ref<Array> compress(const Array& condition, const Array& a, const int64_t* axis, Array* out = nullptr);
// The elements of `a` where `mask`, of the same shape, is true, in C order: a[mask].
Ref<Array> compress_elements(const Array& a, const Array& mask);
// The same of both flattened, which may differ in size.
Ref<Array> extract(const Array& condition, const Array& a);
// Where index arrays match `a` in all axes but one.
Ref<Array> take_along_axis(const Array& a, const Array& indices, int64_t axis);
void put_along_axis(Array& a, const Array& indices, const Array& values, int64_t axis);

// One int64 array an axis with the positions of the elements that are not zero, in C order.
std::vector<Ref<Array>> nonzero(const Array& a);
// The same as one (count, ndim) array.
Ref<Array> argwhere(const Array& a);

// Elements of x where the condition is true, else of y; all three broadcast.
Ref<Array> where(const Array& condition, const Array& x, const Array& y);
// destination[mask] = source[mask], all broadcast to the destination's shape.
void copy_where(Array& destination, const Array& source, const Array& mask, int32_t casting = ND_CASTING_SAME_KIND);
// Each element from one of the choices, by its number in `a` (cast unsafely to `out`, as in NumPy); from the choice of
// the first true condition.
Ref<Array> choose(const Array& a, std::span<const Array* const> choices, int32_t mode, Array* out = nullptr);
Ref<Array> select(std::span<const Array* const> conditions, std::span<const Array* const> choices,
                  const Array& otherwise);
// a.flat[i] = values.flat[i % n] where mask.flat[i].
void putmask(Array& a, const Array& mask, const Array& values);

// Flat positions from indices in a shape and back; `order` is ND_ORDER_C or ND_ORDER_F.
Ref<Array> ravel_multi_index(std::span<const Array* const> indices, std::span<const int64_t> shape, int32_t mode,
                             int32_t order);
std::vector<Ref<Array>> unravel_index(const Array& flat, std::span<const int64_t> shape, int32_t order);
// Each of the 1-d positions (or of the true ones of booleans) along an axis of its own.
std::vector<Ref<Array>> open_grid(std::span<const Array* const> positions);

}  // namespace nd
