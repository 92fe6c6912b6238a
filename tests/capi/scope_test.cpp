// Scopes: what is released, what is kept, and what is not the scope's.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

namespace {

class Scope : public testing::Test {
 protected:
  void SetUp() override {
    nd_clear_error();
    live_ = nd_live_handles();
    const int64_t shape[] = {5};
    five_ = nd_weak_int(5);
    a_ = nd_ones(shape, 1, nullptr, ND_ORDER_C);
  }
  void TearDown() override {
    for (nd_array* handle : {five_, a_}) EXPECT_EQ(nd_release(handle), ND_OK);
    EXPECT_EQ(nd_scope_end(nullptr, 0), ND_VALUE_ERROR) << "a scope was left open";
    EXPECT_EQ(nd_live_handles(), live_);
  }
  // Beside those of the fixture.
  int64_t live() const { return nd_live_handles() - live_ - 2; }

  int64_t live_ = 0;
  nd_array *a_ = nullptr, *five_ = nullptr;
};

TEST_F(Scope, ReleasesWhatWasMade) {
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  ASSERT_NE(nd_sum(nd_sqrt(nd_add(a_, nd_weak_float(1))), nullptr, 0, nullptr), nullptr);
  EXPECT_EQ(live(), 4);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
  EXPECT_EQ(live(), 0);
}

TEST_F(Scope, KeepsWhatIsListed) {
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  nd_array* kept[] = {nd_add(a_, a_), nullptr, nd_multiply(a_, nd_add(a_, a_))};
  EXPECT_EQ(nd_scope_end(kept, 3), ND_OK);
  EXPECT_EQ(live(), 2);
  EXPECT_EQ(nd_array_size(kept[0]), 5);
  EXPECT_EQ(nd_release(kept[0]), ND_OK);
  EXPECT_EQ(nd_release(kept[2]), ND_OK);
}

TEST_F(Scope, HoldsResultsOfEveryKindOfCall) {
  nd_array* const inputs[] = {a_, a_};
  const nd_cell cells[] = {nd_cell_handle(a_), nd_cell_handle(a_)};
  nd_array *first = nullptr, *second = nullptr, *made[1] = {nullptr}, *given[1] = {a_}, *positions[1] = {nullptr};
  nd_cell result = nd_cell_unset();
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  EXPECT_EQ(nd_divmod(a_, five_, &first, &second), ND_OK);
  EXPECT_EQ(nd_nonzero(a_, positions, 1), ND_OK);
  EXPECT_EQ(nd_ufunc_call(nd_ufunc_find("add"), inputs, 2, made, 1, nullptr), ND_OK) << nd_last_error_message();
  EXPECT_EQ(nd_ufunc_call(nd_ufunc_find("add"), inputs, 2, given, 1, nullptr), ND_OK) << nd_last_error_message();
  EXPECT_EQ(nd_call("add", cells, 2, nullptr, 0, &result, 1), 1) << nd_last_error_message();
  EXPECT_NE(nd_token_new(), nullptr);
  EXPECT_NE(nd_array_buffer(a_), nullptr);
  EXPECT_EQ(live(), 7);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
  EXPECT_EQ(live(), 0);
  EXPECT_EQ(nd_array_size(given[0]), 5) << "an output of the program's was released";
}

TEST_F(Scope, LieWithinEachOther) {
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  nd_array* const outer = nd_add(a_, a_);
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  nd_array* inner[] = {nd_add(outer, outer), nd_add(outer, a_)};
  ASSERT_EQ(nd_scope_end(inner + 1, 1), ND_OK);
  EXPECT_EQ(nd_array_size(inner[0]), ND_INVALID_HANDLE);
  EXPECT_EQ(nd_array_size(inner[1]), 5);
  EXPECT_EQ(live(), 2);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK) << "what is kept passes to the scope around";
  EXPECT_EQ(live(), 0);
}

TEST_F(Scope, ReleasedAndRetainedInside) {
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  EXPECT_EQ(nd_release(nd_add(a_, a_)), ND_OK);
  nd_array* const owned = nd_add(a_, a_);
  EXPECT_EQ(nd_retain(owned), ND_OK);
  nd_array* const paired = nd_add(a_, a_);
  EXPECT_EQ(nd_retain(paired), ND_OK);
  EXPECT_EQ(nd_release(paired), ND_OK);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
  EXPECT_EQ(nd_last_error_status(), ND_OK);
  EXPECT_EQ(nd_array_size(owned), 5) << "nd_retain makes an owner that outlives the scope";
  EXPECT_EQ(nd_array_size(paired), ND_INVALID_HANDLE);
  EXPECT_EQ(nd_release(owned), ND_OK);
}

