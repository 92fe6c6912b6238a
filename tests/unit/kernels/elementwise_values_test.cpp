// What elementwise loops compute, against a plain statement of each rule, and which floating-point status they raise.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "core/error.hpp"
#include "core/fpstatus.hpp"
#include "kernels/families.hpp"

namespace {

using namespace nd;

const LoopEntry& loop_of(std::string_view name, nd_type_code type, nd_type_code second = -1) {
  static const LoopTable table = [] {
    LoopTable all;
    for (const auto family :
         {register_arithmetic, register_arithmetic_unary, register_bitwise, register_comparison, register_division,
          register_extrema, register_float_division, register_float_parts, register_integer, register_integer_power,
          register_logic, register_predicates, register_rounding})
      family(all);
    return all;
  }();
  for (const LoopEntry& entry : table.entries)
    if (entry.ufunc == name && entry.types[0] == type && (second < 0 || entry.types[1] == second)) return entry;
  throw std::out_of_range(std::string(name));
}

template <class R, class... Ts>
std::vector<R> apply(std::string_view name, const std::vector<Ts>&... inputs) {
  const size_t count = std::max({inputs.size()...});
  std::vector<R> out(count);
  const nd_type_code codes[] = {kCode<Ts>...};
  std::byte* const args[] = {const_cast<std::byte*>(reinterpret_cast<const std::byte*>(inputs.data()))...,
                             reinterpret_cast<std::byte*>(out.data())};
  const int64_t strides[] = {(inputs.size() == 1 ? int64_t{0} : static_cast<int64_t>(sizeof(Ts)))..., sizeof(R)};
  const LoopEntry& entry = loop_of(name, codes[0], sizeof...(Ts) > 1 ? codes[sizeof...(Ts) - 1] : -1);
  clear_fp_flags();
  entry.loop(args, static_cast<int64_t>(count), strides, entry.context);
  return out;
}

template <class T>
std::vector<T> hard_integers() {
  std::vector<T> values = {0, 1, 2, 3, 7, 100, std::numeric_limits<T>::max(), std::numeric_limits<T>::min()};
  for (const T last : {std::numeric_limits<T>::max(), std::numeric_limits<T>::min()})
    for (const T step : {T{1}, T{2}, T{3}}) {
      // Both ends wrap: 64 unsigned bits, so that it is defined.
      values.push_back(static_cast<T>(static_cast<uint64_t>(last) - static_cast<uint64_t>(step)));
      values.push_back(static_cast<T>(static_cast<uint64_t>(last) + static_cast<uint64_t>(step)));
    }
  std::mt19937_64 random(7);
  for (size_t i = 0; i < 40; ++i)
    values.push_back(static_cast<T>(static_cast<T>(random()) >> (random() % (8 * sizeof(T)))));
  return values;
}

__extension__ typedef __int128 Wide;

template <class T>
class IntegerDivision : public testing::Test {};
using Integers = testing::Types<int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t, int64_t, uint64_t>;
TYPED_TEST_SUITE(IntegerDivision, Integers);

TYPED_TEST(IntegerDivision, RoundsDownAndTowardsZeroExactly) {
  using T = TypeParam;
  std::vector<T> a, b;
  for (const T x : hard_integers<T>())
    for (const T y : hard_integers<T>())
      if (y != 0) a.push_back(x), b.push_back(y);
  const auto down = apply<T>("floor_divide", a, b);
  const auto rest = apply<T>("remainder", a, b);
  const auto fmod = apply<T>("fmod", a, b);
  for (size_t i = 0; i < a.size(); ++i) {
    const Wide x = a[i], y = b[i], c_rest = x % y;
    const bool moves = c_rest != 0 && (c_rest < 0) != (y < 0);
    ASSERT_EQ(down[i], static_cast<T>(x / y - (moves ? 1 : 0))) << i;
    ASSERT_EQ(rest[i], static_cast<T>(moves ? c_rest + y : c_rest)) << i;
    ASSERT_EQ(fmod[i], static_cast<T>(c_rest)) << i;
  }
}

TYPED_TEST(IntegerDivision, ByOneDivisorIsTheSame) {
  using T = TypeParam;
  const std::vector<T> a = hard_integers<T>();
  for (const T divisor : hard_integers<T>()) {
    if (divisor == 0) continue;
    EXPECT_EQ(apply<T>("floor_divide", a, std::vector<T>{divisor}),
              apply<T>("floor_divide", a, std::vector<T>(a.size(), divisor)));
  }
}

TYPED_TEST(IntegerDivision, RaisesWhatItMust) {
  using T = TypeParam;
  EXPECT_EQ(apply<T>("floor_divide", std::vector<T>{7, 0}, std::vector<T>{0, 5}), (std::vector<T>{0, 0}));
  EXPECT_EQ(fp_flags(), ND_FP_DIVIDE);
  apply<T>("remainder", std::vector<T>(50, 7), std::vector<T>(50, 5));
  EXPECT_EQ(fp_flags(), 0);
  if constexpr (std::is_signed_v<T>) {
    constexpr T kLeast = std::numeric_limits<T>::min();
    EXPECT_EQ(apply<T>("floor_divide", std::vector<T>{kLeast}, std::vector<T>{-1}), std::vector<T>{kLeast});
    EXPECT_EQ(fp_flags(), ND_FP_OVERFLOW);
    EXPECT_EQ(apply<T>("remainder", std::vector<T>{kLeast}, std::vector<T>{-1}), std::vector<T>{0});
    EXPECT_EQ(fp_flags(), 0);
  }
}

TYPED_TEST(IntegerDivision, IntegersWrap) {
  using T = TypeParam;
  constexpr T kMost = std::numeric_limits<T>::max(), kLeast = std::numeric_limits<T>::min();
  EXPECT_EQ(apply<T>("add", std::vector<T>{kMost}, std::vector<T>{1}), std::vector<T>{kLeast});
  EXPECT_EQ(apply<T>("subtract", std::vector<T>{kLeast}, std::vector<T>{1}), std::vector<T>{kMost});
  EXPECT_EQ(apply<T>("multiply", std::vector<T>{kMost}, std::vector<T>{2}), std::vector<T>{static_cast<T>(-2)});
  EXPECT_EQ(apply<T>("power", std::vector<T>{3, 2, 0}, std::vector<T>{4, 3, 0}), (std::vector<T>{81, 8, 1}));
}

TYPED_TEST(IntegerDivision, ShiftsPastTheWidthPushEveryBitOut) {
  using T = TypeParam;
  constexpr T kWidth = 8 * sizeof(T);
  EXPECT_EQ(apply<T>("left_shift", std::vector<T>{5, 5}, std::vector<T>{kWidth, 1}), (std::vector<T>{0, 10}));
  EXPECT_EQ(apply<T>("right_shift", std::vector<T>{5, 5}, std::vector<T>{kWidth, 1}), (std::vector<T>{0, 2}));
  if constexpr (std::is_signed_v<T>) {
    EXPECT_EQ(apply<T>("right_shift", std::vector<T>{-5, -5}, std::vector<T>{kWidth, -1}), (std::vector<T>{-1, -1}));
    EXPECT_EQ(apply<T>("left_shift", std::vector<T>{-5}, std::vector<T>{-1}), std::vector<T>{0});
  }
}

TEST(IntegerPower, RefusesNegativeExponents) {
  const std::vector<int32_t> two = {2, 2}, exponents = {3, -1};
  try {
    apply<int32_t>("power", two, exponents);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), ND_VALUE_ERROR);
    EXPECT_STREQ(error.what(), "power: argument `x2` holds -1: integers to negative integer powers are not allowed");
  }
}

