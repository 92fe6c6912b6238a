// Numbers between separators: NumPy's fromstring.
#include <vector>

#include "core/cancel.hpp"
#include "io/number_reader.hpp"
#include "io/text_file.hpp"

namespace nd {

namespace {

void skip_blanks(std::string_view& rest) {
  while (const size_t length = blank_length(rest)) rest.remove_prefix(length);
}

// Takes a separator off the front: blanks in it stand for any run of blanks, all else for itself.
bool take(std::string_view& rest, std::string_view separator) {
  std::string_view left = rest;
  while (!separator.empty()) {
    if (const size_t blank = blank_length(separator)) {
      separator.remove_prefix(blank);
      skip_blanks(left);
      continue;
    }
    if (left.empty() || left[0] != separator[0]) return false;
    separator.remove_prefix(1);
    left.remove_prefix(1);
  }
  rest = left;
  return true;
}

// The bytes in front of the next separator.
size_t number_length(std::string_view rest, std::string_view mark) {
  size_t length = 0;
  while (length < rest.size()) {
    std::string_view behind = rest.substr(length);
    if (blank_length(behind) > 0 || (!mark.empty() && take(behind, mark))) break;
    ++length;
  }
  return length;
}

template <class Wide>
Ref<Array> numbers(std::string_view text, DType* dtype, int64_t count, std::string_view mark,
                   std::string_view operation) {
  const NumberReader<Wide> reader(dtype);
  std::vector<Wide> values;
  std::string_view rest = text;
  skip_blanks(rest);
  while (!rest.empty() && std::ssize(values) != count) {
    if (values.size() % 1024 == 0) check_cancelled();
    const auto at = static_cast<int64_t>(text.size() - rest.size());
    const std::string_view number = rest.substr(0, number_length(rest, mark));
    Wide value{};
    if (!reader.read(number, value)) {
      fail(ND_FORMAT_ERROR, operation, ": could not convert string '", number.substr(0, 80), "' to ", dtype->name,
           ": number ", std::ssize(values) + 1, ", at byte ", at, " of the text");
    }
    values.push_back(value);
    rest.remove_prefix(number.size());
    skip_blanks(rest);
    if (rest.empty() || std::ssize(values) == count) break;
    if (!take(rest, mark)) {
      fail(ND_FORMAT_ERROR, operation, ": no separator '", mark, "' behind number ", std::ssize(values), ", at byte ",
           static_cast<int64_t>(text.size() - rest.size()), " of the text");
    }
    skip_blanks(rest);
  }
  return astype(*array_over(values.data(), {std::ssize(values)}), dtype);
}

}  // namespace

Ref<Array> read_numbers(std::string_view text, DType* dtype, int64_t count, std::string_view separator,
                        std::string_view operation) {
  const std::string_view mark = trimmed(separator);
  return visit_wide(dtype, [&]<class Wide>(Type<Wide>) { return numbers<Wide>(text, dtype, count, mark, operation); });
}

}  // namespace nd
