// Pseudo-inverses.
#include <gtest/gtest.h>

#include <vector>

#include "elements.hpp"
#include "linalg/linalg.hpp"

namespace nd {
namespace {

using test::array_of;
using test::values;
using Values = std::vector<double>;

TEST(PseudoInverse, SmallSingularValuesCountAsZero) {
  const Ref<Array> x = array_of<double>({2, 0, 0, 0.01, 0, 0}, Dims{3, 2});
  EXPECT_EQ(values(*pseudo_inverse(*x, nullptr, false)), (Values{0.5, 0, 0, 0, 100, 0}));
  const Ref<Array> limit = scalar(0.1);
  EXPECT_EQ(values(*pseudo_inverse(*x, limit.get(), false)), (Values{0.5, 0, 0, 0, 0, 0}));
  EXPECT_EQ(Dims(pseudo_inverse(*zeros(dtype_of<float>(), Dims{2, 0, 3}), nullptr, false)->shape()), (Dims{2, 3, 0}));
  EXPECT_EQ(values(*pseudo_inverse(*array_of<double>({-2, 0, 0, 4}, Dims{2, 2}), nullptr, true)),
            (Values{-0.5, 0, 0, 0.25}));
  EXPECT_EQ(values(*svd_hermitian(*array_of<double>({-2, 0, 0, 1}, Dims{2, 2}), false).s), (Values{2, 1}));
}

}  // namespace
}  // namespace nd
