// Matrix products against sums written out here: whole numbers, so that every order of additions gives the same; all
// dtypes and layouts, empty and stacked shapes, refusals.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "errors.hpp"
#include "layouts.hpp"
#include "linalg/linalg.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::kLayouts;
using nd::test::values;

// C order: out[s, i, j] = sum over k of a[s, i, k] b[s, k, j], with stacks of as many matrices or one.
std::vector<double> product(const std::vector<double>& a, const std::vector<double>& b, int64_t stacks, int64_t rows,
                            int64_t inner, int64_t columns) {
  std::vector<double> result;
  const bool one_a = static_cast<int64_t>(a.size()) == rows * inner;
  const bool one_b = static_cast<int64_t>(b.size()) == inner * columns;
  for (int64_t s = 0; s < stacks; ++s) {
    for (int64_t i = 0; i < rows; ++i) {
      for (int64_t j = 0; j < columns; ++j) {
        double sum = 0;
        for (int64_t k = 0; k < inner; ++k) {
          sum += a[static_cast<size_t>(((one_a ? 0 : s * rows) + i) * inner + k)] *
                 b[static_cast<size_t>(((one_b ? 0 : s * inner) + k) * columns + j)];
        }
        result.push_back(sum);
      }
    }
  }
  return result;
}

struct Case {
  Dims a, b;
  int64_t stacks, rows, inner, columns;
  const char* shape;
};
const std::vector<Case> kCases{
    {{2, 3}, {3, 4}, 1, 2, 3, 4, "(2, 4)"},
    {{3}, {3, 2}, 1, 1, 3, 2, "(2,)"},
    {{2, 3}, {3}, 1, 2, 3, 1, "(2,)"},
    {{3}, {3}, 1, 1, 3, 1, "()"},
    {{2, 2, 3}, {2, 3, 2}, 2, 2, 3, 2, "(2, 2, 2)"},
    {{2, 2, 3}, {3, 1}, 2, 2, 3, 1, "(2, 2, 1)"},
    {{2, 3}, {4, 3, 2}, 4, 2, 3, 2, "(4, 2, 2)"},
    {{3}, {2, 3, 2}, 2, 1, 3, 2, "(2, 2)"},
    {{0, 3}, {3, 2}, 1, 0, 3, 2, "(0, 2)"},
    {{2, 0}, {0, 3}, 1, 2, 0, 3, "(2, 3)"},
    {{0}, {0}, 1, 1, 0, 1, "()"},
    {{0, 2, 2}, {2, 2}, 0, 2, 2, 2, "(0, 2, 2)"},
    {{1, 1}, {1, 5}, 1, 1, 1, 5, "(1, 5)"},
};

TEST(Matmul, EveryShapeDtypeAndLayout) {
  for (const Case& one : kCases) {
    for (nd_type_code code = 0; code < nd::kTypeCount; ++code) {
      const bool is_bool = code == ND_BOOL;
      std::vector<double> expected =
          product(values(*counted(nd::dtype_of(code), one.a)), values(*counted(nd::dtype_of(code), one.b)), one.stacks,
                  one.rows, one.inner, one.columns);
      for (double& value : expected) {
        // Booleans: or of ands; one byte wraps.
        if (is_bool) value = value != 0 ? 1 : 0;
        if (code == ND_INT8) value = static_cast<int8_t>(static_cast<int64_t>(value));
        if (code == ND_UINT8) value = static_cast<uint8_t>(static_cast<int64_t>(value));
        if (code == ND_BFLOAT16) value = static_cast<float>(nd::bfloat16(static_cast<float>(value)));
      }
      for (const std::string& layout : kLayouts) {
        const Ref<Array> result =
            nd::matmul(*counted(nd::dtype_of(code), one.a, layout), *counted(nd::dtype_of(code), one.b, layout));
        EXPECT_EQ(nd::text(result->shape()), one.shape);
        EXPECT_EQ(result->dtype, nd::dtype_of(code));
        EXPECT_EQ(values(*result), expected) << one.shape << ' ' << code << ' ' << layout;
      }
    }
  }
}

TEST(Matmul, PromotesAndWritesToOutEvenOverItself) {
  const Ref<Array> a = counted(nd::dtype_of<int8_t>(), Dims{2, 2});
  const Ref<Array> b = counted(nd::dtype_of<float>(), Dims{2, 2});
  EXPECT_EQ(nd::matmul(*a, *b)->dtype, nd::dtype_of<float>());
  nd::matmul(*b, *b, b.get());
  EXPECT_EQ(values(*b), (std::vector<double>{2, 3, 6, 11}));
  const Ref<Array> swapped = counted(nd::dtype_of<double>(), Dims{2, 2}, "swapped");
  nd::matmul(*a, *a, swapped.get());
  EXPECT_EQ(values(*swapped), (std::vector<double>{2, 3, 6, 11}));
  EXPECT_THROW(nd::matmul(*a, *a, counted(nd::dtype_of<double>(), Dims{2, 3}).get()), nd::Error);
  expect_error(ND_VALUE_ERROR,
               "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
               "(n?,k),(k,m?)->(n?,m?) (size 3 is different from 2); shapes (2, 2) and (3, 2)",
               [&] { nd::matmul(*a, *counted(nd::dtype_of<float>(), Dims{3, 2})); });
  expect_error(ND_VALUE_ERROR,
               "matmul: Input operand 0 does not have enough dimensions (has 0, gufunc core with signature "
               "(n?,k),(k,m?)->(n?,m?) requires 1)",
               [&] { nd::matmul(*nd::scalar(1.0), *a); });
  EXPECT_THROW(
      nd::matmul(*counted(nd::dtype_of<float>(), Dims{2, 2, 2}), *counted(nd::dtype_of<float>(), Dims{3, 2, 2})),
      nd::Error);
}

}  // namespace
