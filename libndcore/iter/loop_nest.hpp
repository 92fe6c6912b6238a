// The plan of a loop over several operands of one shape: axes of extent 1 dropped, axes ordered by stride, neighbours
// merged, so that most plans end as one contiguous inner loop.
#pragma once

#include <array>
#include <span>

#include "array/dims.hpp"
#include "core/function_ref.hpp"

namespace nd {

inline constexpr int32_t kMaxOperands = 8;

struct LoopOperand {
  std::byte* data;
  Dims strides;  // bytes, one per axis of the plan's shape
};

class LoopNest {
 public:
  // `shape` of the loop and the operands' strides over it. Axes are ordered by the strides of the operands, the last
  // operand (the output) counting most. With keep_order the order of axes is left alone (only merged): for operations
  // whose result depends on the order of elements.
  LoopNest(std::span<const int64_t> shape, std::span<const LoopOperand> operands, bool keep_order = false);

  int32_t operands() const { return operands_; }
  int64_t inner_size() const { return shape_[shape_.size() - 1]; }
  int64_t outer_count() const { return outer_count_; }
  int64_t size() const { return outer_count_ * inner_size(); }
  const int64_t* inner_strides() const { return inner_strides_.data(); }
  int32_t ndim() const { return shape_.size(); }
  int64_t shape(int32_t axis) const { return shape_[axis]; }
  std::byte* data(int32_t operand) const { return data_[static_cast<size_t>(operand)]; }
  int64_t stride(int32_t operand, int32_t axis) const { return strides_[static_cast<size_t>(operand)][axis]; }

  // Runs body(pointers, n) over the elements with positions [begin, end) in plan order, split into runs along the inner
  // axis; the strides of a run are inner_strides(). Safe from several threads at once.
  using Body = FunctionRef<void(std::byte* const* pointers, int64_t n)>;
  void run(int64_t begin, int64_t end, Body body) const;

 private:
  int32_t operands_;
  int64_t outer_count_;
  Dims shape_;  // outermost first; at least one axis
  std::array<Dims, kMaxOperands> strides_;
  std::array<std::byte*, kMaxOperands> data_;
  std::array<int64_t, kMaxOperands> inner_strides_;
};

}  // namespace nd
