// std::to_chars gives the digits, this lays them out.
#include "io/number_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/error.hpp"
#include "text/number.hpp"

namespace nd {

namespace {

constexpr int64_t kMostDigits = 4096;  // of widths and precisions: no format asks for more by intent

int64_t read_count(std::string_view& rest, std::string_view format) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error == std::errc::invalid_argument) return 0;
  if (error != std::errc() || value < 0 || value > kMostDigits)
    fail(ND_VALUE_ERROR, "savetxt: a width or precision in fmt '", format, "' exceeds ", kMostDigits);
  rest.remove_prefix(static_cast<size_t>(end - rest.data()));
  return value;
}

NumberFormat parse_one(std::string_view& rest, std::string_view format) {
  NumberFormat result;
  for (; !rest.empty(); rest.remove_prefix(1)) {
    if (rest[0] == '-') {
      result.left = true;
    } else if (rest[0] == '+') {
      result.plus = true;
    } else if (rest[0] == ' ') {
      result.blank = true;
    } else if (rest[0] == '0') {
      result.zeros = true;
    } else {
      break;
    }
  }
  result.width = read_count(rest, format);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    result.precision = read_count(rest, format);
  }
  if (rest.starts_with('l') || rest.starts_with('h')) rest.remove_prefix(1);
  constexpr std::string_view kConversions = "diuxXoeEfFgGs";
  if (rest.empty() || kConversions.find(rest[0]) == std::string_view::npos)
    fail(ND_VALUE_ERROR, "savetxt: fmt '", format, "' has a conversion other than % d i u x X o e E f F g G s");
  result.conversion = rest[0];
  rest.remove_prefix(1);
  return result;
}

void make_upper(std::string& text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
}

// Sign, zeros and blanks around digits that have no sign.
void lay_out(const NumberFormat& format, bool negative, std::string_view digits, std::string& out) {
  const std::string_view sign = negative ? "-" : format.plus ? "+" : format.blank ? " " : "";
  const auto padding =
      static_cast<size_t>(std::max<int64_t>(format.width - static_cast<int64_t>(sign.size() + digits.size()), 0));
  const bool zeros = format.zeros && !format.left;
  if (!format.left && !zeros) out.append(padding, ' ');
  out += sign;
  if (zeros) out.append(padding, '0');
  out += digits;
  if (format.left) out.append(padding, ' ');
}

// Digits of a magnitude: of a finite number in the notation asked for.
std::string float_digits(const NumberFormat& format, double magnitude) {
  const char kind = static_cast<char>(format.conversion | 0x20);
  const auto precision = static_cast<int>(format.precision < 0 ? 6 : format.precision);
  const auto notation = kind == 'e'   ? std::chars_format::scientific
                        : kind == 'f' ? std::chars_format::fixed
                                      : std::chars_format::general;
  std::array<char, kMostDigits + 330> digits;  // the largest double has 309 digits before its point
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude, notation, precision).ptr;
  return {digits.data(), end};
}

void format_float(const NumberFormat& format, double value, std::string& out) {
  std::string digits;
  bool negative = std::signbit(value);
  if (std::isnan(value)) {
    digits = "nan";
    negative = false;
  } else if (std::isinf(value)) {
    digits = "inf";
  } else {
    digits = float_digits(format, std::abs(value));
  }
  if (format.conversion >= 'A' && format.conversion <= 'Z') make_upper(digits);
  lay_out(format, negative, digits, out);
}

void format_magnitude(const NumberFormat& format, bool negative, uint64_t magnitude, std::string& out) {
  const int base = format.conversion == 'o' ? 8 : (format.conversion | 0x20) == 'x' ? 16 : 10;
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, magnitude, base).ptr;
  std::string digits(buffer, end);
  if (format.precision > std::ssize(digits))
    digits.insert(0, static_cast<size_t>(format.precision) - digits.size(), '0');
  if (format.conversion == 'X') make_upper(digits);
  lay_out(format, negative, digits, out);
}

// The integer part of a float, of any size.
void format_truncated(const NumberFormat& format, double value, std::string& out) {
  if (!std::isfinite(value))
    fail(ND_VALUE_ERROR, "savetxt: conversion %", format.conversion, " has no form for ", value);
  if ((format.conversion | 0x20) == 'x' || format.conversion == 'o')
    fail(ND_TYPE_ERROR, "savetxt: conversion %", format.conversion, " is for integers, not for ", value);
  NumberFormat whole = format;
  whole.conversion = 'f';
  whole.precision = 0;
  const double part = std::trunc(value);
  std::string digits = float_digits(whole, std::abs(part));
  if (format.precision > std::ssize(digits))
    digits.insert(0, static_cast<size_t>(format.precision) - digits.size(), '0');
  lay_out(format, part < 0, digits, out);
}

template <class T>
std::string plain_text(T value) {
  if constexpr (kIsBool<T>) {
    return value ? "True" : "False";
  } else if constexpr (kIsInteger<T>) {
    return std::to_string(value);
  } else {
    return text_format::shortest(value);
  }
}

bool is_integral_conversion(char c) { return std::string_view("diuxXo").find(c) != std::string_view::npos; }

}  // namespace

RowFormat parse_row_format(std::string_view format) {
  RowFormat result;
  std::string literal;
  std::string_view rest = format;
  while (!rest.empty()) {
    const char c = rest[0];
    rest.remove_prefix(1);
    if (c != '%') {
      literal += c;
    } else if (rest.starts_with('%')) {
      literal += '%';
      rest.remove_prefix(1);
    } else {
      NumberFormat number = parse_one(rest, format);
      number.before = std::exchange(literal, {});
      result.numbers.push_back(std::move(number));
    }
  }
  result.after = literal;
  return result;
}

template <class T>
void format_number(const NumberFormat& format, T value, std::string& out) {
  if (format.conversion == 's') {
    NumberFormat padded = format;
    padded.plus = padded.blank = padded.zeros = false;
    const std::string whole = plain_text(value);
    const std::string_view shown = whole;
    lay_out(padded, false, format.precision < 0 ? shown : shown.substr(0, static_cast<size_t>(format.precision)), out);
  } else if constexpr (kIsBool<T>) {
    format_number(format, int64_t{bool(value)}, out);
  } else if constexpr (kIsInteger<T>) {
    if (!is_integral_conversion(format.conversion)) return format_float(format, static_cast<double>(value), out);
    const auto wide = static_cast<uint64_t>(value);
    format_magnitude(format, value < 0, value < 0 ? uint64_t{0} - wide : wide, out);
  } else {
    double wide = 0;
    if constexpr (kIsHalf<T>) {
      wide = static_cast<double>(static_cast<float>(value));
    } else {
      wide = static_cast<double>(value);
    }
    is_integral_conversion(format.conversion) ? format_truncated(format, wide, out) : format_float(format, wide, out);
  }
}

#define ND_FORMAT_TYPE(T) template void format_number<T>(const NumberFormat&, T, std::string&);
ND_FORMAT_TYPE(bool8)
ND_FORMAT_TYPE(int8_t)
ND_FORMAT_TYPE(uint8_t)
ND_FORMAT_TYPE(int16_t)
ND_FORMAT_TYPE(uint16_t)
ND_FORMAT_TYPE(int32_t)
ND_FORMAT_TYPE(uint32_t)
ND_FORMAT_TYPE(int64_t)
ND_FORMAT_TYPE(uint64_t)
ND_FORMAT_TYPE(float16)
ND_FORMAT_TYPE(bfloat16)
ND_FORMAT_TYPE(float)
ND_FORMAT_TYPE(double)
#undef ND_FORMAT_TYPE

}  // namespace nd
