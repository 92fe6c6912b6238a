// fork() beside threads that hold each of the library's locks: all are free in the child, and in the parent afterwards.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <deque>
#include <thread>
#include <vector>

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

INSTANTIATE_TEST_SUITE_P(Each, ForkBesideLock, testing::Range(0, kLocks));

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

struct Counted {
  explicit Counted(std::atomic<int>& alive) : alive_(&alive) { ++alive; }
  Counted(const Counted& other) : alive_(other.alive_) { ++*alive_; }
  ~Counted() { --*alive_; }
  std::atomic<int>* alive_;
};

TEST(Lazy, OneOfManyValuesIsKept) {
  static auto& values = *new std::deque<Lazy<Counted>>;  // never destroyed, as static objects are not
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> alive = 0, waiting = 0;
    Lazy<Counted>* const value = &values.emplace_back();
    std::vector<const Counted*> found(4);
    std::vector<std::thread> threads;
    for (const Counted*& place : found) {
      threads.emplace_back([&] {
        for (++waiting; waiting < 4;) std::this_thread::yield();
        place = &value->get([&] { return Counted(alive); });
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const Counted* one : found) EXPECT_EQ(one, found[0]);
    EXPECT_EQ(alive, 1);
  }
}

TEST(Lazy, ReplacedValuesStay) {
  static constinit Lazy<int> value;
  const auto first = [] { return 1; };
  const int& before = value.get(first);
  auto next = value.copy(first);
  EXPECT_EQ(next->value++, 1);
  value.replace(std::move(next));
  EXPECT_EQ(before, 1);
  EXPECT_EQ(value.get(first), 2);
}

TEST(Lazy, AFailureLeavesNothing) {
  static constinit Lazy<int> value;
  EXPECT_THROW(value.get([]() -> int { throw 1; }), int);
  EXPECT_EQ(value.get([] { return 2; }), 2);
}

}  // namespace
}  // namespace nd
