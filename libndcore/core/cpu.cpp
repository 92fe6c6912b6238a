// Choice of the instruction set, which Highway's dispatch asks here instead of in a library of its own, and cache sizes
// from the system.
#include "core/cpu.hpp"

#include <hwy/highway.h>
#include <unistd.h>
#if HWY_ARCH_X86
#include <cpuid.h>
#endif

#include <atomic>
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
    {"neon", HWY_NEON},
#endif
    {"baseline", HWY_SCALAR},
};

// Highway has no word for "all better ones"; every bit below the lowest of the target's own is better.
constexpr int64_t better_than(const Target& target) {
  if (target.name == "baseline") return HWY_TARGETS & ~target.bit & ~int64_t{HWY_STATIC_TARGET};
  return target.bit - 1;
}

#if HWY_ARCH_X86
// Registers that the system saves when it switches threads, as XCR0 tells; without them a CPU's instruction is no use.
constexpr uint32_t kSavesAvx = 0x6, kSavesAvx512 = 0xe6;

uint32_t saved_registers() noexcept {
  uint32_t low = 0, high = 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

// All that the compiler may use in a target's code (HWY_TARGET_STR), not only what gave it its name.
int64_t detected_targets() noexcept {
  constexpr uint32_t kSse4 = bit_SSSE3 | bit_SSE4_1 | bit_SSE4_2 | bit_PCLMUL | bit_AES;
  constexpr uint32_t kAvx = bit_OSXSAVE | bit_AVX | bit_FMA | bit_F16C;
  constexpr uint32_t kAvx2 = bit_AVX2 | bit_BMI | bit_BMI2;
  constexpr uint32_t kAvx512 = bit_AVX512F | bit_AVX512VL | bit_AVX512DQ | bit_AVX512BW;
  const auto has = [](uint32_t bits, uint32_t wanted) { return (bits & wanted) == wanted; };
  int64_t targets = HWY_STATIC_TARGET;
  uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0 || !has(ecx, kSse4)) return targets;
  targets |= HWY_SSSE3 | HWY_SSE4;
  if (!has(ecx, kAvx) || !has(saved_registers(), kSavesAvx)) return targets;
  if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 0 || !has(ebx, kAvx2)) return targets;
  targets |= HWY_AVX2;
  if (has(ebx, kAvx512) && has(saved_registers(), kSavesAvx512)) targets |= HWY_AVX3;
  return targets;
}
#else
// Meson leaves only the target that the compiler may use anyway.
int64_t detected_targets() noexcept { return HWY_STATIC_TARGET; }
#endif

std::atomic<int64_t> disabled_targets{0};

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

const CacheSizes sizes_at_load = {cache_size(_SC_LEVEL1_DCACHE_SIZE, 32 << 10),
                                  cache_size(_SC_LEVEL2_CACHE_SIZE, 1 << 20),
                                  cache_size(_SC_LEVEL3_CACHE_SIZE, 8 << 20)};

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
  disabled_targets = disabled;
  // The next dispatch must not find a choice made before.
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  return true;
}

const CacheSizes& cache_sizes() noexcept { return sizes_at_load; }

}  // namespace nd

// What Highway's headers declare and its library would define.
namespace hwy {

int64_t SupportedTargets() {
  static constinit std::atomic<int64_t> known{0};
  int64_t detected = known.load(std::memory_order_relaxed);
  if (detected == 0) known = detected = nd::detected_targets();
  const int64_t allowed = detected & ~nd::disabled_targets.load();
  return allowed != 0 ? allowed : HWY_STATIC_TARGET;
}

ChosenTarget& GetChosenTarget() {
  static constinit ChosenTarget chosen;
  return chosen;
}

}  // namespace hwy
