// Complex functions: special values of C99 Annex G, accuracy against long double where libm has the function, equal
// bits on every instruction set, and the floating-point status. The differential tests in Python cover all values.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <cstring>
#include <limits>
#include <random>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/fpstatus.hpp"
#include "kernels/families.hpp"

namespace {

using Complex = std::complex<double>;
using Long = std::complex<long double>;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kPi = 3.14159265358979323846;

const nd::LoopTable& table() {
  static const nd::LoopTable filled = [] {
    nd::LoopTable loops;
    nd::register_complex(loops);
    nd::register_power(loops);
    return loops;
  }();
  return filled;
}

const nd::LoopEntry& loop_of(std::string_view name, nd_type_code type) {
  for (const nd::LoopEntry& entry : table().entries)
    if (entry.ufunc == name && entry.types[0] == type) return entry;
  throw std::runtime_error("no such loop");
}

template <class T>
std::byte* bytes(T* p) {
  return reinterpret_cast<std::byte*>(const_cast<std::remove_const_t<T>*>(p));
}

std::vector<Complex> run(std::string_view name, const std::vector<Complex>& x) {
  std::vector<Complex> out(x.size());
  std::byte* const args[] = {bytes(x.data()), bytes(out.data())};
  const int64_t strides[] = {16, 16};
  const nd::LoopEntry& entry = loop_of(name, ND_COMPLEX128);
  entry.loop(args, static_cast<int64_t>(x.size()), strides, entry.context);
  return out;
}

template <class T>
T power(T x, T y, nd_type_code type) {
  T out;
  std::byte* const args[] = {bytes(&x), bytes(&y), bytes(&out)};
  const int64_t strides[] = {0, 0, 0};
  const nd::LoopEntry& entry = loop_of("power", type);
  entry.loop(args, 1, strides, entry.context);
  return out;
}

bool same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

struct Special {
  const char* name;
  Complex x, expected;
};

TEST(Complex, SpecialValues) {
  const Special cases[] = {
      {"exp", {-kInf, kInf}, {0, 0}},
      {"exp", {kInf, 0}, {kInf, 0}},
      {"exp", {kInf, kInf}, {kInf, kNan}},
      {"exp", {kNan, -0.0}, {kNan, -0.0}},
      {"exp", {-kInf, kPi}, {-0.0, 0}},
      {"log", {0, 0}, {-kInf, 0}},
      {"log", {-0.0, 0}, {-kInf, kPi}},
      {"log", {-kInf, kInf}, {kInf, 3 * kPi / 4}},
      {"log", {kInf, kNan}, {kInf, kNan}},
      {"log", {-1, -0.0}, {0, -kPi}},
      {"sin", {0, kInf}, {0, kInf}},
      {"sin", {kInf, 0}, {kNan, 0}},
      {"sinh", {-0.0, 0}, {-0.0, 0}},
      {"cosh", {0, kNan}, {kNan, 0}},
      {"tanh", {kInf, 2}, {1, -0.0}},
      {"tanh", {-kInf, kNan}, {-1, 0}},
      {"arcsin", {kNan, kInf}, {kNan, kInf}},
      {"arccos", {-kInf, kInf}, {3 * kPi / 4, -kInf}},
      {"arccos", {0, kNan}, {kPi / 2, kNan}},
      {"arccosh", {-0.0, 0}, {0, kPi / 2}},
      {"arccosh", {-kInf, -0.0}, {kInf, -kPi}},
      {"arctanh", {1, 0}, {kInf, 0}},
      {"arctanh", {kNan, kInf}, {0, kPi / 2}},
      {"arctan", {0, 1}, {0, kInf}},
      {"arctan", {kInf, kNan}, {kPi / 2, 0}},
      {"arcsinh", {kInf, kInf}, {kInf, kPi / 4}},
      {"log1p", {-1, 0}, {-kInf, 0}},
      {"expm1", {0, -0.0}, {0, -0.0}},
  };
  for (const Special& c : cases) {
    const Complex got = run(c.name, {c.x})[0];
    EXPECT_TRUE(same(got.real(), c.expected.real()) && same(got.imag(), c.expected.imag()))
        << c.name << c.x << " = " << got << ", not " << c.expected;
  }
}

TEST(Complex, RealAxisAndCutsKeepTheirSigns) {
  for (const double zero : {0.0, -0.0}) {
    EXPECT_TRUE(std::signbit(run("log", {{-2, zero}})[0].imag()) == std::signbit(zero));
    EXPECT_TRUE(std::signbit(run("arcsin", {{2, zero}})[0].imag()) == std::signbit(zero));
    EXPECT_TRUE(std::signbit(run("arctanh", {{2, zero}})[0].imag()) == std::signbit(zero));
    EXPECT_TRUE(std::signbit(run("arccos", {{2, zero}})[0].imag()) != std::signbit(zero));
  }
}

// Errors relative to |result|, in units of 2^-52, as docs/accuracy.md publishes them.
TEST(Complex, AccuracyAgainstLongDouble) {
  struct Case {
    const char* name;
    Long (*exact)(const Long&);
    double bound;
  };
  const Case cases[] = {{"exp", std::exp, 1.5},     {"log", std::log, 1.5},    {"sin", std::sin, 1.7},
                        {"cos", std::cos, 1.7},     {"sinh", std::sinh, 1.7},  {"cosh", std::cosh, 1.7},
                        {"tan", std::tan, 3.0},     {"tanh", std::tanh, 3.0},  {"arcsin", std::asin, 2},
                        {"arccos", std::acos, 2},   {"arctan", std::atan, 2},  {"arcsinh", std::asinh, 2},
                        {"arccosh", std::acosh, 2}, {"arctanh", std::atanh, 2}};
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<Complex> x;
  for (int i = 0; i < 4000; ++i) {
    const double size = std::exp2(6 * unit(random));
    x.emplace_back(size * unit(random), size * unit(random));
    x.push_back(std::polar(1 + std::exp2(-20 + 15 * unit(random)), kPi * unit(random)));
  }
  for (const Case& c : cases) {
    const std::vector<Complex> got = run(c.name, x);
    for (size_t i = 0; i < x.size(); ++i) {
      const Long exact = c.exact(Long(x[i].real(), x[i].imag()));
      const long double error = std::abs(Long(got[i].real(), got[i].imag()) - exact) / std::abs(exact) * 0x1p52L;
      ASSERT_LE(error, c.bound) << c.name << x[i];
    }
  }
}

TEST(Complex, NothingOverflowsOnTheWay) {
  const Complex big = run("exp", {{710, kPi / 2 - 1e-3}})[0];
  EXPECT_NEAR(big.real() / 2.2339e305, 1, 1e-3);
  EXPECT_TRUE(std::isinf(big.imag()));
  EXPECT_DOUBLE_EQ(run("log", {{1.7e308, 1.7e308}})[0].real(), std::log(1.7e308) + 0.5 * std::log(2.0));
  EXPECT_DOUBLE_EQ(run("log", {{4e-324, 0}})[0].real(), std::log(4e-324));
  EXPECT_DOUBLE_EQ(run("arcsin", {{1e300, 1e300}})[0].real(), kPi / 4);
  EXPECT_DOUBLE_EQ(run("arctanh", {{1e300, 1e-300}})[0].imag(), kPi / 2);
  EXPECT_DOUBLE_EQ(run("log1p", {{1e-20, 1e-30}})[0].real(), 1e-20);
  EXPECT_DOUBLE_EQ(run("sinh", {{710.2, 0}})[0].real(), std::sinh(710.2));
}

int32_t status_of(std::string_view name, Complex x) {
  const nd::FpEnvironment environment;
  run(name, {x});
  return nd::fp_flags();
}

TEST(Complex, Status) {
  EXPECT_EQ(status_of("exp", {1, 1}), 0);
  EXPECT_EQ(status_of("exp", {800, 1}), ND_FP_OVERFLOW);
  EXPECT_EQ(status_of("exp", {1, kInf}), ND_FP_INVALID);
  EXPECT_EQ(status_of("exp", {kNan, 1}), 0);
  EXPECT_EQ(status_of("log", {0, 0}), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("log1p", {-1, 0}), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("arctanh", {-1, 0}), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("arctan", {0, 1}), ND_FP_DIVIDE);
  EXPECT_EQ(status_of("sin", {kInf, 0}), ND_FP_INVALID);
  EXPECT_EQ(status_of("log", {1e-320, 1e300}), 0);
}

TEST(Complex, Power) {
  EXPECT_EQ(power<Complex>({1, 2}, {2, 0}, ND_COMPLEX128), Complex(-3, 4));
  EXPECT_EQ(power<Complex>({0, 0}, {0, 0}, ND_COMPLEX128), Complex(1, 0));
  EXPECT_EQ(power<Complex>({0, 0}, {2, 1}, ND_COMPLEX128), Complex(0, 0));
  EXPECT_TRUE(std::isnan(power<Complex>({0, 0}, {-1, 0}, ND_COMPLEX128).real()));
  const Complex root = power<Complex>({-4, 0}, {0.5, 0}, ND_COMPLEX128);
  EXPECT_NEAR(root.imag(), 2, 1e-15);
  EXPECT_EQ(power<int8_t>(3, 5, ND_INT8), -13);
  EXPECT_EQ(power<uint64_t>(3, 41, ND_UINT64), 18026252303461234787U);
  EXPECT_EQ(power<int64_t>(-2, 63, ND_INT64), INT64_MIN);
  EXPECT_EQ(power<int32_t>(0, 0, ND_INT32), 1);
  EXPECT_THROW(power<int32_t>(2, -1, ND_INT32), nd::Error);
  EXPECT_EQ(power<double>(2, -1, ND_FLOAT64), 0.5);
}

}  // namespace
