// Bytes piece by piece, and how files are packed.
#include "io/byte_source.hpp"

#include <gtest/gtest.h>

namespace nd {
namespace {

TEST(Compression, ByName) {
  EXPECT_EQ(compression_of(Compression::by_name, "x.gz", "loadtxt"), Compression::gzip);
  EXPECT_EQ(compression_of(Compression::by_name, "x.txt", "loadtxt"), Compression::none);
  EXPECT_EQ(compression_of(Compression::none, "x.gz", "loadtxt"), Compression::none);
  EXPECT_EQ(compression_of(Compression::gzip, "x", "loadtxt"), Compression::gzip);
  EXPECT_THROW(compression_of(Compression::by_name, "x.bz2", "loadtxt"), Error);
  EXPECT_THROW(compression_of(Compression::by_name, "x.xz", "savetxt"), Error);
  EXPECT_EQ(compression_of(Compression::none, "x.xz", "savetxt"), Compression::none);
}

}  // namespace
}  // namespace nd
