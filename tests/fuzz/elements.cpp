#include "elements.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace fuzz {

namespace {

template <class T>
void store(std::byte* to, T value) {
  std::memcpy(to, &value, sizeof value);
}

// Truncated: the fuzzer needs no rounding.
uint16_t half_bits(double value) {
  if (std::isnan(value)) return 0x7E00;
  const auto sign = static_cast<uint16_t>(std::signbit(value) ? 0x8000 : 0);
  int exponent = 0;
  const double fraction = std::frexp(std::fabs(value), &exponent);  // 0.5 to 1
  if (value == 0 || exponent < -13) return sign;
  if (std::isinf(value) || exponent > 16) return sign | 0x7C00;
  const auto digits = static_cast<uint16_t>(fraction * 2048) & 0x3FF;
  return static_cast<uint16_t>(sign | (exponent + 14) << 10 | digits);
}

int64_t whole(double value) {
  if (std::isnan(value)) return 0;
  if (value >= 9.2e18) return INT64_MAX;
  return value <= -9.2e18 ? INT64_MIN : static_cast<int64_t>(value);
}

float narrow(double value) {
  if (std::isfinite(value) && std::fabs(value) > double{std::numeric_limits<float>::max()})
    return std::numeric_limits<float>::max();
  return static_cast<float>(value);
}

// In the machine's byte order; of complex numbers one part.
void put(std::byte* to, nd_type_code code, double value) {
  switch (code) {
    case ND_BOOL: return store(to, static_cast<uint8_t>(value != 0 ? 1 : 0));
    case ND_INT8:
    case ND_UINT8: return store(to, static_cast<uint8_t>(whole(value)));
    case ND_INT16:
    case ND_UINT16: return store(to, static_cast<uint16_t>(whole(value)));
    case ND_INT32:
    case ND_UINT32: return store(to, static_cast<uint32_t>(whole(value)));
    case ND_INT64:
    case ND_UINT64: return store(to, whole(value));
    case ND_FLOAT16: return store(to, half_bits(value));
    case ND_BFLOAT16: return store(to, static_cast<uint16_t>(std::bit_cast<uint32_t>(narrow(value)) >> 16));
    case ND_FLOAT32:
    case ND_COMPLEX64: return store(to, narrow(value));
    default: return store(to, value);
  }
}

void fill_bits(Random& random, std::span<std::byte> memory, nd_type_code code) {
  for (std::byte& byte : memory) {
    byte = static_cast<std::byte>(random.next() & 0xFF);
    if (code == ND_BOOL) byte &= std::byte{1};
  }
}

double value_for(Random& random, Content content, size_t position, bool is_special) {
  switch (content) {
    case Content::positions: return static_cast<double>(is_special ? random.between(-4, 5) : random.between(0, 2));
    case Content::truths: return static_cast<double>(random.below(2));
    case Content::fractions: return static_cast<double>(random.below(9)) / 8;
    case Content::ascending: return static_cast<double>(position / 2);
    default: return is_special ? any_number(random) : static_cast<double>(random.between(-2, 6));
  }
}

}  // namespace

double any_number(Random& random) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return random.of({0.0,
                    -0.0,
                    1.0,
                    -1.0,
                    2.0,
                    3.0,
                    0.5,
                    33.75,
                    1e-3,
                    127.0,
                    -128.0,
                    255.0,
                    32768.0,
                    65504.0,
                    1e10,
                    -1e10,
                    9007199254740993.0,
                    9.3e18,
                    -9.3e18,
                    1e300,
                    -1e300,
                    5e-324,
                    1e-310,
                    kInfinity,
                    -kInfinity,
                    std::numeric_limits<double>::quiet_NaN()});
}

void fill_elements(Random& random, std::span<std::byte> memory, nd_dtype* dtype, Content content) {
  const nd_type_code code = nd_dtype_code(dtype);
  const auto itemsize = static_cast<size_t>(nd_dtype_itemsize(dtype));
  const bool is_special = random.chance(35);
  if (nd_dtype_is_registered(dtype) == 1 || (content == Content::any && random.chance(8)))
    return fill_bits(random, memory, code);
  const bool is_complex = code == ND_COMPLEX64 || code == ND_COMPLEX128;
  const size_t part = is_complex ? itemsize / 2 : itemsize;
  for (size_t at = 0; at + part <= memory.size(); at += part) {
    put(&memory[at], code, value_for(random, content, at / itemsize, is_special));
    if (nd_dtype_is_swapped(dtype) == 1) std::reverse(&memory[at], &memory[at] + part);
  }
}

}  // namespace fuzz
