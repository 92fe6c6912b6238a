// The real transcendental kernels: accuracy against long double, special values, equal bits on every instruction set
// and at every position, and the floating-point status.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "core/cpu.hpp"
#include "core/fpstatus.hpp"
#include "kernels/families.hpp"
#include "kernels/math.hpp"

namespace {

using nd::kernels::binary_kernel;
using nd::kernels::unary_kernel;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kMax = std::numeric_limits<double>::max();
constexpr double kTiny = std::numeric_limits<double>::denorm_min();

template <class T>
using Word = std::conditional_t<sizeof(T) == 8, uint64_t, uint32_t>;

// Bounds in ULP, as docs/accuracy.md publishes them.
struct UnaryCase {
  const char* name;
  long double (*exact)(long double);
  double f64, f32;
};
const UnaryCase kUnary[] = {
    {"exp", std::exp, 0.70, 0.501},       {"exp2", std::exp2, 0.75, 0.501},     {"expm1", std::expm1, 1.25, 0.501},
    {"log", std::log, 0.85, 0.501},       {"log2", std::log2, 0.80, 0.501},     {"log10", std::log10, 0.75, 0.501},
    {"log1p", std::log1p, 0.90, 0.501},   {"sin", std::sin, 0.85, 0.501},       {"cos", std::cos, 0.85, 0.501},
    {"tan", std::tan, 1.00, 0.501},       {"arcsin", std::asin, 1.00, 0.501},   {"arccos", std::acos, 1.00, 0.501},
    {"arctan", std::atan, 0.90, 0.501},   {"cbrt", std::cbrt, 0.90, 0.501},     {"sinh", std::sinh, 1.45, 0.501},
    {"cosh", std::cosh, 1.20, 0.501},     {"tanh", std::tanh, 1.40, 0.501},     {"arcsinh", std::asinh, 1.05, 0.501},
    {"arccosh", std::acosh, 0.95, 0.501}, {"arctanh", std::atanh, 1.60, 0.501},
};
struct BinaryCase {
  const char* name;
  long double (*exact)(long double, long double);
  double f64, f32;
};
const BinaryCase kBinary[] = {
    {"power", std::pow, 0.75, 0.501}, {"arctan2", std::atan2, 1.60, 0.501}, {"hypot", std::hypot, 0.60, 0.501}};
const char* const kTargets[] = {"baseline", "sse4", "avx2", "avx512", "neon"};

template <class T>
std::vector<T> special_values() {
  using Limits = std::numeric_limits<T>;
  std::vector<T> values;
  for (const T value : {T(0),
                        T(1),
                        T(2),
                        T(3),
                        T(0.5),
                        T(0.7),
                        T(1.5707963267948966),
                        T(3.141592653589793),
                        T(709.8),
                        T(710.4),
                        T(745.2),
                        T(88.8),
                        T(89.3),
                        T(104),
                        T(1e5),
                        T(1e22),
                        T(1e-5),
                        T(1e-20),
                        Limits::max(),
                        Limits::min(),
                        Limits::denorm_min(),
                        Limits::infinity(),
                        Limits::quiet_NaN(),
                        Limits::epsilon(),
                        T(1024),
                        T(1074.5)})
    values.insert(values.end(), {value, -value});
  return values;
}

// Special values, any bit patterns, and numbers near 1 and of usual sizes.
template <class T>
std::vector<T> samples(size_t count, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<T> values = special_values<T>();
  std::uniform_real_distribution<double> unit(-1, 1);
  while (values.size() < count) {
    values.push_back(std::bit_cast<T>(static_cast<Word<T>>(random())));
    values.push_back(static_cast<T>(1 + unit(random) * std::exp2(20 * unit(random) - 20)));
    values.push_back(static_cast<T>(unit(random) * std::exp2(15 * unit(random))));
    values.push_back(static_cast<T>(unit(random)));
  }
  values.resize(count);
  return values;
}

template <class T>
auto function_of(const auto& kernel) {
  if constexpr (std::is_same_v<T, float>) {
    return kernel.f32;
  } else {
    return kernel.f64;
  }
}

// The distance in units of the last place of T at `exact`; 0 if both are the same infinity or NaN.
template <class T>
double ulps(T value, long double exact) {
  const T rounded = static_cast<T>(exact);
  if (std::isnan(value) || std::isnan(rounded)) return std::isnan(value) && std::isnan(rounded) ? 0 : kInf;
  if (value == rounded && (!std::isfinite(value) || value == 0)) {
    return std::signbit(value) == std::signbit(rounded) ? 0 : kInf;
  }
  if (!std::isfinite(value) || !std::isfinite(rounded)) return kInf;
  int exponent = std::numeric_limits<T>::min_exponent;
  if (rounded != 0) exponent = std::max(exponent, std::ilogb(rounded) + 1);
  const long double ulp = std::ldexp(1.0L, exponent - std::numeric_limits<T>::digits);
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) / ulp);
}

