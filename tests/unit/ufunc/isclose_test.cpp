// Closeness and equality of arrays.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/fpstatus.hpp"
#include "elements.hpp"
#include "ufunc/functions.hpp"

namespace nd {
namespace {

using test::array_of;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

using Values = std::vector<double>;

TEST(Close, OnePassAndDefinitionAgree) {
  const Ref<Array> relative = scalar(0.5, ND_WEAK_FLOAT);
  const Ref<Array> absolute = scalar(0.25, ND_WEAK_FLOAT);
  const Tolerances tolerances{relative.get(), absolute.get()};
  const Values x{1, 1.5, -4, kInf, kInf, kNan, 1e308, 0};
  const Values y{1.5, 1, -2, kInf, -kInf, kNan, -1e308, kInf};
  const Values close{1, 1, 0, 1, 0, 0, 0, 0};
  for (const nd_type_code code : {ND_FLOAT64, ND_FLOAT32, ND_COMPLEX128}) {
    const Ref<Array> a = astype(*array_of<double>(x), dtype_of(code));
    const Ref<Array> b = astype(*array_of<double>(y), dtype_of(code));
    EXPECT_EQ(test::values(*isclose(*a, *b, tolerances)), close) << code;
    Values with_nans = close;
    with_nans[5] = 1;
    EXPECT_EQ(test::values(*isclose(*a, *b, {relative.get(), absolute.get(), true})), with_nans) << code;
    EXPECT_FALSE(allclose(*a, *b, tolerances));
  }
  EXPECT_TRUE(allclose(*array_of<double>({1, 2}), *array_of<int8_t>({1, 3}), tolerances));
}

TEST(Close, ToleranceThatIsNotFiniteIsInvalid) {
  const Ref<Array> one = scalar(1.0, ND_WEAK_FLOAT);
  const Ref<Array> infinite = scalar(kInf, ND_WEAK_FLOAT);
  const FpModes before = fp_modes();
  fp_modes().invalid = ND_FP_RAISE;
  EXPECT_THROW(isclose(*one, *one, {infinite.get(), one.get()}), Error);
  EXPECT_THROW(isclose(*one, *one, {one.get(), infinite.get()}), Error);
  EXPECT_FALSE(*isclose(*array_of<double>({kInf}), *array_of<double>({-kInf}), {one.get(), one.get()})->as<bool>());
  fp_modes() = before;
}

TEST(Equal, ShapesNansAndBroadcasts) {
  const Ref<Array> a = array_of<double>({1, kNan});
  EXPECT_FALSE(array_equal(*a, *a));
  EXPECT_TRUE(array_equal(*a, *a, true));
  EXPECT_FALSE(array_equal(*a, *array_of<double>({1, kNan, 1}), true));
  const Ref<Array> ones = array_of<int8_t>({1, 1, 1});
  EXPECT_TRUE(array_equiv(*ones, *scalar(1.0)));
  EXPECT_FALSE(array_equiv(*ones, *a));
  EXPECT_FALSE(array_equal(*ones, *scalar(1.0)));
}

}  // namespace
}  // namespace nd
