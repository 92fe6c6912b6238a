// clip, round, closeness, special values and parts of complex numbers, called as C++ functions.
#include "ufunc/functions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/fpstatus.hpp"
#include "layouts.hpp"

namespace nd {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

template <class T>
Ref<Array> vector_of(std::vector<T> values) {
  Ref<Array> a = empty(dtype_of<T>(), Dims{static_cast<int64_t>(values.size())});
  std::copy(values.begin(), values.end(), a->as<T>());
  return a;
}

using Values = std::vector<double>;

TEST(Clip, TakesOneBoundOrTwoInEveryLayout) {
  const int64_t shape[] = {3, 4};
  const Ref<Array> two = scalar<int64_t>(2, ND_WEAK_INT);
  const Ref<Array> five = scalar<int64_t>(5, ND_WEAK_INT);
  for (const std::string& layout : test::kLayouts) {
    for (const nd_type_code code : {ND_INT8, ND_UINT64, ND_FLOAT16, ND_BFLOAT16, ND_FLOAT64, ND_COMPLEX64}) {
      const Ref<Array> a = test::counted(dtype_of(code), shape, layout);
      EXPECT_EQ(clip(*a, two.get(), five.get())->dtype, dtype_of(code));
      if (a->dtype->is_complex()) continue;
      EXPECT_EQ(test::values(*clip(*a, two.get(), five.get())), (Values{2, 2, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5})) << layout;
      EXPECT_EQ(test::values(*clip(*a, five.get(), two.get())), Values(12, 2));
      EXPECT_EQ(test::values(*clip(*a, nullptr, two.get())), (Values{0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}));
      EXPECT_EQ(test::values(*clip(*a, nullptr, nullptr)), test::values(*a));
    }
  }
}

TEST(Clip, PythonIntegersPastTheDtypeLimitNothing) {
  const Ref<Array> a = vector_of<int8_t>({-128, 0, 127});
  const Ref<Array> low = scalar<int64_t>(-1000, ND_WEAK_INT);
  const Ref<Array> high = scalar<uint64_t>(uint64_t{1} << 63, ND_WEAK_INT);
  EXPECT_EQ(test::values(*clip(*a, low.get(), high.get())), (Values{-128, 0, 127}));
  EXPECT_THROW(clip(*a, high.get(), nullptr), Error);
  EXPECT_THROW(clip(*a, nullptr, low.get()), Error);
}

TEST(Round, HalvesToEvenTensAndOut) {
  const Ref<Array> a = vector_of<double>({0.5, 1.5, 2.345, -2.5, 1234.5});
  EXPECT_EQ(test::values(*round(*a, 0)), (Values{0, 2, 2, -2, 1234}));
  EXPECT_EQ(test::values(*round(*a, 1)), (Values{0.5, 1.5, 2.3, -2.5, 1234.5}));
  EXPECT_EQ(test::values(*round(*a, -2)), (Values{0, 0, 0, 0, 1200}));
  const Ref<Array> integers = vector_of<int32_t>({15, 25, -1249});
  EXPECT_EQ(test::values(*round(*integers, -1)), (Values{20, 20, -1250}));
  EXPECT_EQ(round(*integers, -1)->dtype->code, ND_INT32);
  const Ref<Array> out = zeros(dtype_of<float>(), a->shape());
  EXPECT_EQ(round(*a, 0, out.get()).get(), out.get());
  EXPECT_EQ(test::values(*out), (Values{0, 2, 2, -2, 1234}));
  EXPECT_THROW(round(*a, 0, zeros(dtype_of<double>(), Dims{2}).get()), Error);
  const Ref<Array> z = vector_of<complex128>({{1.26, -0.5}});
  const Ref<Array> rounded = round(*z, 1);
  EXPECT_EQ(rounded->as<complex128>()->re, 1.3);
  EXPECT_EQ(rounded->as<complex128>()->im, -0.5);
}

TEST(Close, OnePassAndDefinitionAgree) {
  const Ref<Array> relative = scalar(0.5, ND_WEAK_FLOAT);
  const Ref<Array> absolute = scalar(0.25, ND_WEAK_FLOAT);
  const Tolerances tolerances{relative.get(), absolute.get()};
  const Values x{1, 1.5, -4, kInf, kInf, kNan, 1e308, 0};
  const Values y{1.5, 1, -2, kInf, -kInf, kNan, -1e308, kInf};
  const Values close{1, 1, 0, 1, 0, 0, 0, 0};
  for (const nd_type_code code : {ND_FLOAT64, ND_FLOAT32, ND_COMPLEX128}) {
    const Ref<Array> a = astype(*vector_of<double>(x), dtype_of(code));
    const Ref<Array> b = astype(*vector_of<double>(y), dtype_of(code));
    EXPECT_EQ(test::values(*isclose(*a, *b, tolerances)), close) << code;
    Values with_nans = close;
    with_nans[5] = 1;
    EXPECT_EQ(test::values(*isclose(*a, *b, {relative.get(), absolute.get(), true})), with_nans) << code;
    EXPECT_FALSE(allclose(*a, *b, tolerances));
  }
  EXPECT_TRUE(allclose(*vector_of<double>({1, 2}), *vector_of<int8_t>({1, 3}), tolerances));
}

TEST(Close, ToleranceThatIsNotFiniteIsInvalid) {
  const Ref<Array> one = scalar(1.0, ND_WEAK_FLOAT);
  const Ref<Array> infinite = scalar(kInf, ND_WEAK_FLOAT);
  const FpModes before = fp_modes();
  fp_modes().invalid = ND_FP_RAISE;
  EXPECT_THROW(isclose(*one, *one, {infinite.get(), one.get()}), Error);
  EXPECT_THROW(isclose(*one, *one, {one.get(), infinite.get()}), Error);
  EXPECT_FALSE(*isclose(*vector_of<double>({kInf}), *vector_of<double>({-kInf}), {one.get(), one.get()})->as<bool>());
  fp_modes() = before;
}

TEST(Equal, ShapesNansAndBroadcasts) {
  const Ref<Array> a = vector_of<double>({1, kNan});
  EXPECT_FALSE(array_equal(*a, *a));
  EXPECT_TRUE(array_equal(*a, *a, true));
  EXPECT_FALSE(array_equal(*a, *vector_of<double>({1, kNan, 1}), true));
  const Ref<Array> ones = vector_of<int8_t>({1, 1, 1});
  EXPECT_TRUE(array_equiv(*ones, *scalar(1.0)));
  EXPECT_FALSE(array_equiv(*ones, *a));
  EXPECT_FALSE(array_equal(*ones, *scalar(1.0)));
}

TEST(NanToNum, DefaultsGivenValuesAndInPlace) {
  const Ref<Array> x = vector_of<float>({NAN, INFINITY, -INFINITY, -0.0F, 3});
  const Ref<Array> plain = nan_to_num(*x);
  const float most = std::numeric_limits<float>::max();
  EXPECT_EQ(test::values(*plain), (Values{0, most, -most, 0, 3}));
  EXPECT_TRUE(std::signbit(plain->as<float>()[3]));
  const Ref<Array> seven = scalar<int64_t>(7, ND_WEAK_INT);
  EXPECT_EQ(nan_to_num(*x, seven.get(), nullptr, seven.get(), x.get()).get(), x.get());
  EXPECT_EQ(test::values(*x), (Values{7, most, 7, 0, 3}));
  const Ref<Array> halves = astype(*vector_of<float>({NAN, INFINITY}), dtype_of(ND_BFLOAT16));
  EXPECT_EQ(test::values(*nan_to_num(*halves)), (Values{0, 0x1.fep127}));
  EXPECT_THROW(nan_to_num(*x, vector_of<float>({1, 2}).get()), Error);
  x->writeable = false;
  EXPECT_THROW(nan_to_num(*x, nullptr, nullptr, nullptr, x.get()), Error);
}

TEST(Parts, OfComplexAndRealNumbers) {
  const Ref<Array> z = vector_of<complex64>({{1, 0}, {2, 1e-6F}});
  EXPECT_EQ(test::values(*iscomplex(*z)), (Values{0, 1}));
  EXPECT_EQ(test::values(*isreal(*z)), (Values{1, 0}));
  EXPECT_EQ(test::values(*isreal(*vector_of<int8_t>({0, 1}))), (Values{1, 1}));
  EXPECT_EQ(real_if_close(*z, 100)->dtype->code, ND_FLOAT32);
  EXPECT_EQ(real_if_close(*z, 0.5)->dtype->code, ND_FLOAT32);
  EXPECT_EQ(real_if_close(*z, 1e-9).get(), z.get());
  EXPECT_EQ(test::values(*sinc(*vector_of<int8_t>({0})))[0], 1.0);
}

}  // namespace
}  // namespace nd
