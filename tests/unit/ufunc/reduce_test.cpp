// What reduce() gives beside numbers: dtypes, shapes, identities, masks, starts and errors.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/fpstatus.hpp"
#include "elements.hpp"
#include "ufunc/golden.hpp"
#include "ufunc/reduce.hpp"

namespace nd {
namespace {

using test::array_of;

Ref<Array> reduce_all(const char* name, const Array& a, const ReduceOptions& options = {}) {
  return reduce(find_ufunc(name), a, {}, true, options);
}

std::string failure(const char* name, const Array& a, std::span<const int64_t> axes,
                    const ReduceOptions& options = {}) {
  try {
    reduce(find_ufunc(name), a, axes, axes.data() == nullptr, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(ReduceRules, SumsAndProductsOfIntegersAre64BitsWide) {
  const std::pair<nd_type_code, nd_type_code> kWidened[] = {
      {ND_BOOL, ND_INT64},    {ND_INT8, ND_INT64},      {ND_UINT8, ND_UINT64},      {ND_INT32, ND_INT64},
      {ND_UINT64, ND_UINT64}, {ND_FLOAT16, ND_FLOAT16}, {ND_BFLOAT16, ND_BFLOAT16}, {ND_FLOAT32, ND_FLOAT32}};
  for (const auto& [from, to] : kWidened) {
    const int64_t shape[] = {9};
    const Ref<Array> a = test::known_numbers(shape, dtype_of(from));
    EXPECT_EQ(reduce_all("add", *a)->dtype->code, to);
    EXPECT_EQ(reduce_all("multiply", *a)->dtype->code, to);
    EXPECT_EQ(reduce_all("maximum", *a)->dtype->code, from);
    EXPECT_EQ(reduce_all("logical_or", *a)->dtype->code, ND_BOOL);
  }
}

TEST(ReduceRules, NarrowIntegersDoNotOverflow) {
  const Ref<Array> a = array_of<int8_t>({1000}, std::vector<int8_t>(1000, 127));
  EXPECT_EQ(*reduce_all("add", *a)->as<int64_t>(), 127000);
  EXPECT_EQ(*reduce_all("add", *a, {.dtype = dtype_of<int8_t>()})->as<int8_t>(), static_cast<int8_t>(127000));
}

TEST(ReduceRules, EmptyReductionsGiveTheIdentity) {
  const Ref<Array> none = zeros(dtype_of<double>(), std::array<int64_t, 2>{0, 3});
  const int64_t first[] = {0};
  const Ref<Array> sums = reduce(find_ufunc("add"), *none, first, false);
  ASSERT_EQ(sums->size, 3);
  EXPECT_EQ(sums->as<double>()[2], 0.0);
  EXPECT_EQ(*reduce_all("multiply", *none)->as<double>(), 1.0);
  EXPECT_TRUE(reduce_all("logical_and", *none)->as<bool8>()->value);
  EXPECT_EQ(failure("maximum", *none, first), "zero-size array to reduction operation maximum which has no identity");
  const int64_t second[] = {1};
  EXPECT_EQ(reduce(find_ufunc("maximum"), *none, second, false)->size, 0);
}

TEST(ReduceRules, NegativeZerosSumToPositiveZeroUnlessThereIsNoStart) {
  const Ref<Array> a = array_of<double>({2}, {-0.0, -0.0});
  EXPECT_FALSE(std::signbit(*reduce_all("add", *a)->as<double>()));
  EXPECT_TRUE(std::signbit(*reduce_all("add", *a, {.no_initial = true})->as<double>()));
}

TEST(ReduceRules, KeepdimsAndOrderOfAxes) {
  const int64_t shape[] = {2, 3, 4};
  const Ref<Array> a = test::known_numbers(shape, dtype_of<double>());
  const int64_t axes[] = {-1, 0};
  EXPECT_EQ(Dims(reduce(find_ufunc("add"), *a, axes, false)->shape()), (Dims{3}));
  EXPECT_EQ(Dims(reduce(find_ufunc("add"), *a, axes, false, {.keepdims = true})->shape()), (Dims{1, 3, 1}));
  const Ref<Array> same = reduce(find_ufunc("add"), *a, {}, false);
  EXPECT_EQ(test::hash(test::kHashStart, *same), test::hash(test::kHashStart, *a));
}

TEST(ReduceRules, InitialWhereAndOut) {
  const Ref<Array> a = array_of<double>({2, 3}, {1, 2, 3, 4, 5, 6});
  const Ref<Array> mask = array_of<bool8>({3}, {bool8(true), bool8(false), bool8(true)});
  const Ref<Array> start = scalar(100.0);
  EXPECT_EQ(*reduce_all("add", *a, {.initial = start.get(), .where = mask.get()})->as<double>(), 114.0);
  EXPECT_EQ(*reduce_all("maximum", *a, {.initial = start.get(), .where = mask.get()})->as<double>(), 100.0);
  EXPECT_EQ(failure("maximum", *a, {}, {.where = mask.get()}),
            "reduction operation 'maximum' does not have an identity, so to use a where mask one has to specify "
            "'initial'");
  // `out` may be of another dtype, and may overlap the array.
  const int64_t rows[] = {0};
  const Ref<Array> out = zeros(dtype_of<float>(), std::array<int64_t, 1>{3});
  reduce(find_ufunc("add"), *a, rows, false, {.out = out.get()});
  EXPECT_EQ(out->as<float>()[1], 7.0F);
  const Ref<Array> overlapping = view(*a, a->data + 8, std::array<int64_t, 1>{3}, std::array<int64_t, 1>{8});
  reduce(find_ufunc("add"), *a, rows, false, {.out = overlapping.get()});
  EXPECT_EQ(overlapping->as<double>()[0], 5.0);
  EXPECT_EQ(overlapping->as<double>()[2], 9.0);
}

TEST(ReduceRules, NanWinsInMaximumAndLosesInFmax) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> values(1000, -1.0);
  values[777] = nan;
  const Ref<Array> a = array_of<double>({1000}, values);
  EXPECT_TRUE(std::isnan(*reduce_all("maximum", *a)->as<double>()));
  EXPECT_EQ(*reduce_all("fmax", *a)->as<double>(), -1.0);
  EXPECT_EQ(fp_flags(), 0);
  const Ref<Array> all_nan = array_of<double>({100}, std::vector<double>(100, nan));
  EXPECT_TRUE(std::isnan(*reduce_all("fmin", *all_nan)->as<double>()));
}

TEST(ReduceRules, ZerosAreOrderedWhereverTheyStand) {
  for (const size_t place : {size_t{0}, size_t{5}, size_t{99}}) {
    std::vector<double> values(100, -0.0);
    values[place] = 0.0;
    EXPECT_FALSE(std::signbit(*reduce_all("maximum", *array_of<double>({100}, values))->as<double>()));
    EXPECT_TRUE(std::signbit(*reduce_all("minimum", *array_of<double>({100}, values))->as<double>()));
  }
}

TEST(ReduceRules, OperationsWithoutKernelsGoElementByElement) {
  const Ref<Array> a = array_of<double>({2, 3}, {100, 2, 3, 4, 5, 6});
  const int64_t last[] = {1};
  const Ref<Array> differences = reduce(find_ufunc("subtract"), *a, last, false);
  EXPECT_EQ(differences->as<double>()[0], 95.0);
  EXPECT_EQ(differences->as<double>()[1], -7.0);
  const int64_t first[] = {0};
  EXPECT_EQ(reduce(find_ufunc("divide"), *a, first, false)->as<double>()[0], 25.0);
  EXPECT_EQ(failure("subtract", *a, {}),
            "reduction operation 'subtract' is not reorderable, so at most one axis may be specified");
}

TEST(ReduceRules, Errors) {
  const Ref<Array> a = array_of<double>({2, 3}, {1, 2, 3, 4, 5, 6});
  const int64_t outside[] = {3};
  EXPECT_EQ(failure("add", *a, outside), "add: axis 3 is out of bounds for an array of 2 dimensions");
  const int64_t twice[] = {0, -2};
  EXPECT_NE(failure("add", *a, twice), "");
  EXPECT_NE(failure("negative", *a, {}).find("only supported for binary functions"), std::string::npos);
  const Ref<Array> wrong = zeros(dtype_of<double>(), std::array<int64_t, 1>{2});
  const int64_t first[] = {0};
  EXPECT_NE(failure("add", *a, first, {.out = wrong.get()}).find("argument `out` has shape (2,)"), std::string::npos);
}

TEST(ReduceRules, SwappedAndUnalignedElements) {
  const int64_t shape[] = {20, 1000};
  const Ref<Array> a = test::known_numbers(shape, dtype_of<double>());
  const Ref<Array> swapped = astype(*a, dtype_of(ND_FLOAT64, true));
  const int64_t last[] = {1};
  // A row fits one call of 8192 elements, so that the order of additions is that of the plain array.
  EXPECT_EQ(test::hash(0, *reduce(find_ufunc("add"), *swapped, last, false)),
            test::hash(0, *reduce(find_ufunc("add"), *a, last, false)));
  EXPECT_EQ(*reduce_all("maximum", *swapped)->as<double>(), *reduce_all("maximum", *a)->as<double>());
  EXPECT_TRUE(reduce_all("logical_or", *swapped)->as<bool8>()->value);
}

}  // namespace
}  // namespace nd
