// Handles: what is refused, who owns, when objects go, and that no use of another thread ever sees a dead object.
#include "runtime/handles.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "core/memory.hpp"
#include "probe.hpp"
#include "runtime/guard.hpp"
#include "runtime/slots.hpp"

namespace nd {
namespace {

using capi::Guard;

void* give_probe(Kind kind = Kind::array, int64_t held = 0) {
  const Guard guard("test");
  return handles::give(Ref<Object>::adopt(new Probe(kind, held)));
}

bool release(void* handle) {
  const Guard guard("test");
  return handles::release(guard.state(), handle);
}

bool is_alive(const void* handle, Kind kind = Kind::array) {
  const Guard guard("test");
  return handles::find(guard.state(), handle, kind) != nullptr;
}

void* shifted(const void* handle, int64_t by) {
  return reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(handle) + static_cast<uintptr_t>(by));
}

class Handles : public testing::Test {
 protected:
  void SetUp() override {
    alive_ = Probe::alive;
    live_ = handles::live_count();
  }
  void TearDown() override {
    EXPECT_EQ(Probe::alive, alive_);
    EXPECT_EQ(handles::live_count(), live_);
  }
  int64_t alive_ = 0, live_ = 0;
};

TEST_F(Handles, FindTheirObjectOfTheirKindUntilTheLastRelease) {
  void* const handle = give_probe();
  EXPECT_LT(reinterpret_cast<uintptr_t>(handle), uintptr_t{1} << 47);
  EXPECT_EQ(handles::live_count(), live_ + 1);
  {
    const Guard guard("test");
    Object* const object = handles::find(guard.state(), handle, Kind::array);
    ASSERT_NE(object, nullptr);
    EXPECT_EQ(handles::find(guard.state(), handle, Kind::token), nullptr);
    EXPECT_EQ(handles::find(guard.state(), handle, Kind::dtype), nullptr);
    Kind kind{};
    EXPECT_EQ(handles::find_any(guard.state(), handle, kind), object);
    EXPECT_EQ(kind, Kind::array);
    EXPECT_TRUE(handles::retain(guard.state(), handle));
  }
  EXPECT_TRUE(release(handle));
  EXPECT_TRUE(is_alive(handle));
  EXPECT_TRUE(release(handle));
  EXPECT_EQ(Probe::alive, alive_);
  EXPECT_FALSE(is_alive(handle));
  EXPECT_FALSE(release(handle));
  const Guard guard("test");
  EXPECT_FALSE(handles::retain(guard.state(), handle));
}

TEST_F(Handles, ForgedOnesAreRefusedAndNamed) {
  void* const handle = give_probe();
  int on_stack = 0;
  std::vector<const void*> forged = {nullptr, &on_stack, &forged, reinterpret_cast<void*>(UINTPTR_MAX),
                                     reinterpret_cast<void*>(1)};
  for (int64_t by = 1; by < int64_t{1} << 50; by *= 2) {
    forged.push_back(shifted(handle, by));
    forged.push_back(shifted(handle, -by));
  }
  std::mt19937_64 random(7);
  for (int i = 0; i < 100000; ++i) {
    const uint64_t bits = random();
    forged.push_back(reinterpret_cast<void*>(i % 2 ? bits : handles::table.base + bits % (uint64_t{1} << 44)));
  }
  for (const void* const pointer : forged) {
    if (pointer == handle) continue;
    EXPECT_FALSE(is_alive(pointer)) << pointer;
    EXPECT_FALSE(release(const_cast<void*>(pointer))) << pointer;
    EXPECT_STRNE(handles::explain(pointer).text, "");
  }
  EXPECT_STREQ(handles::explain(nullptr).text, "NULL");
  EXPECT_STREQ(handles::explain(handle).text, "an array handle");
  EXPECT_TRUE(std::string(handles::explain(&on_stack).text).starts_with("the foreign pointer 0x"));
  EXPECT_TRUE(release(handle));
  EXPECT_STREQ(handles::explain(handle).text, "a released handle");
}

TEST_F(Handles, OneObjectHasOneLiveHandleWithSeveralOwners) {
  const auto object = Ref<Probe>::adopt(new Probe);
  void* handles_given[3];
  for (void*& handle : handles_given) {
    const Guard guard("test");
    handle = handles::give(Ref<Object>(object.get()));
  }
  EXPECT_EQ(handles_given[0], handles_given[1]);
  EXPECT_EQ(handles_given[0], handles_given[2]);
  for (void* const handle : handles_given) EXPECT_TRUE(release(handle));
  EXPECT_FALSE(is_alive(handles_given[0]));
  const Guard guard("test");
  void* const again = handles::give(Ref<Object>(object.get()));
  EXPECT_NE(again, handles_given[0]);
  EXPECT_TRUE(handles::release(guard.state(), again));
}

Probe dtype(Kind::dtype);  // as the engine's: for good

TEST_F(Handles, OfPermanentKindsSurviveEveryRelease) {
  const Guard guard("test");
  void* const handle = handles::give(Ref<Object>(&dtype));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(handles::release(guard.state(), handle));
  EXPECT_EQ(handles::find(guard.state(), handle, Kind::dtype), &dtype);
  EXPECT_EQ(handles::give(Ref<Object>(&dtype)), handle);
}

TEST_F(Handles, ARunningCallKeepsWhatItBorrowed) {
  void* const handle = give_probe();
  void* const other = give_probe();
  {
    const Guard outer("test");
    auto* const borrowed = static_cast<Probe*>(handles::find(outer.state(), handle, Kind::array));
    ASSERT_NE(borrowed, nullptr);
    std::thread([&] {
      EXPECT_TRUE(release(handle));
      EXPECT_TRUE(release(other));
    }).join();
    EXPECT_FALSE(is_alive(handle));
    borrowed->use();
    EXPECT_GE(Probe::alive, alive_ + 1);
  }
  EXPECT_EQ(Probe::alive, alive_);
}

TEST_F(Handles, ACallbackMayReleaseWhatItsOuterCallBorrowed) {
  void* const handle = give_probe();
  {
    const Guard outer("test");
    auto* const borrowed = static_cast<Probe*>(handles::find(outer.state(), handle, Kind::array));
    {
      const Guard inner("test");
      EXPECT_TRUE(handles::release(inner.state(), handle));
    }
    borrowed->use();
    EXPECT_EQ(Probe::alive, alive_ + 1);
  }
  EXPECT_EQ(Probe::alive, alive_);
}

TEST_F(Handles, ALongCallDoesNotHoldBackWhatItDidNotBorrow) {
  void* const mine = give_probe();
  const Guard outer("test");
  auto* const borrowed = static_cast<Probe*>(handles::find(outer.state(), mine, Kind::array));
  int64_t most = 0;
  std::thread([&] {
    release(mine);
    for (int i = 0; i < 10000; ++i) {
      release(give_probe());
      most = std::max<int64_t>(most, Probe::alive - alive_);
    }
    for (int i = 0; i < 100; ++i) {
      release(give_probe(Kind::array, 1 << 30));
      EXPECT_LE(Probe::alive, alive_ + 2) << "an object that holds much goes at once";
    }
  }).join();
  EXPECT_LE(most, 200);
  borrowed->use();
}

TEST_F(Handles, MoreBorrowsThanTheListHoldsAreSafeToo) {
  std::vector<void*> all;
  for (int i = 0; i < 300; ++i) all.push_back(give_probe());
  {
    const Guard outer("test");
    std::vector<Probe*> borrowed;
    for (void* const handle : all) {
      borrowed.push_back(static_cast<Probe*>(handles::find(outer.state(), handle, Kind::array)));
    }
    std::thread([&] {
      for (void* const handle : all) EXPECT_TRUE(release(handle));
    }).join();
    for (Probe* const probe : borrowed) probe->use();
    EXPECT_EQ(Probe::alive, alive_ + 300);
  }
  EXPECT_EQ(Probe::alive, alive_);
}

// Threads use, release and replace the same few handles; a probe that is used after its end aborts.
// What a race left over goes with later calls.
void settle() {
  for (int i = 0; i < 20; ++i) release(give_probe());
}

void stress(bool with_fence) {
  reclaim::borrow_with_fence = with_fence;
  constexpr int kShared = 8;
  std::atomic<void*> shared[kShared];
  for (auto& handle : shared) handle = give_probe();
  std::atomic<bool> stop = false;
  std::atomic<int64_t> used = 0;
  std::vector<std::thread> threads;
  for (unsigned id = 0; id < 4; ++id) {
    threads.emplace_back([&, id] {
      std::minstd_rand random(id + 1);
      while (!stop) {
        std::atomic<void*>& place = shared[random() % kShared];
        if (random() % 4 == 0) {
          void* const old = place.exchange(give_probe(Kind::array, random() % 8 == 0 ? 1 << 21 : 0));
          if (!release(old)) std::abort();
        } else {
          const Guard guard("test");
          void* const handle = place;
          auto* const probe = static_cast<Probe*>(handles::find(guard.state(), handle, Kind::array));
          if (!probe) continue;
          for (unsigned i = random() % 64; i > 0; --i) probe->use();
          ++used;
        }
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  stop = true;
  for (std::thread& thread : threads) thread.join();
  for (auto& handle : shared) EXPECT_TRUE(release(handle));
  EXPECT_GT(used, 1000);
  settle();
}

TEST_F(Handles, ManyRegisteredThreads) {
  std::atomic<int> ready = 0;
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (int id = 0; id < 100; ++id) {
    threads.emplace_back([&] {
      release(give_probe());
      ++ready;
      while (!stop) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    });
  }
  while (ready < 100) std::this_thread::yield();
  settle();  // the threads' own releases overlapped
  for (int i = 0; i < 1000; ++i) {
    release(give_probe());
    ASSERT_LE(Probe::alive, alive_ + 1);
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
}

TEST_F(Handles, ReleaseDuringUseOfOtherThreads) { stress(false); }

TEST_F(Handles, ReleaseDuringUseWithoutMembarrier) {
  const bool before = reclaim::borrow_with_fence;
  stress(true);
  reclaim::borrow_with_fence = before;
}

TEST_F(Handles, GivingOneObjectFromManyThreads) {
  for (int round = 0; round < 300; ++round) {
    const auto object = Ref<Probe>::adopt(new Probe);
    std::vector<std::thread> threads;
    for (int id = 0; id < 3; ++id) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) {
          const Guard guard("test");
          void* const handle = handles::give(Ref<Object>(object.get()));
          if (handles::find(guard.state(), handle, Kind::array) != object.get()) std::abort();
          if (!handles::release(guard.state(), handle)) std::abort();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
}

TEST_F(Handles, SlotWithoutGenerationsIsRetiredAndNoHandleComesTwice) {
  void* const first = give_probe();
  release(first);
  const int64_t retired = handles::detail::retired_slots();
  const uint32_t generations = handles::table.generation_mask;
  uintptr_t slot = 0, last = 0;
  for (uint32_t i = 0; i < 2 * generations; ++i) {
    void* const handle = give_probe();
    const auto bits = reinterpret_cast<uintptr_t>(handle);
    ASSERT_NE(bits, last);
    if (bits >> handles::table.generation_bits == slot) {
      ASSERT_GT(bits, last);
    }
    slot = bits >> handles::table.generation_bits;
    last = bits;
    ASSERT_TRUE(release(handle));
  }
  EXPECT_GE(handles::detail::retired_slots(), retired + 1);
  EXPECT_FALSE(is_alive(first));
}

TEST_F(Handles, AreMadeInLargeNumbers) {
  std::vector<void*> all;
  for (int i = 0; i < 200000; ++i) all.push_back(give_probe());
  for (void* const handle : all) ASSERT_TRUE(is_alive(handle));
  std::thread([&] {
    for (void* const handle : all) ASSERT_TRUE(release(handle));
  }).join();
  for (void* const handle : all) ASSERT_FALSE(is_alive(handle));
}

TEST_F(Handles, FailedAllocationLeaksNothing) {
  for (int n = 1; n < 10; ++n) {
    std::vector<void*> all;
    all.reserve(100);
    fail_nth_allocation(n);
    for (int i = 0; i < 100; ++i) {
      try {
        all.push_back(give_probe());
      } catch (const Error& error) {
        EXPECT_EQ(error.status(), ND_NO_MEMORY);
      } catch (const std::bad_alloc&) {
      }
    }
    fail_nth_allocation(0);
    EXPECT_EQ(Probe::alive, alive_ + static_cast<int64_t>(all.size()));
    for (void* const handle : all) EXPECT_TRUE(release(handle));
  }
}

TEST_F(Handles, ForkedChildGoesOnWhileOtherThreadsWork) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "AddressSanitizer's own allocator does not survive a fork beside busy threads";
#endif
  std::atomic<bool> stop = false;
  std::thread busy([&] {
    while (!stop) release(give_probe());
  });
  void* const handle = give_probe();
  for (int round = 0; round < 20; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(20);
      bool good = is_alive(handle) && release(handle) && !is_alive(handle);
      for (int i = 0; i < 1000; ++i) good = good && release(give_probe());
      _exit(good ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  stop = true;
  busy.join();
  EXPECT_TRUE(release(handle));
}

}  // namespace
}  // namespace nd
