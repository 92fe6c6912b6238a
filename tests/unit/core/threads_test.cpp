// parallel_for: coverage of the range, exceptions, floating-point flags, nesting, several callers.
#include "core/threads.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cstdlib>
#include <stdexcept>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "core/available_cpus.hpp"
#include "core/error.hpp"
#include "core/fpstatus.hpp"

namespace nd {
namespace {

class Threads : public testing::Test {
 protected:
  void SetUp() override { set_num_threads(4); }
  void TearDown() override { set_num_threads(0); }
};

TEST_F(Threads, EveryIndexOnceInChunksOnGrainLimits) {
  for (const int64_t count : {1, 2, 7, 100, 1000, 4097, 100003}) {
    for (const int64_t grain : {1, 3, 64, 1000}) {
      std::vector<std::atomic<int>> seen(static_cast<size_t>(count));
      std::atomic<bool> good = true;
      parallel_for(count, grain, [&](int64_t begin, int64_t end) {
        if (begin % grain != 0 || (end % grain != 0 && end != count) || begin >= end) good = false;
        for (int64_t i = begin; i < end; ++i) ++seen[static_cast<size_t>(i)];
      });
      EXPECT_TRUE(good);
      for (const auto& times : seen) ASSERT_EQ(times, 1) << count << " " << grain;
    }
  }
}

TEST_F(Threads, EmptyRangesDoNothingAndHugeOnesDoNotOverflow) {
  int calls = 0;
  parallel_for(0, 1, [&](int64_t, int64_t) { ++calls; });
  parallel_for(-5, 1, [&](int64_t, int64_t) { ++calls; });
  EXPECT_EQ(calls, 0);
  std::atomic<int64_t> total = 0;
  const int64_t count = INT64_MAX / 2;
  parallel_for(count, INT64_MAX / 8, [&](int64_t begin, int64_t end) { total += end - begin; });
  EXPECT_EQ(total, count);
}

TEST_F(Threads, UsesSeveralThreadsAndBlocksTheirSignals) {
  std::atomic<int> inside = 0, most = 0;
  std::atomic<bool> blocked = true;
  const pthread_t caller = pthread_self();
  for (int round = 0; round < 50 && most < 2; ++round) {
    parallel_for(16, 1, [&](int64_t, int64_t) {
      const int now = ++inside;
      int before = most;
      while (before < now && !most.compare_exchange_weak(before, now)) {
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      if (!pthread_equal(caller, pthread_self())) {
        sigset_t mask;
        pthread_sigmask(SIG_BLOCK, nullptr, &mask);
        if (!sigismember(&mask, SIGINT) || !sigismember(&mask, SIGALRM)) blocked = false;
      }
      --inside;
    });
  }
  EXPECT_GE(most, 2);
  EXPECT_LE(most, 4);
  EXPECT_TRUE(blocked);
}

TEST_F(Threads, OneThreadRunsSerially) {
  set_num_threads(1);
  int calls = 0;
  parallel_for(1000, 10, [&](int64_t begin, int64_t end) {
    ++calls;
    EXPECT_EQ(begin, 0);
    EXPECT_EQ(end, 1000);
  });
  EXPECT_EQ(calls, 1);
}

TEST_F(Threads, NestedRangesRunSerially) {
  std::atomic<int> outer = 0, inner = 0;
  parallel_for(8, 1, [&](int64_t, int64_t) {
    ++outer;
    const pthread_t self = pthread_self();
    parallel_for(100, 1, [&](int64_t begin, int64_t end) {
      EXPECT_TRUE(pthread_equal(self, pthread_self()));
      EXPECT_EQ(begin, 0);
      EXPECT_EQ(end, 100);
      ++inner;
    });
  });
  EXPECT_EQ(inner, outer);
}

TEST_F(Threads, FirstExceptionReachesTheCallerAndThePoolLivesOn) {
  for (int round = 0; round < 200; ++round) {
    try {
      parallel_for(64, 1, [&](int64_t begin, int64_t end) {
        if (begin <= round % 64 && round % 64 < end) throw std::runtime_error("chunk");
      });
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "chunk");
    }
  }
  std::atomic<int64_t> total = 0;
  parallel_for(64, 1, [&](int64_t begin, int64_t end) { total += end - begin; });
  EXPECT_EQ(total, 64);
}

TEST_F(Threads, FlagsRaisedInWorkersReachTheCaller) {
  for (int round = 0; round < 20; ++round) {
    const FpEnvironment environment;
    const pthread_t caller = pthread_self();
    std::atomic<bool> in_worker = false;
    parallel_for(64, 1, [&](int64_t, int64_t) {
      if (pthread_equal(caller, pthread_self())) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        return;
      }
      volatile double zero = 0.0, one = 1.0;
      volatile double result = one / zero;
      (void)result;
      in_worker = true;
    });
    EXPECT_EQ(fp_flags(), in_worker ? ND_FP_DIVIDE : 0);
    clear_fp_flags();
    parallel_for(64, 1, [](int64_t, int64_t) {});
    EXPECT_EQ(fp_flags(), 0) << "a job inherits the flags of the one before";
  }
}

TEST_F(Threads, ManyCallersAtOnce) {
  std::vector<std::thread> callers;
  std::atomic<int> wrong = 0;
  for (int id = 0; id < 12; ++id) {
    callers.emplace_back([&, id] {
      for (int round = 0; round < 300; ++round) {
        std::atomic<int64_t> total = 0;
        const int64_t count = 100 + id * 10 + round % 7;
        try {
          parallel_for(count, 3, [&](int64_t begin, int64_t end) {
            if (round % 50 == 49 && begin == 30) throw std::runtime_error("stop");
            for (int64_t i = begin; i < end; ++i) total += i;
          });
          if (total != count * (count - 1) / 2) ++wrong;
        } catch (const std::runtime_error&) {
          if (round % 50 != 49) ++wrong;
        }
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(Threads, NumberOfThreadsIsCheckedAndReset) {
  EXPECT_EQ(num_threads(), 4);
  EXPECT_THROW(set_num_threads(-1), Error);
  EXPECT_THROW(set_num_threads(1 << 20), Error);
  EXPECT_EQ(num_threads(), 4);
  set_num_threads(0);
  EXPECT_GE(num_threads(), 1);
}

TEST_F(Threads, EnvironmentVariableSetsTheDefault) {
  const char* const before = std::getenv("NDCORE_NUM_THREADS");
  const std::string kept = before ? before : "";
  const auto with = [](const char* value) {
    setenv("NDCORE_NUM_THREADS", value, 1);
    set_num_threads(0);
    return num_threads();
  };
  EXPECT_EQ(with("7"), 7);
  EXPECT_EQ(with("999999"), 1024);
  for (const char* const nonsense : {"", "0", "-3", "4x", "99999999999999999999"}) {
    EXPECT_EQ(with(nonsense), std::min(available_cpus(), 1024)) << nonsense;
  }
  unsetenv("NDCORE_NUM_THREADS");
  if (before) setenv("NDCORE_NUM_THREADS", kept.c_str(), 1);
}

}  // namespace
}  // namespace nd
