// repr and str of arrays and of numbers, character by character NumPy 2.4's: dtypes, layouts, widths, line breaks,
// summaries and every print option.
#include <gtest/gtest.h>

#include <limits>

#include "array/creation.hpp"
#include "elements.hpp"
#include "errors.hpp"
#include "text/text.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::FloatMode;
using nd::PrintOptions;
using nd::Ref;
using nd::test::array_of;
using nd::test::blank;
using nd::test::expect_error;
using nd::test::kLayouts;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Case {
  nd_type_code code;
  Dims shape;
  std::vector<nd::complex128> numbers;
  const char* repr;
};
const std::vector<Case> kCases{
    {ND_FLOAT64, {3}, {{1.0, 0}, {2.5, 0}, {-3.0, 0}}, "array([ 1. ,  2.5, -3. ])"},
    {ND_FLOAT64, {4}, {{kNan, 0}, {kInf, 0}, {-kInf, 0}, {0.0, 0}}, "array([ nan,  inf, -inf,   0.])"},
    {ND_FLOAT64, {2}, {{1e-05, 0}, {1.0, 0}}, "array([1.e-05, 1.e+00])"},
    {ND_FLOAT64, {2}, {{1e+16, 0}, {1.0, 0}}, "array([1.e+16, 1.e+00])"},
    {ND_FLOAT64,
     {3},
     {{0.1, 0}, {0.3333333333333333, 0}, {0.6666666666666666, 0}},
     "array([0.1       , 0.33333333, 0.66666667])"},
    {ND_FLOAT64, {2}, {{-0.0, 0}, {0.0, 0}}, "array([-0.,  0.])"},
    {ND_FLOAT64, {2}, {{1e+300, 0}, {1e-300, 0}}, "array([1.e+300, 1.e-300])"},
    {ND_FLOAT64, {}, {{1.5, 0}}, "array(1.5)"},
    {ND_FLOAT64, {0}, {}, "array([], dtype=float64)"},
    {ND_FLOAT64, {2, 0}, {}, "array([], shape=(2, 0), dtype=float64)"},
    {ND_FLOAT64, {2, 2}, {{1.0, 0}, {2.0, 0}, {3.0, 0}, {4.0, 0}}, "array([[1., 2.],\n       [3., 4.]])"},
    {ND_FLOAT32,
     {2},
     {{0.10000000149011612, 0}, {16777216.0, 0}},
     "array([1.0000000e-01, 1.6777216e+07], dtype=float32)"},
    {ND_FLOAT16,
     {3},
     {{0.0999755859375, 0}, {65504.0, 0}, {1.0, 0}},
     "array([1.00e-01, 6.55e+04, 1.00e+00], dtype=float16)"},
    {ND_INT8, {3}, {{-128.0, 0}, {0.0, 0}, {127.0, 0}}, "array([-128,    0,  127], dtype=int8)"},
    {ND_INT64, {2, 2}, {{1.0, 0}, {-200.0, 0}, {3.0, 0}, {4.0, 0}}, "array([[   1, -200],\n       [   3,    4]])"},
    {ND_BOOL, {3}, {{1.0, 0}, {0.0, 0}, {1.0, 0}}, "array([ True, False,  True])"},
    {ND_COMPLEX128, {2}, {{1.0, 2.0}, {-0.5, -10000000000.0}}, "array([ 1. +2.e+00j, -0.5-1.e+10j])"},
    {ND_COMPLEX64, {2}, {{kNan, 1.0}, {0.0, -kInf}}, "array([nan +1.j,  0.-infj], dtype=complex64)"},
    {ND_INT64,
     {2, 2, 2},
     {{0.0, 0}, {1.0, 0}, {2.0, 0}, {3.0, 0}, {4.0, 0}, {5.0, 0}, {6.0, 0}, {7.0, 0}},
     "array([[[0, 1],\n        [2, 3]],\n\n       [[4, 5],\n        [6, 7]]])"},
    {ND_INT32, {1, 1, 2}, {{5.0, 0}, {6.0, 0}}, "array([[[5, 6]]], dtype=int32)"},
};

Ref<Array> array_of_case(const Case& one, const std::string& layout) {
  const Ref<Array> result = blank(nd::dtype_of(one.code), one.shape, layout);
  nd::assign(*result, *array_of(one.numbers, one.shape));
  return result;
}

TEST(ArrayRepr, EveryKindOfNumber) {
  for (const Case& one : kCases) {
    for (const std::string& layout : kLayouts) {
      if (layout == "swapped") continue;  // below: the dtype says so
      EXPECT_EQ(nd::array_repr(*array_of_case(one, layout), {}, "array"), one.repr) << layout;
    }
  }
  EXPECT_EQ(nd::array_repr(*array_of(std::vector<uint64_t>{UINT64_MAX}), {}, "array"),
            "array([18446744073709551615], dtype=uint64)");
  EXPECT_EQ(nd::array_repr(*array_of(std::vector<int16_t>{1, 2}, Dims{2}, "swapped"), {}, "array"),
            "array([1, 2], dtype='>i2')");
  EXPECT_EQ(nd::array_repr(*nd::scalar(nd::bfloat16(1.5F)), {}, "array"), "array(1.5, dtype=bfloat16)");
}

