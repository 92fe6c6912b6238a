// Arrays as text, in NumPy's layout: str and repr, with its print options. UTF-8, independent of the locale.
#pragma once

#include <string>

#include "array/array.hpp"

namespace nd {

enum class FloatMode : uint8_t { fixed, unique, maxprec, maxprec_equal };

struct PrintOptions {
  int64_t precision = 8;     // digits behind the point; negative: as many as it takes
  int64_t threshold = 1000;  // more elements than this are summarised
  int64_t edgeitems = 3;     // of a summarised axis, at each end
  int64_t linewidth = 75;    // characters
  bool suppress = false;     // no scientific notation because of small numbers
  FloatMode floatmode = FloatMode::maxprec;
  char sign = '-';  // '+' writes it always, ' ' leaves room for it
  std::string nanstr = "nan";
  std::string infstr = "inf";
};

// The elements in brackets, as str() and repr() print them; a 0-d array as its number. `prefix` characters stand before
// the first line and indent the others, `suffix` ones must fit behind the last.
std::string array_text(const Array& a, const PrintOptions& options, std::string_view separator, int64_t prefix,
                       int64_t suffix);
// array([1, 2, 3], dtype=int8), with shape= where the elements do not tell it. `name` is "array".
std::string array_repr(const Array& a, const PrintOptions& options, std::string_view name);

// One number as str(numpy.float64(x)) writes it: the shortest digits that read back as the same number of its dtype.
std::string number_text(const Array& zero_dimensional);

}  // namespace nd