// NaN is an ordinary value to comparisons and extrema: they raise nothing.
TEST(FloatStatus, NaNIsQuiet) {
  const std::vector<double> a(37, NAN), b(37, 1.0);
  for (const char* name : {"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"}) {
    const auto result = apply<bool8>(name, a, b);
    EXPECT_EQ(static_cast<bool>(result[36]), std::string_view(name) == "not_equal") << name;
    EXPECT_EQ(fp_flags(), 0) << name;
  }
  for (const char* name : {"minimum", "maximum", "fmin", "fmax"}) {
    EXPECT_EQ(std::isnan(apply<double>(name, b, a)[36]), name[0] == 'm') << name;
    EXPECT_EQ(fp_flags(), 0) << name;
  }
  apply<double>("sign", a);
  EXPECT_EQ(fp_flags(), 0);
}

TEST(FloatStatus, DivisionRaisesByElement) {
  const std::vector<double> one = {1.0}, zero = {0.0}, most = {std::numeric_limits<double>::max()};
  EXPECT_EQ(apply<double>("divide", one, zero)[0], INFINITY);
  EXPECT_EQ(fp_flags(), ND_FP_DIVIDE);
  EXPECT_TRUE(std::isnan(apply<double>("divide", zero, zero)[0]));
  EXPECT_EQ(fp_flags(), ND_FP_INVALID);
  apply<double>("multiply", most, most);
  EXPECT_EQ(fp_flags(), ND_FP_OVERFLOW);
  EXPECT_TRUE(std::isnan(apply<double>("sqrt", std::vector<double>{-1.0})[0]));
  EXPECT_EQ(fp_flags(), ND_FP_INVALID);
  EXPECT_TRUE(std::isnan(apply<double>("remainder", one, zero)[0]));
  EXPECT_EQ(fp_flags(), ND_FP_INVALID);
  EXPECT_EQ(apply<double>("floor_divide", one, zero)[0], INFINITY);
  EXPECT_EQ(fp_flags(), ND_FP_DIVIDE);
}

