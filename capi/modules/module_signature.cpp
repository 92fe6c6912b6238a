// A scanner over the text of a signature.
#include "modules/module_signature.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

#include "core/error.hpp"
#include "dtype/user_type.hpp"

namespace nd::capi {

namespace {

struct KindName {
  std::string_view name;
  ValueKind kind;
};
constexpr KindName kKinds[] = {{"any", ValueKind::any},         {"array", ValueKind::array},
                               {"dtype", ValueKind::dtype},     {"ufunc", ValueKind::ufunc},
                               {"int", ValueKind::integer},     {"float", ValueKind::real},
                               {"complex", ValueKind::complex}, {"bool", ValueKind::boolean},
                               {"str", ValueKind::text},        {"bytes", ValueKind::bytes}};
constexpr std::array kListed = {ValueKind::array, ValueKind::integer, ValueKind::real, ValueKind::text};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), rest_(text) {}

  bool accept(std::string_view mark) {
    skip_blanks();
    if (!rest_.starts_with(mark)) return false;
    rest_.remove_prefix(mark.size());
    return true;
  }
  void expect(std::string_view mark) {
    if (!accept(mark)) refuse(nd::text("`", mark, "` is expected"));
  }
  bool at_end() {
    skip_blanks();
    return rest_.empty();
  }

  std::string name() {
    skip_blanks();
    size_t length = 0;
    while (length < rest_.size() && is_identifier(rest_.substr(0, length + 1))) ++length;
    if (length == 0) refuse("a name is expected");
    return take(length);
  }

  ValueType type() {
    const std::string word = name();
    if (word == "list") {
      expect("[");
      const ValueType inner = type();
      expect("]");
      if (inner.is_list || std::ranges::find(kListed, inner.kind) == kListed.end())
        refuse(nd::text("there are no lists of ", to_string(inner)));
      return {inner.kind, true};
    }
    const auto* const found = std::ranges::find(kKinds, std::string_view(word), &KindName::name);
    if (found == std::end(kKinds)) refuse(nd::text("`", word, "` is no kind of value"));
    return {found->kind, false};
  }

  void value(MethodParameter& parameter) {
    skip_blanks();
    parameter.optional = true;
    const std::string_view before = rest_;
    if (accept("None")) {
      parameter.fallback.kind = ND_CELL_NONE;
    } else if (accept("True") || accept("False")) {
      parameter.fallback = {ND_CELL_BOOL, 0, text_[text_.size() - rest_.size() - 4] == 'T' ? 1U : 0U, 0};
    } else if (!rest_.empty() && (rest_[0] == '\'' || rest_[0] == '"')) {
      string(parameter);
    } else {
      number(parameter);
    }
    parameter.default_text = before.substr(0, before.size() - rest_.size());
    check_value(parameter);
  }

  [[noreturn]] void refuse(std::string_view problem) const {
    fail(ND_VALUE_ERROR, ": the signature `", text_, "` cannot be read: ", problem, " at `", rest_.substr(0, 20), "`");
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && rest_[0] == ' ') rest_.remove_prefix(1);
  }
  std::string take(size_t length) {
    std::string taken(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return taken;
  }

  void string(MethodParameter& parameter) {
    const size_t end = rest_.find(rest_[0], 1);
    if (end == std::string_view::npos) refuse("a text without end");
    parameter.fallback_text = std::make_shared<const std::string>(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    parameter.fallback = {ND_CELL_STRING, 0, reinterpret_cast<uintptr_t>(parameter.fallback_text->c_str()), -1};
  }

  void number(MethodParameter& parameter) {
    const size_t length = std::min(rest_.find_first_of(",) "), rest_.size());
    const std::string digits = take(length);
    const char* const end = digits.data() + digits.size();
    int64_t integer = 0;
    double real = 0;
    const auto as_integer = std::from_chars(digits.data(), end, integer);
    const auto as_real = std::from_chars(digits.data(), end, real);
    if (as_integer.ec == std::errc() && as_integer.ptr == end) {
      parameter.fallback = {ND_CELL_INT, 0, static_cast<uint64_t>(integer), 0};
    } else if (as_real.ec == std::errc() && as_real.ptr == end) {
      parameter.fallback = {ND_CELL_DOUBLE, 0, std::bit_cast<uint64_t>(real), 0};
    } else {
      refuse(nd::text("`", digits, "` is no value"));
    }
  }

  // A default must be of the parameter's kind; integers are good for floats, as in calls.
  void check_value(const MethodParameter& parameter) const {
    const int32_t kind = parameter.fallback.kind;
    const ValueType type = parameter.type;
    const bool fits =
        kind == ND_CELL_NONE || (type.kind == ValueKind::any && !type.is_list) ||
        (!type.is_list &&
         ((kind == ND_CELL_BOOL && type.kind == ValueKind::boolean) ||
          (kind == ND_CELL_INT && type.kind == ValueKind::integer) ||
          ((kind == ND_CELL_INT || kind == ND_CELL_DOUBLE) &&
           (type.kind == ValueKind::real || type.kind == ValueKind::complex || type.kind == ValueKind::array)) ||
          (kind == ND_CELL_STRING && (type.kind == ValueKind::text || type.kind == ValueKind::dtype))));
    if (!fits) refuse(nd::text("the default of `", parameter.name, "` is no ", to_string(type)));
  }

  std::string_view text_, rest_;
};

void read_parameters(Scanner& scan, MethodSignature& made) {
  bool keyword_only = false;
  bool defaults = false;
  for (bool first = true; !scan.accept(")"); first = false) {
    if (!first) scan.expect(",");
    if (scan.accept("/")) {
      if (first || keyword_only || !made.parameters[0].by_keyword) scan.refuse("`/` stands once, behind parameters");
      for (MethodParameter& parameter : made.parameters) parameter.by_keyword = false;
      continue;
    }
    if (scan.accept("*")) {
      if (keyword_only) scan.refuse("`*` stands once");
      keyword_only = true;
      continue;
    }
    MethodParameter parameter;
    parameter.name = scan.name();
    scan.expect(":");
    parameter.type = scan.type();
    parameter.kind_text = to_string(parameter.type);
    parameter.by_position = !keyword_only;
    if (scan.accept("=")) {
      scan.value(parameter);
      defaults = defaults || !keyword_only;
    } else if (defaults && !keyword_only) {
      scan.refuse(nd::text("`", parameter.name, "` has no default, but one before it has"));
    }
    if (std::ranges::find(made.parameters, parameter.name, &MethodParameter::name) != made.parameters.end())
      scan.refuse(nd::text("two parameters are named `", parameter.name, "`"));
    made.positional += keyword_only ? 0 : 1;
    made.parameters.push_back(std::move(parameter));
  }
}

}  // namespace

std::string to_string(ValueType type) {
  const auto* const found = std::ranges::find(kKinds, type.kind, &KindName::kind);
  return type.is_list ? nd::text("list[", found->name, "]") : std::string(found->name);
}

MethodSignature parse_signature(std::string_view text) {
  Scanner scan(text);
  MethodSignature made;
  made.text = text;
  made.name = scan.name();
  scan.expect("(");
  read_parameters(scan, made);
  if (scan.accept("->")) {
    do {
      made.results.push_back(scan.type());
      if (made.results.back().is_list) scan.refuse("a result is no list");
    } while (scan.accept(","));
  }
  if (!scan.at_end()) scan.refuse("something follows");
  return made;
}

}  // namespace nd::capi
