// How many CPUs this process may use: affinity mask and cgroup quota (versions 1 and 2). Used by the thread pool.
#pragma once

#include <string_view>

namespace nd {

// At least 1.
int available_cpus() noexcept;

namespace detail {
// CPUs' worth of a cgroup v2 "cpu.max" line ("150000 100000" is 2, rounded up); 0: no limit.
int parse_cpu_max(std::string_view line) noexcept;
int quota_cpus(long long quota, long long period) noexcept;
}  // namespace detail

}  // namespace nd
