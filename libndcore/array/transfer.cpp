// Byte swaps happen in a small buffer on the stack, between the strided memory and the cast.
#include "array/transfer.hpp"

#include <algorithm>

#include "core/callback.hpp"

namespace nd {

namespace {

constexpr int64_t kBlock = 256;

// Bytes are reversed within a real number; a complex number is two of them.
int32_t unit_of(const DType* dtype) { return dtype->is_complex() ? dtype->itemsize / 2 : dtype->itemsize; }

bool is_aligned(const std::byte* place, int64_t stride, int32_t alignment) {
  return ((reinterpret_cast<uintptr_t>(place) | static_cast<uintptr_t>(stride)) &
          static_cast<uintptr_t>(alignment - 1)) == 0;
}

}  // namespace

Transfer::Transfer(const DType* from, const DType* to)
    : from_size_(from->itemsize),
      from_unit_(unit_of(from)),
      to_size_(to->itemsize),
      to_unit_(unit_of(to)),
      from_swapped_(from->swapped),
      to_swapped_(to->swapped) {
  if (from->code == to->code) return;
  if (from->user == nullptr && to->user == nullptr) {
    cast_ = kernels::cast_loop(from->code, to->code);
    return;
  }
  const std::optional<CastRoute> route = find_route(from, to);
  if (!route) fail(ND_TYPE_ERROR, ": there is no cast from dtype '", from->name, "' to dtype '", to->name, "'");
  user_cast_ = route->cast;
  from_ = from;
  to_ = to;
  cast_from_ = from->user != nullptr ? from : route->through;
  cast_to_ = from->user != nullptr ? route->through : to;
}

void Transfer::run(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) const {
  if (user_cast_ != nullptr) return run_user(from, from_stride, to, to_stride, n);
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

void Transfer::kernels(const DType* from, const DType* to, int64_t from_stride, int64_t to_stride, KernelFiles& files) {
  if (from->code != to->code && (from->user != nullptr || to->user != nullptr)) return files.add_unknown();
  const bool from_dense = from_stride == from->itemsize;
  const bool to_dense = to_stride == to->itemsize;
  if (from->code == to->code) {
    if (from->swapped != to->swapped) return kernels::swap_kernels(from_dense && to_dense, files);
    return files.add(kernels::kCopySource);
  }
  if (from->swapped) kernels::swap_kernels(from_dense, files);
  kernels::cast_kernels(from->code, to->code, (from->swapped || from_dense) && (to->swapped || to_dense), files);
  if (to->swapped) kernels::swap_kernels(to_dense, files);
}

// The callback sees aligned, native elements of its own two dtypes: others pass through blocks on the stack.
void Transfer::run_user(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) const {
  alignas(64) std::byte source_block[kBlock * kMaxItemsize];
  alignas(64) std::byte target_block[kBlock * kMaxItemsize];
  const bool direct_source = from_ == cast_from_ && is_aligned(from, from_stride, from_->alignment);
  const bool direct_target = to_ == cast_to_ && is_aligned(to, to_stride, to_->alignment);
  for (int64_t i = 0; i < n; i += kBlock) {
    const int64_t m = std::min(kBlock, n - i);
    const std::byte* source = from + i * from_stride;
    std::byte* target = direct_target ? to + i * to_stride : target_block;
    int64_t source_stride = from_stride;
    if (!direct_source) {
      Transfer(from_, cast_from_).run(source, from_stride, source_block, cast_from_->itemsize, m);
      source = source_block;
      source_stride = cast_from_->itemsize;
    }
    const int64_t target_stride = direct_target ? to_stride : cast_to_->itemsize;
    run_callback("the cast of the dtype",
                 [&] { return user_cast_->run(source, source_stride, target, target_stride, m, user_cast_->data); });
    if (!direct_target) Transfer(cast_to_, to_).run(target_block, target_stride, to + i * to_stride, to_stride, m);
  }
}

}  // namespace nd
