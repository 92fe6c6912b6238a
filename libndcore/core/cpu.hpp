// What the CPU offers: the instruction set that kernels are dispatched to, and the sizes of its caches.
// NDCORE_SIMD (baseline, sse4, avx2, avx512) lowers the instruction set; it is read when the library is loaded.
#pragma once

#include <cstdint>
#include <string_view>

namespace nd {

// The instruction set kernels run on: "baseline", "sse4", "avx2", "avx512" or "neon".
const char* simd_target_name() noexcept;

// Lowers the instruction set to the named one or the next lower that was compiled and the CPU has; "" lifts the limit.
// "sse2" and "scalar" are other words for "baseline". False, and nothing changed, for a name that is unknown. Not to be
// called while kernels run.
bool limit_simd(std::string_view name) noexcept;

// Bytes of the data caches that one core sees; the usual sizes where the system does not tell.
struct CacheSizes {
  int64_t l1, l2, l3;
};
const CacheSizes& cache_sizes() noexcept;

}  // namespace nd
