// Moving runs of elements between two dtypes of any byte order, alignment and stride. Used by loops that convert in
// cache-sized blocks and by copies of whole arrays.
#pragma once

#include "dtype/user_type.hpp"
#include "kernels/memory_kernels.hpp"

namespace nd {

class Transfer {
 public:
  // ND_TYPE_ERROR for dtypes that are not cast to each other, which only registered ones are.
  Transfer(const DType* from, const DType* to);
  // The two places do not overlap, unless they are the very same with equal strides and equal itemsize.
  void run(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) const;
  // The kernels of such a run.
  static void kernels(const DType* from, const DType* to, int64_t from_stride, int64_t to_stride, KernelFiles& files);

 private:
  void run_user(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) const;

  int32_t from_size_, from_unit_, to_size_, to_unit_;
  bool from_swapped_, to_swapped_;
  kernels::CastLoop cast_ = nullptr;  // null: the same type, perhaps in another byte order, or a user's cast
  const UserCast* user_cast_ = nullptr;
  const DType *from_ = nullptr, *to_ = nullptr;            // of a user's cast: dtypes of the places
  const DType *cast_from_ = nullptr, *cast_to_ = nullptr;  // and of the cast between them
};

}  // namespace nd
