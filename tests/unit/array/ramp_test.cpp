// Evenly spaced values.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "array/creation.hpp"
#include "errors.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::scalar;
using nd::test::expect_error;
using nd::test::values;

Ref<Array> range(double start, double stop, double step, nd::DType* dtype = nullptr) {
  return nd::arange(*scalar(start), *scalar(stop), *scalar(step), dtype);
}

Ref<Array> integers(int64_t start, int64_t stop, int64_t step, nd::DType* dtype = nullptr) {
  return nd::arange(*scalar(start), *scalar(stop), *scalar(step), dtype);
}

TEST(Arange, CountsInEitherDirection) {
  EXPECT_EQ(values(*integers(0, 5, 1)), (std::vector<double>{0, 1, 2, 3, 4}));
  EXPECT_EQ(values(*integers(5, 0, -2)), (std::vector<double>{5, 3, 1}));
  EXPECT_EQ(integers(5, 0, 1)->size, 0);
  EXPECT_EQ(integers(0, 7, 3)->size, 3);
  EXPECT_EQ(integers(INT64_MIN, INT64_MAX, INT64_MAX)->size, 3);
}

TEST(Arange, UsesTheDifferenceOfTheFirstTwo) {
  const Ref<Array> a = range(0.1, 2, 0.3);
  const double delta = (0.1 + 0.3) - 0.1;
  ASSERT_EQ(a->size, 7);
  for (int64_t i = 2; i < a->size; ++i) EXPECT_EQ(a->as<double>()[i], 0.1 + static_cast<double>(i) * delta);
}

TEST(Arange, TakesItsDtypeFromTheArgumentsOrAsTold) {
  EXPECT_EQ(integers(0, 2, 1)->dtype, nd::dtype_of<int64_t>());
  EXPECT_EQ(nd::arange(*scalar(int64_t{0}), *scalar(2.5), *scalar(int64_t{1}))->dtype, nd::dtype_of<double>());
  EXPECT_EQ(values(*integers(0, 300, 100, nd::dtype_of<uint8_t>())), (std::vector<double>{0, 100, 200}));
  EXPECT_EQ(integers(0, 3, 1, nd::dtype_of(ND_INT16, true))->dtype, nd::dtype_of(ND_INT16, true));
  EXPECT_EQ(values(*integers(0, 2, 1, nd::dtype_of<nd::bool8>())), (std::vector<double>{0, 1}));
}

TEST(Arange, RefusesWhatHasNoLength) {
  expect_error(ND_VALUE_ERROR, "arange: `step` must not be zero", [] { integers(0, 1, 0); });
  expect_error(ND_VALUE_ERROR, "arange: cannot compute length", [] { range(0, std::nan(""), 1); });
  expect_error(ND_VALUE_ERROR, "arange: Maximum allowed size exceeded", [] { range(0, 1e300, 1); });
  expect_error(ND_TYPE_ERROR, "arange: no fill-function for data-type: booleans count to 2, not to 3",
               [] { integers(0, 3, 1, nd::dtype_of<nd::bool8>()); });
}

TEST(Linspace, EndsExactlyAtStop) {
  for (const int64_t count : {2, 3, 50, 100000}) {
    const nd::Spaced spaced = nd::linspace(*scalar(0.1), *scalar(0.7), count, true);
    EXPECT_EQ(spaced.values->as<double>()[0], 0.1);
    EXPECT_EQ(spaced.values->as<double>()[count - 1], 0.7);
    EXPECT_EQ(*spaced.step->as<double>(), (0.7 - 0.1) / static_cast<double>(count - 1));
  }
  EXPECT_EQ(values(*nd::linspace(*scalar(0.0), *scalar(4.0), 4, false).values), (std::vector<double>{0, 1, 2, 3}));
  EXPECT_EQ(values(*nd::linspace(*scalar(3.0), *scalar(4.0), 1, true).values), (std::vector<double>{3}));
  EXPECT_TRUE(std::isnan(*nd::linspace(*scalar(3.0), *scalar(4.0), 1, true).step->as<double>()));
}

TEST(Linspace, RoundsIntegersDownAndBroadcasts) {
  const Ref<Array> down = nd::linspace(*scalar(-1.0), *scalar(1.0), 4, true, nd::dtype_of<int32_t>()).values;
  EXPECT_EQ(values(*down), (std::vector<double>{-1, -1, 0, 1}));
  const Ref<Array> stop = nd::test::counted(nd::dtype_of<double>(), Dims{3});
  const Ref<Array> grid = nd::linspace(*scalar(0.0), *stop, 3, true).values;
  EXPECT_EQ(nd::text(grid->shape()), "(3, 3)");
  EXPECT_EQ(values(*grid), (std::vector<double>{0, 0, 0, 0, 0.5, 1, 0, 1, 2}));
  expect_error(ND_VALUE_ERROR, "linspace: number of samples, -1, must be non-negative",
               [] { nd::linspace(*scalar(0.0), *scalar(1.0), -1, true); });
}

}  // namespace
