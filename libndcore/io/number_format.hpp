// Numbers in printf's notation, as Python's % operator writes them. Used by text files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dtype/elements.hpp"

namespace nd {

// One conversion, "%-10.3f", and the text in front of it.
struct NumberFormat {
  std::string before;
  char conversion = 0;  // one of d i u x X o e E f F g G s
  bool left = false, plus = false, blank = false, zeros = false;
  int64_t width = 0;
  int64_t precision = -1;  // negative: the conversion's own
};

struct RowFormat {
  std::vector<NumberFormat> numbers;
  std::string after;
};

// "%d, %.3f": throws ND_VALUE_ERROR naming the conversion that is not understood.
RowFormat parse_row_format(std::string_view format);

// Appends the number. %d cuts the fraction off, as Python does.
template <class T>
void format_number(const NumberFormat& format, T value, std::string& out);

}  // namespace nd
