// Writing numbers and shapes into error messages.
#include "core/error.hpp"

#include <charconv>

namespace nd::detail {

namespace {
template <class T>
void append_number(std::string& out, T part) {
  char digits[40];
  const auto result = std::to_chars(digits, digits + sizeof digits, part);
  out.append(digits, result.ptr);
}
}  // namespace

void append(std::string& out, int64_t part) { append_number(out, part); }
void append(std::string& out, uint64_t part) { append_number(out, part); }
void append(std::string& out, double part) { append_number(out, part); }

void append(std::string& out, std::span<const int64_t> shape) {
  out += '(';
  for (size_t i = 0; i < shape.size(); ++i) {
    if (i > 0) out += ", ";
    append(out, shape[i]);
  }
  out += shape.size() == 1 ? ",)" : ")";
}

}  // namespace nd::detail
