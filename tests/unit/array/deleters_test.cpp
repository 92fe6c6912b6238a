// Deleters confined to one thread: others neither call them nor are still inside of one.
#include "array/deleters.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "array/creation.hpp"

namespace {

using nd::Dims;

std::atomic<int> calls;

void count(void*, void*) { ++calls; }

void wrap_and_drop() {
  double value = 1;
  nd::wrap(&value, nd::dtype_of<double>(), Dims{1}, nullptr, true, count, nullptr);
}

class Deleters : public testing::Test {
 protected:
  void SetUp() override { calls = 0; }
  void TearDown() override { nd::confine_deleters(false); }
};

TEST_F(Deleters, AllThreadsCallThem) {
  wrap_and_drop();
  std::thread(wrap_and_drop).join();
  EXPECT_EQ(calls, 2);
}

TEST_F(Deleters, ConfinedToOneThread) {
  nd::confine_deleters(true);
  std::thread(wrap_and_drop).join();
  EXPECT_EQ(calls, 0);
  wrap_and_drop();
  EXPECT_EQ(calls, 1);
  nd::confine_deleters(false);
  std::thread(wrap_and_drop).join();
  EXPECT_EQ(calls, 2);
}

struct Gate {
  std::atomic<bool> inside{false}, open{false}, left{false};
};

void wait_inside(void*, void* context) {
  Gate& gate = *static_cast<Gate*>(context);
  gate.inside = true;
  while (!gate.open) std::this_thread::yield();
  gate.left = true;
}

TEST_F(Deleters, ConfiningWaitsForOtherThreads) {
  Gate gate;
  std::thread inside([&] { nd::run_deleter(wait_inside, nullptr, &gate); });
  while (!gate.inside) std::this_thread::yield();
  std::atomic<bool> confining{false};
  std::thread opens([&] {
    while (!confining) std::this_thread::yield();
    gate.open = true;
  });
  confining = true;
  nd::confine_deleters(true);
  EXPECT_TRUE(gate.left);
  inside.join();
  opens.join();
}

// Of two deleters within each other, the inner one confines: the thread does not wait for itself.
void confine_within(void*, void*) {
  nd::confine_deleters(true);
  wrap_and_drop();
}

TEST_F(Deleters, NotForThisThread) {
  nd::run_deleter(confine_within, nullptr, nullptr);
  EXPECT_EQ(calls, 1);
}

void fork_within(void*, void* context) { *static_cast<pid_t*>(context) = fork(); }

// Threads of the parent that are inside of a deleter do not exist in the child, which must not wait for them.
TEST_F(Deleters, ForkBesideThem) {
  Gate gate;
  std::thread inside([&] { nd::run_deleter(wait_inside, nullptr, &gate); });
  while (!gate.inside) std::this_thread::yield();
  pid_t child = -1;
  nd::run_deleter(fork_within, nullptr, &child);
  if (child == 0) {
    nd::confine_deleters(true);
    wrap_and_drop();
    nd::confine_deleters(true);
    _exit(calls == 1 ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  gate.open = true;
  inside.join();
}

}  // namespace
