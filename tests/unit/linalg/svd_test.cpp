// Singular values: the factors multiply back.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "elements.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrices.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_close;
using nd::test::identity;
using nd::test::kLayouts;
using nd::test::Numbers;
using nd::test::times;

TEST(Svd, FactorsMultiplyBack) {
  const Numbers wide{1, 2, 3, 4, 5, 7};
  for (const std::string& layout : kLayouts) {
    for (const bool full : {false, true}) {
      const Ref<Array> a = array_of(wide, Dims{2, 3}, layout);
      const nd::Svd result = nd::svd(*a, full, true);
      EXPECT_EQ(nd::text(result.u->shape()), "(2, 2)");
      EXPECT_EQ(nd::text(result.vh->shape()), full ? "(3, 3)" : "(2, 3)");
      const Numbers s = elements<double>(*result.s);
      EXPECT_GE(s[0], s[1]);
      EXPECT_GE(s[1], 0);
      Numbers scaled = elements<double>(*result.u);
      for (size_t i = 0; i < 4; ++i) scaled[i] *= s[i % 2];
      Numbers rows = elements<double>(*result.vh);
      rows.resize(6);
      expect_close(times(scaled, rows, 2), wide, layout);
      expect_close(elements<double>(*nd::svd(*a, full, false).s), s, layout);
    }
    const nd::Svd tall = nd::svd(*array_of(wide, Dims{3, 2}, layout), true, true);
    EXPECT_EQ(nd::text(tall.u->shape()), "(3, 3)");
    EXPECT_EQ(nd::text(tall.vh->shape()), "(2, 2)");
  }
  const nd::Svd empty = nd::svd(*nd::zeros(nd::dtype_of<double>(), Dims{0, 3}), true, true);
  EXPECT_EQ(nd::text(empty.u->shape()), "(0, 0)");
  EXPECT_EQ(elements<double>(*empty.vh), identity(3));
  EXPECT_EQ(nd::text(nd::svd(*nd::zeros(nd::dtype_of<double>(), Dims{0, 2, 3}), true, true).vh->shape()), "(0, 3, 3)");
  EXPECT_EQ(elements<double>(*nd::svd(*nd::zeros(nd::dtype_of<double>(), Dims{2, 0}), true, true).u), identity(2));
}

}  // namespace
