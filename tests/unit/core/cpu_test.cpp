// The instruction set can be lowered and lifted again, and dispatch follows.
#include "core/cpu.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

class LimitSimd : public testing::Test {
 protected:
  void TearDown() override { nd::limit_simd(""); }
};

TEST_F(LimitSimd, LowersToTheBaselineAndBack) {
  ASSERT_TRUE(nd::limit_simd(""));
  const std::string best = nd::simd_target_name();
  ASSERT_TRUE(nd::limit_simd("baseline"));
#if defined(__x86_64__)
  EXPECT_STREQ(nd::simd_target_name(), "baseline");
#endif
  ASSERT_TRUE(nd::limit_simd(""));
  EXPECT_EQ(nd::simd_target_name(), best);
}

TEST_F(LimitSimd, NeverRaises) {
  nd::limit_simd("");
  for (const char* name : {"avx512", "avx2", "sse4"}) {
    if (!nd::limit_simd(name)) continue;  // of another architecture
    const std::string now = nd::simd_target_name();
    EXPECT_TRUE(now != "avx512" || std::string(name) == "avx512") << name << " gave " << now;
    EXPECT_TRUE(now != "avx2" || std::string(name) != "sse4") << name << " gave " << now;
  }
}

TEST_F(LimitSimd, RefusesUnknownNames) {
  const std::string before = nd::simd_target_name();
  EXPECT_FALSE(nd::limit_simd("mmx"));
  EXPECT_EQ(nd::simd_target_name(), before);
}

TEST(CacheSizes, AreOrdered) {
  const nd::CacheSizes& sizes = nd::cache_sizes();
  EXPECT_GE(sizes.l1, 4 << 10);
  EXPECT_GE(sizes.l2, sizes.l1);
  EXPECT_GE(sizes.l3, 1 << 20);
}

}  // namespace
