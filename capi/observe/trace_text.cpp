// Reads only what a call itself reads: values, strings, and the first elements of arrays whose length is given.
#include "observe/trace_text.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "array/array.hpp"
#include "core/utf8.hpp"

namespace nd::capi {

namespace {

constexpr int64_t kShown = 8;  // elements of a list
constexpr size_t kShownText = 60;

void describe_string(TraceText& out, const char* text) noexcept {
  if (text == nullptr) {
    out("NULL");
    return;
  }
  const size_t length = strnlen(text, kShownText + 1);
  FixedText<kShownText + 1> shown;  // cuts between characters
  shown(std::string_view(text, length));
  out('"');
  for (std::string_view rest = shown.view(); !rest.empty();) {
    const size_t whole = utf8_length(rest.data(), rest.size());
    const std::string_view letter = rest.substr(0, std::max<size_t>(whole, 1));
    rest.remove_prefix(letter.size());
    if (letter == "\n") {
      out("\\n");
    } else if (letter == "\"" || letter == "\\") {
      out('\\', letter);
    } else {
      // What is no character is the caller's mistake, which the trace is to show.
      out(whole == 0 || static_cast<unsigned char>(letter[0]) < ' ' ? "?" : letter);
    }
  }
  out(length > kShownText ? "…\"" : "\"");
}

void describe_pointer(TraceText& out, const void* pointer) noexcept {
  if (pointer == nullptr) {
    out("NULL");
    return;
  }
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, reinterpret_cast<uintptr_t>(pointer), 16).ptr;
  out("0x", std::string_view(digits, static_cast<size_t>(end - digits)));
}

template <class Element>
void describe_list(TraceText& out, const void* list, int64_t length, Element element) noexcept {
  if (list == nullptr) {
    out("NULL");
    return;
  }
  out('[');
  for (int64_t i = 0; i < std::min(length, kShown); ++i) {
    out(i > 0 ? ", " : "");
    element(i);
  }
  out(length > kShown ? ", …]" : "]");
}

template <class T>
T element_at(const void* list, int64_t i) noexcept {
  T value;
  std::memcpy(&value, static_cast<const std::byte*>(list) + i * static_cast<int64_t>(sizeof(T)), sizeof(T));
  return value;
}

// One number of the type that a pointer such as "const int64_t *" points to; false if it is none.
bool describe_number(TraceText& out, std::string_view type, const void* list, int64_t i) noexcept {
  if (type.find("int64_t") != std::string_view::npos && type.find("uint64_t") == std::string_view::npos) {
    out(element_at<int64_t>(list, i));
  } else if (type.find("uint64_t") != std::string_view::npos) {
    out(element_at<uint64_t>(list, i));
  } else if (type.find("int32_t") != std::string_view::npos || type.find("nd_type_code") != std::string_view::npos) {
    out(element_at<int32_t>(list, i));
  } else if (type.find("double") != std::string_view::npos) {
    out(element_at<double>(list, i));
  } else {
    return false;
  }
  return true;
}

// What a list's parameter says of its length.
int64_t length_of(const Parameter& parameter, std::span<const TraceValue> values) noexcept {
  if (parameter.counter < 0) return parameter.factor;
  const TraceValue& counter = values[static_cast<size_t>(parameter.counter)];
  if (parameter.factor > 0) return counter.integer * parameter.factor;
  Kind kind{};
  const Object* const found = handles::find_any(*current_thread_state, counter.pointer, kind);
  return found != nullptr && kind == Kind::array ? static_cast<const Array*>(found)->ndim : 0;
}

void describe_value(TraceText& out, const Parameter& parameter, size_t index,
                    std::span<const TraceValue> values) noexcept {
  const TraceValue& value = values[index];
  const std::string_view type = parameter.type;
  switch (parameter.role) {
    case Role::integer_:
    case Role::length_:
      type.starts_with("uint64_t") ? out.append(static_cast<uint64_t>(value.integer)) : out.append(value.integer);
      return;
    case Role::double_: out(value.real); return;
    case Role::handle_:
    case Role::any_handle_: out(summary_of_handle(value.pointer).view()); return;
    case Role::string_: describe_string(out, static_cast<const char*>(value.pointer)); return;
    case Role::handles_:
      describe_list(out, value.pointer, length_of(parameter, values),
                    [&](int64_t i) { out(summary_of_handle(element_at<const void*>(value.pointer, i)).view()); });
      return;
    case Role::strings_:
      describe_list(out, value.pointer, length_of(parameter, values),
                    [&](int64_t i) { describe_string(out, element_at<const char*>(value.pointer, i)); });
      return;
    case Role::array_:
      describe_list(out, value.pointer, length_of(parameter, values), [&](int64_t i) {
        if (!describe_number(out, type, value.pointer, i)) out('?');
      });
      return;
    default: describe_pointer(out, value.pointer);
  }
}

bool is_out(const Parameter& parameter) noexcept { return parameter.direction == Direction::out; }

}  // namespace

void describe_arguments(TraceText& out, const Method& method, std::span<const TraceValue> values) noexcept {
  const std::span parameters(method.parameters, values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const bool counts =
        parameters[i].role == Role::length_ && std::ranges::any_of(parameters, [&](const Parameter& other) {
          return std::cmp_equal(other.counter, i) && values[&other - parameters.data()].pointer != nullptr;
        });
    if (is_out(parameters[i]) || counts) continue;
    out(out.empty() ? "" : ", ", parameters[i].name, '=');
    describe_value(out, parameters[i], i, values);
  }
}

bool is_failure(const Method& method, TraceValue result) noexcept {
  switch (method.returns) {
    case Return::owned_:
    case Return::borrowed_: return result.pointer == nullptr;
    case Return::status_:
    case Return::reading_: return result.integer < 0;
    default: return false;
  }
}

void describe_result(TraceText& out, const Method& method, std::span<const TraceValue> values,
                     TraceValue result) noexcept {
  const std::string_view declaration = method.declaration;
  const std::string_view type = declaration.substr(0, declaration.find(method.symbol));
  if (method.returns == Return::status_ || method.returns == Return::void_) {
    out("ND_OK");
  } else if (type.starts_with("const char *")) {
    describe_string(out, static_cast<const char*>(result.pointer));
  } else if (type.find('*') == std::string_view::npos) {
    type.starts_with("double") ? out.append(result.real) : out.append(result.integer);
  } else if (const Summary summary = summary_of_handle(result.pointer); summary.view() != "dead handle") {
    out(summary.view());
  } else {
    describe_pointer(out, result.pointer);
  }
  for (size_t i = 0; i < values.size(); ++i) {
    const Parameter& parameter = method.parameters[i];
    const void* const place = values[i].pointer;
    if (!is_out(parameter) || place == nullptr) continue;
    if (parameter.role == Role::out_handle_) {
      out(", ", parameter.name, '=', summary_of_handle(element_at<const void*>(place, 0)).view());
    } else if (parameter.role == Role::out_value_) {
      out(", ", parameter.name, '=');
      if (!describe_number(out, parameter.type, place, 0)) out('?');
    }
  }
}

}  // namespace nd::capi
