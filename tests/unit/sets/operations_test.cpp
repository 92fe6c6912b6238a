// Set operations, and the distinct elements they stand on.
#include <gtest/gtest.h>

#include <limits>

#include "layouts.hpp"
#include "sets/sets.hpp"

namespace nd {
namespace {

using Values = std::vector<double>;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Ref<Array> vector_of(const Values& values, nd_type_code code = ND_FLOAT64) {
  const Ref<Array> a = empty(dtype_of<double>(), Dims{static_cast<int64_t>(values.size())});
  std::copy(values.begin(), values.end(), a->as<double>());
  return astype(*a, dtype_of(code));
}

TEST(Sets, OperationsOfEveryDtype) {
  for (nd_type_code code = ND_INT8; code <= ND_COMPLEX128; ++code) {
    const Ref<Array> a = vector_of({5, 1, 3, 1}, code);
    const Ref<Array> b = vector_of({3, 7, 1}, code);
    EXPECT_EQ(test::values(*intersect1d(*a, *b)), (Values{1, 3})) << code;
    EXPECT_EQ(test::values(*union1d(*a, *b)), (Values{1, 3, 5, 7}));
    EXPECT_EQ(test::values(*setxor1d(*a, *b)), (Values{5, 7}));
    EXPECT_EQ(test::values(*setdiff1d(*a, *b)), (Values{5}));
    EXPECT_EQ(test::values(*isin(*a, *b)), (Values{0, 1, 1, 1}));
    EXPECT_EQ(test::values(*isin(*a, *b, true)), (Values{1, 0, 0, 0}));
    EXPECT_EQ(intersect1d(*a, *b)->dtype->code, code);
  }
}

TEST(Sets, OperandsInEveryLayout) {
  const int64_t shape[] = {3, 4};
  const Ref<Array> some = vector_of({4, 11, 20});
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> a = test::counted(dtype_of<int32_t>(), shape, layout);
    EXPECT_EQ(test::values(*intersect1d(*a, *some)), (Values{4, 11})) << layout;
    EXPECT_EQ(setdiff1d(*a, *some)->size, 10);
    const Ref<Array> found = isin(*a, *some);
    ASSERT_EQ(found->ndim, 2);
    EXPECT_EQ(test::values(*found), (Values{0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1}));
  }
}

TEST(Sets, PositionsAreThoseOfTheFlattenedArrays) {
  const Intersection found = intersect1d_positions(*vector_of({9, 4, 4, 2}), *vector_of({2, 9}));
  EXPECT_EQ(test::values(*found.values), (Values{2, 9}));
  EXPECT_EQ(test::values(*found.in_a), (Values{3, 0}));
  EXPECT_EQ(test::values(*found.in_b), (Values{0, 1}));
}

TEST(Sets, NansAndNothing) {
  const Ref<Array> a = vector_of({kNan, 1});
  const Ref<Array> none = vector_of({});
  EXPECT_EQ(test::values(*intersect1d(*a, *a)), (Values{1}));
  EXPECT_EQ(test::values(*isin(*a, *a)), (Values{0, 1}));
  EXPECT_EQ(union1d(*a, *a)->size, 2);
  EXPECT_EQ(setxor1d(*a, *a)->size, 2);
  EXPECT_EQ(intersect1d(*a, *none)->size, 0);
  EXPECT_EQ(test::values(*isin(*a, *none, true)), (Values{1, 1}));
  EXPECT_EQ(setxor1d(*none, *none)->size, 0);
  EXPECT_EQ(intersect1d_positions(*none, *none).in_a->size, 0);
}

}  // namespace
}  // namespace nd
