// A ufunc in place at given positions, one after another.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "ufunc/golden.hpp"
#include "ufunc/reduce.hpp"

namespace nd {
namespace {

using test::array_of;
using test::elements;

TEST(At, CountsRepeatedIndices) {
  const Ref<Array> a = array_of<double>({3}, {0, 0, 0});
  const Ref<Array> index = array_of<int64_t>({5}, {0, 2, -1, 2, 0});
  const Array* const indices[] = {index.get()};
  at(find_ufunc("add"), *a, indices, scalar(1.0).get());
  EXPECT_EQ(elements<double>(*a), (std::vector<double>{2, 0, 3}));
  at(find_ufunc("negative"), *a, indices, nullptr);
  EXPECT_EQ(elements<double>(*a), (std::vector<double>{2, 0, -3}));
}

TEST(At, TakesAxesBehindTheIndexWholeAndChecksFirst) {
  const Ref<Array> a = array_of<int32_t>({3, 2}, {0, 0, 0, 0, 0, 0});
  const Ref<Array> index = array_of<int64_t>({2}, {2, 2});
  const Ref<Array> b = array_of<int32_t>({2, 2}, {1, 2, 3, 4});
  const Array* const indices[] = {index.get()};
  at(find_ufunc("add"), *a, indices, b.get());
  EXPECT_EQ(elements<int32_t>(*a), (std::vector<int32_t>{0, 0, 0, 0, 4, 6}));
  const Ref<Array> outside = array_of<int64_t>({2}, {0, 3});
  const Array* const bad[] = {outside.get()};
  EXPECT_THROW(at(find_ufunc("add"), *a, bad, b.get()), Error);
  EXPECT_EQ(elements<int32_t>(*a), (std::vector<int32_t>{0, 0, 0, 0, 4, 6}));
  at(find_ufunc("divide"), *a, indices, scalar(1.5, ND_WEAK_FLOAT).get());  // float64 goes back into int32
  EXPECT_EQ(elements<int32_t>(*a), (std::vector<int32_t>{0, 0, 0, 0, 1, 2}));
  const Ref<Array> unsigned_a = array_of<uint8_t>({2}, {4, 5});
  const Ref<Array> first = array_of<int64_t>({1}, {0});
  const Array* const one[] = {first.get()};
  at(find_ufunc("maximum"), *unsigned_a, one, scalar(int64_t{-1}, ND_WEAK_INT).get());
  EXPECT_EQ(elements<uint8_t>(*unsigned_a), (std::vector<uint8_t>{4, 5}));
}

}  // namespace
}  // namespace nd
