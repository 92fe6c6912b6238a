// nd_trace_set: what is told of calls, by whom, and that the trace changes nothing about them.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "ndcore/ndcore.h"

namespace {

struct Event {
  std::string function, arguments, result, loops, target;
  nd_status status;
  int32_t threads, depth;
  int64_t nanoseconds, thread;
};

void collect(const nd_trace_event* event, void* data) {
  EXPECT_EQ(event->struct_size, static_cast<int64_t>(sizeof *event));
  static_cast<std::vector<Event>*>(data)->push_back({event->function, event->arguments, event->result, event->loops,
                                                     event->target, event->status, event->threads, event->depth,
                                                     event->nanoseconds, event->thread});
}

nd_status hear(nd_trace_callback callback, void* data) {
  const nd_trace_sink sink{sizeof sink, callback, data};
  return nd_trace_set(&sink, nullptr);
}

class Trace : public testing::Test {
 protected:
  void SetUp() override {
    const double numbers[] = {1, 2, 3};
    const int64_t shape[] = {3};
    a_ = nd_array_from_memory(const_cast<double*>(numbers), float64_, shape, nullptr, 1);
    nd_array* const copy = nd_copy(a_, ND_ORDER_K);
    nd_release(a_);
    a_ = copy;
  }
  void TearDown() override {
    EXPECT_EQ(nd_trace_set(nullptr, nullptr), ND_OK);
    nd_set_num_threads(0);
    nd_release(a_);
  }
  void start() { ASSERT_EQ(hear(collect, &events_), ND_OK); }
  const Event& last() const { return events_.back(); }

