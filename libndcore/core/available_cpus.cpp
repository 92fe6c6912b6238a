// Affinity by sched_getaffinity; the quota from the cgroup of this process and all above it, the smallest counts.
// Plain C I/O into fixed buffers: no locale, no allocation.
#include "core/available_cpus.hpp"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>

namespace nd {

namespace {

constexpr size_t kText = 4096;

std::string_view read_text(const char* path, char (&buffer)[kText]) noexcept {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  const ssize_t length = read(fd, buffer, kText);
  close(fd);
  return length > 0 ? std::string_view(buffer, static_cast<size_t>(length)) : std::string_view();
}

bool parse(std::string_view text, long long& value) noexcept {
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
}

int smaller(int a, int b) noexcept { return a == 0 ? b : b == 0 ? a : std::min(a, b); }

int quota_v1(const char* directory) noexcept {
  char path[2 * kText], buffer[kText];
  long long quota = 0, period = 0;
  std::snprintf(path, sizeof path, "%s/cpu.cfs_quota_us", directory);
  if (!parse(read_text(path, buffer), quota)) return 0;
  std::snprintf(path, sizeof path, "%s/cpu.cfs_period_us", directory);
  if (!parse(read_text(path, buffer), period)) return 0;
  return detail::quota_cpus(quota, period);
}

int quota_v2(const char* directory) noexcept {
  char path[2 * kText], buffer[kText];
  std::snprintf(path, sizeof path, "%s/cpu.max", directory);
  return detail::parse_cpu_max(read_text(path, buffer));
}

// From root + group up to root. In a container the group's path may not exist below the mount: then the root counts.
int smallest_quota(const char* root, std::string_view group, int (*quota)(const char*)) noexcept {
  char directory[kText];
  int result = 0;
  while (true) {
    std::snprintf(directory, sizeof directory, "%s%.*s", root, static_cast<int>(group.size()), group.data());
    result = smaller(result, quota(directory));
    if (group.empty()) return result;
    const size_t slash = group.rfind('/');
    group = group.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
}

// A line of /proc/self/cgroup: "0::/path" (v2) or "4:cpu,cpuacct:/path" (v1).
int quota_of_line(std::string_view line) noexcept {
  const size_t first = line.find(':');
  const size_t second = first == std::string_view::npos ? first : line.find(':', first + 1);
  if (second == std::string_view::npos) return 0;
  const std::string_view controllers = line.substr(first + 1, second - first - 1);
  std::string_view group = line.substr(second + 1);
  if (group == "/") group = {};
  if (controllers.empty()) return smallest_quota("/sys/fs/cgroup", group, quota_v2);
  if (controllers != "cpu" && controllers != "cpu,cpuacct" && controllers != "cpuacct,cpu") return 0;
  return smaller(smallest_quota("/sys/fs/cgroup/cpu", group, quota_v1),
                 smallest_quota("/sys/fs/cgroup/cpu,cpuacct", group, quota_v1));
}

int cgroup_cpus() noexcept {
  char buffer[kText];
  std::string_view text = read_text("/proc/self/cgroup", buffer);
  int result = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    result = smaller(result, quota_of_line(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

int affinity_cpus() noexcept {
  // Larger masks for machines with more CPUs than the fixed set holds.
  for (int cpus = 1024; cpus <= 1 << 18; cpus *= 4) {
    cpu_set_t* const set = CPU_ALLOC(static_cast<size_t>(cpus));
    if (!set) break;
    const size_t bytes = CPU_ALLOC_SIZE(static_cast<size_t>(cpus));
    const int count = sched_getaffinity(0, bytes, set) == 0 ? CPU_COUNT_S(bytes, set) : 0;
    CPU_FREE(set);
    if (count > 0) return count;
  }
  return static_cast<int>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
}

}  // namespace

namespace detail {

int quota_cpus(long long quota, long long period) noexcept {
  if (quota <= 0 || period <= 0) return 0;
  return static_cast<int>(std::clamp((quota - 1) / period + 1, 1LL, 1LL << 20));
}

int parse_cpu_max(std::string_view line) noexcept {
  const size_t space = line.find(' ');
  long long quota = 0, period = 0;
  if (space == std::string_view::npos || !parse(line.substr(0, space), quota)) return 0;  // "max 100000"
  if (!parse(line.substr(space + 1), period)) return 0;
  return quota_cpus(quota, period);
}

}  // namespace detail

int available_cpus() noexcept { return std::max(1, smaller(affinity_cpus(), cgroup_cpus())); }

}  // namespace nd
