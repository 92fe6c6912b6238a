// Floating-point status of products, whoever computed them: this thread, those of the BLAS, our kernels for halves.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "array/creation.hpp"
#include "core/fpstatus.hpp"
#include "core/threads.hpp"
#include "elements.hpp"
#include "linalg/linalg.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;

constexpr double kInf = std::numeric_limits<double>::infinity();

// What is asked for is an error, which names it; everything else is let pass.
class ProductStatus : public testing::Test {
 protected:
  void TearDown() override {
    nd::fp_modes() = {};
    nd::set_num_threads(0);
  }
  // "" if there was none.
  template <class F>
  static std::string status_of(F&& f) {
    nd::fp_modes() = {ND_FP_RAISE, ND_FP_RAISE, ND_FP_IGNORE, ND_FP_RAISE};
    try {
      f();
      return "";
    } catch (const nd::Error& error) {
      EXPECT_EQ(error.status(), ND_FLOATING_POINT_ERROR);
      return error.what();
    }
  }
};

Ref<Array> filled(const Dims& shape, double value, nd_type_code code = ND_FLOAT64) {
  return nd::full(shape, *nd::scalar(value), nd::dtype_of(code));
}

// `matrix` with one number at a place.
Ref<Array> with(const Ref<Array>& matrix, int64_t place, double value) {
  matrix->as<double>()[place] = value;
  return matrix;
}

TEST_F(ProductStatus, BearsTheNameOfTheOperation) {
  const Ref<Array> row = with(filled({2}, 1), 0, kInf), column = with(filled({2}, 1), 0, 0);
  const Ref<Array> matrix = with(filled({2, 2}, 1), 0, 0);
  const int64_t last[] = {0};
  EXPECT_EQ(status_of([&] { nd::matmul(*row, *column); }), "invalid value encountered in matmul");
  EXPECT_EQ(status_of([&] { nd::dot(*row, *column); }), "invalid value encountered in dot");
  EXPECT_EQ(status_of([&] { nd::vdot(*row, *column); }), "invalid value encountered in vdot");
  EXPECT_EQ(status_of([&] { nd::inner(*row, *column); }), "invalid value encountered in inner");
  EXPECT_EQ(status_of([&] { nd::vecdot(*row, *column); }), "invalid value encountered in vecdot");
  EXPECT_EQ(status_of([&] { nd::vecmat(*row, *matrix); }), "invalid value encountered in vecmat");
  EXPECT_EQ(status_of([&] { nd::matvec(*matrix, *row); }), "invalid value encountered in matvec");
  EXPECT_EQ(status_of([&] { nd::tensordot(*row, *column, last, last); }), "invalid value encountered in tensordot");
  EXPECT_EQ(status_of([&] { nd::kron(*row, *column); }), "invalid value encountered in multiply");
  EXPECT_EQ(status_of([&] { nd::matrix_power(*with(filled({2, 2}, 0), 0, kInf), 2); }),
            "invalid value encountered in matmul");
}

TEST_F(ProductStatus, OfEveryDtype) {
  for (const nd_type_code code : {ND_FLOAT32, ND_FLOAT64, ND_COMPLEX64, ND_COMPLEX128, ND_FLOAT16, ND_BFLOAT16}) {
    const double large = code == ND_FLOAT16                                                  ? 6e4
                         : code == ND_FLOAT32 || code == ND_COMPLEX64 || code == ND_BFLOAT16 ? 3e38
                                                                                             : 1e308;
    const Ref<Array> big = filled({3, 3}, large, code);
    EXPECT_EQ(status_of([&] { nd::matmul(*big, *big); }), "overflow encountered in matmul") << code;
    const Ref<Array> infinite = filled({3, 3}, kInf, code), zero = filled({3, 3}, 0, code);
    EXPECT_EQ(status_of([&] { nd::matmul(*infinite, *zero); }), "invalid value encountered in matmul") << code;
    EXPECT_EQ(status_of([&] { nd::matmul(*filled({3, 3}, NAN, code), *zero); }), "") << code;
    EXPECT_EQ(status_of([&] { nd::matmul(*filled({3, 3}, 2, code), *filled({3, 3}, 3, code)); }), "") << code;
  }
}

// Large enough for several threads of a BLAS; what happens is in the last rows, which another thread has.
TEST_F(ProductStatus, OfThreads) {
  constexpr int64_t n = 300;
  for (const int threads : {1, 2, 4}) {
    nd::set_num_threads(threads);
    const auto product = [](const Ref<Array>& a, const Ref<Array>& b) {
      return status_of([&] { nd::matmul(*a, *b); });
    };
    const auto ones = [&] { return filled({n, n}, 1); };
    EXPECT_EQ(product(ones(), ones()), "") << threads;
    EXPECT_EQ(product(with(ones(), n * n - 1, 1e308), filled({n, n}, 1e10)), "overflow encountered in matmul")
        << threads;
    EXPECT_EQ(product(with(ones(), n * n - 1, kInf), with(ones(), n * n - 1, 0)),
              "invalid value encountered in matmul");
    EXPECT_EQ(product(with(ones(), n * n - 1, kInf), ones()), "") << threads;
    EXPECT_EQ(product(with(ones(), n * n - 1, NAN), ones()), "") << threads;
    EXPECT_EQ(product(filled({n, n}, 1e300), filled({n}, 1e300)), "overflow encountered in matmul") << threads;
  }
}

// Nothing is raised that no element has, whatever the kernels of the BLAS do beyond the edge of a matrix.
TEST_F(ProductStatus, IsSilentForOrdinaryNumbers) {
  for (const nd_type_code code : {ND_FLOAT32, ND_FLOAT64, ND_COMPLEX64, ND_COMPLEX128}) {
    for (int64_t m = 1; m < 20; m += 2) {
      for (int64_t k = 1; k < 20; k += 3) {
        const Ref<Array> a = filled({m, k}, 1.5, code), b = filled({k, 21 - m}, -2.5, code);
        EXPECT_EQ(status_of([&] { nd::matmul(*a, *b); }), "") << code << ' ' << m << ' ' << k;
      }
    }
  }
}

}  // namespace
