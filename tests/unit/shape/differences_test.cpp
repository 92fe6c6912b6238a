// Differences of neighbours, gradients, integrals, unwrapped phases.
#include "shape/differences.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "errors.hpp"
#include "layouts.hpp"
#include "shape/shape.hpp"

namespace nd {
namespace {

using Values = std::vector<double>;

Ref<Array> vector_of(const Values& values) {
  Ref<Array> a = empty(dtype_of<double>(), Dims{static_cast<int64_t>(values.size())});
  std::copy(values.begin(), values.end(), a->as<double>());
  return a;
}

TEST(Differences, OfNeighboursInEveryLayout) {
  const int64_t shape[] = {3, 4};
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> a = test::counted(dtype_of<int16_t>(), shape, layout);
    EXPECT_EQ(test::values(*diff(*a, 1, 0)), Values(8, 4)) << layout;
    EXPECT_EQ(test::values(*diff(*a, 2, -1)), Values(6, 0));
    const Ref<Array> zero = scalar<int16_t>(0);
    EXPECT_EQ(test::values(*diff(*a, 1, 1, zero.get())), (Values{0, 1, 1, 1, 4, 1, 1, 1, 8, 1, 1, 1}));
    EXPECT_EQ(test::values(*ediff1d(*a, zero.get(), nullptr)), (Values{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0}));
  }
  const Ref<Array> a = vector_of({1, 2});
  EXPECT_EQ(diff(*a, 0, 0).get(), a.get());
  EXPECT_EQ(diff(*a, 5, 0)->size, 0);
  EXPECT_THROW(diff(*a, -1, 0), Error);
  EXPECT_THROW(diff(*scalar(1.0), 1, 0), Error);
}

TEST(Differences, EdgesOfOtherKindsAreRefused) {
  const Ref<Array> a = test::counted(dtype_of<int8_t>(), std::array<int64_t, 1>{3});
  EXPECT_THROW(ediff1d(*a, scalar(1.5).get(), nullptr), Error);
  EXPECT_THROW(ediff1d(*a, nullptr, scalar<int64_t>(300, ND_WEAK_INT).get()), Error);
}

TEST(Gradient, IsExactForParabolas) {
  const Ref<Array> x = vector_of({0, 1, 3, 4, 8});
  const Ref<Array> squares = vector_of({0, 1, 9, 16, 64});
  const Values slopes = test::values(*gradient(*squares, *x, 0, 2));
  // Weights such as 1/3 are rounded.
  for (size_t i = 0; i < slopes.size(); ++i) EXPECT_NEAR(slopes[i], 2 * x->as<double>()[i], 1e-14);
  const Ref<Array> two = scalar(2.0, ND_WEAK_FLOAT);
  EXPECT_EQ(test::values(*gradient(*vector_of({0, 4, 16, 36}), *two, 0, 1)), (Values{2, 4, 8, 10}));
  EXPECT_EQ(gradient(*astype(*squares, dtype_of<float>()), *two, 0, 2)->dtype->code, ND_FLOAT32);
  EXPECT_EQ(gradient(*astype(*squares, dtype_of<int8_t>()), *two, 0, 1)->dtype->code, ND_FLOAT64);
}

TEST(Gradient, RefusesWhatHasNoSlope) {
  const Ref<Array> one = scalar(1.0);
  const Ref<Array> a = vector_of({1, 2});
  EXPECT_THROW(gradient(*a, *one, 0, 2), Error);
  EXPECT_THROW(gradient(*a, *one, 0, 3), Error);
  EXPECT_THROW(gradient(*a, *one, 1, 1), Error);
  EXPECT_THROW(gradient(*a, *vector_of({1, 2, 3}), 0, 1), Error);
}

TEST(Trapezoid, ByStepsAndByCoordinates) {
  const Ref<Array> y = vector_of({1, 3, 5});
  const Ref<Array> half = scalar(0.5, ND_WEAK_FLOAT);
  EXPECT_EQ(test::values(*trapezoid(*y, nullptr, *half, 0)), (Values{3}));
  EXPECT_EQ(test::values(*trapezoid(*y, vector_of({0, 1, 3}).get(), *half, -1)), (Values{10}));
  EXPECT_THROW(trapezoid(*y, nullptr, *half, 1), Error);
}

TEST(Unwrap, JumpsOfMoreThanHalfAPeriodGo) {
  const Ref<Array> period = scalar<int64_t>(8, ND_WEAK_INT);
  const int64_t shape[] = {2, 4};
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> p = test::blank(dtype_of<double>(), shape, layout);
    assign(*p, *reshape(*vector_of({0, 7, 6, 1, 2, 5, 7, 1}), shape));
    EXPECT_EQ(test::values(*unwrap(*p, *period, nullptr, 1)), (Values{0, -1, -2, 1, 2, 5, 7, 9})) << layout;
    EXPECT_EQ(test::values(*unwrap(*p, *period, nullptr, 0)), (Values{0, 7, 6, 1, 2, 5, 7, 1})) << layout;
  }
  // Exactly half a period rises if it rose, falls if it fell; a limit lets smaller jumps stand.
  const Ref<Array> halves = vector_of({0, 4, 0});
  EXPECT_EQ(test::values(*unwrap(*halves, *period, nullptr, 0)), (Values{0, 4, 0}));
  EXPECT_EQ(test::values(*unwrap(*vector_of({0, 7}), *period, scalar(7.5).get(), 0)), (Values{0, 7}));
  const Ref<Array> whole = astype(*vector_of({0, 7, 6}), dtype_of<int16_t>(), ND_CASTING_UNSAFE);
  EXPECT_EQ(unwrap(*whole, *period, nullptr, 0)->dtype->code, ND_INT16);
  EXPECT_EQ(test::values(*unwrap(*whole, *period, nullptr, 0)), (Values{0, -1, -2}));
  EXPECT_THROW(unwrap(*scalar(1.0), *period, nullptr, 0), Error);
  for (const nd_type_code code : {ND_INT64, ND_UINT8, ND_FLOAT64, ND_FLOAT16}) {
    const Ref<Array> numbers = astype(*vector_of({0, 7, 9}), dtype_of(code));
    for (const Dims& wrong : {Dims{0}, Dims{2}, Dims{0, 3}}) {
      const Ref<Array> no_number = zeros(dtype_of(code), wrong);
      test::expect_error(ND_VALUE_ERROR,
                         text("unwrap: argument `period` must be a single element, not of shape ", no_number->shape()),
                         [&] { unwrap(*numbers, *no_number, nullptr, 0); });
      test::expect_error(ND_VALUE_ERROR,
                         text("unwrap: argument `discont` must be a single element, not of shape ", no_number->shape()),
                         [&] { unwrap(*numbers, *period, no_number.get(), 0); });
    }
  }
  EXPECT_THROW(unwrap(*whole, *period, nullptr, 1), Error);
}

}  // namespace
}  // namespace nd
