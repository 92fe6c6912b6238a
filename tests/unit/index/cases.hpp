// Indices of every kind into an array of shape (3, 4, 2) that counts 0, 1, 2, …, with the shape and the elements NumPy
// 2.4 gives. As each element is its own position, the table says what reading gives and where writing goes.
#pragma once

#include <memory>
#include <vector>

#include "elements.hpp"
#include "index/index.hpp"

namespace nd::test {

inline const Dims kIndexed{3, 4, 2};
inline constexpr int64_t _ = IndexItem::kUnset;

// An item and the array it refers to, if any.
struct OwnedItem {
  IndexItem item;
  Ref<Array> array;
};
inline OwnedItem integer(int64_t i) { return {{IndexItem::Kind::integer, i}, {}}; }
inline OwnedItem slice(int64_t start = _, int64_t stop = _, int64_t step = _) {
  return {{IndexItem::Kind::slice, start, stop, step}, {}};
}
inline OwnedItem ellipsis() { return {{IndexItem::Kind::ellipsis}, {}}; }
inline OwnedItem newaxis() { return {{IndexItem::Kind::newaxis}, {}}; }
inline OwnedItem array(const Dims& shape, const std::vector<int64_t>& values, nd_type_code code = ND_INT64) {
  const Ref<Array> positions = astype(*array_of(values, shape), dtype_of(code));
  return {{IndexItem::Kind::array, 0, 0, 0, positions.get()}, positions};
}
inline OwnedItem mask(const Dims& shape, const std::vector<int64_t>& values) { return array(shape, values, ND_BOOL); }

inline std::vector<IndexItem> items_of(const std::vector<OwnedItem>& owned) {
  std::vector<IndexItem> items;
  for (const OwnedItem& one : owned) items.push_back(one.item);
  return items;
}

struct IndexCase {
  std::vector<OwnedItem> owned;
  Dims shape;
  std::vector<int64_t> positions;
  std::vector<IndexItem> items() const { return items_of(owned); }
};

inline const std::vector<IndexCase>& index_cases() {
  static const std::vector<IndexCase> cases = {
      {{}, {3, 4, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{ellipsis()}, {3, 4, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{integer(1)}, {4, 2}, {8, 9, 10, 11, 12, 13, 14, 15}},
      {{integer(-1)}, {4, 2}, {16, 17, 18, 19, 20, 21, 22, 23}},
      {{integer(1), integer(2)}, {2}, {12, 13}},
      {{integer(1), integer(-1), integer(0)}, {}, {14}},
      {{integer(2), integer(3), integer(1)}, {}, {23}},
      {{integer(0), integer(0), integer(0), ellipsis()}, {}, {0}},
      {{ellipsis(), integer(1)}, {3, 4}, {1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23}},
      {{integer(1), ellipsis()}, {4, 2}, {8, 9, 10, 11, 12, 13, 14, 15}},
      {{integer(1), ellipsis(), integer(0)}, {4}, {8, 10, 12, 14}},
      {{slice()}, {3, 4, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{slice(1, _, _)}, {2, 4, 2}, {8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{slice(_, -1, _)}, {2, 4, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}},
      {{slice(_, _, -1)}, {3, 4, 2}, {16, 17, 18, 19, 20, 21, 22, 23, 8, 9, 10, 11,
                                      12, 13, 14, 15, 0,  1,  2,  3,  4, 5, 6,  7}},
      {{slice(2, 0, -1), slice(_, _, 2)}, {2, 2, 2}, {16, 17, 20, 21, 8, 9, 12, 13}},
      {{slice(5, 9, _)}, {0, 4, 2}, {}},
      {{slice(2, 1, _)}, {0, 4, 2}, {}},
      {{slice(-100, 100, _), slice(3, _, -2)}, {3, 2, 2}, {6, 7, 2, 3, 14, 15, 10, 11, 22, 23, 18, 19}},
      {{slice(), slice(), slice(_, _, -1)}, {3, 4, 2}, {1,  0,  3,  2,  5,  4,  7,  6,  9,  8,  11, 10,
                                                        13, 12, 15, 14, 17, 16, 19, 18, 21, 20, 23, 22}},
      {{slice(_, _, INT64_MAX)}, {1, 4, 2}, {0, 1, 2, 3, 4, 5, 6, 7}},
      {{slice(_, _, -INT64_MAX + 1), slice(1, 2, _)}, {1, 1, 2}, {18, 19}},
      {{newaxis()}, {1, 3, 4, 2}, {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                   12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{newaxis(), integer(1)}, {1, 4, 2}, {8, 9, 10, 11, 12, 13, 14, 15}},
      {{integer(1), newaxis(), ellipsis(), newaxis()}, {1, 4, 2, 1}, {8, 9, 10, 11, 12, 13, 14, 15}},
      {{ellipsis(), newaxis()}, {3, 4, 2, 1}, {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                               12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{slice(), newaxis(), integer(0)}, {3, 1, 2}, {0, 1, 8, 9, 16, 17}},
      {{newaxis(), newaxis(), integer(2), slice(1, 3, _), newaxis(), integer(1)}, {1, 1, 2, 1}, {19, 21}},
      {{array({2}, {0, 2})}, {2, 4, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{array({3}, {-1, 0, 0})}, {3, 4, 2}, {16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2, 3,
                                             4,  5,  6,  7,  0,  1,  2,  3,  4, 5, 6, 7}},
      {{array({2, 2}, {0, 1, 2, 0})}, {2, 2, 4, 2}, {0,  1,  2,  3,  4,  5,  6,  7,  8, 9, 10, 11, 12, 13, 14, 15,
                                                     16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2,  3,  4,  5,  6,  7}},
      {{array({0}, {})}, {0, 4, 2}, {}},
      {{array({}, {1})}, {4, 2}, {8, 9, 10, 11, 12, 13, 14, 15}},
      {{array({2, 0}, {}), integer(1)}, {2, 0, 2}, {}},
      {{array({2}, {0, 2}), array({2}, {1, 3})}, {2, 2}, {2, 3, 22, 23}},
      {{array({2, 1}, {0, 2}), array({3}, {0, 1, 3})}, {2, 3, 2}, {0, 1, 2, 3, 6, 7, 16, 17, 18, 19, 22, 23}},
      {{array({2}, {0, 2}), slice(), array({2}, {0, 1})}, {2, 4}, {0, 2, 4, 6, 17, 19, 21, 23}},
      {{slice(), array({2}, {0, 2}), array({2}, {1, 0})}, {3, 2}, {1, 4, 9, 12, 17, 20}},
      {{array({2}, {2, 0}), slice(1, 3, _)}, {2, 2, 2}, {18, 19, 20, 21, 2, 3, 4, 5}},
      {{slice(), array({2}, {3, 0})}, {3, 2, 2}, {6, 7, 0, 1, 14, 15, 8, 9, 22, 23, 16, 17}},
      {{slice(), slice(), array({1}, {1})}, {3, 4, 1}, {1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23}},
      {{slice(_, _, -1), array({2}, {1, 2}), slice(_, _, -1)}, {3, 2, 2}, {19, 18, 21, 20, 11, 10, 13, 12, 3, 2, 5, 4}},
      {{integer(1), array({2}, {0, 2})}, {2, 2}, {8, 9, 12, 13}},
      {{integer(1), slice(), array({2}, {0, 1})}, {2, 4}, {8, 10, 12, 14, 9, 11, 13, 15}},
      {{array({2}, {0, 1}), slice(), integer(1)}, {2, 4}, {1, 3, 5, 7, 9, 11, 13, 15}},
      {{slice(), integer(1), array({2}, {0, 1})}, {3, 2}, {2, 3, 10, 11, 18, 19}},
      {{array({2}, {0, 2}), newaxis(), array({2}, {1, 1})}, {2, 1, 2}, {2, 3, 18, 19}},
      {{newaxis(), array({2}, {0, 2}), integer(1)}, {1, 2, 2}, {2, 3, 18, 19}},
      {{ellipsis(), array({2}, {1, 0})}, {3, 4, 2}, {1,  0,  3,  2,  5,  4,  7,  6,  9,  8,  11, 10,
                                                     13, 12, 15, 14, 17, 16, 19, 18, 21, 20, 23, 22}},
      {{array({2}, {1, 0}), ellipsis()}, {2, 4, 2}, {8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7}},
      {{array({2}, {0, 1}), ellipsis(), array({2}, {1, 0})}, {2, 4}, {1, 3, 5, 7, 8, 10, 12, 14}},
      {{array({2}, {0, 1}), array({2}, {1, 0}), array({2}, {1, 0})}, {2}, {3, 8}},
      {{integer(0), array({2}, {0, 1}), newaxis(), ellipsis()}, {2, 1, 2}, {0, 1, 2, 3}},
      {{array({2}, {2, 1}, ND_UINT8)}, {2, 4, 2}, {16, 17, 18, 19, 20, 21, 22, 23, 8, 9, 10, 11, 12, 13, 14, 15}},
      {{array({2}, {-1, 1}, ND_INT8), slice(0, 1, _)}, {2, 1, 2}, {16, 17, 8, 9}},
      {{array({2}, {1, 0}, ND_UINT64), integer(0)}, {2, 2}, {8, 9, 0, 1}},
      {{mask({3, 4}, {1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0})}, {4, 2}, {0, 1, 6, 7, 18, 19, 20, 21}},
      {{mask({3}, {1, 0, 1})}, {2, 4, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{mask({3}, {0, 0, 0})}, {0, 4, 2}, {}},
      {{slice(), mask({4}, {1, 0, 0, 1})}, {3, 2, 2}, {0, 1, 6, 7, 8, 9, 14, 15, 16, 17, 22, 23}},
      {{mask({3, 4}, {1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0}), integer(1)}, {4}, {1, 7, 19, 21}},
      {{mask({3, 4}, {1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0}), slice(_, _, -1)}, {4, 2}, {1, 0, 7, 6, 19, 18, 21, 20}},
      {{mask({3, 4}, {1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0}), array({1}, {1})}, {4}, {1, 7, 19, 21}},
      {{mask({3}, {1, 0, 1}), array({2}, {0, 3})}, {2, 2}, {0, 1, 22, 23}},
      {{mask({3}, {1, 0, 1}), slice(), array({2}, {0, 1})}, {2, 4}, {0, 2, 4, 6, 17, 19, 21, 23}},
      {{mask({}, {1})}, {1, 3, 4, 2}, {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                       12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}},
      {{mask({}, {0})}, {0, 3, 4, 2}, {}},
      {{mask({}, {1}), integer(1)}, {1, 4, 2}, {8, 9, 10, 11, 12, 13, 14, 15}},
      {{mask({3}, {0, 1, 1}), newaxis(), integer(1)}, {2, 1, 2}, {10, 11, 18, 19}},
      {{mask({3, 4, 2}, {1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0})},
       {8},
       {0, 3, 6, 9, 12, 15, 18, 21}},
      {{mask({3, 4, 2}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})}, {0}, {}},
      {{ellipsis(), mask({2}, {0, 1})}, {3, 4, 1}, {1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23}},
      {{integer(0), mask({4}, {1, 1, 0, 0})}, {2, 2}, {0, 1, 2, 3}},
  };
  return cases;
}

}  // namespace nd::test
