// Whole arrays moved: transposed, converted, large ones over threads.
#include <gtest/gtest.h>

#include "array/array.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;

// Large enough for several threads, streaming stores and many tiles, with sizes that fit none of the blocks.
TEST(Copy, LargeTransposedAndConverted) {
  const Dims shape{1237, 1021};
  const Ref<Array> a = nd::empty(nd::dtype_of<int64_t>(), shape);
  for (int64_t i = 0; i < a->size; ++i) a->as<int64_t>()[i] = i;
  const Ref<Array> t = nd::copy(*a, ND_ORDER_F);
  const Ref<Array> d = nd::astype(*a, nd::dtype_of<double>(), ND_CASTING_SAFE, ND_ORDER_F);
  const Ref<Array> c = nd::astype(*d, nd::dtype_of<nd::complex128>(), ND_CASTING_SAFE, ND_ORDER_C);
  bool equal = true;
  for (int64_t i = 0; i < shape[0]; ++i) {
    for (int64_t j = 0; j < shape[1]; ++j) {
      const int64_t value = i * shape[1] + j;
      equal = equal && t->as<int64_t>()[j * shape[0] + i] == value &&
              d->as<double>()[j * shape[0] + i] == double(value) && c->as<nd::complex128>()[value].re == double(value);
    }
  }
  EXPECT_TRUE(equal);
}

TEST(Copy, ThreeAxesInAnyPermutation) {
  const Dims shape{70, 45, 33};
  const Ref<Array> a = nd::empty(nd::dtype_of<float>(), shape);
  for (int64_t i = 0; i < a->size; ++i) a->as<float>()[i] = float(i);
  Dims axes{0, 1, 2};
  do {
    Dims permuted, strides;
    for (const int64_t axis : axes) {
      permuted.push_back(shape[int32_t(axis)]);
      strides.push_back(a->stride(int32_t(axis)));
    }
    const Ref<Array> seen = nd::view(*a, a->data, permuted, strides);
    const Ref<Array> b = nd::copy(*seen, ND_ORDER_C);
    bool equal = true;
    for (int64_t position = 0; position < b->size; ++position) {
      int64_t rest = position, offset = 0;
      for (int32_t axis = 2; axis >= 0; --axis) {
        offset += rest % permuted[axis] * strides[axis];
        rest /= permuted[axis];
      }
      equal = equal && b->as<float>()[position] == a->as<float>()[offset / 4];
    }
    EXPECT_TRUE(equal) << nd::text(std::span<const int64_t>(axes));
  } while (std::next_permutation(axes.begin(), axes.end()));
}

}  // namespace
