// Products of several matrices: values, vectors at the ends, an output, and what is refused.
#include <gtest/gtest.h>

#include "errors.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrices.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_error;
using nd::test::Numbers;

TEST(MultiDot, OfMatricesAndVectors) {
  const Ref<Array> a = array_of(Numbers{1, 2, 3, 4}, Dims{2, 2}), b = array_of(Numbers{0, 1, 1, 0}, Dims{2, 2});
  const Ref<Array> row = array_of(Numbers{1, 1}), column = array_of(Numbers{1, 10});
  const Array* const three[] = {a.get(), b.get(), a.get()};
  EXPECT_EQ(elements<double>(*nd::multi_dot(three, nullptr)), (Numbers{5, 8, 13, 20}));
  const Array* const ends[] = {row.get(), a.get(), b.get(), column.get()};
  const Ref<Array> number = nd::multi_dot(ends, nullptr);
  EXPECT_EQ(number->ndim, 0);
  EXPECT_EQ(elements<double>(*number), (Numbers{46}));
  const Ref<Array> out = array_of(Numbers{0, 0});
  const Array* const at_its_end[] = {a.get(), b.get(), column.get()};
  EXPECT_EQ(nd::multi_dot(at_its_end, out.get()).get(), out.get());
  EXPECT_EQ(elements<double>(*out), (Numbers{12, 34}));
}

TEST(MultiDot, Refused) {
  const Ref<Array> a = array_of(Numbers{1, 2, 3, 4}, Dims{2, 2}), vector = array_of(Numbers{1, 1});
  const Array* const one[] = {a.get()};
  expect_error(ND_VALUE_ERROR, "multi_dot: Expecting at least two arrays.", [&] { nd::multi_dot(one, nullptr); });
  const Array* const within[] = {a.get(), vector.get(), a.get()};
  expect_error(ND_LINALG_ERROR, "multi_dot: 1-dimensional array given. Array must be two-dimensional",
               [&] { nd::multi_dot(within, nullptr); });
}

}  // namespace