template <class T>
void check_unary_accuracy(const UnaryCase& c, double bound) {
  const std::vector<T> x = samples<T>(20000, 1);
  std::vector<T> out(x.size());
  function_of<T>(unary_kernel(c.name))(x.data(), out.data(), static_cast<int64_t>(x.size()));
  for (size_t i = 0; i < x.size(); ++i)
    ASSERT_LE(ulps(out[i], c.exact(x[i])), bound) << c.name << '(' << x[i] << ") = " << out[i];
}

template <class T>
void check_binary_accuracy(const BinaryCase& c, double bound) {
  std::vector<T> x = samples<T>(20000, 2), y = samples<T>(20000, 3);
  for (const T a : special_values<T>())
    for (const T b : special_values<T>()) {
      x.push_back(a);
      y.push_back(b);
    }
  std::vector<T> out(x.size());
  function_of<T>(binary_kernel(c.name))(x.data(), y.data(), out.data(), static_cast<int64_t>(x.size()));
  for (size_t i = 0; i < x.size(); ++i) {
    const long double exact = c.exact(x[i], y[i]);
    // Subnormal results may be rounded twice.
    const bool subnormal = std::fabs(exact) < static_cast<long double>(std::numeric_limits<T>::min());
    ASSERT_LE(ulps(out[i], exact), subnormal ? bound + 1 : bound)
        << c.name << '(' << x[i] << ", " << y[i] << ") = " << out[i];
  }
}

// Only where long double has more bits than double is it a reference.
#if __LDBL_MANT_DIG__ > 60
TEST(Math, UnaryFunctionsKeepTheirPublishedBounds) {
  for (const UnaryCase& c : kUnary) {
    check_unary_accuracy<double>(c, c.f64);
    check_unary_accuracy<float>(c, c.f32);
  }
}

TEST(Math, BinaryFunctionsKeepTheirPublishedBounds) {
  for (const BinaryCase& c : kBinary) {
    check_binary_accuracy<double>(c, c.f64);
    check_binary_accuracy<float>(c, c.f32);
  }
}
#endif

template <class T>
std::vector<T> run_all_functions(int64_t n) {
  const std::vector<T> x = samples<T>(static_cast<size_t>(n), 4), y = samples<T>(static_cast<size_t>(n), 5);
  std::vector<T> all;
  std::vector<T> out(x.size());
  for (const UnaryCase& c : kUnary) {
    function_of<T>(unary_kernel(c.name))(x.data(), out.data(), n);
    all.insert(all.end(), out.begin(), out.end());
  }
  for (const char* name : {"power", "arctan2", "hypot", "logaddexp", "logaddexp2"}) {
    function_of<T>(binary_kernel(name))(x.data(), y.data(), out.data(), n);
    all.insert(all.end(), out.begin(), out.end());
  }
  return all;
}