Ref<Array> counting(int64_t n) { return nd::arange(*nd::scalar(int64_t{0}), *nd::scalar(n), *nd::scalar(int64_t{1})); }

TEST(ArrayRepr, SummarisesLongArraysAndBreaksLines) {
  const Ref<Array> line = nd::astype(*counting(2000), nd::dtype_of<double>());
  EXPECT_EQ(nd::array_repr(*line, {}, "array"),
            "array([0.000e+00, 1.000e+00, 2.000e+00, ..., 1.997e+03, 1.998e+03,\n       1.999e+03], shape=(2000,))");
  EXPECT_EQ(nd::array_text(*line, {}, " ", 0, 0), "[0.000e+00 1.000e+00 2.000e+00 ... 1.997e+03 1.998e+03 1.999e+03]");
  const Ref<Array> flat = counting(10000);
  EXPECT_EQ(nd::array_repr(*nd::view(*flat, flat->data, Dims{100, 100}, Dims{800, 8}), {}, "array"),
            "array([[   0,    1,    2, ...,   97,   98,   99],\n       [ 100,  101,  102, ...,  197,  198,  199],\n"
            "       [ 200,  201,  202, ...,  297,  298,  299],\n       ...,\n"
            "       [9700, 9701, 9702, ..., 9797, 9798, 9799],\n       [9800, 9801, 9802, ..., 9897, 9898, 9899],\n"
            "       [9900, 9901, 9902, ..., 9997, 9998, 9999]], shape=(100, 100))");
  EXPECT_EQ(nd::array_text(*counting(30), {}, " ", 0, 0),
            "[ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23\n 24 25 26 27 28 29]");
}

TEST(ArrayText, FloatOptions) {
  const Ref<Array> a = array_of(std::vector<double>{1.0 / 3, 1e-10, 123.456});
  const struct {
    PrintOptions options;
    const char* text;
  } cases[] = {
      {{}, "[3.33333333e-01 1.00000000e-10 1.23456000e+02]"},
      {{.precision = 3}, "[3.333e-01 1.000e-10 1.235e+02]"},
      {{.suppress = true}, "[  0.33333333   0.         123.456     ]"},
      {{.precision = 3, .suppress = true}, "[  0.333   0.    123.456]"},
      {{.precision = 0, .suppress = true}, "[  0.   0. 123.]"},
      {{.precision = 2, .floatmode = FloatMode::fixed}, "[3.33e-01 1.00e-10 1.23e+02]"},
      {{.floatmode = FloatMode::unique}, "[3.333333333333333e-01 1.000000000000000e-10 1.234560000000000e+02]"},
      {{.precision = 4, .floatmode = FloatMode::maxprec_equal}, "[3.3333e-01 1.0000e-10 1.2346e+02]"},
      {{.sign = '+'}, "[+3.33333333e-01 +1.00000000e-10 +1.23456000e+02]"},
      {{.sign = ' '}, "[ 3.33333333e-01  1.00000000e-10  1.23456000e+02]"},
  };
  for (const auto& one : cases) EXPECT_EQ(nd::array_text(*a, one.options, " ", 0, 0), one.text);
  const Ref<Array> special = array_of(std::vector<double>{kNan, kInf, -kInf});
  EXPECT_EQ(nd::array_text(*special, {.nanstr = "--", .infstr = "oo"}, " ", 0, 0), "[ --  oo -oo]");
}

TEST(ArrayText, LayoutOptions) {
  const Ref<Array> flat = counting(12);
  const Ref<Array> a = nd::view(*flat, flat->data, Dims{3, 4}, Dims{32, 8});
  const struct {
    PrintOptions options;
    const char *text, *repr;
  } cases[] = {
      {{.threshold = 5, .edgeitems = 1},
       "[[ 0 ...  3]\n ...\n [ 8 ... 11]]",
       "array([[ 0, ...,  3],\n       ...,\n       [ 8, ..., 11]], shape=(3, 4))"},
      {{.threshold = 0, .edgeitems = 2},
       "[[ 0  1  2  3]\n [ 4  5  6  7]\n [ 8  9 10 11]]",
       "array([[ 0,  1,  2,  3],\n       [ 4,  5,  6,  7],\n       [ 8,  9, 10, 11]], shape=(3, 4))"},
      {{.linewidth = 12},
       "[[ 0  1  2\n   3]\n [ 4  5  6\n   7]\n [ 8  9 10\n  11]]",
       "array([[ 0,\n         1,\n         2,\n         3],\n       [ 4,\n         5,\n         6,\n         7],\n"
       "       [ 8,\n         9,\n        10,\n        11]])"},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(nd::array_text(*a, one.options, " ", 0, 0), one.text);
    EXPECT_EQ(nd::array_repr(*a, one.options, "array"), one.repr);
  }
  expect_error(ND_VALUE_ERROR, "array_text: edgeitems must not be negative, not -1",
               [&] { nd::array_text(*a, {.edgeitems = -1}, " ", 0, 0); });
}

