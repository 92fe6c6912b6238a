// CPUs that the process may use.
#include "core/available_cpus.hpp"

#include <gtest/gtest.h>

namespace nd {
namespace {

TEST(AvailableCpus, ReadsCgroupQuotas) {
  EXPECT_EQ(detail::parse_cpu_max("max 100000\n"), 0);
  EXPECT_EQ(detail::parse_cpu_max("150000 100000\n"), 2);
  EXPECT_EQ(detail::parse_cpu_max("200000 100000\n"), 2);
  EXPECT_EQ(detail::parse_cpu_max("1000 100000\n"), 1);
  EXPECT_EQ(detail::parse_cpu_max(""), 0);
  EXPECT_EQ(detail::parse_cpu_max("nonsense"), 0);
  EXPECT_EQ(detail::quota_cpus(-1, 100000), 0);
  EXPECT_EQ(detail::quota_cpus(100000, 0), 0);
  EXPECT_GE(available_cpus(), 1);
}

}  // namespace
}  // namespace nd