template <class T>
void check_equal_bits() {
  constexpr int64_t n = 20003;
  nd::limit_simd("");
  const std::vector<T> best = run_all_functions<T>(n);
  for (const char* target : kTargets) {
    if (!nd::limit_simd(target)) continue;
    const std::vector<T> other = run_all_functions<T>(n);
    for (size_t i = 0; i < best.size(); ++i)
      ASSERT_EQ(std::bit_cast<Word<T>>(best[i]), std::bit_cast<Word<T>>(other[i]))
          << target << ", function " << i / n << ", element " << i % n << ": " << best[i] << " and " << other[i];
  }
  nd::limit_simd("");
}

TEST(Math, EveryInstructionSetGivesTheSameBits) {
  check_equal_bits<double>();
  check_equal_bits<float>();
}

TEST(Math, BitsDoNotDependOnPositionOrNeighbours) {
  const std::vector<double> x = samples<double>(997, 6);
  std::vector<double> together(x.size()), alone(x.size());
  for (const UnaryCase& c : kUnary) {
    const auto function = unary_kernel(c.name).f64;
    function(x.data(), together.data(), static_cast<int64_t>(x.size()));
    for (size_t i = 0; i < x.size(); ++i) function(&x[i], &alone[i], 1);
    EXPECT_EQ(std::memcmp(together.data(), alone.data(), x.size() * sizeof(double)), 0) << c.name;
  }
}

TEST(Math, FunctionsWorkInPlace) {
  std::vector<float> x = samples<float>(101, 7), out(x.size());
  unary_kernel("exp").f32(x.data(), out.data(), 101);
  unary_kernel("exp").f32(x.data(), x.data(), 101);
  EXPECT_EQ(std::memcmp(x.data(), out.data(), x.size() * sizeof(float)), 0);
}

int32_t status_of(const char* name, double x) {
  std::vector<double> in(19, 0.5), out(19);  // harmless for every function but arccosh
  if (std::string_view(name) == "arccosh") in.assign(19, 1.5);
  in[11] = x;
  return unary_kernel(name).f64(in.data(), out.data(), 19);
}

int32_t status_of(const char* name, double x, double y) {
  std::vector<double> out(1);
  return binary_kernel(name).f64(&x, &y, out.data(), 1);
}

TEST(Math, StatusOfUnaryFunctions) {
  EXPECT_EQ(status_of("exp", 1), 0);
  EXPECT_EQ(status_of("exp", 710), ND_FP_OVERFLOW);
  EXPECT_EQ(status_of("exp", -750), ND_FP_UNDERFLOW);
  EXPECT_EQ(status_of("exp", kInf), 0);
  EXPECT_EQ(status_of("exp", -kInf), 0);
  EXPECT_EQ(status_of("exp", kNan), 0);
  EXPECT_EQ(status_of("exp2", 1024), ND_FP_OVERFLOW);
  EXPECT_EQ(status_of("expm1", 800), ND_FP_OVERFLOW);
  for (const char* name : {"log", "log2", "log10"}) {
    EXPECT_EQ(status_of(name, 0), ND_FP_DIVIDE) << name;
    EXPECT_EQ(status_of(name, -0.0), ND_FP_DIVIDE) << name;
    EXPECT_EQ(status_of(name, -1), ND_FP_INVALID) << name;
    EXPECT_EQ(status_of(name, -kInf), ND_FP_INVALID) << name;
    EXPECT_EQ(status_of(name, kInf), 0) << name;
    EXPECT_EQ(status_of(name, kTiny), 0) << name;
  }
  EXPECT_EQ(status_of("log1p", -1), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("log1p", -2), ND_FP_INVALID);
  for (const char* name : {"sin", "cos", "tan"}) EXPECT_EQ(status_of(name, kInf), ND_FP_INVALID) << name;
  EXPECT_EQ(status_of("sin", 1e300), 0);
  EXPECT_EQ(status_of("arcsin", 1.5), ND_FP_INVALID);
  EXPECT_EQ(status_of("arccos", -1.5), ND_FP_INVALID);
  EXPECT_EQ(status_of("arctanh", 1), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("arctanh", -1), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("arctanh", 2), ND_FP_INVALID);
  EXPECT_EQ(status_of("arccosh", 0.5), ND_FP_INVALID);
  EXPECT_EQ(status_of("sinh", 711), ND_FP_OVERFLOW);
  EXPECT_EQ(status_of("cosh", -711), ND_FP_OVERFLOW);
  EXPECT_EQ(status_of("tanh", kInf), 0);
}

