// accumulate, reduceat, outer and at.
#include <gtest/gtest.h>

#include "ufunc/golden.hpp"
#include "ufunc/reduce.hpp"

namespace nd {
namespace {

template <class T>
Ref<Array> array_of(std::initializer_list<int64_t> shape, std::vector<T> values) {
  Ref<Array> a = empty(dtype_of<T>(), {shape.begin(), shape.size()});
  std::copy(values.begin(), values.end(), a->as<T>());
  return a;
}

template <class T>
std::vector<T> elements(const Array& a) {
  const Ref<Array> straight = copy(a, ND_ORDER_C);
  return {straight->as<T>(), straight->as<T>() + straight->size};
}

TEST(Accumulate, RoundsAfterEveryStep) {
  const int64_t shape[] = {30, 50};
  for (const test::Layout layout : test::kGoldenLayouts) {
    const Ref<Array> a = test::laid_out(shape, dtype_of<float>(), layout);
    const std::vector<float> in = elements<float>(*a);
    for (const int64_t axis : {0, 1}) {
      std::vector<float> expected = in;
      for (size_t i = 0; i < 30; ++i) {
        for (size_t j = 0; j < 50; ++j) {
          if (axis == 0 && i > 0) expected[i * 50 + j] += expected[(i - 1) * 50 + j];
          if (axis == 1 && j > 0) expected[i * 50 + j] += expected[i * 50 + j - 1];
        }
      }
      EXPECT_EQ(elements<float>(*accumulate(find_ufunc("add"), *a, axis)), expected);
    }
  }
}

TEST(Accumulate, WidensIntegersAndTakesAnyBinaryUfunc) {
  const Ref<Array> a = array_of<int8_t>({4}, {100, 100, 100, -1});
  EXPECT_EQ(elements<int64_t>(*accumulate(find_ufunc("add"), *a, 0)), (std::vector<int64_t>{100, 200, 300, 299}));
  EXPECT_EQ(elements<int8_t>(*accumulate(find_ufunc("subtract"), *a, -1)), (std::vector<int8_t>{100, 0, -100, -99}));
}

TEST(Accumulate, InPlaceAndErrors) {
  const Ref<Array> a = array_of<double>({4}, {1, 2, 3, 4});
  accumulate(find_ufunc("add"), *a, 0, nullptr, a.get());
  EXPECT_EQ(elements<double>(*a), (std::vector<double>{1, 3, 6, 10}));
  EXPECT_THROW(accumulate(find_ufunc("add"), *scalar(1.0), 0), Error);
  EXPECT_THROW(accumulate(find_ufunc("add"), *a, 1), Error);
}

TEST(ReduceAt, SlicesOverlapAndRunBackwards) {
  const Ref<Array> a = array_of<int64_t>({8}, {0, 1, 2, 3, 4, 5, 6, 7});
  const Ref<Array> indices = array_of<int32_t>({6}, {0, 4, 1, 5, 2, 6});
  EXPECT_EQ(elements<int64_t>(*reduceat(find_ufunc("add"), *a, *indices, 0)),
            (std::vector<int64_t>{6, 4, 10, 5, 14, 13}));
  const Ref<Array> outside = array_of<int64_t>({1}, {8});
  try {
    reduceat(find_ufunc("add"), *a, *outside, 0);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), ND_INDEX_ERROR);
    EXPECT_STREQ(error.what(), "index 8 out-of-bounds in add.reduceat [0, 8)");
  }
}

TEST(Outer, HasTheAxesOfBothAndNumbersStayWeak) {
  const Ref<Array> a = array_of<int16_t>({2}, {1, 2});
  const Ref<Array> b = array_of<int16_t>({1, 3}, {10, 20, 30});
  const Ref<Array> products = outer(find_ufunc("multiply"), *a, *b);
  EXPECT_EQ(Dims(products->shape()), (Dims{2, 1, 3}));
  EXPECT_EQ(elements<int16_t>(*products), (std::vector<int16_t>{10, 20, 30, 20, 40, 60}));
}

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
