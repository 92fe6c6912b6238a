// Casts of contiguous runs, compiled for each instruction set; between kernels/cast.cpp and its vectorised half.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ndcore/types.h"

namespace nd::kernels {

using ContiguousCast = void (*)(const std::byte* from, std::byte* to, int64_t n);
ContiguousCast contiguous_cast(nd_type_code from, nd_type_code to) noexcept;
extern const char* const kContiguousCastSource;

}  // namespace nd::kernels