TEST(Math, StatusOfBinaryFunctions) {
  EXPECT_EQ(status_of("power", 0, -1), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("power", -0.0, -3), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("power", -8, 1.0 / 3), ND_FP_INVALID);
  EXPECT_EQ(status_of("power", 10, 400), ND_FP_OVERFLOW);
  EXPECT_EQ(status_of("power", 10, -400), ND_FP_UNDERFLOW);
  EXPECT_EQ(status_of("power", kNan, 0), 0);
  EXPECT_EQ(status_of("power", 0, 2), 0);
  EXPECT_EQ(status_of("power", kInf, -1), 0);
  EXPECT_EQ(status_of("hypot", kMax, kMax), ND_FP_OVERFLOW);
  EXPECT_EQ(status_of("hypot", kInf, kNan), 0);
  EXPECT_EQ(status_of("arctan2", 0, 0), 0);
  EXPECT_EQ(status_of("logaddexp", -kInf, -kInf), 0);
  EXPECT_EQ(status_of("logaddexp", kInf, -kInf), 0);
}

TEST(Math, ExactWhereAUserExpectsIt) {
  std::vector<double> x(40), out(40);
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i) - 20;
  unary_kernel("exp2").f64(x.data(), out.data(), 40);
  for (size_t i = 0; i < x.size(); ++i) EXPECT_EQ(out[i], std::ldexp(1.0, static_cast<int>(x[i])));
  unary_kernel("log2").f64(out.data(), out.data(), 40);
  EXPECT_EQ(out, x);
  for (size_t i = 0; i < 23; ++i) x[i] = std::stod("1e" + std::to_string(i));
  unary_kernel("log10").f64(x.data(), out.data(), 23);
  for (size_t i = 0; i < 23; ++i) EXPECT_EQ(out[i], static_cast<double>(i));
  for (size_t i = 0; i < 40; ++i) x[i] = static_cast<double>(i * i * i);
  unary_kernel("cbrt").f64(x.data(), out.data(), 40);
  for (size_t i = 0; i < 40; ++i) EXPECT_EQ(out[i], static_cast<double>(i));
}

TEST(Math, PowerReachesTheLargestNumbers) {
  const double x[] = {kMax, -kMax, 2, 1.7976931347e308, std::sqrt(kMax)};
  const double y[] = {1, 1, 1023.9999999999, 1, 2};
  double out[5];
  EXPECT_EQ(binary_kernel("power").f64(x, y, out, 5), 0);
  EXPECT_EQ(out[0], kMax);
  EXPECT_EQ(out[1], -kMax);
  EXPECT_NEAR(out[2] / std::ldexp(1.0, 1023), std::exp2(0.9999999999), 1e-12);
  EXPECT_EQ(out[3], x[3]);
  EXPECT_NEAR(out[4] / kMax, 1, 1e-15);
}

TEST(Math, LogAddExp) {
  const double x[] = {-kInf, kInf, kInf, 0, 1000, -1000, kNan, 3};
  const double y[] = {-kInf, -kInf, kInf, 0, 1000.5, -1000.5, 1, kInf};
  double out[8];
  binary_kernel("logaddexp").f64(x, y, out, 8);
  EXPECT_EQ(out[0], -kInf);
  EXPECT_EQ(out[1], kInf);
  EXPECT_EQ(out[2], kInf);
  EXPECT_EQ(out[3], std::log(2.0));
  EXPECT_DOUBLE_EQ(out[4], 1000.5 + std::log1p(std::exp(-0.5)));
  EXPECT_DOUBLE_EQ(out[5], -1000 + std::log1p(std::exp(-0.5)));
  EXPECT_TRUE(std::isnan(out[6]));
  EXPECT_EQ(out[7], kInf);
  binary_kernel("logaddexp2").f64(x, y, out, 8);
  EXPECT_EQ(out[3], 1);
}

