// Elements and whole arrays repeated.
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

TEST(Repeat, CopiesElementsAndBricks) {
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 2}, "F");
  EXPECT_EQ(values(*nd::repeat(*a, Dims{2}, 1)), (std::vector<double>{0, 0, 1, 1, 2, 2, 3, 3}));
  EXPECT_EQ(values(*nd::repeat(*a, Dims{0, 2}, 0)), (std::vector<double>{2, 3, 2, 3}));
  EXPECT_EQ(values(*nd::tile(*a, Dims{2})), (std::vector<double>{0, 1, 0, 1, 2, 3, 2, 3}));
  EXPECT_EQ(values(*nd::resize(*a, Dims{2, 3})), (std::vector<double>{0, 1, 2, 3, 0, 1}));
  expect_error(ND_VALUE_ERROR, "repeat: repeats may not contain negative values, not -1",
               [&] { nd::repeat(*a, Dims{-1}, 0); });
}

TEST(Repeat, LargeAgainstTheFormula) {
  for (const nd_type_code code : {ND_INT8, ND_INT16, ND_FLOAT32, ND_FLOAT64, ND_COMPLEX128}) {
    const Ref<Array> a = nd::astype(*counted(nd::dtype_of<int32_t>(), Dims{1000, 7}), nd::dtype_of(code));
    const Ref<Array> b = nd::repeat(*a, Dims{3}, 1);
    const Ref<Array> c = nd::repeat(*a, Dims{0, 1, 2, 3, 0, 1, 2}, 1);
    for (const int64_t i : {0, 500, 999}) {
      for (int64_t j = 0; j < 21; ++j) {
        EXPECT_EQ(nd::test::element(*b, i * 21 + j), nd::test::element(*a, i * 7 + j / 3));
      }
      const int64_t expected[9] = {1, 2, 2, 3, 3, 3, 5, 6, 6};
      for (int64_t j = 0; j < 9; ++j) {
        EXPECT_EQ(nd::test::element(*c, i * 9 + j), nd::test::element(*a, i * 7 + expected[j]));
      }
    }
  }
}

}  // namespace
