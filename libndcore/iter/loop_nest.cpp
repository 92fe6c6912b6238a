// Ordering and merging of axes, and the walk over the outer ones.
#include "iter/loop_nest.hpp"

#include <cstdlib>

namespace nd {

namespace {

// True if `a` should be outside of `b`: the first operand, from the last to the first, whose strides differ decides.
// Strides of 0 (broadcast) say nothing.
bool outside(const std::array<Dims, kMaxOperands>& strides, int32_t operands, int32_t a, int32_t b) {
  for (int32_t k = operands - 1; k >= 0; --k) {
    const int64_t stride_a = std::abs(strides[static_cast<size_t>(k)][a]);
    const int64_t stride_b = std::abs(strides[static_cast<size_t>(k)][b]);
    if (stride_a == 0 || stride_b == 0 || stride_a == stride_b) continue;
    return stride_a > stride_b;
  }
  return true;  // as given
}

}  // namespace

LoopNest::LoopNest(std::span<const int64_t> shape, std::span<const LoopOperand> operands, bool keep_order)
    : operands_(static_cast<int32_t>(operands.size())) {
  std::array<Dims, kMaxOperands> strides;
  Dims axes;
  Dims extents;
  outer_count_ = 1;
  const auto count = operands.size();
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == 1) continue;
    extents.push_back(shape[i]);
    for (size_t k = 0; k < count; ++k) strides[k].push_back(operands[k].strides[static_cast<int32_t>(i)]);
  }
  const int32_t ndim = extents.size();
  for (int32_t i = 0; i < ndim; ++i) axes.push_back(i);
  for (size_t k = 0; k < count; ++k) data_[k] = operands[k].data;
  if (!keep_order && ndim > 1) {
    // Insertion sort: the relation is no strict order where operands disagree, and there are few axes.
    for (int32_t i = 1; i < ndim; ++i) {
      for (int32_t j = i; j > 0; --j) {
        const auto left = static_cast<int32_t>(axes[j - 1]);
        const auto right = static_cast<int32_t>(axes[j]);
        if (outside(strides, operands_, left, right)) break;
        std::swap(axes[j - 1], axes[j]);
      }
    }
    // Axes along which every operand runs backwards are walked forwards.
    for (int32_t axis = 0; axis < ndim; ++axis) {
      bool backwards = true;
      for (size_t k = 0; k < count; ++k) backwards = backwards && strides[k][axis] <= 0;
      if (!backwards || extents[axis] == 0) continue;
      for (size_t k = 0; k < count; ++k) {
        data_[k] += strides[k][axis] * (extents[axis] - 1);
        strides[k][axis] = -strides[k][axis];
      }
    }
  }
  for (int32_t i = 0; i < ndim; ++i) {
    const auto axis = static_cast<int32_t>(axes[i]);
    const int32_t last = shape_.size() - 1;
    bool merges = last >= 0;
    for (size_t k = 0; merges && k < count; ++k) merges = strides_[k][last] == strides[k][axis] * extents[axis];
    if (merges) {
      shape_[last] *= extents[axis];
      for (size_t k = 0; k < count; ++k) strides_[k][last] = strides[k][axis];
    } else {
      shape_.push_back(extents[axis]);
      for (size_t k = 0; k < count; ++k) strides_[k].push_back(strides[k][axis]);
    }
  }
  if (shape_.empty()) {
    shape_.push_back(1);
    for (size_t k = 0; k < count; ++k) strides_[k].push_back(0);
  }
  const int32_t inner = shape_.size() - 1;
  for (int32_t i = 0; i < inner; ++i) outer_count_ *= shape_[i];
  for (size_t k = 0; k < count; ++k) inner_strides_[k] = strides_[k][inner];
}

void LoopNest::run(int64_t begin, int64_t end, Body body) const {
  if (begin >= end) return;
  const int64_t inner = inner_size();
  const int32_t outer_dims = shape_.size() - 1;
  const auto count = static_cast<size_t>(operands_);
  std::array<std::byte*, kMaxOperands> pointers = data_;
  std::array<int64_t, kMaxDims> index;
  int64_t offset = begin % inner;
  int64_t rest = begin / inner;
  for (int32_t axis = outer_dims - 1; axis >= 0; --axis) {
    const int64_t position = rest % shape_[axis];
    index[static_cast<size_t>(axis)] = position;
    rest /= shape_[axis];
    for (size_t k = 0; k < count; ++k) pointers[k] += position * strides_[k][axis];
  }
  int64_t left = end - begin;
  while (true) {
    std::array<std::byte*, kMaxOperands> start = pointers;
    if (offset != 0) {
      for (size_t k = 0; k < count; ++k) start[k] += offset * inner_strides_[k];
    }
    const int64_t n = std::min(inner - offset, left);
    body(start.data(), n);
    left -= n;
    if (left == 0) return;
    offset = 0;
    int32_t axis = outer_dims - 1;
    for (; axis >= 0; --axis) {
      int64_t& position = index[static_cast<size_t>(axis)];
      for (size_t k = 0; k < count; ++k) pointers[k] += strides_[k][axis];
      if (++position < shape_[axis]) break;
      for (size_t k = 0; k < count; ++k) pointers[k] -= strides_[k][axis] * shape_[axis];
      position = 0;
    }
    if (axis < 0) return;
  }
}

}  // namespace nd
