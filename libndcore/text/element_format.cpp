// Formats of booleans, integers, floats and complex numbers.
#include "text/element_format.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "dtype/user_type.hpp"
#include "text/number.hpp"

namespace nd::text_format {

namespace {

// Characters of UTF-8 text: bytes that do not continue one.
int64_t width_of(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

std::string pad_left(const std::string& text, int64_t width) {
  const int64_t length = width_of(text);
  return length >= width ? text : std::string(static_cast<size_t>(width - length), ' ') + text;
}

template <class T>
double as_double(T value) {
  if constexpr (kIsHalf<T>) {
    return static_cast<float>(value);
  } else {
    return static_cast<double>(value);
  }
}

size_t point_of(const std::string& text) { return text.find('.'); }

// More than any number has behind its point; NumPy ends there, too.
constexpr int64_t kMostDigits = 16384;

template <class T>
class FloatFormat {
 public:
  FloatFormat(const std::vector<T>& values, const PrintOptions& options, char sign) : options_(options), sign_(sign) {
    precision_ = options.floatmode == FloatMode::unique ? -1 : std::min(options.precision, kMostDigits);
    std::vector<T> finite;
    bool any_negative = false;
    bool any_negative_infinity = false;
    for (const T value : values) {
      const double wide = as_double(value);
      if (std::isfinite(wide)) finite.push_back(value);
      any_negative = any_negative || std::signbit(wide);
      any_negative_infinity = any_negative_infinity || (std::isinf(wide) && wide < 0);
    }
    if (!finite.empty() && options.floatmode == FloatMode::fixed && options.precision > kMostDigits) {
      fail(ND_VALUE_ERROR, "array_text: member `precision` of the options must be at most ", kMostDigits,
           " for a fixed number of digits, not ", options.precision);
    }
    if (finite.empty()) {
      trims_ = true;
    } else if (wants_exponents(finite)) {
      plan_exponents(finite);
    } else {
      plan_positional(finite);
    }
    if (sign_ == ' ' && !any_negative) left_ += 1;
    if (finite.size() != values.size()) {
      const bool signed_infinity = sign_ != '-' || any_negative_infinity;
      const int64_t offset = right_ + 1;
      left_ = std::max(left_, width_of(options.nanstr) - offset);
      left_ = std::max(left_, width_of(options.infstr) + (signed_infinity ? 1 : 0) - offset);
    }
  }

  std::string operator()(T value) const {
    const double wide = as_double(value);
    if (!std::isfinite(wide)) {
      const std::string infinity = (wide < 0 ? "-" : sign_ == '+' ? "+" : "") + options_.infstr;
      return pad_left(std::isnan(wide) ? (sign_ == '+' ? "+" : "") + options_.nanstr : infinity, left_ + right_ + 1);
    }
    return exponents_ ? exponential(value) : fixed(value);
  }

 private:
  bool wants_exponents(const std::vector<T>& finite) const {
    double largest = 0;
    double smallest = INFINITY;
    for (const T value : finite) {
      const double magnitude = std::abs(as_double(value));
      if (magnitude == 0) continue;
      largest = std::max(largest, magnitude);
      smallest = std::min(smallest, magnitude);
    }
    if (largest == 0) return false;
    return largest >= decimal_cutoff<T>() || (!options_.suppress && (smallest < 0.0001 || largest / smallest > 1000.));
  }

  void plan_exponents(const std::vector<T>& finite) {
    exponents_ = true;
    const bool unique = options_.floatmode != FloatMode::fixed;
    int64_t fraction = 0;
    for (const T value : finite) {
      const std::string text = signed_text(scientific(value, precision_, unique));
      const size_t mark = text.find('e');
      exponent_width_ = std::max(exponent_width_, static_cast<int64_t>(text.size() - mark) - 2);
      left_ = std::max(left_, static_cast<int64_t>(point_of(text)));
      fraction = std::max(fraction, static_cast<int64_t>(mark - point_of(text)) - 1);
    }
    fraction_ = fraction;
    right_ = exponent_width_ + 2 + fraction;
  }

  void plan_positional(const std::vector<T>& finite) {
    const bool unique = options_.floatmode != FloatMode::fixed;
    for (const T value : finite) {
      const std::string text = signed_text(positional(value, precision_, unique));
      left_ = std::max(left_, static_cast<int64_t>(point_of(text)));
      right_ = std::max(right_, static_cast<int64_t>(text.size() - point_of(text)) - 1);
    }
    trims_ = options_.floatmode != FloatMode::fixed && options_.floatmode != FloatMode::maxprec_equal;
    fraction_ = right_;
  }

  std::string signed_text(std::string text) const { return sign_ == '+' && text[0] != '-' ? "+" + text : text; }

  std::string exponential(T value) const {
    // Where the shortest form is shorter than the others', NumPy goes on with the digits of the exact value.
    std::string text = signed_text(scientific(value, fraction_, false));
    const size_t exponent = text.find('e') + 2;
    const auto width = static_cast<int64_t>(text.size() - exponent);
    text.insert(exponent, static_cast<size_t>(std::max<int64_t>(exponent_width_ - width, 0)), '0');
    return pad_left(text, left_ + right_ + 1);
  }

  std::string fixed(T value) const {
    std::string text = signed_text(trims_ ? positional(value, precision_, true) : positional(value, fraction_, false));
    text = pad_left(text, left_ + static_cast<int64_t>(text.size() - point_of(text)));
    const auto digits = static_cast<int64_t>(text.size() - point_of(text)) - 1;
    text.append(static_cast<size_t>(std::max<int64_t>(right_ - digits, 0)), trims_ ? ' ' : '0');
    return text;
  }

  const PrintOptions& options_;
  const char sign_;
  int64_t precision_;
  int64_t left_ = 0;   // characters before the point
  int64_t right_ = 0;  // behind it
  int64_t fraction_ = 0;
  int64_t exponent_width_ = 0;
  bool exponents_ = false;
  bool trims_ = false;  // blanks instead of trailing zeros
};

template <class T>
std::vector<T> elements(const Array& a) {
  return {a.as<T>(), a.as<T>() + a.size};
}

template <class T>
std::string integer_text(T value, char sign) {
  return (sign == '+' && value >= 0 ? "+" : "") + std::to_string(value);
}

template <class T>
ElementFormat integer_format(const Array& a, const PrintOptions& options) {
  size_t width = 0;
  bool any_negative = false;
  for (const T value : elements<T>(a)) {
    width = std::max(width, integer_text(value, options.sign).size());
    if constexpr (std::is_signed_v<T>) any_negative = any_negative || value < 0;
  }
  if (options.sign == ' ' && !any_negative) ++width;
  return [width, sign = options.sign](const std::byte* place) {
    return pad_left(integer_text(*reinterpret_cast<const T*>(place), sign), static_cast<int64_t>(width));
  };
}

template <class T>
ElementFormat complex_format(const Array& a, const PrintOptions& options) {
  using Part = decltype(T::re);
  std::vector<Part> real;
  std::vector<Part> imaginary;
  for (const T value : elements<T>(a)) {
    real.push_back(value.re);
    imaginary.push_back(value.im);
  }
  return [real_format = FloatFormat<Part>(real, options, options.sign),
          imaginary_format = FloatFormat<Part>(imaginary, options, '+')](const std::byte* place) {
    const T value = *reinterpret_cast<const T*>(place);
    std::string text = imaginary_format(value.im);
    // The unit follows the digits, before the blanks that stand for trailing zeros.
    text.insert(text.find_last_not_of(' ') + 1, 1, 'j');
    return real_format(value.re) + text;
  };
}

// The texts of the client, right-aligned like integers.
ElementFormat user_format(const Array& a) {
  const UserType* const type = a.dtype->user;
  int64_t width = 0;
  for (int64_t i = 0; i < a.size; ++i) {
    width = std::max(width, width_of(type->format_element(a.data + i * a.itemsize())));
  }
  return [type, width](const std::byte* place) { return pad_left(type->format_element(place), width); };
}

}  // namespace

ElementFormat element_format(const Array& a, const PrintOptions& options) {
  if (a.dtype->user != nullptr) return user_format(a);
  return visit_type(a.dtype->code, [&]<class T>(Type<T>) -> ElementFormat {
    if constexpr (kIsBool<T>) {
      const int64_t width = a.ndim == 0 ? 4 : 5;
      return [width](const std::byte* place) { return pad_left(*place != std::byte{0} ? "True" : "False", width); };
    } else if constexpr (kIsInteger<T>) {
      return integer_format<T>(a, options);
    } else if constexpr (kIsComplex<T>) {
      return complex_format<T>(a, options);
    } else {
      return [format = FloatFormat<T>(elements<T>(a), options, options.sign)](const std::byte* place) {
        return format(*reinterpret_cast<const T*>(place));
      };
    }
  });
}

}  // namespace nd::text_format
