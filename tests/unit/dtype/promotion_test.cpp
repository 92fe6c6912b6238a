// Promotion of every pair of dtypes, casting under every rule, and weak numbers, against tables from NumPy 2.4 and
// ml_dtypes. Where those know no promotion of bfloat16 (wide integers, float16), it follows float16.
#include <gtest/gtest.h>

#include <string_view>

#include "dtype/dtype.hpp"
#include "errors.hpp"

namespace {

using nd::DType;
using nd::dtype_of;
using nd::TypeOperand;
using nd::test::expect_error;

// One letter a dtype, in the order of the codes; E is bfloat16.
constexpr std::string_view kLetters = "?bBhHiIqQeEfdFD";

constexpr std::string_view kPromotions[] = {
    "?bBhHiIqQeEfdFD",  // bool
    "bbhhiiqqdeEfdFD",  // int8
    "BhBhHiIqQeEfdFD",  // uint8
    "hhhhiiqqdf!fdFD",  // int16
    "HiHiHiIqQf!fdFD",  // uint16
    "iiiiiiqqdd!ddDD",  // int32
    "IqIqIqIqQd!ddDD",  // uint32
    "qqqqqqqqdd!ddDD",  // int64
    "QdQdQdQdQd!ddDD",  // uint64
    "eeeffdddde!fdFD",  // float16
    "EEE!!!!!!!EfdFD",  // bfloat16
    "fffffddddfffdFD",  // float32
    "dddddddddddddDD",  // float64
    "FFFFFDDDDFFFDFD",  // complex64
    "DDDDDDDDDDDDDDD",  // complex128
};

// The strictest rule that allows the cast: = equiv, s safe, k same_kind, u unsafe.
constexpr std::string_view kCasts[] = {
    "=ssssssssssssss",  // bool
    "u=usususussssss",  // int8
    "uk=ssssssssssss",  // uint8
    "uku=ususukkssss",  // int16
    "ukkk=sssskkssss",  // uint16
    "ukuku=usukkksks",  // int32
    "ukkkkk=sskkksks",  // uint32
    "ukukuku=ukkksks",  // int64
    "ukkkkkkk=kkksks",  // uint64
    "uuuuuuuuu=kssss",  // float16
    "uuuuuuuuuk=ssss",  // bfloat16; ml_dtypes says unsafe for float16, here both are floats
    "uuuuuuuuukk=sss",  // float32
    "uuuuuuuuukkk=ks",  // float64
    "uuuuuuuuuuuuu=s",  // complex64; ml_dtypes lets a complex number become bfloat16, here no float
    "uuuuuuuuuuuuuk=",  // complex128
};

char letter(const DType* dtype) { return kLetters[static_cast<size_t>(dtype->code)]; }

TEST(Promotion, EveryPair) {
  for (nd_type_code a = 0; a < nd::kTypeCount; ++a) {
    for (nd_type_code b = 0; b < nd::kTypeCount; ++b) {
      char expected = kPromotions[a][static_cast<size_t>(b)];
      if (expected == '!') {
        const nd_type_code other = a == ND_BFLOAT16 ? b : a;
        expected = other == ND_FLOAT16 ? 'f' : kPromotions[ND_FLOAT16][static_cast<size_t>(other)];
      }
      for (const int order : {0, 1, 2, 3}) {
        const DType* const left = dtype_of(a, (order & 1) != 0);
        const DType* const right = dtype_of(b, (order & 2) != 0);
        const DType* const result = nd::promote(left, right);
        EXPECT_EQ(letter(result), expected) << left->name << ' ' << right->name;
        EXPECT_FALSE(result->swapped);
      }
    }
  }
}

TEST(CanCast, EveryPairUnderEveryRule) {
  constexpr std::string_view kRules = "=sku";
  for (nd_type_code a = 0; a < nd::kTypeCount; ++a) {
    for (nd_type_code b = 0; b < nd::kTypeCount; ++b) {
      const size_t strictest = kRules.find(kCasts[a][static_cast<size_t>(b)]);
      for (size_t rule = 0; rule < 4; ++rule) {
        const auto casting = static_cast<int32_t>(ND_CASTING_EQUIV + rule);
        for (const bool swapped : {false, true}) {
          EXPECT_EQ(nd::can_cast(dtype_of(a), dtype_of(b, swapped), casting), rule >= strictest)
              << dtype_of(a)->name << " to " << dtype_of(b)->name << ' ' << nd::casting_name(casting);
        }
      }
      EXPECT_EQ(nd::can_cast(dtype_of(a), dtype_of(b), ND_CASTING_NO), a == b);
      const bool one_byte = dtype_of(b)->itemsize == 1;
      EXPECT_EQ(nd::can_cast(dtype_of(a), dtype_of(b, true), ND_CASTING_NO), a == b && one_byte);
    }
  }
  EXPECT_STREQ(nd::casting_name(ND_CASTING_SAME_KIND), "same_kind");
  expect_error(ND_VALUE_ERROR, "casting: 9 is no casting rule", [] { nd::casting_name(9); });
  expect_error(ND_VALUE_ERROR, "casting: -1 is no casting rule",
               [] { nd::can_cast(dtype_of<float>(), dtype_of<float>(), -1); });
}

// What each dtype becomes beside a Python int, float and complex.
TEST(ResultType, WeakNumbersAdaptToTheOthers) {
  constexpr std::string_view kBeside[] = {"qbBhHiIqQeEfdFD",
                                          "ddddddddd"
                                          "eEfdFD",
                                          "DDDDDDDDD"
                                          "FFFDFD"};
  const TypeOperand weak[] = {{dtype_of<int64_t>(), ND_WEAK_INT},
                              {dtype_of<double>(), ND_WEAK_FLOAT},
                              {dtype_of<nd::complex128>(), ND_WEAK_COMPLEX}};
  for (size_t kind = 0; kind < 3; ++kind) {
    for (nd_type_code code = 0; code < nd::kTypeCount; ++code) {
      for (const bool swapped : {false, true}) {
        const TypeOperand operands[] = {{dtype_of(code, swapped)}, weak[kind]};
        const TypeOperand reversed[] = {weak[kind], {dtype_of(code, swapped)}};
        EXPECT_EQ(letter(nd::result_type(operands)), kBeside[kind][static_cast<size_t>(code)]) << kind << ' ' << code;
        EXPECT_EQ(nd::result_type(operands), nd::result_type(reversed));
      }
    }
  }
}

TEST(ResultType, SeveralOperands) {
  const TypeOperand integers{dtype_of<int64_t>(), ND_WEAK_INT}, floats{dtype_of<double>(), ND_WEAK_FLOAT};
  const auto of = [](std::initializer_list<TypeOperand> operands) {
    return letter(nd::result_type(std::span(operands.begin(), operands.size())));
  };
  EXPECT_EQ(of({integers}), 'q');
  EXPECT_EQ(of({integers, floats}), 'd');
  EXPECT_EQ(of({{dtype_of<uint64_t>(), ND_WEAK_INT}}), 'Q');
  EXPECT_EQ(of({{dtype_of<uint64_t>(), ND_WEAK_INT}, floats}), 'd');
  // All strong ones first: a half between two weak floats stays.
  EXPECT_EQ(of({floats, {dtype_of<int8_t>()}, {dtype_of<nd::float16>()}, integers}), 'e');
  // The most general one meets each of the others, in whatever order they come.
  EXPECT_EQ(of({{dtype_of<int8_t>()}, {dtype_of<uint8_t>()}, {dtype_of<nd::float16>()}}), 'e');
  EXPECT_EQ(of({{dtype_of<float>()}, {dtype_of<int8_t>()}, {dtype_of<uint16_t>()}}), 'f');
  EXPECT_EQ(of({{dtype_of(ND_INT32, true)}}), 'i');
  expect_error(ND_VALUE_ERROR, "result_type: at least one dtype is needed", [] { nd::result_type({}); });
}

TEST(CanCast, WeakNumbersByKind) {
  const TypeOperand integer{dtype_of<int64_t>(), ND_WEAK_INT}, complex{dtype_of<nd::complex128>(), ND_WEAK_COMPLEX};
  EXPECT_TRUE(nd::can_cast(integer, dtype_of<int8_t>(), ND_CASTING_SAFE));
  EXPECT_TRUE(nd::can_cast(integer, dtype_of<nd::float16>(), ND_CASTING_SAME_KIND));
  EXPECT_FALSE(nd::can_cast(integer, dtype_of<nd::bool8>(), ND_CASTING_SAME_KIND));
  EXPECT_TRUE(nd::can_cast(integer, dtype_of<nd::bool8>(), ND_CASTING_UNSAFE));
  EXPECT_FALSE(nd::can_cast(complex, dtype_of<double>(), ND_CASTING_SAME_KIND));
}

}  // namespace
