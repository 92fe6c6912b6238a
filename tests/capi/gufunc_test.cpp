// Products over core axes through the C API: what a C caller sets in nd_gufunc_options and nd_gufunc_call, and what is
// said of calls that cannot be. The results beside NumPy's: tests/python/test_gufuncs.py.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "ndcore/ndcore.h"
#include "ndcore/short.h"

namespace {

using Numbers = std::vector<int64_t>;

nd_array* counted(const Numbers& shape) {
  int64_t size = 1;
  for (const int64_t extent : shape) size *= extent;
  Numbers values;
  for (int64_t i = 0; i < size; ++i) values.push_back(i);
  return nd_array_from_memory(values.data(), nd_dtype_from_code(ND_INT64, ND_NATIVE), shape.data(), nullptr,
                              static_cast<int32_t>(shape.size()));
}

Numbers numbers(nd_array* a) {
  EXPECT_NE(a, nullptr) << nd_last_error_message();
  Numbers result(a == nullptr ? 0 : static_cast<size_t>(nd_array_size(a)));
  for (size_t i = 0; i < result.size(); ++i) {
    double number = -1;
    nd_array_item_float64(a, static_cast<int64_t>(i), &number);
    result[i] = static_cast<int64_t>(number);
  }
  return result;
}

class Gufunc : public testing::Test {
 protected:
  void TearDown() override {
    ND_RELEASE(a_, b_, v_);
    EXPECT_EQ(nd_live_handles(), 0);
  }

  static Numbers given(nd_array* made) {
    const Numbers result = numbers(made);
    nd_release(made);
    return result;
  }

  static void refused(nd_array* made, nd_status status, const std::string& message) {
    EXPECT_EQ(made, nullptr);
    EXPECT_EQ(nd_last_error_status(), status);
    EXPECT_NE(std::string(nd_last_error_message()).find(message), std::string::npos) << nd_last_error_message();
  }

  nd_array* const a_ = counted({2, 3});
  nd_array* const b_ = counted({3, 2});
  nd_array* const v_ = counted({3});
};

TEST_F(Gufunc, OptionsOfProducts) {
  nd_array* const out = nd_zeros(ND_SHAPE(2, 2), nd_dtype_from_code(ND_FLOAT32, ND_NATIVE), ND_ORDER_C);
  nd_array* const made = nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .out = out));
  EXPECT_EQ(numbers(out), (Numbers{10, 13, 28, 40}));
  ND_RELEASE(made, out);
  nd_dtype* const float64 = nd_dtype_from_code(ND_FLOAT64, ND_NATIVE);
  nd_array* const floats = nd_matvec(a_, v_, ND_OPTIONS(nd_gufunc_options, .dtype = float64));
  EXPECT_EQ(nd_array_dtype(floats), float64);
  nd_array* const kept = nd_vecdot(a_, a_, 0, ND_OPTIONS(nd_gufunc_options, .keepdims = 1));
  EXPECT_EQ(numbers(kept), (Numbers{9, 17, 29}));
  EXPECT_EQ(Numbers(nd_array_shape(kept), nd_array_shape(kept) + nd_array_ndim(kept)), (Numbers{1, 3}));
  nd_array* const fortran = nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .order = ND_ORDER_F));
  EXPECT_EQ(nd_array_strides(fortran)[0], 8);
  ND_RELEASE(floats, kept, fortran);
}

TEST_F(Gufunc, OutputsThatOverlap) {
  nd_array* const square = counted({2, 2});
  nd_array* const turned = nd_transpose(square, nullptr, 0);
  EXPECT_EQ(given(nd_matmul(square, square, nullptr)), (Numbers{2, 3, 6, 11}));
  nd_release(nd_matmul(square, turned, ND_OPTIONS(nd_gufunc_options, .out = turned)));
  EXPECT_EQ(numbers(square), (Numbers{1, 3, 3, 13}));
  ND_RELEASE(square, turned);
}

