// Means, positions, counts, and the forms that pass over NaNs.
#include "stats/stats.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/threads.hpp"

namespace nd {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

template <class T>
Ref<Array> array_of(std::initializer_list<int64_t> shape, std::vector<T> values) {
  Ref<Array> a = empty(dtype_of<T>(), {shape.begin(), shape.size()});
  std::copy(values.begin(), values.end(), a->as<T>());
  return a;
}

double number(const Array& a) { return *astype(a, dtype_of<double>())->as<double>(); }

TEST(Mean, OfIntegersIsFloat64AndOfHalvesRoundsOnce) {
  EXPECT_EQ(mean(*array_of<int8_t>({3}, {1, 2, 4}))->dtype->code, ND_FLOAT64);
  // 4096 + 1 is no float16: a sum in float16 would lose the ones.
  std::vector<float16> values(2048, float16(3.0F));
  const Ref<Array> halves = array_of<float16>({2048}, values);
  EXPECT_EQ(mean(*halves)->dtype->code, ND_FLOAT16);
  EXPECT_EQ(number(*mean(*halves)), 3.0);
}

TEST(Mean, CountsOnlyWhatTheMaskTakes) {
  const Ref<Array> a = array_of<double>({2, 2}, {1, 2, 3, 4});
  const Ref<Array> mask = array_of<bool8>({2, 2}, {bool8(true), bool8(false), bool8(true), bool8(true)});
  const int64_t first[] = {0};
  const Ref<Array> means = mean(*a, {first, false}, {.where = mask.get()});
  EXPECT_EQ(means->as<double>()[0], 2.0);
  EXPECT_EQ(means->as<double>()[1], 4.0);
}

TEST(Variance, DdofMeanAndComplex) {
  const Ref<Array> a = array_of<double>({4}, {1, 2, 3, 4});
  EXPECT_EQ(number(*var(*a)), 1.25);
  EXPECT_EQ(number(*var(*a, {}, {.ddof = 1})), 5.0 / 3.0);
  const Ref<Array> center = array_of<double>({1}, {0});
  EXPECT_EQ(number(*var(*a, {}, {.mean = center.get()})), 7.5);
  EXPECT_EQ(number(*nd::std(*array_of<double>({2}, {1, 3}))), 1.0);
  const Ref<Array> z = array_of<complex128>({2}, {{0, 0}, {2, 2}});
  EXPECT_EQ(var(*z)->dtype->code, ND_FLOAT64);
  EXPECT_EQ(number(*var(*z)), 2.0);
}

TEST(Positions, FirstOfEqualsAndFirstNan) {
  for (const int threads : {1, 3}) {
    set_num_threads(threads);
    std::vector<double> values(1000000, 1.0);
    values[500001] = values[900000] = 7.0;
    values[300000] = values[300007] = -7.0;
    const Ref<Array> a = array_of<double>({1000000}, values);
    EXPECT_EQ(number(*argmax(*a)), 500001);
    EXPECT_EQ(number(*argmin(*a)), 300000);
    a->as<double>()[777777] = kNan;
    a->as<double>()[777778] = kNan;
    EXPECT_EQ(number(*argmax(*a)), 777777);
    EXPECT_EQ(number(*nanargmax(*a)), 500001);
    EXPECT_EQ(number(*nanargmin(*a)), 300000);
  }
  set_num_threads(0);
}

TEST(Positions, AlongAxesKeepdimsAndEmpty) {
  const Ref<Array> a = array_of<int32_t>({2, 3}, {5, 9, 9, 7, 1, 1});
  const int64_t first = 0;
  const int64_t last = -1;
  EXPECT_EQ(argmax(*a, {std::span(&last, 1), false})->as<int64_t>()[0], 1);
  EXPECT_EQ(argmin(*a, {std::span(&last, 1), false})->as<int64_t>()[1], 1);
  EXPECT_EQ(argmax(*a, {std::span(&first, 1), false})->as<int64_t>()[0], 1);
  EXPECT_EQ(Dims(argmax(*a, {std::span(&first, 1), false}, {.keepdims = true})->shape()), (Dims{1, 3}));
  EXPECT_EQ(Dims(argmax(*a, {}, {.keepdims = true})->shape()), (Dims{1, 1}));
  EXPECT_THROW(argmax(*zeros(dtype_of<double>(), std::array<int64_t, 1>{0})), Error);
  EXPECT_EQ(number(*argmax(*array_of<float>({2}, {-0.0F, 0.0F}))), 0);
}

TEST(Counts, OfEveryDtype) {
  std::vector<double> values(5000, 0.0);
  for (size_t i = 0; i < values.size(); i += 3) values[i] = i % 2 == 0 ? 2.5 : kNan;
  values[1] = -0.0;
  const Ref<Array> a = array_of<double>({50, 100}, values);
  for (const nd_type_code code :
       {ND_FLOAT16, ND_BFLOAT16, ND_FLOAT32, ND_FLOAT64, ND_COMPLEX64, ND_COMPLEX128, ND_BOOL}) {
    const Ref<Array> converted = astype(*a, dtype_of(code));
    EXPECT_EQ(number(*count_nonzero(*converted)), 1667) << dtype_of(code)->name;
    const int64_t first[] = {0};
    EXPECT_EQ(number(*sum(*count_nonzero(*converted, {first, false}))), 1667);
  }
  EXPECT_EQ(number(*count_nonzero(*array_of<uint8_t>({70000}, std::vector<uint8_t>(70000, 255)))), 70000);
}

TEST(Nan, IsPassedOver) {
  const Ref<Array> a = array_of<double>({2, 3}, {1, kNan, 3, kNan, kNan, 5});
  EXPECT_EQ(number(*nansum(*a)), 9.0);
  EXPECT_EQ(number(*nanprod(*a)), 15.0);
  EXPECT_EQ(number(*nanmin(*a)), 1.0);
  EXPECT_EQ(number(*nanmax(*a)), 5.0);
  const Ref<Array> start = scalar(100.0);
  const Ref<Array> out = zeros(dtype_of<double>(), {});
  EXPECT_EQ(number(*nansum(*a, {}, {.initial = start.get()})), 109.0);
  EXPECT_EQ(nanmin(*a, {}, {.out = out.get(), .initial = start.get()}).get(), out.get());
  EXPECT_EQ(number(*out), 1.0);
  EXPECT_EQ(nanmean(*a, {}, {.out = out.get()}).get(), out.get());
  EXPECT_EQ(number(*out), number(*nanmean(*a)));
  EXPECT_EQ(number(*nanvar(*a, {}, {.ddof = 1})), 4.0);
  EXPECT_EQ(number(*nanmean(*a)), 3.0);
  EXPECT_EQ(number(*nanvar(*a)), 8.0 / 3.0);
  const int64_t first[] = {0};
  const Ref<Array> means = nanmean(*a, {first, false});
  EXPECT_TRUE(std::isnan(means->as<double>()[1]));
  EXPECT_EQ(means->as<double>()[2], 4.0);
  EXPECT_THROW(nanargmin(*a, {first, false}), Error);
  EXPECT_EQ(nancumsum(*a)->as<double>()[5], 9.0);
}

TEST(Average, Weighs) {
  const Ref<Array> a = array_of<double>({2, 2}, {1, 2, 3, 4});
  const Ref<Array> weights = array_of<double>({2}, {1, 3});
  const int64_t last = 1;
  Ref<Array> scale;
  const Ref<Array> result = average(*a, {std::span(&last, 1), false}, weights.get(), false, &scale);
  EXPECT_EQ(result->as<double>()[0], 1.75);
  EXPECT_EQ(scale->as<double>()[1], 4.0);
  const Ref<Array> nothing = array_of<double>({2}, {1, -1});
  EXPECT_THROW(average(*a, {std::span(&last, 1), false}, nothing.get(), false), Error);
}

TEST(Running, SumsAndProducts) {
  const Ref<Array> a = array_of<int32_t>({2, 2}, {1, 2, 3, 4});
  EXPECT_EQ(cumsum(*a)->as<int64_t>()[3], 10);
  EXPECT_EQ(cumprod(*a)->as<int64_t>()[3], 24);
  const int64_t first = 0;
  EXPECT_EQ(cumsum(*a, &first)->as<int64_t>()[3], 6);
}

}  // namespace
}  // namespace nd