  nd_dtype* const float64_ = nd_dtype_from_code(ND_FLOAT64, ND_NATIVE);
  nd_array* a_ = nullptr;
  std::vector<Event> events_;
};

TEST_F(Trace, TellsOfACall) {
  start();
  nd_array* const sum = nd_add(a_, a_);
  ASSERT_EQ(events_.size(), 1U);
  EXPECT_EQ(last().function, "nd_add");
  EXPECT_EQ(last().arguments, "x1=float64[3], x2=float64[3]");
  EXPECT_EQ(last().result, "float64[3]");
  EXPECT_EQ(last().loops, "add: float64,float64->float64");
  EXPECT_EQ(last().status, ND_OK);
  EXPECT_EQ(last().threads, 1);
  EXPECT_EQ(last().depth, 0);
  EXPECT_GT(last().nanoseconds, 0);
  EXPECT_EQ(last().thread, gettid());
  const std::string target = nd_simd_target();
  EXPECT_EQ(events_.back().function, "nd_simd_target");
  EXPECT_EQ(events_.front().target, target);
  nd_release(sum);
  EXPECT_EQ(last().function, "nd_release");
  EXPECT_EQ(last().arguments, "handle=float64[3]");
  EXPECT_EQ(last().result, "ND_OK");
  nd_trace_set(nullptr, nullptr);
  const size_t before = events_.size();
  nd_release(nd_add(a_, a_));
  EXPECT_EQ(events_.size(), before);
}

TEST_F(Trace, ShowsArgumentsOfEachKind) {
  start();
  const int64_t axes[] = {0, -1};
  nd_array* const sum = nd_sum(a_, axes, 1, nullptr);
  EXPECT_EQ(last().arguments, "a=float64[3], axes=[0], options=NULL");
  EXPECT_EQ(last().loops, "add.reduce: float64->float64");
  nd_array* const many = nd_sum(a_, nullptr, 0, nullptr);
  EXPECT_EQ(last().arguments, "a=float64[3], axes=NULL, naxes=0, options=NULL");
  EXPECT_EQ(last().result, "float64[]");
  nd_dtype_parse("a\"quoted\"\n name");
  EXPECT_EQ(last().arguments, R"(name="a\"quoted\"\n name")");
  nd_dtype_parse("a\xff\xC3\xA4\xE2\x82");
  EXPECT_EQ(last().arguments, "name=\"a?\xC3\xA4??\"");
  nd_array* const weak = nd_weak_float(1.5);
  EXPECT_EQ(last().arguments, "value=1.5");
  EXPECT_EQ(last().result, "weak float64[]");
  nd_array* whole = nullptr;
  nd_array* part = nullptr;
  nd_modf(a_, &part, &whole);
  EXPECT_EQ(last().arguments, "x=float64[3]");
  EXPECT_EQ(last().result, "ND_OK, out1=float64[3], out2=float64[3]");
  nd_array* const parts[] = {a_, a_, a_};
  nd_array* const joined = nd_concatenate(parts, 3, 0, nullptr, nullptr, ND_CASTING_DEFAULT);
  EXPECT_EQ(last().arguments.substr(0, 49), "arrays=[float64[3], float64[3], float64[3]], axis");
  EXPECT_EQ(nd_array_size(joined), 9);
  EXPECT_EQ(last().result, "9");
  for (nd_array* one : {sum, many, weak, whole, part, joined}) nd_release(one);
}

TEST_F(Trace, TellsOfFailuresAndKeepsTheRecord) {
  start();
  const int64_t axis = 5;
  EXPECT_EQ(nd_sort(a_, axis), nullptr);
  EXPECT_EQ(last().status, ND_AXIS_ERROR);
  EXPECT_EQ(last().result.find("ND_AXIS_ERROR: "), 0U) << last().result;
  EXPECT_EQ(nd_last_error_status(), ND_AXIS_ERROR);
  EXPECT_EQ(last().result, std::to_string(ND_AXIS_ERROR)) << "a reading that is negative by itself is no failure";
  EXPECT_EQ(last().status, ND_OK);
  EXPECT_EQ(nd_add(a_, nullptr), nullptr);
  EXPECT_EQ(last().arguments, "x1=float64[3], x2=NULL");
  nd_release(a_);
  EXPECT_EQ(nd_array_ndim(a_), ND_INVALID_HANDLE);
  EXPECT_EQ(last().arguments, "a=dead handle");
  a_ = nd_weak_int(1);
}

TEST_F(Trace, CountsTheThreadsThatTookPart) {
  const int64_t shape[] = {int64_t{1} << 22};
  nd_array* const large = nd_ones(shape, 1, float64_, ND_ORDER_C);
  nd_set_num_threads(2);
  start();
  bool shared = false;
  for (int i = 0; i < 1000 && !shared; ++i) {
    nd_release(nd_add(large, large));
    for (const Event& event : events_) shared = shared || (event.function == "nd_add" && event.threads == 2);
    events_.clear();
  }
  EXPECT_TRUE(shared);
  nd_set_num_threads(1);
  nd_array* const sum = nd_add(large, large);
  EXPECT_EQ(last().threads, 1);
  nd_trace_set(nullptr, nullptr);
  nd_release(sum);
  nd_release(large);
}

int32_t call_within(const char*, int32_t, int32_t, void* array) {
  return nd_array_ndim(static_cast<nd_array*>(array)) < 0;
}

TEST_F(Trace, NestedCallsHaveADepth) {
  nd_array* const zero = nd_weak_float(0);
  ASSERT_EQ(nd_fp_set_handler(call_within, a_), ND_OK);
  start();
  nd_array* const quotient = nd_divide(a_, zero);
  ASSERT_EQ(events_.size(), 2U);
  EXPECT_EQ(events_[0].function, "nd_array_ndim");
  EXPECT_EQ(events_[0].depth, 1);
  EXPECT_EQ(events_[1].function, "nd_divide");
  EXPECT_EQ(events_[1].depth, 0);
  nd_trace_set(nullptr, nullptr);
  nd_fp_set_handler(nullptr, nullptr);
  nd_release(quotient);
  nd_release(zero);
}

void count(const nd_trace_event*, void* data) { static_cast<std::atomic<int>*>(data)->fetch_add(1); }

struct Misbehaving {
  int calls = 0;
  nd_status answer = ND_OK;
};

void misbehave(const nd_trace_event*, void* data) {
  auto& self = *static_cast<Misbehaving*>(data);
  ++self.calls;
  nd_array_ndim(nullptr);
  self.answer = nd_trace_set(nullptr, nullptr);
  errno = EDOM;
  throw std::runtime_error("from the callback");
}

TEST_F(Trace, CallbackMayFailAndThrow) {
  Misbehaving self;
  nd_clear_error();
  ASSERT_EQ(hear(misbehave, &self), ND_OK);
  errno = 0;
  EXPECT_EQ(nd_array_ndim(a_), 1);
  EXPECT_EQ(errno, 0);
  EXPECT_EQ(self.calls, 1) << "what the callback calls is not told";
  EXPECT_EQ(self.answer, ND_VALUE_ERROR);
  EXPECT_EQ(nd_trace_set(nullptr, nullptr), ND_OK);
  EXPECT_EQ(nd_last_error_status(), ND_OK);
}

TEST_F(Trace, GivesBackWhatWasSet) {
  start();
  Misbehaving self;
  const nd_trace_sink other{sizeof other, misbehave, &self};
  nd_trace_sink before{sizeof before, nullptr, nullptr};
  ASSERT_EQ(nd_trace_set(&other, &before), ND_OK);
  EXPECT_EQ(before.callback, collect);
  EXPECT_EQ(before.data, &events_);
  const size_t told = events_.size();
  nd_array_ndim(a_);
  EXPECT_EQ(events_.size(), told);
  ASSERT_EQ(nd_trace_set(&before, &before), ND_OK);
  EXPECT_EQ(before.callback, misbehave);
  nd_array_ndim(a_);
  EXPECT_EQ(last().function, "nd_array_ndim");
  ASSERT_EQ(nd_trace_set(nullptr, nullptr), ND_OK);
  ASSERT_EQ(nd_trace_set(nullptr, &before), ND_OK);
  EXPECT_EQ(before.callback, nullptr);
}

TEST_F(Trace, RefusedSinkChangesNothing) {
  start();
  nd_trace_sink before{8, nullptr, nullptr};
  EXPECT_EQ(nd_trace_set(nullptr, &before), ND_VALUE_ERROR);
  const nd_trace_sink small{16, nullptr, nullptr};
  EXPECT_EQ(nd_trace_set(&small, nullptr), ND_VALUE_ERROR);
  const struct {
    nd_trace_sink known;
    int64_t later;
  } newer{{sizeof newer, count, nullptr}, 1};
  EXPECT_EQ(nd_trace_set(&newer.known, nullptr), ND_VERSION_ERROR);
  nd_array_ndim(a_);
  EXPECT_EQ(last().function, "nd_array_ndim");
}

TEST_F(Trace, CallbackIsIdleWhenItHasBeenReplaced) {
  std::atomic<bool> stop{false};
  std::vector<std::thread> callers;
  for (int i = 0; i < 3; ++i) {
    callers.emplace_back([&] {
      while (!stop) nd_release(nd_add(a_, a_));
    });
  }
  for (int i = 0; i < 300; ++i) {
    auto* const counter = new std::atomic<int>(0);
    ASSERT_EQ(hear(count, counter), ND_OK);
    while (counter->load() == 0) std::this_thread::yield();
    ASSERT_EQ(nd_trace_set(nullptr, nullptr), ND_OK);
    const int seen = counter->load();
    EXPECT_EQ(counter->load(), seen);
    delete counter;  // the address sanitizer would see a later use
  }
  stop = true;
  for (std::thread& caller : callers) caller.join();
}

TEST_F(Trace, GoesOnInAChildProcess) {
  std::atomic<bool> stop{false};
  std::atomic<int> counter{0};
  ASSERT_EQ(hear(count, &counter), ND_OK);
  std::thread other([&] {
    while (!stop) nd_release(nd_add(a_, a_));
  });
  for (int i = 0; i < 20; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      const int before = counter.load();
      nd_release(nd_add(a_, a_));
      const bool told = counter.load() == before + 2;
      _exit(told && nd_trace_set(nullptr, nullptr) == ND_OK ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  stop = true;
  other.join();
}

}  // namespace