TEST_F(Gufunc, CoreAxesAnywhere) {
  EXPECT_EQ(given(nd_gufunc_call("matmul", b_, b_, ND_AXES(1, 0), ND_AXES(0, 1), ND_AXES(1, 0), ND_AXIS_NONE, nullptr)),
            (Numbers{20, 26, 26, 35}));
  EXPECT_EQ(given(nd_gufunc_call("vecdot", a_, a_, ND_NONE, ND_NONE, ND_NONE, 0, nullptr)), (Numbers{9, 17, 29}));
  EXPECT_EQ(given(nd_gufunc_call("vecdot", a_, b_, ND_AXES(0), ND_AXES(1), ND_NONE, ND_AXIS_NONE, nullptr)),
            (Numbers{3, 14, 33}));
  EXPECT_EQ(given(nd_gufunc_call("vecmat", v_, b_, ND_NONE, ND_NONE, ND_NONE, ND_AXIS_NONE, nullptr)),
            (Numbers{10, 13}));
}

TEST_F(Gufunc, WhatIsRefused) {
  const auto call = [&](const char* name, int32_t n, int32_t nout, int64_t axis, const nd_gufunc_options* options) {
    const int64_t axes[] = {0, 1, 0};
    return nd_gufunc_call(name, a_, b_, n == 0 ? nullptr : axes, n, n == 0 ? nullptr : axes, n,
                          nout == 0 ? nullptr : axes, nout, axis, options);
  };
  refused(call("add", 0, 0, ND_AXIS_NONE, nullptr), ND_NOT_FOUND, "no generalized universal function `add`");
  refused(call("matmul", 2, 0, ND_AXIS_NONE, nullptr), ND_VALUE_ERROR, "axes should be a list with an entry for all 3");
  refused(call("matmul", 0, 2, ND_AXIS_NONE, nullptr), ND_VALUE_ERROR, "axes should be a list with an entry for all 3");
  refused(call("matmul", 1, 2, ND_AXIS_NONE, nullptr), ND_AXIS_ERROR,
          "matmul: operand 0 has 2 core dimensions, but 1 dimensions are specified by axes tuple");
  refused(call("matmul", 3, 2, ND_AXIS_NONE, nullptr), ND_AXIS_ERROR, "but 3 dimensions");
  refused(call("matmul", 2, 1, ND_AXIS_NONE, nullptr), ND_AXIS_ERROR, "operand 2 has 2 core dimensions");
  refused(call("matmul", 0, 0, 0, nullptr), ND_TYPE_ERROR, "axis can only be used with a single shared core dimension");
  refused(call("vecdot", 1, 0, 0, nullptr), ND_TYPE_ERROR, "cannot specify both 'axis' and 'axes'");
  refused(call("vecdot", 0, 0, 5, nullptr), ND_AXIS_ERROR, "vecdot: axis 5 is out of bounds");
}

TEST_F(Gufunc, OptionsThatAreRefused) {
  nd_dtype* const int8 = nd_dtype_from_code(ND_INT8, ND_NATIVE);
  nd_array* const narrow = nd_zeros(ND_SHAPE(2, 2), int8, ND_ORDER_C);
  refused(nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .keepdims = 1)), ND_TYPE_ERROR, "does not support keepdims");
  refused(nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .keepdims = 2)), ND_VALUE_ERROR, "options.keepdims");
  refused(nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .casting = 9)), ND_VALUE_ERROR, "casting");
  refused(nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .order = 9)), ND_VALUE_ERROR, "options.order");
  refused(nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .dtype = int8, .casting = ND_CASTING_SAFE)), ND_CASTING_ERROR,
          "Cannot cast ufunc 'matmul' input 0 from dtype('int64') to dtype('int8') with casting rule 'safe'");
  refused(nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .out = narrow, .casting = ND_CASTING_SAFE)), ND_CASTING_ERROR,
          "Cannot cast ufunc 'matmul' output from dtype('int64') to dtype('int8') with casting rule 'safe'");
  refused(nd_matmul(a_, v_, ND_OPTIONS(nd_gufunc_options, .out = narrow, .order = ND_ORDER_C)), ND_VALUE_ERROR,
          "output array has shape (2, 2), but the result has shape (2,)");
  nd_array_set_writeable(narrow, 0);
  refused(nd_matmul(a_, b_, ND_OPTIONS(nd_gufunc_options, .out = narrow)), ND_READ_ONLY, "matmul");
  refused(nd_matvec(v_, v_, nullptr), ND_VALUE_ERROR,
          "matvec: Input operand 0 does not have enough dimensions (has 1, gufunc core with signature (m,n),(n)->(m) "
          "requires 2)");
  refused(nd_vecmat(v_, a_, nullptr), ND_VALUE_ERROR, "vecmat: Input operand 1 has a mismatch in its core dimension 0");
  nd_release(narrow);
}

}  // namespace
