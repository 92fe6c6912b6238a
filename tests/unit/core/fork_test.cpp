// fork() and exit() while other threads use pool and memory: the child goes on, the process ends.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdlib>

#include <atomic>
#include <thread>
#include <vector>

#include "core/memory.hpp"
#include "core/thread_state.hpp"
#include "core/threads.hpp"

namespace nd {
namespace {

int64_t sum_in_parallel(int64_t count) {
  std::atomic<int64_t> total = 0;
  parallel_for(count, 1, [&](int64_t begin, int64_t end) {
    int64_t part = 0;
    for (int64_t i = begin; i < end; ++i) part += i;
    total += part;
    free_block(allocate_block(static_cast<size_t>(part % 5000)), static_cast<size_t>(part % 5000));
  });
  return total;
}

bool works() {
  for (int i = 0; i < 50; ++i) {
    if (sum_in_parallel(1000 + i) != (1000 + i) * (999 + i) / 2) return false;
    std::byte* const block = allocate_zeroed_block(5 << 20);
    if (block[4 << 20] != std::byte{0}) return false;
    free_block(block, 5 << 20);
  }
  return true;
}

// Threads that keep pool and memory busy as long as it lives.
class Bustle {
 public:
  Bustle() {
    for (int i = 0; i < 3; ++i) {
      threads_.emplace_back([this] {
        while (!stop_) works();
      });
    }
  }
  ~Bustle() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

int status_of(pid_t child) {
  int status = -1;
  return waitpid(child, &status, 0) == child ? status : -1;
}

class Fork : public testing::Test {
 protected:
  void SetUp() override { set_num_threads(3); }
  void TearDown() override { set_num_threads(0); }
};

TEST_F(Fork, ChildHasItsOwnPoolAndTheSameMemory) {
  EXPECT_TRUE(works());
  for (int round = 0; round < 10; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      _exit(works() ? 0 : 1);
    }
    EXPECT_EQ(status_of(child), 0);
  }
  EXPECT_TRUE(works());
}

TEST_F(Fork, WhileOtherThreadsAreBusy) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "AddressSanitizer's own allocator does not survive a fork beside busy threads";
#endif
  const Bustle bustle;
  for (int round = 0; round < 20; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      const pid_t grandchild = fork();
      if (grandchild == 0) _exit(works() ? 0 : 1);
      _exit(works() && status_of(grandchild) == 0 ? 0 : 1);
    }
    ASSERT_EQ(status_of(child), 0) << round;
  }
}

TEST_F(Fork, InsideAChunkOfTheCaller) {
  const pthread_t caller = pthread_self();
  std::atomic<int> forks = 0, good = 0;
  parallel_for(8, 1, [&](int64_t, int64_t) {
    if (!pthread_equal(caller, pthread_self()) || forks > 0) return;
    ++forks;
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      _exit(0);
    }
    good += status_of(child) == 0;
  });
  EXPECT_EQ(good, forks);
}

TEST_F(Fork, ProcessExitsWithWorkersAtWork) {
  for (int round = 0; round < 10; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      static Bustle* const bustle = new Bustle;
      (void)bustle;
      if (!works()) _exit(1);
      std::exit(0);
    }
    ASSERT_EQ(status_of(child), 0) << round;
  }
}

}  // namespace
}  // namespace nd
