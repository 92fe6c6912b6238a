// fork() beside threads that hold each of the library's locks: all are free in the child, and in the parent
// afterwards.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <deque>

#include <atomic>
#include <thread>

#include "core/lazy.hpp"
#include "core/locks.hpp"

namespace nd {
namespace {

constexpr int kLocks = static_cast<int>(Lock::count);

int status_of(pid_t child) {
  int status = -1;
  return waitpid(child, &status, 0) == child ? status : -1;
}

// Whether each lock can be taken; one that cannot would hang.
bool all_are_free() {
  for (int i = 0; i < kLocks; ++i) {
    std::mutex& mutex = mutex_of(static_cast<Lock>(i));
    if (!mutex.try_lock()) return false;
    mutex.unlock();
  }
  return true;
}

class ForkBesideLock : public testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(Each, ForkBesideLock, testing::Range(0, kLocks));

TEST_P(ForkBesideLock, LeavesItFree) {
  std::atomic<bool> stop = false;
  std::atomic<int> held = 0;
  std::thread holder([&] {
    while (!stop) {
      {
        const std::scoped_lock lock(mutex_of(static_cast<Lock>(GetParam())));
        ++held;
      }
      std::this_thread::yield();
    }
  });
  while (held == 0) std::this_thread::yield();
  for (int round = 0; round < 20; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      _exit(all_are_free() ? 0 : 1);
    }
    EXPECT_EQ(status_of(child), 0);
  }
  stop = true;
  holder.join();
  EXPECT_TRUE(all_are_free());
}

TEST(OwnedLock, IsTakenAgainAndSurvivesAForkOfItsOwner) {
  {
    const OwnedLock outer(Lock::loading);
    const OwnedLock inner(Lock::loading);
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);
      bool free = true;
      std::thread([&] { free = mutex_of(Lock::loading).try_lock(); }).join();
      const OwnedLock again(Lock::loading);
      _exit(free ? 1 : 0);
    }
    EXPECT_EQ(status_of(child), 0);
    std::thread([] { EXPECT_FALSE(mutex_of(Lock::loading).try_lock()); }).join();
  }
  EXPECT_TRUE(all_are_free());
}

}  // namespace
}  // namespace nd
