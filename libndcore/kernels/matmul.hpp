// Matrix products of dtypes that BLAS does not know, and of floats where there is no BLAS.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ndcore/types.h"

namespace nd::kernels {

// c = a · b: a is m × k, b k × n, c m × n; rows are contiguous, row strides in elements. Integers wrap, booleans are
// or-ed, float16 and bfloat16 accumulate in float32; k runs upwards in one sum, so the bits depend on nothing else.
using MatmulKernel = void (*)(const std::byte* a, int64_t a_stride, const std::byte* b, int64_t b_stride, std::byte* c,
                              int64_t c_stride, int64_t m, int64_t n, int64_t k);
MatmulKernel matmul_kernel(nd_type_code code) noexcept;
extern const char* const kMatmulSource;

}  // namespace nd::kernels
