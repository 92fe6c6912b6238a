// Tokens: by another thread, by a descriptor, by a byte of a socket; progress.
#include "core/cancel.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <thread>

#include "core/error.hpp"
#include "core/threads.hpp"

namespace nd {
namespace {

class Cancel : public testing::Test {
 protected:
  void SetUp() override { set_num_threads(4); }
  void TearDown() override { set_num_threads(0); }
};

TEST_F(Cancel, TokenStopsARunningLoopFromAnotherThread) {
  for (const int threads : {1, 4}) {
    set_num_threads(threads);
    const auto token = Ref<Token>::adopt(new Token);
    use_token(token);
    std::atomic<int> chunks = 0;
    std::atomic<bool> cancelled = false;
    std::thread canceller([&] {
      while (chunks == 0) std::this_thread::yield();
      token->cancel();
      cancelled = true;
    });
    nd_status status = ND_OK;
    try {
      parallel_for(1 << 20, 1, [&](int64_t, int64_t) {
        ++chunks;
        while (!cancelled) std::this_thread::yield();
      });
    } catch (const Error& error) {
      status = error.status();
    }
    canceller.join();
    EXPECT_EQ(status, ND_CANCELLED);
    EXPECT_THROW(check_cancelled(), Error);
    token->reset();
    EXPECT_NO_THROW(check_cancelled());
    use_token(nullptr);
    EXPECT_FALSE(has_token());
  }
}

TEST_F(Cancel, ReadableDescriptorStopsTheLoopAndIsNotRead) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const auto token = Ref<Token>::adopt(new Token);
  token->watch(ends[0], -1);
  use_token(token);
  EXPECT_NO_THROW(check_cancelled());
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  EXPECT_THROW(parallel_for(1000, 1, [](int64_t, int64_t) {}), Error);
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 1);
  token->reset();
  close(ends[0]);
  close(ends[1]);
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  EXPECT_NO_THROW(check_cancelled()) << "a closed descriptor is no wish to stop";
  use_token(nullptr);
}

TEST_F(Cancel, OfASocketOnlyTheByteAskedForStops) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  const auto token = Ref<Token>::adopt(new Token);
  token->watch(ends[0], 2);
  const auto look = [&](const char* bytes) {
    EXPECT_EQ(write(ends[1], bytes, strlen(bytes)), static_cast<ssize_t>(strlen(bytes)));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return token->look();
  };
  EXPECT_FALSE(look(""));
  EXPECT_FALSE(look("\x11\x0e"));
  EXPECT_TRUE(look("\x02"));
  close(ends[0]);
  close(ends[1]);
}

TEST_F(Cancel, ProgressIsReportedInOrderAndMayStop) {
  struct Seen {
    int64_t calls = 0, last = 0, total = 0, stop_after = INT64_MAX;
  };
  const auto callback = [](const char*, int64_t done, int64_t total, void* data) -> int32_t {
    auto& seen = *static_cast<Seen*>(data);
    EXPECT_GE(done, seen.last);
    seen.last = done;
    seen.total = total;
    return ++seen.calls > seen.stop_after;
  };
  for (const int threads : {1, 3}) {
    set_num_threads(threads);
    const auto token = Ref<Token>::adopt(new Token);
    Seen seen;
    token->set_progress(callback, &seen, 0);
    use_token(token);
    const auto slow = [](int64_t, int64_t) { std::this_thread::sleep_for(std::chrono::microseconds(300)); };
    parallel_for(200, 1, slow);
    EXPECT_GT(seen.calls, 1);
    EXPECT_EQ(seen.total, 200);
    seen = Seen{.stop_after = 2};
    EXPECT_THROW(parallel_for(200, 1, slow), Error);
    EXPECT_EQ(seen.calls, 3);
    use_token(nullptr);
  }
}

}  // namespace
}  // namespace nd
