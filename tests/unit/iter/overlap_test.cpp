// Overlap of views, against the sets of bytes they touch, and broadcasting of shapes and strides.
#include "iter/overlap.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "array/creation.hpp"
#include "errors.hpp"
#include "iter/broadcast.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::expect_error;

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

TEST(Broadcast, ShapesStretchOnes) {
  const struct {
    Dims a, b, c;
    std::string result;
  } cases[] = {{{}, {}, {}, "()"},
               {{3}, {}, {1}, "(3,)"},
               {{3, 1}, {4}, {2, 1, 1}, "(2, 3, 4)"},
               {{0}, {1}, {}, "(0,)"},
               {{1, 0}, {5, 1}, {1, 1}, "(5, 0)"}};
  for (const auto& one : cases) {
    const std::span<const int64_t> shapes[] = {one.a, one.b, one.c};
    EXPECT_EQ(nd::text(std::span<const int64_t>(nd::broadcast_shapes(shapes, "add"))), one.result);
  }
  const Dims three{3}, four{4}, none{0};
  const std::span<const int64_t> unequal[] = {three, four}, empty[] = {three, none};
  expect_error(ND_VALUE_ERROR, "add: operands could not be broadcast together with shapes (3,) (4,)",
               [&] { nd::broadcast_shapes(unequal, "add"); });
  expect_error(ND_VALUE_ERROR, "add: operands could not be broadcast together with shapes (3,) (0,)",
               [&] { nd::broadcast_shapes(empty, "add"); });
}

TEST(Broadcast, ViewsAreReadOnlyAndStandStill) {
  for (const std::string& layout : nd::test::kLayouts) {
    const Ref<Array> a = nd::test::counted(nd::dtype_of<double>(), Dims{2, 1}, layout);
    const Ref<Array> wide = nd::broadcast_to(*a, Dims{3, 2, 2});
    EXPECT_EQ(nd::test::values(*wide), (std::vector<double>{0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1})) << layout;
    EXPECT_FALSE(wide->writeable);
    EXPECT_EQ(wide->buffer.get(), a->buffer.get());
    EXPECT_EQ(wide->stride(0), 0);
    EXPECT_EQ(wide->stride(2), 0);
  }
  const Ref<Array> a = nd::zeros(nd::dtype_of<double>(), Dims{2, 3});
  EXPECT_THROW(nd::broadcast_to(*a, Dims{3}), nd::Error);
  EXPECT_THROW(nd::broadcast_to(*a, Dims{3, 2}), nd::Error);
}

}  // namespace
