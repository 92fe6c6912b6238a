// Calls by name over the shared library: binding of arguments, results, and what is refused. That each function gives
// by name what it gives directly is shown by the conformance vectors.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

namespace {

using Cells = std::vector<nd_cell>;

class CallByName : public testing::Test {
 protected:
  void SetUp() override {
    const double numbers[] = {1, 2, 3, 4, 5, 6};
    const int64_t shape[] = {2, 3};
    a_ = nd_array_from_memory(numbers, nd_dtype_from_code(ND_FLOAT64, ND_NATIVE), shape, nullptr, 2);
    ASSERT_NE(a_, nullptr);
    live_ = nd_live_handles();
  }
  void TearDown() override {
    for (const nd_cell& cell : results_) {
      if (cell.kind == ND_CELL_HANDLE) nd_release(nd_cell_as_pointer(&cell));
    }
    EXPECT_EQ(nd_live_handles(), live_);
    nd_release(a_);
  }

  int64_t call(const char* name, const Cells& positional, const std::vector<const char*>& keywords = {},
               const Cells& values = {}, int64_t room = 16) {
    Cells args = positional;
    args.insert(args.end(), values.begin(), values.end());
    results_.assign(static_cast<size_t>(room), nd_cell_int(-7));
    const int64_t count = nd_call(name, args.data(), static_cast<int64_t>(positional.size()), keywords.data(),
                                  static_cast<int64_t>(keywords.size()), results_.data(), room);
    if (count < 0) results_.clear();
    return count;
  }
  std::string refusal(const char* name, const Cells& positional, const std::vector<const char*>& keywords = {},
                      const Cells& values = {}, int64_t room = 16) {
    const int64_t status = call(name, positional, keywords, values, room);
    EXPECT_LT(status, 0) << name;
    return status < 0 ? std::string(nd_status_name(static_cast<nd_status>(status))) + " " + nd_last_error_message()
                      : "";
  }
  nd_array* array(size_t i = 0) const { return nd_cell_as_array(&results_[i]); }
  double item(size_t result, int64_t i) const {
    double number = NAN;
    EXPECT_EQ(nd_array_item_float64(array(result), i, &number), ND_OK) << nd_last_error_message();
    return number;
  }

