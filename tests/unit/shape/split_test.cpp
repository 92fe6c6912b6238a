// Arrays cut into views.
#include <gtest/gtest.h>

#include <vector>

#include "errors.hpp"
#include "layouts.hpp"
#include "shape/join.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::values;

TEST(Split, GivesViews) {
  const Ref<Array> a = counted(nd::dtype_of<int64_t>(), Dims{7});
  const auto parts = nd::split(*a, 3, 0, true);
  EXPECT_EQ(values(*parts[0]), (std::vector<double>{0, 1, 2}));
  EXPECT_EQ(values(*parts[2]), (std::vector<double>{5, 6}));
  EXPECT_EQ(parts[1]->buffer.get(), a->buffer.get());
  const auto cut = nd::split_at(*a, Dims{2, -1, 99}, 0);
  EXPECT_EQ(values(*cut[1]), (std::vector<double>{2, 3, 4, 5}));
  EXPECT_EQ(cut[3]->size, 0);
  expect_error(ND_VALUE_ERROR, "split: array split does not result in an equal division: 7 elements in 3 sections",
               [&] { nd::split(*a, 3, 0, false); });
}

}  // namespace
