// Slabs along the slowest axis are copied into contiguous memory, divided further until one is small.
#include "io/elements.hpp"

#include <algorithm>

namespace nd {

namespace {

constexpr int64_t kPieceBytes = int64_t{4} << 20;

void pieces_in_c_order(const Array& a, FunctionRef<void(std::span<const std::byte>)> piece) {
  if (a.size == 0) return;
  if (a.c_contiguous) return piece({a.data, static_cast<size_t>(a.nbytes())});
  const int64_t slab = a.nbytes() / a.shape(0);
  const Dims inner(a.shape().subspan(1));
  const Dims inner_strides(a.strides().subspan(1));
  if (slab > kPieceBytes) {
    for (int64_t i = 0; i < a.shape(0); ++i) {
      pieces_in_c_order(*view(a, a.data + i * a.stride(0), inner, inner_strides), piece);
    }
    return;
  }
  const int64_t step = std::max<int64_t>(kPieceBytes / slab, 1);
  for (int64_t i = 0; i < a.shape(0); i += step) {
    Dims shape(a.shape());
    shape[0] = std::min(step, a.shape(0) - i);
    const Ref<Array> dense = copy(*view(a, a.data + i * a.stride(0), shape, a.strides()), ND_ORDER_C);
    piece({dense->data, static_cast<size_t>(dense->nbytes())});
  }
}

}  // namespace

void for_each_piece(const Array& a, int32_t order, FunctionRef<void(std::span<const std::byte>)> piece) {
  if (order != ND_ORDER_F) return pieces_in_c_order(a, piece);
  Dims shape(a.shape());
  Dims strides(a.strides());
  std::reverse(shape.begin(), shape.end());
  std::reverse(strides.begin(), strides.end());
  pieces_in_c_order(*view(a, a.data, shape, strides), piece);
}

}  // namespace nd
