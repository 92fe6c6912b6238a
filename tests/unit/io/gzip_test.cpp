// Packed bytes there and back, in pieces; files that are none.
#include <gtest/gtest.h>

#include <string>

#include "core/error.hpp"
#include "io/gzip.hpp"

namespace nd {
namespace {

std::string packed(std::string_view text, size_t length) {
  std::string out;
  const auto append = [&](std::string_view piece) { out += piece; };
  GzipWriter writer(append);
  for (size_t at = 0; at < text.size(); at += length) writer.write(text.substr(at, length));
  writer.finish();
  return out;
}

class Pieces final : public ByteSource {
 public:
  Pieces(std::string_view bytes, size_t length) : rest_(bytes), length_(length) {}
  std::string_view next() override {
    const std::string_view piece = rest_.substr(0, length_);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
  size_t length_;
};

std::string unpacked(std::string_view bytes, size_t length) {
  Pieces source(bytes, length);
  GzipSource gzip(source, "loadtxt: 'x.gz'");
  std::string out;
  for (std::string_view piece = gzip.next(); !piece.empty(); piece = gzip.next()) out += piece;
  return out;
}

nd_status refusal(std::string_view bytes, size_t length) {
  try {
    unpacked(bytes, length);
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).rfind("loadtxt: 'x.gz': ", 0), 0U) << error.what();
    return error.status();
  }
  return ND_OK;
}

TEST(Gzip, ThereAndBack) {
  std::string text;
  for (int64_t i = 0; i < 70000; ++i) text += std::to_string(i * 7919 % 10007) + (i % 5 == 4 ? "\n" : " ");
  for (const size_t length : {size_t{1000}, text.size()}) {
    const std::string bytes = packed(text, length);
    EXPECT_LT(bytes.size(), text.size() / 2);
    for (const size_t piece : {size_t{777}, bytes.size()}) EXPECT_TRUE(unpacked(bytes, piece) == text) << piece;
  }
  EXPECT_EQ(unpacked(packed("", 1), 1), "");
}

TEST(Gzip, MembersAndPadding) {
  const std::string two = packed("1 2\n", 4) + packed("3 4\n", 4);
  const std::string padded = two + std::string(3, '\0');
  for (const size_t length : {1, 5, 1000}) {
    EXPECT_EQ(unpacked(two, length), "1 2\n3 4\n");
    EXPECT_EQ(unpacked(padded, length), "1 2\n3 4\n");
    EXPECT_EQ(unpacked("", length), "");
  }
}

TEST(Gzip, WhatIsNone) {
  const std::string good = packed("1 2\n3 4\n", 8);
  std::string damaged = good;
  damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 1);  // of the checksum
  for (const size_t length : {1, 5, 1000}) {
    EXPECT_EQ(refusal("1 2\n", length), ND_IO_ERROR);
    EXPECT_EQ(refusal(damaged, length), ND_IO_ERROR);
    EXPECT_EQ(refusal(good + "junk", length), ND_IO_ERROR);
    for (size_t cut = 1; cut < good.size(); ++cut) EXPECT_EQ(refusal(good.substr(0, cut), length), ND_IO_ERROR) << cut;
  }
}

}  // namespace
}  // namespace nd