TEST(FloatStatus, HalvesOverflowAtTheirOwnLimit) {
  const std::vector<float16> big(9, float16(60000.0F));
  EXPECT_EQ(apply<float16>("add", big, big)[8].bits, 0x7c00);
  EXPECT_EQ(fp_flags(), ND_FP_OVERFLOW);
  const std::vector<bfloat16> most(9, bfloat16(3.3e38F));
  EXPECT_EQ(apply<bfloat16>("add", most, most)[8].bits, 0x7f80);
  EXPECT_EQ(fp_flags(), ND_FP_OVERFLOW);
}

TEST(Comparison, Int64AndUint64CompareByValue) {
  const std::vector<int64_t> a = {-1, 5, std::numeric_limits<int64_t>::max()};
  const std::vector<uint64_t> b = {std::numeric_limits<uint64_t>::max(), 5, 1};
  const auto less = apply<bool8>("less", a, b), equal = apply<bool8>("equal", b, a),
             more = apply<bool8>("greater", b, a);
  EXPECT_EQ(less, (std::vector{bool8(true), bool8(false), bool8(false)}));
  EXPECT_EQ(equal, (std::vector{bool8(false), bool8(true), bool8(false)}));
  EXPECT_EQ(more, (std::vector{bool8(true), bool8(false), bool8(false)}));
}

// |z| in double against the sum of squares in long double, over the whole range of exponents.
TEST(Complex, ModulusIsWithinOneUlp) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> part(-2, 2);
  for (int power = -1060; power < 1020; power += 7) {
    const complex128 z{std::ldexp(part(random), power), std::ldexp(part(random), power - power % 5)};
    const auto exact = std::sqrt(static_cast<long double>(z.re) * z.re + static_cast<long double>(z.im) * z.im);
    const double size = apply<double>("absolute", std::vector<complex128>{z})[0];
    if (std::isinf(static_cast<double>(exact))) continue;
    const double ulp = std::nextafter(size, INFINITY) - size;
    EXPECT_LE(std::fabs(static_cast<double>(exact - size)), ulp) << power;
  }
}

}  // namespace