  nd_array* a_ = nullptr;
  int64_t live_ = 0;
  Cells results_;
};

TEST_F(CallByName, PositionsKeywordsAndDefaults) {
  const int64_t axes[] = {0};
  ASSERT_EQ(call("sum", {nd_cell_handle(a_)}), 1) << nd_last_error_message();
  EXPECT_EQ(item(0, 0), 21);
  nd_release(array());
  ASSERT_EQ(call("sum", {nd_cell_handle(a_), nd_cell_ints(axes, 1)}, {"keepdims"}, {nd_cell_int(1)}), 1);
  EXPECT_EQ(nd_array_ndim(array()), 2);
  EXPECT_EQ(item(0, 2), 9);
  EXPECT_EQ(results_[1].kind, ND_CELL_UNSET);
  nd_release(array());
  ASSERT_EQ(call("sum", {nd_cell_handle(a_), nd_cell_unset()}, {"dtype"}, {nd_cell_string("float32")}), 1);
  EXPECT_EQ(nd_dtype_code(nd_array_dtype(array())), ND_FLOAT32);
  nd_release(array());
  ASSERT_EQ(call("sum@1", {}, {"axes", "a"}, {nd_cell_ints(nullptr, 0), nd_cell_handle(a_)}), 1);
  EXPECT_EQ(nd_array_ndim(array()), 2) << "no axes are not all axes";
}

TEST_F(CallByName, ANumberIsAListOfOneAndAxisNamesAxes) {
  ASSERT_EQ(call("sum", {nd_cell_handle(a_), nd_cell_int(0)}), 1) << nd_last_error_message();
  EXPECT_EQ(item(0, 2), 9);
  nd_release(array());
  ASSERT_EQ(call("sum", {nd_cell_handle(a_)}, {"axis"}, {nd_cell_int(-1)}), 1) << nd_last_error_message();
  EXPECT_EQ(item(0, 0), 6);
  nd_release(array());
  ASSERT_EQ(call("sort", {nd_cell_handle(a_)}, {"axis"}, {nd_cell_int(0)}), 1) << "one that is no list";
  nd_release(array());
  ASSERT_EQ(call("reshape", {nd_cell_handle(a_), nd_cell_uint(6)}), 1) << nd_last_error_message();
  EXPECT_EQ(nd_array_ndim(array()), 1);
}

TEST_F(CallByName, NumbersAreWeakArraysAndListsArrays) {
  ASSERT_EQ(call("add", {nd_cell_handle(a_), nd_cell_int(1)}), 1) << nd_last_error_message();
  EXPECT_EQ(item(0, 5), 7);
  nd_release(array());
  const int64_t numbers[] = {1, 2, 3};
  ASSERT_EQ(call("multiply", {nd_cell_ints(numbers, 3), nd_cell_complex(0, 1)}), 1) << nd_last_error_message();
  EXPECT_EQ(nd_dtype_code(nd_array_dtype(array())), ND_COMPLEX128);
}

TEST_F(CallByName, SeveralResults) {
  ASSERT_EQ(call("modf", {nd_cell_double(2.5)}), 2) << nd_last_error_message();
  EXPECT_EQ(item(0, 0), 0.5);
  EXPECT_EQ(item(1, 0), 2);
  nd_release(array(0));
  nd_release(array(1));
  ASSERT_EQ(call("nonzero", {nd_cell_handle(a_), nd_cell_int(2)}), 2) << nd_last_error_message();
  EXPECT_EQ(nd_array_size(array(1)), 6);
  nd_release(array(0));
  nd_release(array(1));
  ASSERT_EQ(call("split", {nd_cell_handle(a_)}, {"axis", "nparts", "uneven"},
                 {nd_cell_int(1), nd_cell_int(3), nd_cell_int(0)}),
            3)
      << nd_last_error_message();
}

TEST_F(CallByName, ReadingsTextsAndLists) {
  ASSERT_EQ(call("array_ndim", {nd_cell_handle(a_)}), 1);
  EXPECT_EQ(nd_cell_as_int(&results_[0]), 2);
  ASSERT_EQ(call("array_shape", {nd_cell_handle(a_)}), 1);
  EXPECT_EQ(results_[0].kind, ND_CELL_LIST_INT);
  EXPECT_EQ(results_[0].extent, 2);
  EXPECT_EQ(static_cast<const int64_t*>(nd_cell_as_pointer(&results_[0]))[1], 3);
  ASSERT_EQ(call("array_data", {nd_cell_handle(a_)}), 1);
  EXPECT_EQ(nd_cell_as_pointer(&results_[0]), nd_array_data(a_));
  ASSERT_EQ(call("dtype_name", {nd_cell_string("<f4")}), 1);
  EXPECT_STREQ(static_cast<const char*>(nd_cell_as_pointer(&results_[0])), "float32");
  ASSERT_EQ(call("clear_error", {}), 0);
  ASSERT_EQ(call("last_error_function", {}), 1) << "a call that succeeds leaves the record alone";
  EXPECT_STREQ(static_cast<const char*>(nd_cell_as_pointer(&results_[0])), nd_last_error_function());
}

TEST_F(CallByName, FieldsOfStructsAreKeywords) {
  nd_ufunc* const add = nd_ufunc_find("add");
  const nd_cell inputs[] = {nd_cell_handle(a_), nd_cell_int(1)};
  const nd_cell fresh[] = {nd_cell_none()};
  ASSERT_EQ(call("ufunc_call", {nd_cell_handle(add), nd_cell_list(inputs, 2), nd_cell_list(fresh, 1)},
                 {"dtype", "casting"}, {nd_cell_string("float32"), nd_cell_int(ND_CASTING_UNSAFE)}),
            1)
      << nd_last_error_message();
  EXPECT_EQ(nd_dtype_code(nd_array_dtype(array())), ND_FLOAT32);
  EXPECT_EQ(item(0, 5), 7);
  nd_release(array());
  ASSERT_EQ(call("ufunc_call", {nd_cell_handle(add), nd_cell_list(inputs, 2)}, {}, {}, 1), 1)
      << nd_last_error_message();
  nd_release(array());
  ASSERT_EQ(call("array_text", {nd_cell_handle(a_), nd_cell_string(", ")}, {"precision", "floatmode"},
                 {nd_cell_int(2), nd_cell_int(ND_FLOATMODE_FIXED)}),
            1)
      << nd_last_error_message();
  const std::string text(static_cast<const char*>(nd_array_data(array())), static_cast<size_t>(nd_array_size(array())));
  EXPECT_NE(text.find("1.00"), std::string::npos) << text;
}

TEST_F(CallByName, OutputsThatAreGivenStayTheCallersToo) {
  nd_array* const out = nd_empty_like(a_, nullptr, ND_ORDER_K);
  const nd_cell inputs[] = {nd_cell_handle(a_), nd_cell_handle(a_)};
  nd_array* outputs[] = {out};
  ASSERT_EQ(
      call("ufunc_call", {nd_cell_handle(nd_ufunc_find("add")), nd_cell_list(inputs, 2), nd_cell_handles(outputs, 1)}),
      1)
      << nd_last_error_message();
  EXPECT_EQ(array(), out);
  EXPECT_EQ(item(0, 5), 12);
  nd_release(array());
  EXPECT_EQ(nd_array_ndim(out), 2) << "the caller owns it still";
  nd_release(out);
  results_.clear();
}

TEST_F(CallByName, StructsThatAreFilledAreResults) {
  ASSERT_EQ(call("method_get", {nd_cell_int(nd_method_find("sum"))}, {}, {}, 32), 19) << nd_last_error_message();
  EXPECT_STREQ(static_cast<const char*>(nd_cell_as_pointer(&results_[0])), "sum");
}

TEST_F(CallByName, WhatIsRefused) {
  const nd_cell a = nd_cell_handle(a_);
  EXPECT_EQ(refusal("summ", {a}), "ND_NOT_FOUND call: there is no function 'summ'; did you mean 'sum'?");
  EXPECT_EQ(refusal("no.where", {a}), "ND_NOT_FOUND call: there is no function 'no.where'");
  EXPECT_EQ(
      refusal("get_api", {a}),
      "ND_TYPE_ERROR call: 'get_api' cannot be called by name: it takes callbacks or tables, or depends on its caller");
  EXPECT_EQ(refusal("negative", {}), "ND_TYPE_ERROR negative: argument `x` is missing; negative(x: array) -> array");
  EXPECT_EQ(refusal("negative", {a, a}),
            "ND_TYPE_ERROR negative: takes at most 1 positional arguments, not 2; negative(x: array) -> array");
  EXPECT_EQ(refusal("negative", {a}, {"x"}, {a}),
            "ND_TYPE_ERROR negative: argument `x` is given twice; negative(x: array) -> array");
  EXPECT_EQ(refusal("negative", {a}, {"y"}, {a}),
            "ND_TYPE_ERROR negative: there is no keyword argument `y`; negative(x: array) -> array");
  EXPECT_EQ(refusal("negative", {nd_cell_string("x")}),
            "ND_TYPE_ERROR negative: argument `x` must be array, not str; negative(x: array) -> array");
  EXPECT_EQ(refusal("negative", {nd_cell_none()}),
            "ND_TYPE_ERROR negative: argument `x` must be array, not None; negative(x: array) -> array");
  EXPECT_EQ(refusal("negative", {a}, {}, {}, 0), "ND_VALUE_ERROR negative: gives 1 results, but there is room for 0");
  EXPECT_TRUE(refusal("sum", {a}, {"keepdims"}, {nd_cell_int(int64_t{1} << 40)})
                  .starts_with("ND_TYPE_ERROR sum: argument `keepdims`: 1099511627776 does not fit int32_t; sum("));
  EXPECT_TRUE(refusal("sum", {a}, {"keepdims"}, {nd_cell_double(1)})
                  .starts_with("ND_TYPE_ERROR sum: argument `keepdims` must be int, not float; sum("));
  EXPECT_TRUE(refusal("sum", {a, nd_cell_double(0)})
                  .starts_with("ND_TYPE_ERROR sum: argument `axes` must be list[int], not float"));
  EXPECT_TRUE(refusal("sum", {a, nd_cell_int(0)}, {"axis"}, {nd_cell_int(0)})
                  .starts_with("ND_TYPE_ERROR sum: argument `axis` is given twice"));
  EXPECT_EQ(refusal("dtype_parse", {nd_cell_of(ND_CELL_STRING, reinterpret_cast<uintptr_t>("f\0x"), 3)}),
            "ND_VALUE_ERROR dtype_parse: argument `name` holds a zero byte at 1");
  EXPECT_EQ(nd_call("negative", &a, -1, nullptr, 0, nullptr, 0), ND_VALUE_ERROR);
  EXPECT_EQ(nd_call("negative", nullptr, 1, nullptr, 0, nullptr, 0), ND_VALUE_ERROR);
  EXPECT_EQ(nd_call("negative", &a, 1, nullptr, 1, nullptr, 0), ND_VALUE_ERROR);
  EXPECT_EQ(nd_call(nullptr, &a, 1, nullptr, 0, nullptr, 0), ND_VALUE_ERROR);
  EXPECT_EQ(nd_call("negative", &a, INT64_MAX, nullptr, 1, nullptr, 0), ND_VALUE_ERROR);
  EXPECT_EQ(refusal("s\xFFm", {a}), "ND_VALUE_ERROR call: argument `name` is not UTF-8 at byte 1");
  EXPECT_EQ(refusal("negative", {}, {"\xFF"}, {a}),
            "ND_VALUE_ERROR negative: argument `kwnames` is not UTF-8 at byte 0");
  EXPECT_EQ(refusal("negative", {}, {nullptr}, {a}), "ND_VALUE_ERROR negative: argument `kwnames` must not be NULL");
}

TEST_F(CallByName, NamesThatAreAlmostRight) {
  const nd_cell a = nd_cell_handle(a_);
  EXPECT_TRUE(
      refusal("sum", {a}, {"keepdim"}, {a})
          .starts_with("ND_TYPE_ERROR sum: there is no keyword argument `keepdim` (did you mean 'keepdims'?); sum("));
  EXPECT_EQ(refusal("nd_negative", {a}),
            "ND_NOT_FOUND call: there is no function 'nd_negative'; did you mean 'negative'?");
}

TEST_F(CallByName, FailuresLeaveResultsUnset) {
  const nd_cell none = nd_cell_handle(nullptr);
  for (const char* const name : {"summ", "sum", "get_api"}) {
    nd_cell results[] = {nd_cell_handle(a_), nd_cell_int(7)};
    EXPECT_LT(nd_call(name, &none, 1, nullptr, 0, results, 2), 0);
    EXPECT_EQ(results[0].kind, ND_CELL_UNSET) << name;
    EXPECT_EQ(results[1].kind, ND_CELL_UNSET) << name;
  }
}

TEST_F(CallByName, MoreValuesThanAreAtHand) {
  const std::vector<nd_cell> ones(100, nd_cell_int(1));
  ASSERT_EQ(call("stack", {nd_cell_list(ones.data(), 100), nd_cell_int(0)}), 1) << nd_last_error_message();
  EXPECT_EQ(nd_array_size(array()), 100);
}

TEST_F(CallByName, ErrorsOfTheFunctionAreItsOwn) {
  const int64_t axes[] = {5};
  nd_array* const direct = nd_sum(a_, axes, 1, nullptr);
  EXPECT_EQ(direct, nullptr);
  const std::string wanted = std::string(nd_status_name(nd_last_error_status())) + " " + nd_last_error_message();
  EXPECT_EQ(refusal("sum", {nd_cell_handle(a_), nd_cell_ints(axes, 1)}), wanted);
  EXPECT_STREQ(nd_last_error_function(), "nd_sum");
  EXPECT_EQ(refusal("negative", {nd_cell_handle(nullptr)}),
            "ND_INVALID_HANDLE negative: argument `x` must be an array handle, not NULL");
  EXPECT_EQ(refusal("array_shape", {nd_cell_handle(nullptr)}),
            "ND_INVALID_HANDLE array_shape: argument `a` must be an array handle, not NULL");
}

TEST_F(CallByName, ListsThatBelongTogether) {
  const int64_t shape[] = {2, 3}, strides[] = {24};
  const double numbers[] = {1, 2, 3, 4, 5, 6};
  const std::string refused =
      refusal("array_from_memory", {nd_cell_bytes(numbers, sizeof numbers), nd_cell_string("float64"),
                                    nd_cell_ints(shape, 2), nd_cell_ints(strides, 1)});
  EXPECT_EQ(refused, "ND_VALUE_ERROR array_from_memory: argument `strides` must have 2 elements, not 1");
}

}  // namespace
