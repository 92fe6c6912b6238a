// Overlap of views, against the sets of bytes they touch.
#include "iter/overlap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "array/creation.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;

std::set<const std::byte*> bytes_of(const Array& a) {
  std::set<const std::byte*> bytes;
  for (int64_t i = 0; i < a.size; ++i) {
    for (int64_t k = 0; k < a.itemsize(); ++k) bytes.insert(nd::test::place_of(a, i) + k);
  }
  return bytes;
}

Ref<Array> random_view(const Array& base, std::mt19937& random) {
  const auto below = [&](uint32_t n) { return static_cast<int64_t>(random() % n); };
  Dims shape, strides;
  int64_t low = 0, high = 0;
  for (int64_t i = below(4); i > 0; --i) {
    shape.push_back(below(9) == 0 ? 0 : 1 + below(4));
    strides.push_back(below(31) - 15);
    const int64_t span = strides[strides.size() - 1] * std::max<int64_t>(shape[shape.size() - 1] - 1, 0);
    (span < 0 ? low : high) += span;
  }
  nd::DType* const dtype = nd::dtype_of(below(2) == 0 ? ND_INT8 : ND_INT32);
  const int64_t first = -low + below(static_cast<uint32_t>(base.nbytes() - high + low - dtype->itemsize));
  return nd::view(base, dtype, base.data + first, shape, strides);
}

TEST(Overlap, AgreesWithTheSetsOfBytes) {
  std::mt19937 random(7);
  const Ref<Array> base = nd::zeros(nd::dtype_of<int8_t>(), Dims{200});
  int shared = 0;
  for (int round = 0; round < 3000; ++round) {
    const Ref<Array> a = random_view(*base, random), b = random_view(*base, random);
    const auto bytes_a = bytes_of(*a), bytes_b = bytes_of(*b);
    bool overlap = false;
    for (const std::byte* byte : bytes_a) overlap = overlap || bytes_b.contains(byte);
    EXPECT_EQ(nd::shares_memory(*a, *b), overlap) << nd::text(a->strides(), a->shape(), b->strides(), b->shape());
    EXPECT_TRUE(!overlap || nd::may_share_memory(*a, *b));
    EXPECT_TRUE(overlap || nd::safe_elementwise(*a, *b));
    if (!bytes_a.empty()) {
      EXPECT_EQ(nd::memory_extent(*a).low, *bytes_a.begin());
      EXPECT_EQ(nd::memory_extent(*a).high, *bytes_a.rbegin() + 1);
    }
    shared += overlap ? 1 : 0;
  }
  EXPECT_GT(shared, 200);
}

TEST(Overlap, TheSameElementsInTheSameOrderAreSafe) {
  const Ref<Array> a = nd::zeros(nd::dtype_of<float>(), Dims{4, 4});
  EXPECT_TRUE(nd::safe_elementwise(*a, *a));
  EXPECT_FALSE(nd::safe_elementwise(*nd::view(*a, a->data, Dims{4, 4}, Dims{4, 16}), *a));
  const Ref<Array> even = nd::view(*a, a->data, Dims{8}, Dims{8});
  EXPECT_TRUE(nd::safe_elementwise(*even, *nd::view(*a, a->data + 4, Dims{8}, Dims{8})));
  EXPECT_FALSE(nd::safe_elementwise(*even, *nd::view(*a, a->data + 8, Dims{7}, Dims{8})));
  // An output that names an element twice depends on the order of writing.
  const Ref<Array> repeated = nd::view(*a, a->data, Dims{3}, Dims{0});
  EXPECT_FALSE(nd::safe_elementwise(*repeated, *repeated));
}

}  // namespace
