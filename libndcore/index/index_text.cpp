// Reads an index as Python does; what needs arrays is refused with where it goes instead.
#include "index/index_text.hpp"

#include <algorithm>
#include <string>

#include "core/error.hpp"
#include "core/utf8.hpp"

namespace nd {

namespace {

using Kind = IndexItem::Kind;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class IndexReader {
 public:
  explicit IndexReader(std::string_view text) : text_(text) {}

  std::vector<IndexItem> read() {
    std::vector<IndexItem> items;
    skip_blanks();
    if (at_end()) refuse("an integer, a slice, `...` or `None` is expected");
    for (;;) {
      items.push_back(item());
      skip_blanks();
      if (at_end()) return items;
      if (!take(',')) refuse(items.back().kind == Kind::integer ? "`,` or `:` is expected" : "`,` is expected");
      skip_blanks();
      if (at_end()) return items;  // as in a[1,]
    }
  }

 private:
  bool at_end() const { return next_ == text_.size(); }
  char here() const { return at_end() ? '\0' : text_[next_]; }
  bool take(char c) {
    if (here() != c) return false;
    ++next_;
    return true;
  }
  void skip_blanks() {
    while (!at_end() && is_blank(text_[next_])) ++next_;
  }

  // What stands here, whole if it is beyond ASCII.
  std::string found() const {
    if (at_end()) return "the end";
    return text("'", text_.substr(next_, std::max<size_t>(utf8_length(&text_[next_], text_.size() - next_), 1)), "'");
  }

  [[noreturn]] void refuse(std::string_view wanted) const {
    const auto before = text_.substr(0, next_);
    const auto characters = std::ranges::count_if(before, [](char c) { return (c & 0xC0) != 0x80; });
    fail(ND_VALUE_ERROR, ": argument `index`: ", wanted, " at character ", int64_t{characters} + 1, " of \"", text_,
         "\", not ", found());
  }

  IndexItem item() {
    if (here() == '.') return ellipsis();
    if (is_letter(here())) return word();
    if (here() == ':' || here() == '+' || here() == '-' || is_digit(here())) return integer_or_slice();
    if (here() == '[' || here() == '(')
      refuse("index arrays are given to nd_get; here an integer or a slice is expected");
    refuse("an integer, a slice, `...` or `None` is expected");
  }

  IndexItem ellipsis() {
    if (!text_.substr(next_).starts_with("...")) refuse("`...` is expected");
    next_ += 3;
    return {Kind::ellipsis};
  }

  IndexItem word() {
    const auto rest = text_.substr(next_);
    const auto end = std::ranges::find_if(rest, [](char c) { return !is_letter(c) && !is_digit(c); });
    const auto name = rest.substr(0, static_cast<size_t>(end - rest.begin()));
    if (name != "None" && name != "newaxis") refuse("an integer, a slice, `...` or `None` is expected");
    next_ += name.size();
    return {Kind::newaxis};
  }

  IndexItem integer_or_slice() {
    const size_t begin = next_;
    IndexItem item{Kind::slice};
    bool fits = true;
    if (here() != ':') item.start = integer(fits);
    skip_blanks();
    if (!take(':')) {
      next_ = fits ? next_ : begin;
      if (!fits) refuse("an integer of 64 bits is expected");
      item.kind = Kind::integer;
      return item;
    }
    item.start = limit(item.start, begin != next_ - 1);
    item.stop = optional_limit();
    if (take(':')) item.step = optional_limit();
    return item;
  }

  // Beyond all extents limits are as good as infinite: Python takes any, and one of them is our word for "left out".
  static int64_t limit(int64_t value, bool given) { return given && value == IndexItem::kUnset ? INT64_MIN : value; }

  int64_t optional_limit() {
    skip_blanks();
    bool fits = true;
    const bool given = here() == '+' || here() == '-' || is_digit(here());
    const int64_t value = given ? limit(integer(fits), true) : IndexItem::kUnset;
    skip_blanks();
    return value;
  }

  // The nearest number that fits where it is too large.
  int64_t integer(bool& fits) {
    const bool negative = here() == '-';
    if (here() == '+' || negative) ++next_;
    skip_blanks();
    if (!is_digit(here())) refuse("a digit is expected");
    int64_t value = 0;  // of the number or its negative: the range is one longer there
    while (is_digit(here())) {
      const int digit = text_[next_++] - '0';
      fits = fits && !__builtin_mul_overflow(value, 10, &value) &&
             !__builtin_add_overflow(value, negative ? -digit : digit, &value);
      if (take('_') && !is_digit(here())) refuse("a digit is expected");
    }
    if (fits) return value;
    return negative ? INT64_MIN : INT64_MAX;
  }

  std::string_view text_;
  size_t next_ = 0;
};

}  // namespace

std::vector<IndexItem> parse_index(std::string_view text) { return IndexReader(text).read(); }

}  // namespace nd
