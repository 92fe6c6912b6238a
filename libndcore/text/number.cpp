// The standard library's shortest and correctly rounded conversions, laid out as NumPy lays numbers out.
#include "text/number.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace nd::text_format {

namespace {

// "d.ddde±xx" taken apart; the digits lose trailing zeros when `trim` is set.
Digits parse_scientific(std::string_view text, bool trim) {
  Digits result;
  if (!text.empty() && text.front() == '-') {
    result.negative = true;
    text.remove_prefix(1);
  }
  const size_t mark = text.find('e');
  for (const char c : text.substr(0, mark)) {
    if (c != '.') result.digits += c;
  }
  const char* exponent = text.data() + mark + 1;
  if (*exponent == '+') ++exponent;
  std::from_chars(exponent, text.data() + text.size(), result.exponent);
  while (trim && result.digits.size() > 1 && result.digits.back() == '0') result.digits.pop_back();
  return result;
}

// A 16-bit float has so few numbers that digits are tried from the shortest on.
template <class T>
Digits shortest_half(T value) {
  const auto wide = static_cast<float>(value);
  std::array<char, 32> buffer;
  for (int precision = 0; precision < 5; ++precision) {
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), wide, std::chars_format::scientific, precision).ptr;
    float back = 0;
    std::from_chars(buffer.data(), end, back);
    if (T(back).bits == value.bits) return parse_scientific({buffer.data(), end}, true);
  }
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), wide, std::chars_format::scientific).ptr;
  return parse_scientific({buffer.data(), end}, true);
}

template <class T>
auto widest(T value) {
  if constexpr (kIsHalf<T>) {
    return static_cast<float>(value);
  } else {
    return value;
  }
}

// Digits correctly rounded to `precision` behind the point of scientific or fixed notation.
template <class T>
Digits rounded_scientific(T value, int64_t precision) {
  std::string buffer(static_cast<size_t>(precision) + 40, '\0');
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), widest(value),
                                 std::chars_format::scientific, static_cast<int>(precision))
                       .ptr;
  return parse_scientific({buffer.data(), end}, false);
}

std::string with_sign(bool negative, const std::string& text) { return negative ? "-" + text : text; }

// Digits with the point put in, without padding: "0.0015", "120.".
std::string place_point(const Digits& number) {
  const auto count = static_cast<int>(number.digits.size());
  const int before = number.exponent + 1;
  std::string text;
  if (before <= 0) {
    text = "0." + std::string(static_cast<size_t>(-before), '0') + number.digits;
  } else if (before >= count) {
    text = number.digits + std::string(static_cast<size_t>(before - count), '0') + '.';
  } else {
    text =
        number.digits.substr(0, static_cast<size_t>(before)) + '.' + number.digits.substr(static_cast<size_t>(before));
  }
  return text;
}

void trim_zeros(std::string& text) {
  while (text.back() == '0') text.pop_back();
}

std::string exponent_text(int exponent) {
  const std::string digits = std::to_string(std::abs(exponent));
  return std::string(exponent < 0 ? "e-" : "e+") + (digits.size() < 2 ? "0" : "") + digits;
}

// Digits behind the point in positional notation.
int64_t fraction_digits(const Digits& number) {
  return std::max<int64_t>(static_cast<int64_t>(number.digits.size()) - 1 - number.exponent, 0);
}

}  // namespace

template <class T>
Digits shortest_digits(T value) {
  if constexpr (kIsHalf<T>) {
    return shortest_half(value);
  } else {
    std::array<char, 64> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    return parse_scientific({buffer.data(), end}, true);
  }
}

template <class T>
std::string positional(T value, int64_t precision, bool unique) {
  const Digits number = shortest_digits(value);
  if (number.digits == "0") {
    return with_sign(number.negative,
                     "0." + (unique ? "" : std::string(static_cast<size_t>(std::max<int64_t>(precision, 0)), '0')));
  }
  if (precision < 0 || (unique && fraction_digits(number) <= precision)) {
    std::string text = place_point(number);
    if (fraction_digits(number) > 0) trim_zeros(text);
    return with_sign(number.negative, text);
  }
  // Rounded from the number itself, not from its shortest digits.
  std::string buffer(static_cast<size_t>(precision) + 400, '\0');
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), widest(value), std::chars_format::fixed,
                                 static_cast<int>(precision))
                       .ptr;
  buffer.resize(static_cast<size_t>(end - buffer.data()));
  if (precision == 0) buffer += '.';
  if (unique) trim_zeros(buffer);
  return buffer;
}

template <class T>
std::string scientific(T value, int64_t precision, bool unique) {
  Digits number = shortest_digits(value);
  if (precision >= 0 && (!unique || static_cast<int64_t>(number.digits.size()) - 1 > precision)) {
    number = rounded_scientific(value, precision);
    while (unique && number.digits.size() > 1 && number.digits.back() == '0') number.digits.pop_back();
  }
  return with_sign(number.negative,
                   number.digits.substr(0, 1) + "." + number.digits.substr(1) + exponent_text(number.exponent));
}

template <class T>
std::string shortest(T value) {
  const auto wide = widest(value);
  if (std::isnan(wide)) return "nan";
  if (std::isinf(wide)) return wide < 0 ? "-inf" : "inf";
  const auto magnitude = std::abs(static_cast<double>(wide));
  const double cutoff = std::is_same_v<T, double> ? 1e16 : decimal_cutoff<T>();
  if (magnitude == 0 || (magnitude >= 1e-4 && magnitude < cutoff)) {
    std::string text = positional(value, -1, true);
    if (text.back() == '.') text += '0';
    return text;
  }
  const Digits number = shortest_digits(value);
  const std::string fraction = number.digits.size() > 1 ? "." + number.digits.substr(1) : "";
  return with_sign(number.negative, number.digits.substr(0, 1) + fraction + exponent_text(number.exponent));
}

#define ND_NUMBER_TYPE(T)                               \
  template Digits shortest_digits<T>(T);                \
  template std::string positional<T>(T, int64_t, bool); \
  template std::string scientific<T>(T, int64_t, bool); \
  template std::string shortest<T>(T);
ND_NUMBER_TYPE(float16)
ND_NUMBER_TYPE(bfloat16)
ND_NUMBER_TYPE(float)
ND_NUMBER_TYPE(double)
#undef ND_NUMBER_TYPE

}  // namespace nd::text_format
