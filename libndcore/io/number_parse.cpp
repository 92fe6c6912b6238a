// std::from_chars, with what Python's float() and complex() take besides.
#include "io/number_parse.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace nd {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Where the value lies beyond double's range: past its upper end, or below its lower?
bool is_huge(std::string_view digits) {
  int64_t magnitude = 0;  // digits before the point, from the first that is not 0; negative: zeros behind it
  bool seen = false;
  bool point = false;
  size_t i = 0;
  for (; i < digits.size() && (is_digit(digits[i]) || digits[i] == '.'); ++i) {
    if (digits[i] == '.') {
      point = true;
      continue;
    }
    seen = seen || digits[i] != '0';
    if (seen && !point) ++magnitude;
    if (!seen && point) --magnitude;
  }
  if (i == digits.size()) return magnitude > 0;
  ++i;
  const bool negative = i < digits.size() && digits[i] == '-';
  if (i < digits.size() && (digits[i] == '-' || digits[i] == '+')) ++i;
  int64_t exponent = 0;
  for (; i < digits.size() && is_digit(digits[i]); ++i) {
    if (exponent < (int64_t{1} << 50)) exponent = exponent * 10 + (digits[i] - '0');
  }
  return magnitude + (negative ? -exponent : exponent) > 0;
}

// The number that the text begins with, or null.
const char* parse_prefix(std::string_view text, double& value) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = negative || text.starts_with('+') ? text.substr(1) : text;
  if (digits.starts_with('-')) return nullptr;
  const char* const end_of_text = digits.data() + digits.size();
  auto [end, error] = std::from_chars(digits.data(), end_of_text, value);
  if (error == std::errc::invalid_argument) return nullptr;
  if (error == std::errc::result_out_of_range) {
    const std::string_view number(digits.data(), static_cast<size_t>(end - digits.data()));
    value = is_huge(number) ? std::numeric_limits<double>::infinity() : 0.0;
  }
  if (end[-1] == ')') end = digits.data() + 3;  // nan(...)
  if (negative) value = -value;
  return end;
}

template <class T>
bool parse_integer(std::string_view field, T& value) {
  const std::string_view digits = field.starts_with('+') ? field.substr(1) : field;
  if (digits.empty() || (digits.size() != field.size() && digits[0] == '-')) return false;
  const char* const end_of_field = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), end_of_field, value);
  return error == std::errc() && end == end_of_field;
}

}  // namespace

bool parse_number(std::string_view field, double& value) {
  if (field.empty()) return false;
  return parse_prefix(field, value) == field.data() + field.size();
}

bool parse_number(std::string_view field, complex128& value) {
  if (field.size() > 2 && field.front() == '(' && field.back() == ')') field = field.substr(1, field.size() - 2);
  if (field.empty()) return false;
  const char* const end_of_field = field.data() + field.size();
  double first = 0;
  const char* rest = parse_prefix(field, first);
  if (rest == nullptr) return false;
  value = {first, 0};
  if (rest == end_of_field) return true;
  if (*rest == 'j') {
    value = {0, first};
    return rest + 1 == end_of_field;
  }
  if (*rest != '+' && *rest != '-') return false;
  rest = parse_prefix({rest, static_cast<size_t>(end_of_field - rest)}, value.im);
  return rest != nullptr && rest + 1 == end_of_field && *rest == 'j';
}

bool parse_number(std::string_view field, int64_t& value) { return parse_integer(field, value); }
bool parse_number(std::string_view field, uint64_t& value) { return parse_integer(field, value); }

}  // namespace nd
