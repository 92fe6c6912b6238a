// Text in a buffer of fixed size: what does not fit is cut, and no memory is needed. For texts that are made where
// nothing may fail.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace nd {

template <size_t kCapacity>
class FixedText {
 public:
  FixedText() noexcept { text_[0] = '\0'; }
  const char* c_str() const noexcept { return text_; }
  std::string_view view() const noexcept { return {text_, size_}; }
  bool empty() const noexcept { return size_ == 0; }

  template <class... Parts>
  FixedText& operator()(const Parts&... parts) noexcept {
    (append(parts), ...);
    return *this;
  }

  void append(std::string_view part) noexcept {
    size_t fits = std::min(part.size(), kCapacity - 1 - size_);
    if (fits < part.size()) {
      // Not within a character.
      while (fits > 0 && (static_cast<unsigned char>(part[fits]) & 0xC0) == 0x80) --fits;
    }
    std::memcpy(text_ + size_, part.data(), fits);
    size_ += fits;
    text_[size_] = '\0';
  }
  void append(const char* part) noexcept { append(std::string_view(part)); }
  void append(char part) noexcept { append(std::string_view(&part, 1)); }
  template <class Number>
    requires(std::is_arithmetic_v<Number> && !std::is_same_v<Number, char>)
  void append(Number number) noexcept {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    append(std::string_view(digits, static_cast<size_t>(end - digits)));
  }

 private:
  char text_[kCapacity];
  size_t size_ = 0;
};

}  // namespace nd
