// A call that gets NULL where a call inside of it failed keeps that one's error.
#include <gtest/gtest.h>

#include <string>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

namespace {

class FirstError : public testing::Test {
 protected:
  void SetUp() override {
    nd_clear_error();
    live_ = nd_live_handles();
    const int64_t three[] = {3}, four[] = {4};
    a_ = nd_ones(three, 1, nullptr, ND_ORDER_C);
    b_ = nd_ones(four, 1, nullptr, ND_ORDER_C);
  }
  void TearDown() override {
    EXPECT_EQ(nd_release(a_), ND_OK);
    EXPECT_EQ(nd_release(b_), ND_OK);
    EXPECT_EQ(nd_live_handles(), live_);
  }
  nd_array* fails() { return nd_add(a_, b_); }

  // The record is add's, and tells that these calls were not run.
  static void expect_first(const std::string& not_run) {
    nd_error_info info{};
    info.struct_size = sizeof info;
    ASSERT_EQ(nd_last_error(&info), ND_OK);
    EXPECT_EQ(info.status, ND_VALUE_ERROR);
    EXPECT_STREQ(info.kind, "ND_VALUE_ERROR");
    EXPECT_STREQ(info.function, "nd_add");
    EXPECT_EQ(std::string(info.message),
              "add: operands could not be broadcast together with shapes (3,) (4,)" + not_run);
  }

  nd_array *a_ = nullptr, *b_ = nullptr;
  int64_t live_ = 0;
};

TEST_F(FirstError, IsKeptThroughNestedCalls) {
  EXPECT_EQ(nd_sum(nd_sqrt(fails()), nullptr, 0, nullptr), nullptr);
  expect_first("; sqrt was not run: its argument `x` is NULL, nor was sum");
}

TEST_F(FirstError, InEachPlaceAndBesideGoodOnes) {
  EXPECT_EQ(nd_multiply(a_, fails()), nullptr);
  expect_first("; multiply was not run: its argument `x2` is NULL");
  EXPECT_EQ(nd_where(fails(), a_, a_), nullptr);
  expect_first("; where was not run: its argument `condition` is NULL");
  EXPECT_EQ(nd_where(a_, a_, fails()), nullptr);
  expect_first("; where was not run: its argument `y` is NULL");
  // Another argument that succeeds in between, in whichever order the compiler takes them.
  nd_array* const failed = fails();
  nd_array* const good = nd_exp(a_);
  EXPECT_EQ(nd_multiply(failed, good), nullptr);
  expect_first("; multiply was not run: its argument `x1` is NULL");
  EXPECT_EQ(nd_release(good), ND_OK);
}

TEST_F(FirstError, InLists) {
  nd_array* const parts[] = {a_, fails()};
  EXPECT_EQ(nd_concatenate(parts, 2, 0, nullptr, nullptr, ND_CASTING_SAME_KIND), nullptr);
  expect_first("; concatenate was not run: its argument `arrays` is NULL");
}

TEST_F(FirstError, OfStatusesAndReadings) {
  nd_array *first = nullptr, *second = nullptr;
  EXPECT_EQ(nd_divmod(a_, fails(), &first, &second), ND_VALUE_ERROR);
  expect_first("; divmod was not run: its argument `x2` is NULL");
  EXPECT_EQ(nd_array_size(fails()), ND_VALUE_ERROR);
  expect_first("; array_size was not run: its argument `a` is NULL");
  EXPECT_EQ(nd_retain(fails()), ND_VALUE_ERROR);
  expect_first("; retain was not run: its argument `handle` is NULL");
  EXPECT_EQ(nd_release(fails()), ND_OK);
  expect_first("");
}

// NULL means something there: the call runs, and the error is still there to be read.
TEST_F(FirstError, WhereNullIsAllowedTheCallRuns) {
  nd_reduce_options options{};
  options.struct_size = sizeof options;
  options.where = fails();
  nd_array* const sum = nd_sum(a_, nullptr, 0, &options);
  ASSERT_NE(sum, nullptr);
  expect_first("");
  EXPECT_EQ(nd_release(sum), ND_OK);
}

TEST_F(FirstError, OfACallByName) {
  EXPECT_EQ(nd_sqrt(fails()), nullptr);
  const nd_cell none[] = {nd_cell_handle(nullptr)};
  nd_cell result = nd_cell_unset();
  EXPECT_EQ(nd_call("sqrt", none, 1, nullptr, 0, &result, 1), ND_VALUE_ERROR);
  EXPECT_STREQ(nd_last_error_function(), "nd_add");
}

TEST_F(FirstError, OnceReadOrClearedANullIsANull) {
  for (const bool read : {true, false}) {
    EXPECT_EQ(fails(), nullptr);
    if (read) {
      EXPECT_EQ(nd_last_error_status(), ND_VALUE_ERROR);
    } else {
      nd_clear_error();
    }
    EXPECT_EQ(nd_sqrt(nullptr), nullptr);
    EXPECT_EQ(nd_last_error_status(), ND_INVALID_HANDLE);
    EXPECT_STREQ(nd_last_error_message(), "sqrt: argument `x` must be an array handle, not NULL");
    EXPECT_STREQ(nd_last_error_function(), "nd_sqrt");
  }
}

// A first error may be about NULL itself; handles that are bad in another way are always this call's error.
TEST_F(FirstError, OtherBadHandlesAreErrorsOfTheirOwn) {
  EXPECT_EQ(nd_sum(nd_sqrt(nullptr), nullptr, 0, nullptr), nullptr);
  EXPECT_STREQ(nd_last_error_message(),
               "sqrt: argument `x` must be an array handle, not NULL; sum was not run: its "
               "argument `a` is NULL");
  nd_array* const released = nd_copy(a_, ND_ORDER_K);
  EXPECT_EQ(nd_release(released), ND_OK);
  EXPECT_EQ(fails(), nullptr);
  EXPECT_EQ(nd_sqrt(released), nullptr);
  EXPECT_STREQ(nd_last_error_function(), "nd_sqrt");
  EXPECT_EQ(nd_last_error_status(), ND_INVALID_HANDLE);
}

TEST_F(FirstError, LongChainsAreCounted) {
  nd_array* result = fails();
  for (int i = 0; i < 100; ++i) result = nd_sqrt(result);
  EXPECT_EQ(nd_absolute(result), nullptr);
  expect_first("; sqrt was not run: its argument `x` is NULL, nor were 100 more calls, the last of them absolute");
  result = nd_sqrt(fails());
  EXPECT_EQ(nd_absolute(result), nullptr);
  expect_first("; sqrt was not run: its argument `x` is NULL, nor was absolute");
}

TEST_F(FirstError, NeedsNoMemory) {
  EXPECT_EQ(fails(), nullptr);
  nd_fail_nth_allocation(1);
  EXPECT_EQ(nd_sqrt(nullptr), nullptr);
  EXPECT_EQ(nd_fail_nth_allocation(0), 0);
  expect_first("; sqrt was not run: its argument `x` is NULL");
}

}  // namespace