TEST(NumberText, ShortestDigitsOfEachDtype) {
  EXPECT_EQ(nd::number_text(*nd::scalar(0.1)), "0.1");
  EXPECT_EQ(nd::number_text(*nd::scalar(-0.0)), "-0.0");
  EXPECT_EQ(nd::number_text(*nd::scalar(1e16)), "1e+16");
  EXPECT_EQ(nd::number_text(*nd::scalar(5e-324)), "5e-324");
  EXPECT_EQ(nd::number_text(*nd::scalar(1e-5)), "1e-05");
  EXPECT_EQ(nd::number_text(*nd::scalar(0.0001)), "0.0001");
  EXPECT_EQ(nd::number_text(*nd::scalar(std::numeric_limits<double>::max())), "1.7976931348623157e+308");
  EXPECT_EQ(nd::number_text(*nd::scalar(0.1F)), "0.1");
  EXPECT_EQ(nd::number_text(*nd::scalar(16777216.0F)), "1.6777216e+07");
  EXPECT_EQ(nd::number_text(*nd::scalar(3e38F)), "3e+38");
  EXPECT_EQ(nd::number_text(*nd::scalar(nd::float16(65504.0F))), "6.55e+04");
  EXPECT_EQ(nd::number_text(*nd::scalar(nd::complex128{kNan, kInf})), "(nan+infj)");
  EXPECT_EQ(nd::number_text(*nd::scalar(nd::complex128{1, 0})), "(1+0j)");
  EXPECT_EQ(nd::number_text(*nd::scalar(int8_t{-128})), "-128");
  EXPECT_EQ(nd::number_text(*nd::scalar(UINT64_MAX)), "18446744073709551615");
  EXPECT_EQ(nd::number_text(*nd::scalar(nd::bool8(true))), "True");
  for (const Dims& shape : {Dims{0}, Dims{1}, Dims{2, 2}}) {
    const Ref<Array> a = nd::zeros(nd::dtype_of<int8_t>(), shape);
    expect_error(ND_VALUE_ERROR, nd::text("number_text: argument `a` must be 0-d, not of shape ", a->shape()),
                 [&] { nd::number_text(*a); });
  }
  expect_error(ND_VALUE_ERROR, "number_text: argument `a` must be 0-d, not of shape (1,)",
               [] { nd::number_text(*array_of(std::vector<double>{1})); });
}

// As many digits as a number has, or a refusal: never gigabytes of zeros.
TEST(ArrayText, ExtremesOfOptions) {
  const Ref<Array> floats = array_of(std::vector<double>{1e-300, 0.5});
  const Ref<Array> halves = array_of(std::vector<nd::float16>{nd::float16(0.1F), nd::float16(2.0F)});
  const Ref<Array> whole = array_of(std::vector<int64_t>{1, -20});
  for (const int64_t huge : {INT64_MAX, INT64_MAX - 1, int64_t{1} << 40, int64_t{1} << 31, int64_t{16385}}) {
    for (const FloatMode mode : {FloatMode::unique, FloatMode::maxprec, FloatMode::maxprec_equal, FloatMode::fixed}) {
      PrintOptions options;
      options.precision = huge;
      options.floatmode = mode;
      EXPECT_EQ(nd::array_text(*whole, options, " ", 0, 0), "[  1 -20]");
      for (const Ref<Array>& a : {floats, halves}) {
        if (mode == FloatMode::fixed) {
          expect_error(
              ND_VALUE_ERROR,
              nd::text("array_text: member `precision` of the options must be at most 16384 for a fixed number of "
                       "digits, not ",
                       huge),
              [&] { nd::array_text(*a, options, " ", 0, 0); });
        } else {
          PrintOptions enough = options;
          enough.precision = 1100;
          EXPECT_EQ(nd::array_text(*a, options, " ", 0, 0), nd::array_text(*a, enough, " ", 0, 0));
        }
      }
    }
  }
  const Ref<Array> line = array_of(std::vector<int64_t>{1, 2, 3, 4});
  for (const int64_t extreme : {INT64_MAX, INT64_MIN, int64_t{-1}}) {
    PrintOptions options;
    options.linewidth = extreme;
    EXPECT_EQ(nd::array_text(*line, options, " ", 0, INT64_MAX).substr(0, 2), "[1");
    options = {};
    options.threshold = extreme;
    EXPECT_EQ(nd::array_text(*line, options, " ", 0, 0), "[1 2 3 4]");
    options.threshold = 0;
    options.edgeitems = extreme;
    if (extreme > 0) EXPECT_EQ(nd::array_text(*line, options, " ", 0, 0), "[1 2 3 4]");
  }
}

}  // namespace
