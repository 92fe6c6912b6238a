// Choice of the instruction set through Highway's target mask, and cache sizes from the system.
#include "core/cpu.hpp"

#include <hwy/highway.h>
#include <unistd.h>

#include <cstdlib>
#include <iterator>

namespace nd {

namespace {

struct Target {
  std::string_view name;  // a literal, so that data() ends in a zero
  int64_t bit;            // smaller is better among those of one architecture
};

constexpr Target kTargets[] = {
#if HWY_ARCH_X86
    {"avx512", HWY_AVX3},
    {"avx2", HWY_AVX2},
    {"sse4", HWY_SSE4},
#elif HWY_ARCH_ARM
    {"sve2_128", HWY_SVE2_128},
    {"sve_256", HWY_SVE_256},
    {"sve2", HWY_SVE2},
    {"sve", HWY_SVE},
    {"neon", HWY_NEON},
#endif
    {"baseline", HWY_SCALAR | HWY_EMU128},
};

// Highway has no word for "all better ones"; every bit below the lowest of the target's own is better.
constexpr int64_t better_than(const Target& target) {
  if (target.name == "baseline") return HWY_TARGETS & ~target.bit & ~int64_t{HWY_STATIC_TARGET};
  return target.bit - 1;
}

bool limit_simd_from_environment() noexcept {
  const char* name = std::getenv("NDCORE_SIMD");
  return name != nullptr && limit_simd(name);
}

// Before the first dispatch: a kernel's function pointer is chosen on its first call.
[[maybe_unused]] const bool limited_at_load = limit_simd_from_environment();

int64_t cache_size(int name, int64_t usual) noexcept {
  const long size = sysconf(name);
  return size > 0 ? size : usual;
}

}  // namespace

const char* simd_target_name() noexcept {
  const int64_t usable = hwy::SupportedTargets() & HWY_TARGETS;
  for (const Target& target : kTargets)
    if ((usable & target.bit) != 0) return target.name.data();
  return "baseline";
}

bool limit_simd(std::string_view name) noexcept {
  if (name == "sse2" || name == "scalar") name = "baseline";
  int64_t disabled = name.empty() ? 0 : -1;
  for (const Target& target : kTargets)
    if (target.name == name) disabled = better_than(target);
  if (disabled == -1) return false;
  hwy::DisableTargets(disabled);
  // The next dispatch must not find a choice made before.
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  return true;
}

const CacheSizes& cache_sizes() noexcept {
  static const CacheSizes sizes = {cache_size(_SC_LEVEL1_DCACHE_SIZE, 32 << 10),
                                   cache_size(_SC_LEVEL2_CACHE_SIZE, 1 << 20),
                                   cache_size(_SC_LEVEL3_CACHE_SIZE, 8 << 20)};
  return sizes;
}

}  // namespace nd
