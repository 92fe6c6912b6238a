// Strides, and what an array knows of its memory: contiguity, alignment, who may write; sizes past the address space.
#include "array/array.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "errors.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::blank;
using nd::test::expect_error;

TEST(Strides, OfContiguousArrays) {
  EXPECT_EQ(nd::contiguous_strides(Dims{2, 3, 4}, 8, ND_ORDER_C), (Dims{96, 32, 8}));
  EXPECT_EQ(nd::contiguous_strides(Dims{2, 3, 4}, 8, ND_ORDER_F), (Dims{8, 16, 48}));
  EXPECT_EQ(nd::contiguous_strides(Dims{}, 8, ND_ORDER_C), Dims{});
  EXPECT_TRUE(nd::is_c_contiguous(Dims{2, 3}, Dims{12, 4}, 4));
  EXPECT_FALSE(nd::is_f_contiguous(Dims{2, 3}, Dims{12, 4}, 4));
  // The stride of an axis of one element says nothing, nor do those of an empty array.
  EXPECT_TRUE(nd::is_c_contiguous(Dims{1, 3, 1}, Dims{999, 4, -7}, 4));
  EXPECT_TRUE(nd::is_f_contiguous(Dims{1, 3, 1}, Dims{999, 4, -7}, 4));
  EXPECT_TRUE(nd::is_c_contiguous(Dims{2, 0}, Dims{1, 1}, 4));
  EXPECT_FALSE(nd::is_c_contiguous(Dims{3}, Dims{-4}, 4));
}

TEST(Strides, SizesAreChecked) {
  EXPECT_EQ(nd::checked_size(Dims{1LL << 40, 0, 5}, 8, "zeros"), 0);
  EXPECT_EQ(nd::checked_size(Dims{3, 4}, 8, "zeros"), 96);
  for (const Dims& shape : {Dims{INT64_MAX}, Dims{INT64_MAX, 2}, Dims{1LL << 31, 1LL << 31}, Dims{1LL << 62, 4, 1}}) {
    EXPECT_THROW(nd::checked_size(shape, 8, "zeros"), nd::Error) << nd::text(std::span<const int64_t>(shape));
    EXPECT_THROW(nd::zeros(nd::dtype_of<double>(), shape), nd::Error);
  }
  EXPECT_THROW(nd::checked_size(Dims{2, -1}, 8, "zeros"), nd::Error);
}

TEST(Array, KnowsItsLayout) {
  const struct {
    const char* layout;
    bool c, f, aligned, behaved;
  } cases[] = {{"C", true, false, true, true},           {"F", false, true, true, true},
               {"reversed", false, false, true, true},   {"strided", false, false, true, true},
               {"unaligned", true, false, false, false}, {"swapped", true, false, true, false},
               {"transposed", false, true, true, true}};
  for (const auto& one : cases) {
    const Ref<Array> a = blank(nd::dtype_of<double>(), Dims{2, 3}, one.layout);
    EXPECT_EQ(a->c_contiguous, one.c) << one.layout;
    EXPECT_EQ(a->f_contiguous, one.f) << one.layout;
    EXPECT_EQ(a->aligned, one.aligned) << one.layout;
    EXPECT_EQ(a->behaved(), one.behaved) << one.layout;
    EXPECT_EQ(a->nbytes(), 48);
    const Ref<Array> like = nd::empty_like(*a, nd::dtype_of<float>());
    EXPECT_EQ(like->f_contiguous, one.f) << one.layout;
    EXPECT_TRUE(like->behaved());
    EXPECT_TRUE(nd::empty_like(*a, nd::dtype_of<float>(), ND_ORDER_C)->c_contiguous);
  }
  EXPECT_TRUE(blank(nd::dtype_of<int8_t>(), Dims{3}, "unaligned")->aligned);
  EXPECT_TRUE(nd::scalar(1.0)->c_contiguous && nd::scalar(1.0)->f_contiguous);
}

TEST(Array, ViewsKeepTheirMemoryAndItsReadOnlyState) {
  Ref<Array> a = nd::zeros(nd::dtype_of<int32_t>(), Dims{4});
  a->writeable = false;
  const Ref<Array> seen = nd::view(*a, a->data + 4, Dims{2}, Dims{4});
  EXPECT_TRUE(seen->is_view);
  EXPECT_FALSE(seen->writeable);
  expect_error(ND_READ_ONLY, "put: argument `a` is read-only", [&] { nd::require_writeable(*seen, "put", "a"); });
  a = nullptr;
  EXPECT_EQ(nd::test::values(*seen), (std::vector<double>{0, 0}));
}

}  // namespace
