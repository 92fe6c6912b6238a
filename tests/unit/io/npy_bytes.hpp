// .npy files as bytes in memory, and their refusals.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "core/memory.hpp"
#include "io/npy.hpp"

namespace nd::test {

// The bytes of a file of format 1 with this dictionary and `data` bytes behind it.
inline std::string file_bytes(std::string dictionary, size_t data = 0, char major = 1) {
  dictionary += '\n';
  std::string bytes = std::string("\x93NUMPY") + major + '\0';
  const size_t length_bytes = major == 1 ? 2 : 4;
  for (size_t i = 0; i < length_bytes; ++i) bytes += static_cast<char>(dictionary.size() >> 8 * i & 0xff);
  return bytes + dictionary + std::string(data, '\1');
}

inline std::string entries(const std::string& descr, const std::string& shape) {
  return "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
}

inline Ref<Array> parse(const std::string& bytes) {
  int64_t consumed = 0;
  return npy_from_bytes(std::as_bytes(std::span(bytes)), consumed);
}

// The message of the refusal, which must be ND_FORMAT_ERROR and must not have taken memory.
inline std::string refusal(const std::string& bytes) {
  const int64_t before = live_block_bytes();
  try {
    parse(bytes);
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), ND_FORMAT_ERROR) << error.what();
    EXPECT_EQ(live_block_bytes(), before);
    return error.what();
  }
  ADD_FAILURE() << "accepted";
  return "";
}

}  // namespace nd::test