// An array that a call returns once more has one more owner, which may go by hand or with the scope.
TEST_F(Scope, ReturnedOnceMore) {
  for (const bool by_hand : {false, true}) {
    ASSERT_EQ(nd_scope_begin(), ND_OK);
    nd_reduce_options options{};
    options.struct_size = sizeof options;
    nd_array* const out = nd_sum(a_, nullptr, 0, nullptr);
    EXPECT_EQ(nd_retain(out), ND_OK);
    ASSERT_EQ(nd_scope_begin(), ND_OK);
    options.out = out;
    EXPECT_EQ(nd_sum(a_, nullptr, 0, &options), out) << nd_last_error_message();
    if (by_hand) EXPECT_EQ(nd_release(out), ND_OK);
    EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
    EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
    EXPECT_EQ(nd_array_size(out), 1);
    EXPECT_EQ(nd_release(out), ND_OK);
    EXPECT_EQ(live(), 0);
  }
}

TEST_F(Scope, KeptTwiceHasTwoOwners) {
  nd_reduce_options options{};
  options.struct_size = sizeof options;
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  options.out = nd_sum(a_, nullptr, 0, nullptr);
  nd_array* kept[] = {options.out, nd_sum(a_, nullptr, 0, &options)};
  EXPECT_EQ(nd_scope_end(kept, 2), ND_OK);
  EXPECT_EQ(nd_release(kept[0]), ND_OK);
  EXPECT_EQ(nd_release(kept[1]), ND_OK);
  EXPECT_EQ(nd_release(kept[1]), ND_INVALID_HANDLE);
}

TEST_F(Scope, EndWithoutBegin) {
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_VALUE_ERROR);
  EXPECT_STREQ(nd_last_error_message(), "scope_end: no scope is open");
  EXPECT_STREQ(nd_last_error_function(), "nd_scope_end");
}

TEST_F(Scope, EndsWhereAKeptHandleIsRefused) {
  int local = 0;
  const std::vector<std::pair<nd_array*, std::string>> cases = {
      {reinterpret_cast<nd_array*>(&local), "the foreign pointer"},
      {nullptr, "a released handle"},
      {reinterpret_cast<nd_array*>(nd_dtype_from_code(ND_FLOAT64, ND_NATIVE)), "a dtype handle"}};
  for (const auto& [handle, words] : cases) {
    ASSERT_EQ(nd_scope_begin(), ND_OK);
    nd_array* keep[] = {nd_add(a_, a_), handle};
    if (!handle) nd_release(keep[1] = nd_add(a_, a_));
    EXPECT_EQ(nd_scope_end(keep, 2), ND_INVALID_HANDLE);
    EXPECT_NE(std::string(nd_last_error_message()).find(words), std::string::npos) << nd_last_error_message();
    EXPECT_EQ(live(), 1) << "the good one is kept, the scope has ended";
    EXPECT_EQ(nd_release(keep[0]), ND_OK);
  }
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  EXPECT_EQ(nd_scope_end(nullptr, 1), ND_VALUE_ERROR);
  EXPECT_EQ(nd_scope_end(&a_, -1), ND_VALUE_ERROR);
  EXPECT_EQ(nd_scope_end(&a_, 1), ND_OK) << "what the scope does not hold is passed over";
}

TEST_F(Scope, AFailedCallLeavesItsErrorAndNothingElse) {
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  nd_array* const wrong = nd_add(a_, nd_ones(nullptr, 0, nullptr, 77));
  nd_array* kept = nd_sum(wrong, nullptr, 0, nullptr);
  EXPECT_EQ(kept, nullptr);
  EXPECT_EQ(nd_scope_end(&kept, 1), ND_OK) << "NULL is passed over";
  EXPECT_STREQ(nd_last_error_function(), "nd_ones");
  EXPECT_EQ(live(), 0);
}

TEST_F(Scope, IsOfItsThreadAndEndsWithIt) {
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  nd_array* others = nullptr;
  std::thread([&] {
    EXPECT_EQ(nd_scope_end(nullptr, 0), ND_VALUE_ERROR);
    others = nd_add(a_, a_);
    EXPECT_EQ(nd_scope_begin(), ND_OK);
    for (int i = 0; i < 100; ++i) EXPECT_NE(nd_add(a_, a_), nullptr);
    EXPECT_EQ(live(), 101);
  }).join();
  EXPECT_EQ(live(), 1);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
  EXPECT_EQ(nd_release(others), ND_OK);
}

// What is released by hand must not pile up.
TEST_F(Scope, LongOnes) {
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  for (int i = 0; i < 20000; ++i) EXPECT_EQ(nd_release(nd_add(a_, a_)), ND_OK);
  std::vector<nd_array*> all;
  for (int i = 0; i < 5000; ++i) all.push_back(nd_add(a_, a_));
  for (size_t i = 0; i < all.size(); i += 2) EXPECT_EQ(nd_release(all[i]), ND_OK);
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  for (int i = 0; i < 5000; ++i) EXPECT_NE(nd_add(a_, a_), nullptr);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
  EXPECT_EQ(live(), 2500);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
  EXPECT_EQ(live(), 0);
}

nd_array* kept_by_deleter = nullptr;

