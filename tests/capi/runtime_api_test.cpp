// The public functions of the runtime over the shared library: errors, owners, tokens, memory, floating-point modes.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cfenv>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "ndcore/ndcore.h"

namespace {

nd_error_info last_error() {
  nd_error_info info{};
  info.struct_size = sizeof info;
  EXPECT_EQ(nd_last_error(&info), ND_OK);
  return info;
}

class Runtime : public testing::Test {
 protected:
  void SetUp() override {
    nd_clear_error();
    live_ = nd_live_handles();
  }
  void TearDown() override {
    nd_token_use(nullptr);
    EXPECT_EQ(nd_live_handles(), live_);
  }
  int64_t live_ = 0;
};

TEST_F(Runtime, SaysWhatItIs) {
  EXPECT_GE(std::string(nd_version()).size(), 5U);
  EXPECT_EQ(nd_revision(), ND_REVISION);
  EXPECT_STRNE(nd_simd_target(), "");
}

TEST_F(Runtime, OwnersOfAHandle) {
  nd_token* const token = nd_token_new();
  ASSERT_NE(token, nullptr);
  EXPECT_EQ(nd_live_handles(), live_ + 1);
  EXPECT_EQ(nd_handle_kind(token), ND_KIND_TOKEN);
  EXPECT_EQ(nd_retain(token), ND_OK);
  EXPECT_EQ(nd_release(token), ND_OK);
  EXPECT_EQ(nd_token_cancelled(token), 0);
  EXPECT_EQ(nd_release(token), ND_OK);
  EXPECT_EQ(nd_last_error_status(), ND_OK);
  EXPECT_EQ(nd_release(token), ND_INVALID_HANDLE);
  EXPECT_STREQ(nd_last_error_message(), "release: argument `handle` must be a handle, not a released handle");
  EXPECT_STREQ(nd_last_error_function(), "nd_release");
  EXPECT_EQ(nd_retain(token), ND_INVALID_HANDLE);
  EXPECT_EQ(nd_handle_kind(token), ND_INVALID_HANDLE);
  EXPECT_EQ(nd_token_cancel(token), ND_INVALID_HANDLE);
  EXPECT_EQ(nd_release(nullptr), ND_OK);
}

TEST_F(Runtime, ErrorRecordSurvivesSuccessAndIsOfItsThread) {
  EXPECT_EQ(nd_set_num_threads(-5), ND_VALUE_ERROR);
  const nd_error_info info = last_error();
  EXPECT_EQ(info.status, ND_VALUE_ERROR);
  EXPECT_STREQ(info.kind, "ND_VALUE_ERROR");
  EXPECT_STREQ(info.message, "set_num_threads: the number of threads must be between 0 and 1024, not -5");
  EXPECT_STREQ(info.function, "nd_set_num_threads");
  EXPECT_EQ(nd_release(nd_token_new()), ND_OK);
  EXPECT_EQ(nd_last_error_status(), ND_VALUE_ERROR);
  std::thread([] { EXPECT_EQ(nd_last_error_status(), ND_OK); }).join();
  nd_error_info small{};
  small.struct_size = 8;
  EXPECT_EQ(nd_last_error(&small), ND_VALUE_ERROR);
  EXPECT_EQ(nd_last_error(nullptr), ND_VALUE_ERROR);
  nd_clear_error();
  EXPECT_EQ(last_error().status, ND_OK);
  EXPECT_STREQ(nd_last_error_message(), "");
  EXPECT_STREQ(nd_status_name(ND_AXIS_ERROR), "ND_AXIS_ERROR");
}

TEST_F(Runtime, TokensOutliveTheirHandleWhileInUse) {
  nd_token* const token = nd_token_new();
  EXPECT_EQ(nd_token_use(token), ND_OK);
  EXPECT_EQ(nd_token_cancel(token), ND_OK);
  EXPECT_EQ(nd_token_cancelled(token), 1);
  EXPECT_EQ(nd_token_reset(token), ND_OK);
  EXPECT_EQ(nd_token_cancelled(token), 0);
  EXPECT_EQ(nd_token_watch(token, -1, -1), ND_OK);
  EXPECT_EQ(nd_token_watch(token, 0, 256), ND_VALUE_ERROR);
  EXPECT_EQ(nd_token_set_progress(token, nullptr, nullptr, -1), ND_VALUE_ERROR);
  EXPECT_EQ(nd_release(token), ND_OK);
  EXPECT_EQ(nd_token_use(nullptr), ND_OK);
}

TEST_F(Runtime, FloatingPointModes) {
  nd_fp_modes modes{};
  EXPECT_EQ(nd_fp_get_modes(&modes), ND_VALUE_ERROR);
  modes.struct_size = sizeof modes;
  EXPECT_EQ(nd_fp_get_modes(&modes), ND_OK);
  EXPECT_EQ(modes.divide, ND_FP_WARN);
  EXPECT_EQ(modes.underflow, ND_FP_IGNORE);
  nd_fp_modes changed = modes;
  changed.overflow = ND_FP_RAISE;
  EXPECT_EQ(nd_fp_set_modes(&changed), ND_OK);
  changed.invalid = 4;
  EXPECT_EQ(nd_fp_set_modes(&changed), ND_VALUE_ERROR);
  EXPECT_STREQ(nd_last_error_message(), "fp_set_modes: unknown mode 4 for `invalid`");
  EXPECT_EQ(nd_fp_get_modes(&changed), ND_OK);
  EXPECT_EQ(changed.overflow, ND_FP_RAISE);
  EXPECT_EQ(changed.invalid, ND_FP_WARN);
  EXPECT_EQ(nd_fp_set_modes(&modes), ND_OK);
  EXPECT_STREQ(nd_fp_flag_text(ND_FP_DIVIDE), "divide by zero");
  EXPECT_EQ(nd_fp_flag_text(3), nullptr);
}

TEST_F(Runtime, ThreadsAndCacheLimits) {
  EXPECT_EQ(nd_set_num_threads(3), ND_OK);
  EXPECT_EQ(nd_num_threads(), 3);
  EXPECT_EQ(nd_set_num_threads(0), ND_OK);
  EXPECT_GE(nd_num_threads(), 1);
  EXPECT_EQ(nd_set_cache_limit(1 << 20), ND_OK);
  EXPECT_EQ(nd_cache_limit(), 1 << 20);
  EXPECT_EQ(nd_set_cache_limit(0), ND_OK);
  EXPECT_EQ(nd_cached_bytes(), 0);
  EXPECT_EQ(nd_set_cache_limit(-1), ND_OK);
  EXPECT_GE(nd_live_bytes(), 0);
}

TEST_F(Runtime, AllocatorNeedsBothCallbacks) {
  nd_allocator allocator{};
  EXPECT_EQ(nd_set_allocator(&allocator), ND_VALUE_ERROR);
  allocator.struct_size = sizeof allocator;
  EXPECT_EQ(nd_set_allocator(&allocator), ND_VALUE_ERROR);
  allocator.allocate = [](int64_t bytes, int64_t alignment, void*) -> void* {
    return std::aligned_alloc(static_cast<size_t>(alignment), static_cast<size_t>(bytes));
  };
  EXPECT_EQ(nd_set_allocator(&allocator), ND_VALUE_ERROR);
  allocator.free = [](void* block, int64_t, void*) { std::free(block); };
  EXPECT_EQ(nd_set_allocator(&allocator), ND_OK);
  EXPECT_EQ(nd_set_allocator(nullptr), ND_OK);
}

TEST_F(Runtime, FailedAllocationIsAnErrorAndTheNextCallWorks) {
  nd_fail_nth_allocation(1);
  nd_token* const failed = nd_token_new();
  const int64_t seen = nd_fail_nth_allocation(0);
  EXPECT_EQ(failed, nullptr);
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(nd_last_error_status(), ND_NO_MEMORY);
  EXPECT_STREQ(nd_last_error_message(), "token_new: cannot allocate memory");
  EXPECT_EQ(nd_release(nd_token_new()), ND_OK);
}

TEST_F(Runtime, OwnOperatorNewOfTheProgramIsNotTouched) {
  nd_fail_nth_allocation(1);
  std::vector<int64_t>* const ours = new std::vector<int64_t>(1000);
  const int64_t seen = nd_fail_nth_allocation(0);
  delete ours;
  EXPECT_EQ(seen, 0);
}

TEST_F(Runtime, RoundingModeOfTheCallerStaysAsItIs) {
  std::fesetround(FE_DOWNWARD);
  EXPECT_EQ(nd_release(nd_token_new()), ND_OK);
  EXPECT_EQ(nd_last_error_status(), ND_OK);
  EXPECT_EQ(std::fegetround(), FE_DOWNWARD);
  std::fesetround(FE_TONEAREST);
}

TEST_F(Runtime, ForkedChildWorks) {
  nd_token* const token = nd_token_new();
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    const bool good = nd_token_cancelled(token) == 0 && nd_release(token) == ND_OK && nd_release(token) != ND_OK;
    std::exit(good ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(nd_release(token), ND_OK);
}

}  // namespace
