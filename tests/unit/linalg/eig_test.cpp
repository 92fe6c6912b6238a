// Eigenvalues of any square matrices: real ones, pairs, vectors that satisfy their equation, what is not finite.
#include <gtest/gtest.h>

#include <cmath>

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
using nd::test::kLayouts;
using nd::test::Numbers;
using nd::test::times;

using nd::complex128;

TEST(Eig, RealValuesStayReal) {
  for (const auto& layout : kLayouts) {
    const nd::Eig found = nd::eig(*array_of(Numbers{2, 1, 0, 3}, Dims{2, 2}, layout), true, "eig");
    EXPECT_EQ(elements<double>(*found.values), (Numbers{2, 3}));
    const Numbers vectors = elements<double>(*found.vectors);
    expect_close(times(Numbers{2, 1, 0, 3}, vectors, 2),
                 {2 * vectors[0], 3 * vectors[1], 2 * vectors[2], 3 * vectors[3]}, layout);
  }
}

TEST(Eig, PairsAreConjugate) {
  const nd::Eig found = nd::eig(*array_of(Numbers{0, 1, 0, -1, 0, 0, 0, 0, 5}, Dims{3, 3}), true, "eig");
  const auto values = elements<complex128>(*found.values), vectors = elements<complex128>(*found.vectors);
  Numbers imaginary;
  for (const complex128 value : values) imaginary.push_back(value.im);
  expect_close(imaginary, {1, -1, 0}, "values");
  // A v = i v for the first column: (v1, -v0) = i (v0, v1).
  EXPECT_NEAR(vectors[3].re, -vectors[0].im, 1e-14);
  EXPECT_NEAR(vectors[3].im, vectors[0].re, 1e-14);
  EXPECT_NEAR(vectors[1].im, -vectors[0].im, 1e-14) << "the second is the conjugate of the first";
}

TEST(Eig, OneComplexMatrixMakesAllComplex) {
  const Ref<Array> stack = array_of(Numbers{1, 0, 0, 1, 0, 1, -1, 0}, Dims{2, 2, 2});
  const Ref<Array> values = nd::eig(*stack, false, "eigvals").values;
  EXPECT_EQ(values->dtype->code, ND_COMPLEX128);
  EXPECT_EQ(Dims(values->shape()), (Dims{2, 2}));
  EXPECT_EQ(nd::eig(*array_of(Numbers{}, Dims{0, 0}), true, "eig").values->dtype->code, ND_FLOAT64);
}

TEST(Eig, Refused) {
  for (const double bad : {INFINITY, NAN}) {
    expect_error(ND_LINALG_ERROR, "eigvals: Array must not contain infs or NaNs",
                 [&] { nd::eig(*array_of(Numbers{1, bad, 0, 1}, Dims{2, 2}), false, "eigvals"); });
  }
  expect_error(ND_LINALG_ERROR, "eig: Last 2 dimensions of the array must be square, not (1, 2)",
               [] { nd::eig(*array_of(Numbers{1, 2}, Dims{1, 2}), true, "eig"); });
}

}  // namespace