void make_handles(void*, void*) {
  kept_by_deleter = nd_weak_float(1);
  EXPECT_EQ(nd_scope_begin(), ND_OK);
  EXPECT_NE(nd_weak_float(2), nullptr);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_VALUE_ERROR) << "the program's scope is not the callback's";
  EXPECT_STREQ(nd_last_error_message(), "scope_end: no scope is open in this call");
}

TEST_F(Scope, WhatACallbackMakesIsItsOwn) {
  double memory[] = {1, 2, 3};
  const int64_t shape[] = {3};
  nd_dtype* const type = nd_dtype_from_code(ND_FLOAT64, ND_NATIVE);
  for (const bool by_hand : {true, false}) {
    ASSERT_EQ(nd_scope_begin(), ND_OK);
    nd_array* const wrapped = nd_array_wrap(memory, type, shape, nullptr, 1, 1, make_handles, nullptr);
    ASSERT_NE(wrapped, nullptr) << nd_last_error_message();
    if (by_hand) EXPECT_EQ(nd_release(wrapped), ND_OK);
    EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
    EXPECT_EQ(live(), 1);
    EXPECT_EQ(nd_release(kept_by_deleter), ND_OK);
  }
}

void make_many(void*, void*) {
  EXPECT_EQ(nd_scope_begin(), ND_OK);
  for (int i = 0; i < 1000; ++i) EXPECT_NE(nd_weak_int(i), nullptr);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
}

// While a scope ends, a deleter's own calls tidy up the places of handles that are dead, in front of it too.
TEST_F(Scope, ADeleterThatNeedsRoom) {
  double memory[] = {1, 2, 3};
  const int64_t shape[] = {3};
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  for (int i = 0; i < 40; ++i) EXPECT_EQ(nd_release(nd_add(a_, a_)), ND_OK);
  nd_array* const outer = nd_add(a_, a_);
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  nd_array* const kept = nd_add(a_, a_);
  for (int i = 0; i < 10; ++i) EXPECT_NE(nd_add(a_, a_), nullptr);
  nd_dtype* const type = nd_dtype_from_code(ND_FLOAT64, ND_NATIVE);
  EXPECT_NE(nd_array_wrap(memory, type, shape, nullptr, 1, 1, make_many, nullptr), nullptr);
  EXPECT_EQ(nd_scope_end(&kept, 1), ND_OK);
  EXPECT_EQ(live(), 2);
  EXPECT_EQ(nd_array_size(outer), 5);
  EXPECT_EQ(nd_array_size(kept), 5);
  EXPECT_EQ(nd_scope_end(nullptr, 0), ND_OK);
  EXPECT_EQ(live(), 0);
}

nd_array* result_of(const char* name) {
  nd_cell result = nd_cell_unset();
  EXPECT_EQ(nd_call(name, nullptr, 0, nullptr, 0, &result, 1), 1) << nd_last_error_message();
  return static_cast<nd_array*>(nd_cell_as_pointer(&result));
}

TEST_F(Scope, ModulesKeepWhatIsTheirsAndGiveWhatTheyGive) {
  ASSERT_NE(nd_module_load((std::string(TEST_MODULE_FOLDER) + "/test_scoped.so").c_str()), nullptr)
      << nd_last_error_message();
  ASSERT_EQ(nd_scope_begin(), ND_OK);
  EXPECT_NE(result_of("scoped.keep"), nullptr);
  EXPECT_EQ(live(), 2);
  nd_array* own = result_of("scoped.own_scope");
  EXPECT_EQ(nd_array_size(own), 1);
  nd_array* open = result_of("scoped.left_open");
  EXPECT_EQ(nd_array_size(open), 1);
  EXPECT_EQ(nd_call("scoped.ends_the_programs", nullptr, 0, nullptr, 0, nullptr, 0), ND_VALUE_ERROR);
  EXPECT_EQ(live(), 4);
  EXPECT_EQ(nd_scope_end(&own, 1), ND_OK);
  EXPECT_EQ(live(), 2) << "the module's own, and what was kept";
  EXPECT_EQ(nd_release(own), ND_OK);
  EXPECT_EQ(nd_call("scoped.forget", nullptr, 0, nullptr, 0, nullptr, 0), 0);
}

// The call fails whole, whichever of its allocations fails, and what was noted before stays so.
TEST_F(Scope, FailingAllocations) {
  for (int64_t n = 1;; ++n) {
    nd_fail_nth_allocation(n);
    const nd_status begun = nd_scope_begin();
    if (begun == ND_OK) {
      for (int i = 0; i < 200; ++i) {
        const int64_t before = nd_live_handles();
        if (nd_array* const sum = nd_add(a_, a_)) continue;
        EXPECT_EQ(nd_last_error_status(), ND_NO_MEMORY);
        EXPECT_EQ(nd_live_handles(), before);
      }
    }
    const int64_t seen = nd_fail_nth_allocation(0);
    EXPECT_EQ(nd_scope_end(nullptr, 0), begun == ND_OK ? ND_OK : ND_VALUE_ERROR);
    EXPECT_EQ(live(), 0);
    if (seen < n) break;
  }
}

}  // namespace
