// Values that are made on first use, without a lock.
#include "core/lazy.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <thread>
#include <vector>

namespace nd {
namespace {

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
