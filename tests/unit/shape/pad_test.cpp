// Elements added at the ends of axes, in every mode.
#include "shape/pad.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "layouts.hpp"
#include "shape/shape.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::values;

TEST(Pad, EveryModePastTheArraysOwnSize) {
  const Ref<Array> a = nd::reshape(*counted(nd::dtype_of<int32_t>(), Dims{4}), Dims{4});
  const auto padded = [&](nd::PadMode mode) {
    return values(*nd::pad(*nd::slice_of(*a, 0, 1, 3), Dims{4, 4}, {mode}));
  };
  EXPECT_EQ(padded(nd::PadMode::constant), (std::vector<double>{0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0}));
  EXPECT_EQ(padded(nd::PadMode::edge), (std::vector<double>{1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3}));
  EXPECT_EQ(padded(nd::PadMode::reflect), (std::vector<double>{1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3}));
  EXPECT_EQ(padded(nd::PadMode::symmetric), (std::vector<double>{3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1}));
  EXPECT_EQ(padded(nd::PadMode::wrap), (std::vector<double>{3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1}));
}

}  // namespace
