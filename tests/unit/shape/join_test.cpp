// Arrays joined along an axis, old or new.
#include "shape/join.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "errors.hpp"
#include "layouts.hpp"
#include "shape/shape.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::kLayouts;
using nd::test::values;

TEST(Concatenate, JoinsEveryLayoutAndPromotes) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{2, 2}, layout);
    const Ref<Array> b = counted(nd::dtype_of<float>(), Dims{2, 1}, layout);
    const std::vector<const Array*> both{a.get(), b.get()};
    const Ref<Array> joined = nd::concatenate(both, -1);
    EXPECT_EQ(joined->dtype, nd::dtype_of<double>());
    EXPECT_EQ(values(*joined), (std::vector<double>{0, 1, 0, 2, 3, 1})) << layout;
    EXPECT_EQ(values(*nd::concatenate_flat(both)), (std::vector<double>{0, 1, 2, 3, 0, 1}));
  }
}

TEST(Concatenate, WritesToOutEvenIfItIsAnInput) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{4});
  const Ref<Array> head = nd::slice_of(*a, 0, 0, 2);
  const Ref<Array> tail = nd::slice_of(*a, 0, 1, 2);
  const std::vector<const Array*> both{tail.get(), head.get()};
  const Ref<Array> out = counted(nd::dtype_of<float>(), Dims{4});
  EXPECT_EQ(nd::concatenate(both, 0, {out.get(), nullptr, ND_CASTING_SAME_KIND}).get(), out.get());
  EXPECT_EQ(values(*out), (std::vector<double>{1, 2, 0, 1}));
}

TEST(Concatenate, SaysWhatDoesNotFit) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{2, 3});
  const Ref<Array> b = counted(nd::dtype_of<double>(), Dims{2, 4});
  const std::vector<const Array*> both{a.get(), b.get()};
  expect_error(ND_VALUE_ERROR,
               "concatenate: all the input array dimensions except for the concatenation axis must match exactly, but "
               "along dimension 1, array 0 has size 3 and array 1 has size 4",
               [&] { nd::concatenate(both, 0); });
  expect_error(ND_VALUE_ERROR, "concatenate: need at least one array to concatenate", [&] { nd::concatenate({}, 0); });
  expect_error(ND_CASTING_ERROR,
               "concatenate: cannot cast array data from float64 to int32 according to the rule 'same_kind'",
               [&] { nd::concatenate(both, 1, {nullptr, nd::dtype_of<int32_t>(), ND_CASTING_SAME_KIND}); });
}

TEST(Stack, AddsAnAxis) {
  const Ref<Array> a = counted(nd::dtype_of<int8_t>(), Dims{3});
  const std::vector<const Array*> both{a.get(), a.get()};
  EXPECT_EQ(values(*nd::stack(both, 0)), (std::vector<double>{0, 1, 2, 0, 1, 2}));
  EXPECT_EQ(values(*nd::stack(both, -1)), (std::vector<double>{0, 0, 1, 1, 2, 2}));
  EXPECT_EQ(nd::text(nd::vstack(both)->shape()), "(2, 3)");
  EXPECT_EQ(nd::text(nd::hstack(both)->shape()), "(6,)");
  EXPECT_EQ(nd::text(nd::dstack(both)->shape()), "(1, 3, 2)");
  EXPECT_EQ(nd::text(nd::column_stack(both)->shape()), "(3, 2)");
}

}  // namespace
