// The refusals, and the arguments that take more than a comparison to check.
#include "runtime/arguments.hpp"

#include <algorithm>

#include "core/utf8.hpp"
#include "runtime/utf8_argument.hpp"

namespace nd::capi {

void refuse_handle(const void* handle, Kind kind, const char* name) {
  if (!handle && has_unread_error()) throw NotRun(name);
  fail(ND_INVALID_HANDLE, ": argument `", name, "` must be ", handles::kind_with_article(kind), " handle, not ",
       static_cast<const char*>(handles::explain(handle).text));
}

void refuse_any_handle(const void* handle, const char* name) {
  if (!handle && has_unread_error()) throw NotRun(name);
  fail(ND_INVALID_HANDLE, ": argument `", name, "` must be a handle, not ",
       static_cast<const char*>(handles::explain(handle).text));
}

void refuse_pointer(const char* name) { fail(ND_VALUE_ERROR, ": argument `", name, "` must not be NULL"); }

void refuse_struct_size(int64_t given, int64_t least, const char* name) {
  fail(ND_VALUE_ERROR, ": argument `", name, "`: struct_size ", given, " is less than that of its first revision, ",
       least);
}

void refuse_span(const void* pointer, int64_t length, const char* name) {
  if (length < 0) fail(ND_VALUE_ERROR, ": the length of argument `", name, "` must not be negative, but is ", length);
  (void)pointer;
  fail(ND_VALUE_ERROR, ": argument `", name, "` is NULL, but its length is ", length);
}

std::string_view text_argument(const char* text, const char* name) {
  if (!text) refuse_pointer(name);
  return checked_utf8(text, name);
}

std::string_view checked_utf8(std::string_view text, const char* name) {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  for (size_t i = 0; i < text.size();) {
    const size_t length = utf8_length(bytes + i, text.size() - i);
    if (length == 0) fail(ND_VALUE_ERROR, ": argument `", name, "` is not UTF-8 at byte ", uint64_t{i});
    i += length;
  }
  return text;
}

void copy_struct(void* to, int64_t size, const void* from, int64_t least, const char* name) {
  int64_t given = 0;
  std::memcpy(&given, from, sizeof given);
  if (given < least || given > 1 << 16) {
    fail(ND_VALUE_ERROR, ": argument `", name, "`: struct_size ", given, " is not the size of any revision (", least,
         " to ", size, ")");
  }
  const auto* const bytes = static_cast<const unsigned char*>(from);
  for (int64_t i = size; i < given; ++i) {
    if (bytes[i] != 0) {
      fail(ND_VERSION_ERROR, ": argument `", name, "` uses a field at byte ", i, " that this library does not know");
    }
  }
  std::memcpy(to, from, static_cast<size_t>(std::min(size, given)));
}

}  // namespace nd::capi
