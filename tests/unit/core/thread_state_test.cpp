// Records of threads are used again.
#include "core/thread_state.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "core/memory.hpp"

namespace nd {
namespace {

TEST(ThreadState, RecordsOfEndedThreadsAreUsedAgain) {
  std::thread([] { thread_state(); }).join();
  const int32_t before = registered_threads();
  for (int i = 0; i < 50; ++i) {
    std::thread([] {
      ThreadState& state = thread_state();
      state.error.status = ND_IO_ERROR;
      state.fp_modes.divide = ND_FP_RAISE;
      free_block(allocate_block(100), 100);
    }).join();
  }
  std::thread([] {
    EXPECT_EQ(thread_state().error.status, ND_OK);
    EXPECT_EQ(thread_state().fp_modes.divide, ND_FP_WARN);
  }).join();
  EXPECT_LE(registered_threads(), before + 1);
}

}  // namespace
}  // namespace nd
