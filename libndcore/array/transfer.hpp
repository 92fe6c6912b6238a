// Moving runs of elements between two dtypes of any byte order, alignment and stride. Used by loops that convert in
// cache-sized blocks and by copies of whole arrays.
#pragma once

#include "dtype/dtype.hpp"
#include "kernels/memory_kernels.hpp"

namespace nd {

class Transfer {
 public:
  Transfer(const DType* from, const DType* to) noexcept;
  // The two places do not overlap, unless they are the very same with equal strides and equal itemsize.
  void run(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) const;

 private:
  int32_t from_size_, from_unit_, to_size_, to_unit_;
  bool from_swapped_, to_swapped_;
  kernels::CastLoop cast_;  // null: the same type, perhaps in another byte order
};

}  // namespace nd
