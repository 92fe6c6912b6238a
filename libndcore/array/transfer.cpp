// Byte swaps happen in a small buffer on the stack, between the strided memory and the cast.
#include "array/transfer.hpp"

#include <algorithm>

namespace nd {

namespace {

constexpr int64_t kBlock = 256;

// Bytes are reversed within a real number; a complex number is two of them.
int32_t unit_of(const DType* dtype) { return dtype->is_complex() ? dtype->itemsize / 2 : dtype->itemsize; }

}  // namespace

Transfer::Transfer(const DType* from, const DType* to) noexcept
    : from_size_(from->itemsize),
      from_unit_(unit_of(from)),
      to_size_(to->itemsize),
      to_unit_(unit_of(to)),
      from_swapped_(from->swapped),
      to_swapped_(to->swapped),
      cast_(from->code == to->code ? nullptr : kernels::cast_loop(from->code, to->code)) {}

void Transfer::run(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) const {
  if (cast_ == nullptr) {
    if (from_swapped_ == to_swapped_) {
      kernels::copy_strided(from, from_stride, to, to_stride, n, from_size_);
    } else {
      kernels::copy_swapped(from, from_stride, to, to_stride, n, from_size_, from_unit_);
    }
    return;
  }
  if (!from_swapped_ && !to_swapped_) {
    cast_(from, from_stride, to, to_stride, n);
    return;
  }
  alignas(64) std::byte native_from[kBlock * sizeof(complex128)];
  alignas(64) std::byte native_to[kBlock * sizeof(complex128)];
  for (int64_t i = 0; i < n; i += kBlock) {
    const int64_t m = std::min(kBlock, n - i);
    const std::byte* source = from + i * from_stride;
    int64_t source_stride = from_stride;
    if (from_swapped_) {
      kernels::copy_swapped(source, from_stride, native_from, from_size_, m, from_size_, from_unit_);
      source = native_from;
      source_stride = from_size_;
    }
    std::byte* target = to + i * to_stride;
    if (to_swapped_) {
      cast_(source, source_stride, native_to, to_size_, m);
      kernels::copy_swapped(native_to, to_size_, target, to_stride, m, to_size_, to_unit_);
    } else {
      cast_(source, source_stride, target, to_stride, m);
    }
  }
}

}  // namespace nd
