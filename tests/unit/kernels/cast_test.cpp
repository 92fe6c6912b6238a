// Casts: values chosen by hand for the rules, and every pair of dtypes on strided and contiguous data alike.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/fpstatus.hpp"
#include "dtype/elements.hpp"
#include "kernels/memory_kernels.hpp"

namespace {

using nd::bfloat16;
using nd::bool8;
using nd::complex128;
using nd::float16;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Casts `from`, repeated so that vector and tail loops both see it, and checks that all copies agree.
template <class To, class From>
To cast(From from) {
  constexpr int64_t n = 37;
  std::vector<From> source(n, from);
  std::vector<To> target(n), strided(2 * n);
  const auto loop = nd::kernels::cast_loop(nd::kCode<From>, nd::kCode<To>);
  const auto* in = reinterpret_cast<const std::byte*>(source.data());
  loop(in, sizeof(From), reinterpret_cast<std::byte*>(target.data()), sizeof(To), n);
  loop(in, 0, reinterpret_cast<std::byte*>(strided.data()), 2 * sizeof(To), n);
  for (size_t i = 0; i < n; ++i) {
    EXPECT_EQ(std::memcmp(&target[i], &target[0], sizeof(To)), 0) << "element " << i;
    EXPECT_EQ(std::memcmp(&strided[2 * i], &target[0], sizeof(To)), 0) << "strided element " << i;
  }
  return target[0];
}

TEST(Cast, FloatToSmallIntegerKeepsTheLowBitsOfInt32) {
  EXPECT_EQ(cast<int8_t>(300.5), 44);
  EXPECT_EQ(cast<int8_t>(-129.0), 127);
  EXPECT_EQ(cast<uint8_t>(-1.5), 255);
  EXPECT_EQ(cast<uint8_t>(4294967303.0), 0);  // past int32: the lowest one, whose low bits are 0
  EXPECT_EQ(cast<int16_t>(70000.0), 4464);
  EXPECT_EQ(cast<uint16_t>(-300.5), 65236);
  EXPECT_EQ(cast<int8_t>(kNan), 0);
  EXPECT_EQ(cast<uint16_t>(kInf), 0);
}

TEST(Cast, FloatToWideInteger) {
  EXPECT_EQ(cast<int32_t>(kNan), INT32_MIN);
  EXPECT_EQ(cast<int32_t>(2147483648.0), INT32_MIN);
  EXPECT_EQ(cast<int32_t>(-2.9F), -2);
  EXPECT_EQ(cast<int64_t>(kInf), INT64_MIN);
  EXPECT_EQ(cast<int64_t>(-1e30), INT64_MIN);
  EXPECT_EQ(cast<int64_t>(9007199254740994.0), 9007199254740994);
  EXPECT_EQ(cast<uint32_t>(-1.0), 4294967295U);
  EXPECT_EQ(cast<uint32_t>(3e9F), 3000000000U);
  EXPECT_EQ(cast<uint32_t>(4294967303.0), 7U);
  EXPECT_EQ(cast<uint64_t>(-5.0), 18446744073709551611U);
  EXPECT_EQ(cast<uint64_t>(0x1p63), uint64_t{1} << 63);
  EXPECT_EQ(cast<uint64_t>(0x1.8p63F), uint64_t{3} << 62);
  EXPECT_EQ(cast<uint64_t>(kNan), uint64_t{1} << 63);
  EXPECT_EQ(cast<uint64_t>(kInf), 0U);
  EXPECT_EQ(cast<uint64_t>(-kInf), uint64_t{1} << 63);
}

TEST(Cast, DoubleToFloat16RoundsOnce) {
  EXPECT_EQ(cast<float16>(1 + 0x1p-11 + 0x1p-40).bits, 0x3C01);  // through float it would be a tie, to 1
  EXPECT_EQ(cast<float16>(1 + 0x1p-11).bits, 0x3C00);
  EXPECT_EQ(cast<float16>(65519.999999999993).bits, 0x7BFF);
  EXPECT_EQ(cast<float16>(65520.0).bits, 0x7C00);
  EXPECT_EQ(cast<float16>(0x1p-25).bits, 0x0000);
  EXPECT_EQ(cast<float16>(0x1p-25 * (1 + 0x1p-40)).bits, 0x0001);
  EXPECT_EQ(cast<float16>(-1e300).bits, 0xFC00);
  EXPECT_EQ(cast<float16>(-kInf).bits, 0xFC00);
  EXPECT_EQ(cast<float16>(1e-300).bits, 0x0000);
  EXPECT_EQ(cast<float16>(kNan).bits & 0x7FFF, 0x7E00);
}

TEST(Cast, ToBfloat16GoesThroughFloat) {
  EXPECT_EQ(cast<bfloat16>(1 + 0x1p-8 + 0x1p-40).bits, 0x3F80);
  EXPECT_EQ(cast<bfloat16>(int64_t{(1LL << 40) + (1LL << 32) + 1}).bits, 0x5380);
  EXPECT_EQ(cast<bfloat16>(kNan).bits, 0x7FC0);
}

TEST(Cast, ComplexAndBool) {
  EXPECT_EQ(cast<double>(complex128{1.5, 2}), 1.5);
  EXPECT_EQ(cast<int32_t>(complex128{-3.7, 2}), -3);
  EXPECT_TRUE(static_cast<bool>(cast<bool8>(complex128{0, 1})));
  EXPECT_FALSE(static_cast<bool>(cast<bool8>(complex128{0, -0.0})));
  EXPECT_TRUE(static_cast<bool>(cast<bool8>(kNan)));
  EXPECT_TRUE(static_cast<bool>(cast<bool8>(0.25)));
  EXPECT_TRUE(static_cast<bool>(cast<bool8>(int32_t{256})));
  bool8 odd;
  odd.value = 7;
  EXPECT_EQ(cast<int32_t>(odd), 1);
  EXPECT_EQ(cast<complex128>(odd).re, 1);
  EXPECT_EQ(cast<complex128>(odd).im, 0);
}

TEST(Cast, RaisesFlagsOnlyWhereNumPyWarns) {
  const auto flags_of = [](auto from, auto to) {
    nd::clear_fp_flags();
    cast<decltype(to)>(from);
    return nd::fp_flags() & (ND_FP_INVALID | ND_FP_OVERFLOW);
  };
  EXPECT_EQ(flags_of(kNan, int32_t{}), ND_FP_INVALID);
  EXPECT_EQ(flags_of(kNan, uint64_t{}), ND_FP_INVALID);
  EXPECT_EQ(flags_of(-5000.0, uint64_t{}), 0);
  EXPECT_EQ(flags_of(-3e9, uint32_t{}), 0);
  EXPECT_EQ(flags_of(300.0, int8_t{}), 0);
  EXPECT_EQ(flags_of(1e300, float{}), ND_FP_OVERFLOW);
  EXPECT_EQ(flags_of(1e300, float16{}), ND_FP_OVERFLOW);
  EXPECT_EQ(flags_of(1e30F, float16{}), ND_FP_OVERFLOW);
  EXPECT_EQ(flags_of(int32_t{70000}, float16{}), ND_FP_OVERFLOW);
  EXPECT_EQ(flags_of(kInf, float16{}), 0);
  EXPECT_EQ(flags_of(-std::numeric_limits<float>::infinity(), float16{}), 0);
  EXPECT_EQ(flags_of(kNan, float16{}), 0);
  EXPECT_EQ(flags_of(std::numeric_limits<float>::quiet_NaN(), float16{}), 0);
  EXPECT_EQ(flags_of(kNan, bfloat16{}), 0);
  EXPECT_EQ(flags_of(kNan, float{}), 0);
  EXPECT_EQ(flags_of(kNan, bool8{}), 0);
  nd::clear_fp_flags();
}

// Every pair: values that both can hold come through, forth and back, from unaligned places too.
TEST(Cast, AllPairsKeepSmallValues) {
  nd::for_each_type(nd::AllTypes{}, [](auto from_type) {
    using From = typename decltype(from_type)::type;
    nd::for_each_type(nd::AllTypes{}, [](auto to_type) {
      using To = typename decltype(to_type)::type;
      const auto to_from = nd::kernels::cast_loop(ND_INT32, nd::kCode<From>);
      const auto loop = nd::kernels::cast_loop(nd::kCode<From>, nd::kCode<To>);
      const auto to_int = nd::kernels::cast_loop(nd::kCode<To>, ND_INT32);
      constexpr int64_t n = 101;
      constexpr bool has_bool = nd::kIsBool<From> || nd::kIsBool<To>;
      std::vector<int32_t> values(n), back(n);
      for (size_t i = 0; i < n; ++i) values[i] = static_cast<int32_t>(has_bool ? i % 2 : i);
      std::vector<std::byte> from(n * sizeof(From) + 1), to(2 * n * sizeof(To) + 1);
      to_from(reinterpret_cast<const std::byte*>(values.data()), 4, from.data() + 1, sizeof(From), n);
      for (const int64_t to_stride : {int64_t{sizeof(To)}, int64_t{2 * sizeof(To)}}) {
        loop(from.data() + 1, sizeof(From), to.data() + 1, to_stride, n);
        to_int(to.data() + 1, to_stride, reinterpret_cast<std::byte*>(back.data()), 4, n);
        EXPECT_EQ(back, values) << nd::kCode<From> << " to " << nd::kCode<To>;
      }
    });
  });
}

}  // namespace
