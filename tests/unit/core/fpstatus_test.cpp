// The floating-point environment of calls, and what happens to raised flags by mode.
#include "core/fpstatus.hpp"

#include <gtest/gtest.h>

#include <cfenv>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace nd {
namespace {

void raise(int32_t flags) {
  volatile double zero = 0.0, one = 1.0, large = 1e308, small = 1e-308, result = 0.0;
  if (flags & ND_FP_DIVIDE) result = one / zero;
  if (flags & ND_FP_OVERFLOW) result = large * large;
  if (flags & ND_FP_UNDERFLOW) result = small * small;
  if (flags & ND_FP_INVALID) result = zero / zero;
  (void)result;
}

bool rounds_upward() {
  volatile double one = 1.0, tiny = 1e-30, sum = one + tiny;
  return sum > 1.0;
}

constexpr int32_t kAll = ND_FP_DIVIDE | ND_FP_OVERFLOW | ND_FP_UNDERFLOW | ND_FP_INVALID;

class FpStatus : public testing::Test {
 protected:
  void SetUp() override { clear_fp_flags(); }
  void TearDown() override {
    clear_fp_flags();
    fp_modes() = FpModes{};
    set_fp_handler(nullptr, nullptr);
  }
};

TEST_F(FpStatus, ReadsRaisesAndClearsEachFlag) {
  for (const int32_t flag : {ND_FP_DIVIDE, ND_FP_OVERFLOW, ND_FP_UNDERFLOW, ND_FP_INVALID, kAll}) {
    EXPECT_EQ(fp_flags(), 0);
    raise(flag);
    EXPECT_EQ(fp_flags(), flag);
    clear_fp_flags();
    raise_fp_flags(flag);
    EXPECT_EQ(fp_flags(), flag);
    clear_fp_flags();
  }
}

TEST_F(FpStatus, EnvironmentIsTheDefaultInsideAndTheCallersAfterwards) {
  std::fesetround(FE_UPWARD);
  raise(ND_FP_DIVIDE);
  {
    const FpEnvironment environment;
    EXPECT_FALSE(rounds_upward());
    EXPECT_EQ(fp_flags(), 0);
    raise(ND_FP_OVERFLOW);
    {
      const FpEnvironment nested;
      EXPECT_EQ(fp_flags(), 0);
      raise(ND_FP_INVALID);
    }
    EXPECT_EQ(fp_flags(), ND_FP_OVERFLOW);
  }
  EXPECT_TRUE(rounds_upward());
  EXPECT_EQ(fp_flags(), ND_FP_DIVIDE);
  std::fesetround(FE_TONEAREST);
}

#if defined(__x86_64__)
constexpr uint64_t kFlushesToZero = 0x8040;  // FTZ and DAZ
uint64_t control() { return __builtin_ia32_stmxcsr(); }
void set_control(uint64_t value) { __builtin_ia32_ldmxcsr(static_cast<unsigned>(value)); }
#elif defined(__aarch64__)
constexpr uint64_t kFlushesToZero = 1 << 24;  // FZ
uint64_t control() {
  uint64_t value = 0;
  asm volatile("mrs %0, fpcr" : "=r"(value));
  return value;
}
void set_control(uint64_t value) { asm volatile("msr fpcr, %0" : : "r"(value)); }
#endif

#if defined(__x86_64__) || defined(__aarch64__)
TEST_F(FpStatus, FlushToZeroOfTheCallerDoesNotReachTheCall) {
  const uint64_t before = control();
  set_control(before | kFlushesToZero);
  {
    const FpEnvironment environment;
    volatile double tiny = 1e-300, result = tiny * 1e-15;
    EXPECT_GT(result, 0.0);
  }
  EXPECT_EQ(control() & kFlushesToZero, kFlushesToZero);
  set_control(before);
}
#endif

TEST_F(FpStatus, RaiseModeFailsWithNumPysWords) {
  fp_modes() = {ND_FP_RAISE, ND_FP_RAISE, ND_FP_RAISE, ND_FP_RAISE};
  const std::pair<int32_t, const char*> expected[] = {{ND_FP_DIVIDE, "divide by zero encountered in log"},
                                                      {ND_FP_OVERFLOW, "overflow encountered in log"},
                                                      {ND_FP_UNDERFLOW, "underflow encountered in log"},
                                                      {ND_FP_INVALID, "invalid value encountered in log"},
                                                      {kAll, "divide by zero encountered in log"}};
  for (const auto& [flag, message] : expected) {
    raise(flag);
    try {
      report_fp_status("log");
      FAIL() << message;
    } catch (const Error& error) {
      EXPECT_EQ(error.status(), ND_FLOATING_POINT_ERROR);
      EXPECT_STREQ(error.what(), message);
    }
    EXPECT_EQ(fp_flags(), 0);
  }
}

TEST_F(FpStatus, HandlerSeesWarnAndCallInNumPysOrderAndNotIgnore) {
  std::vector<std::string> seen;
  const auto handler = [](const char* operation, int32_t flag, int32_t mode, void* data) -> int32_t {
    static_cast<std::vector<std::string>*>(data)->push_back(text(operation, " ", flag, " ", mode));
    return 0;
  };
  set_fp_handler(handler, &seen);
  fp_modes() = {ND_FP_WARN, ND_FP_CALL, ND_FP_IGNORE, ND_FP_WARN};
  raise(kAll);
  report_fp_status("sqrt");
  EXPECT_EQ(seen, (std::vector<std::string>{"sqrt 1 1", "sqrt 2 3", "sqrt 8 1"}));
  seen.clear();
  report_fp_status("sqrt");
  EXPECT_TRUE(seen.empty());
}

TEST_F(FpStatus, HandlerMayFailTheOperationAndCallNeedsAHandler) {
  fp_modes().divide = ND_FP_CALL;
  raise(ND_FP_DIVIDE);
  EXPECT_THROW(report_fp_status("divide"), Error);
  set_fp_handler([](const char*, int32_t, int32_t, void*) -> int32_t { return 7; }, nullptr);
  raise(ND_FP_INVALID);
  try {
    report_fp_status("a name that is much longer than the buffer which holds it, and more than that still");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), ND_CALLBACK_ERROR);
  }
  set_fp_handler(nullptr, nullptr);
  raise(ND_FP_INVALID | ND_FP_UNDERFLOW);
  EXPECT_NO_THROW(report_fp_status("sqrt")) << "a warning without a handler is dropped";
}

}  // namespace
}  // namespace nd