const nd::LoopEntry& loop_of(const nd::LoopTable& table, std::string_view name, nd_type_code type) {
  for (const nd::LoopEntry& entry : table.entries)
    if (entry.ufunc == name && entry.types[0] == type) return entry;
  throw std::runtime_error("no such loop");
}

TEST(MathLoops, StridedElementsEqualContiguousOnes) {
  nd::LoopTable table;
  nd::register_math(table);
  const auto& entry = loop_of(table, "log1p", ND_FLOAT64);
  constexpr int64_t n = 1000;
  const std::vector<double> x = samples<double>(3 * n, 8);
  std::vector<double> dense(3 * n), sparse(2 * n);
  std::byte* args[] = {reinterpret_cast<std::byte*>(const_cast<double*>(x.data())),
                       reinterpret_cast<std::byte*>(dense.data())};
  const int64_t unit[] = {8, 8};
  entry.loop(args, 3 * n, unit, entry.context);
  args[0] += 8 * (3 * n - 1);
  args[1] = reinterpret_cast<std::byte*>(sparse.data());
  const int64_t strides[] = {-24, 16};
  entry.loop(args, n, strides, entry.context);
  for (size_t i = 0; i < n; ++i)
    ASSERT_EQ(std::bit_cast<uint64_t>(sparse[2 * i]), std::bit_cast<uint64_t>(dense[3 * n - 1 - 3 * i])) << i;
}

TEST(MathLoops, HalvesRoundOnceAndReportTheirOwnOverflow) {
  nd::LoopTable table;
  nd::register_math(table);
  const auto& entry = loop_of(table, "exp", ND_FLOAT16);
  std::vector<nd::float16> x;
  for (const float value : {0.0F, 1.0F, 12.0F, -20.0F, 11.0F}) x.emplace_back(value);
  std::vector<nd::float16> out(x.size());
  std::byte* args[] = {reinterpret_cast<std::byte*>(x.data()), reinterpret_cast<std::byte*>(out.data())};
  const int64_t strides[] = {2, 2};
  const nd::FpEnvironment environment;
  entry.loop(args, 5, strides, entry.context);
  EXPECT_EQ(nd::fp_flags(), ND_FP_OVERFLOW | ND_FP_UNDERFLOW);
  EXPECT_EQ(out[0].bits, nd::float16(1.0F).bits);
  EXPECT_EQ(out[1].bits, nd::float16(2.7182818F).bits);
  EXPECT_EQ(out[2].bits, 0x7c00);
  EXPECT_EQ(out[4].bits, nd::float16(59874.14F).bits);
}

TEST(MathLoops, FlagsRaisedBeforeStayAndSpuriousOnesGo) {
  nd::LoopTable table;
  nd::register_math(table);
  const auto& entry = loop_of(table, "sin", ND_FLOAT64);
  std::vector<double> x = {1e300, 0.5, kNan, kTiny}, out(4);
  std::byte* args[] = {reinterpret_cast<std::byte*>(x.data()), reinterpret_cast<std::byte*>(out.data())};
  const int64_t strides[] = {8, 8};
  const nd::FpEnvironment environment;
  entry.loop(args, 4, strides, entry.context);
  EXPECT_EQ(nd::fp_flags(), 0);
  nd::raise_fp_flags(ND_FP_DIVIDE);
  entry.loop(args, 4, strides, entry.context);
  EXPECT_EQ(nd::fp_flags(), ND_FP_DIVIDE);
}

}  // namespace
