// The floating-point status of a product, by its numbers: where threads of the BLAS computed it, their flags are not to
// be had.
#pragma once

#include "linalg/blas.hpp"
#include "linalg/matrix.hpp"

namespace nd {

// Of c = a · b, dense and row-major: ND_FP_INVALID where it has a NaN that no operand had, ND_FP_OVERFLOW where it has
// an infinity that no operand had.
template <blas::Element T>
int32_t product_status(const Matrix& a, const Matrix& b, const std::byte* c);

}  // namespace nd
