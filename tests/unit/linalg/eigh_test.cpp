// Eigenvalues and eigenvectors of symmetric and Hermitian matrices.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrices.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_close;
using nd::test::expect_error;
using nd::test::identity;
using nd::test::kFirst;
using nd::test::kLayouts;
using nd::test::kSecond;
using nd::test::Numbers;
using nd::test::part;
using nd::test::stacked;
using nd::test::times;
using nd::test::transposed;

TEST(Eigh, ValuesAscendAndVectorsDiagonalise) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> stack = array_of(stacked(), Dims{2, 3, 3}, layout);
    for (const char triangle : {'L', 'U'}) {
      const nd::Eigh result = nd::eigh(*stack, triangle, true);
      for (size_t which = 0; which < 2; ++which) {
        const Numbers& matrix = which == 0 ? kFirst : kSecond;
        const Numbers values = part(*result.values, which, 3), vectors = part(*result.vectors, which, 9);
        EXPECT_TRUE(std::ranges::is_sorted(values));
        Numbers scaled = vectors;
        for (size_t i = 0; i < 9; ++i) scaled[i] *= values[i % 3];
        expect_close(times(matrix, vectors, 3), scaled, layout);
        expect_close(times(transposed(vectors, 3), vectors, 3), identity(3), layout);
      }
      expect_close(elements<double>(*nd::eigh(*stack, triangle, false).values), elements<double>(*result.values),
                   layout);
    }
  }
  // Only one triangle is read.
  const Ref<Array> lower = array_of(Numbers{2, 99, 1, 2}, Dims{2, 2});
  expect_close(elements<double>(*nd::eigh(*lower, 'L', false).values), {1, 3}, "lower");
  EXPECT_EQ(nd::text(nd::eigh(*nd::zeros(nd::dtype_of<double>(), Dims{0, 0}), 'L', true).vectors->shape()), "(0, 0)");
  expect_error(ND_VALUE_ERROR, "eigh: UPLO argument must be 'L' or 'U'", [&] { nd::eigh(*lower, 'X', true); });
}

TEST(Eigh, HermitianMatricesHaveRealValues) {
  const std::vector<nd::complex128> numbers{{2, 0}, {0, -1}, {0, 1}, {2, 0}};
  const nd::Eigh result = nd::eigh(*array_of(numbers, Dims{2, 2}), 'L', true);
  EXPECT_EQ(result.values->dtype, nd::dtype_of<double>());
  EXPECT_EQ(result.vectors->dtype, nd::dtype_of<nd::complex128>());
  expect_close(elements<double>(*result.values), {1, 3}, "hermitian");
}

}  // namespace
