// The refusals, and the arguments that take more than a comparison to check.
#include "runtime/arguments.hpp"

#include <algorithm>

namespace nd::capi {

void refuse_handle(const void* handle, Kind kind, const char* name) {
  fail(ND_INVALID_HANDLE, ": argument `", name, "` must be ", handles::kind_with_article(kind), " handle, not ",
       static_cast<const char*>(handles::explain(handle).text));
}

void refuse_any_handle(const void* handle, const char* name) {
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

namespace {

// The length of the UTF-8 sequence at `text` (of `left` bytes), or 0 if it is malformed: truncated, overlong, a
// surrogate or past U+10FFFF.
size_t sequence_length(const unsigned char* text, size_t left) noexcept {
  const unsigned first = text[0];
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || left < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((text[i] & 0xC0) != 0x80) return 0;
  }
  const unsigned second = text[1];
  const bool bad = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                   (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return bad ? 0 : length;
}

}  // namespace

std::string_view text_argument(const char* text, const char* name) {
  if (!text) refuse_pointer(name);
  const std::string_view view(text);
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text);
  for (size_t i = 0; i < view.size();) {
    const size_t length = sequence_length(bytes + i, view.size() - i);
    if (length == 0) fail(ND_VALUE_ERROR, ": argument `", name, "` is not UTF-8 at byte ", uint64_t{i});
    i += length;
  }
  return view;
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
