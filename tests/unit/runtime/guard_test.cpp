// The guard: what it returns, what it records, which environment its body sees.
#include "runtime/guard.hpp"

#include <gtest/gtest.h>

#include <new>
#include <span>
#include <stdexcept>
#include <thread>

#include "core/cancel.hpp"
#include "core/error.hpp"
#include "runtime/arguments.hpp"

namespace nd::capi {

struct GrownOptions {
  int64_t struct_size, a, b;  // b came later
};
template <>
inline constexpr int64_t kFirstSize<GrownOptions> = 16;

}  // namespace nd::capi

namespace nd {

namespace {

using namespace capi;

TEST(Guard, ReturnsTheBodysResultAndLeavesTheRecordAlone) {
  record_error("nd_before", ND_IO_ERROR, "before");
  EXPECT_EQ(call("nd_test", [] {}), ND_OK);
  EXPECT_EQ(call("nd_test", [] { return int64_t{42}; }), 42);
  int value = 0;
  EXPECT_EQ(call("nd_test", [&] { return &value; }), &value);
  EXPECT_EQ(last_error().status, ND_IO_ERROR);
  EXPECT_STREQ(last_error().message, "before");
  clear_error();
  EXPECT_EQ(last_error().status, ND_OK);
  EXPECT_STREQ(last_error().message, "");
}

TEST(Guard, TurnsEveryExceptionIntoStatusAndMessage) {
  const auto expect = [](nd_status status, const char* message) {
    EXPECT_EQ(last_error().status, status);
    EXPECT_STREQ(last_error().message, message);
    EXPECT_STREQ(last_error().function, "nd_sum");
  };
  EXPECT_EQ(call("nd_sum", [] { fail(ND_AXIS_ERROR, "sum: axis ", 3, " is bad"); }), ND_AXIS_ERROR);
  expect(ND_AXIS_ERROR, "sum: axis 3 is bad");
  EXPECT_EQ(call("nd_sum", []() -> int* { fail(ND_VALUE_ERROR, ": left to the guard"); }), nullptr);
  expect(ND_VALUE_ERROR, "sum: left to the guard");
  EXPECT_EQ(call("nd_sum", []() -> int64_t { throw std::bad_alloc(); }), ND_NO_MEMORY);
  expect(ND_NO_MEMORY, "sum: cannot allocate memory");
  EXPECT_EQ(reading("nd_sum", []() -> int32_t { throw std::runtime_error("why"); }), ND_INTERNAL_ERROR);
  expect(ND_INTERNAL_ERROR, "sum: internal error: why");
  EXPECT_EQ(call("nd_sum", []() -> nd_status { throw 7; }), ND_INTERNAL_ERROR);
  expect(ND_INTERNAL_ERROR, "sum: internal error: an exception of unknown type");
  EXPECT_EQ(call("nd_sum", []() -> nd_status { throw Error(ND_OK, "no error"); }), ND_INTERNAL_ERROR);
}

TEST(Guard, BodiesSeeTheDefaultFloatingPointEnvironment) {
  clear_fp_flags();
  raise_fp_flags(ND_FP_INVALID);
  call("nd_test", [] {
    EXPECT_EQ(fp_flags(), 0);
    raise_fp_flags(ND_FP_OVERFLOW);
    call("nd_nested", [] { EXPECT_EQ(fp_flags(), 0); });
    EXPECT_EQ(fp_flags(), ND_FP_OVERFLOW);
  });
  EXPECT_EQ(fp_flags(), ND_FP_INVALID);
  clear_fp_flags();
}

TEST(Guard, RecordsAreOfTheirThread) {
  record_error("nd_here", ND_IO_ERROR, "here");
  std::thread([] {
    EXPECT_EQ(last_error().status, ND_OK);
    record_error("nd_there", ND_TYPE_ERROR, "there");
  }).join();
  EXPECT_EQ(last_error().status, ND_IO_ERROR);
}

TEST(Guard, CancelledThreadUnwindsThroughACall) {
  std::atomic<bool> inside = false, unwound = false;
  pthread_t thread;
  struct Flags {
    std::atomic<bool>*inside, *unwound;
  } flags{&inside, &unwound};
  const auto body = [](void* data) -> void* {
    auto& given = *static_cast<Flags*>(data);
    call("nd_test", [&] {
      struct AtEnd {
        std::atomic<bool>& unwound;
        ~AtEnd() { unwound = true; }
      } at_end{*given.unwound};
      *given.inside = true;
      while (true) pthread_testcancel();
    });
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, nullptr, body, &flags), 0);
  while (!inside) std::this_thread::yield();
  pthread_cancel(thread);
  pthread_join(thread, nullptr);
  EXPECT_TRUE(unwound);
}

class Arguments : public testing::Test {
 protected:
  template <class Body>
  std::string refusal(Body body) {
    const nd_status status = call("nd_sum", body);
    return status == ND_OK ? "" : text(status, " ", last_error().message);
  }
};

TEST_F(Arguments, HandlesAreNamedWhenRefused) {
  nd_token* t = nullptr;
  EXPECT_EQ(refusal([&] { t = give(Ref<Token>::adopt(new Token)); }), "");
  EXPECT_EQ(refusal([&] { token(t, "t"); }), "");
  EXPECT_EQ(refusal([&] { EXPECT_EQ(optional_token(nullptr, "t"), nullptr); }), "");
  EXPECT_EQ(refusal([&] { token(nullptr, "t"); }), "-3 sum: argument `t` must be a token handle, not NULL");
  EXPECT_EQ(refusal([&] { refuse_handle(t, Kind::array, "a"); }),
            "-3 sum: argument `a` must be an array handle, not a token handle");
  nd_token* const both[] = {t, nullptr};
  EXPECT_EQ(refusal([&] { EXPECT_EQ(objects<Token>(both, 2, "tokens", true)[1], nullptr); }), "");
  EXPECT_EQ(refusal([&] { objects<Token>(both, 2, "tokens"); }),
            "-3 sum: argument `tokens` must be a token handle, not NULL");
  EXPECT_EQ(refusal([&] { handles::release(*current_thread_state, t); }), "");
  EXPECT_EQ(refusal([&] { token(t, "t"); }), "-3 sum: argument `t` must be a token handle, not a released handle");
  EXPECT_EQ(give(Ref<Token>()), nullptr);
}

TEST_F(Arguments, SpansAndPointersAreChecked) {
  const int64_t axes[] = {1, 2};
  EXPECT_EQ(refusal([&] { EXPECT_EQ(span_of(axes, 2, "axes")[1], 2); }), "");
  EXPECT_EQ(refusal([&] { EXPECT_TRUE(span_of<const int64_t>(nullptr, 0, "axes").empty()); }), "");
  EXPECT_EQ(refusal([&] { span_of<const int64_t>(nullptr, 2, "axes"); }),
            "-5 sum: argument `axes` is NULL, but its length is 2");
  EXPECT_EQ(refusal([&] { span_of(axes, -1, "axes"); }),
            "-5 sum: the length of argument `axes` must not be negative, but is -1");
  EXPECT_EQ(refusal([&] { out_pointer<int>(nullptr, "out"); }), "-5 sum: argument `out` must not be NULL");
}

TEST_F(Arguments, TextIsUtf8) {
  for (const char* const good : {"", "plain", "\u00e9\u20ac\U0001F600", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(refusal([&] { EXPECT_EQ(text_argument(good, "name"), good); }), "");
  }
  for (const char* const bad : {"\x80", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xff"}) {
    EXPECT_EQ(refusal([&] { text_argument(bad, "name"); }), "-5 sum: argument `name` is not UTF-8 at byte 0") << bad;
  }
  EXPECT_EQ(refusal([&] { text_argument(nullptr, "name"); }), "-5 sum: argument `name` must not be NULL");
}

TEST_F(Arguments, StructsOfOlderAndNewerRevisions) {
  struct Newer {
    GrownOptions known;
    int64_t c;
  };
  Newer given{{sizeof(GrownOptions), 1, 2}, 3};
  EXPECT_EQ(refusal([&] { EXPECT_EQ(struct_argument(&given.known, "options").b, 2); }), "");
  given.known.struct_size = 16;
  EXPECT_EQ(refusal([&] { EXPECT_EQ(struct_argument(&given.known, "options").b, 0); }), "");
  given.known.struct_size = sizeof(Newer);
  EXPECT_EQ(refusal([&] { struct_argument(&given.known, "options"); }),
            "-18 sum: argument `options` uses a field at byte 24 that this library does not know");
  given.c = 0;
  EXPECT_EQ(refusal([&] { EXPECT_EQ(struct_argument(&given.known, "options").a, 1); }), "");
  for (const int64_t size : {int64_t{0}, int64_t{8}, int64_t{-1}, INT64_MAX}) {
    given.known.struct_size = size;
    EXPECT_NE(refusal([&] { struct_argument(&given.known, "options"); }), "");
  }
}

TEST_F(Arguments, StructsAreFilledAsFarAsTheCallerKnowsThem) {
  GrownOptions out{16, 0, -1};
  EXPECT_EQ(refusal([&] { fill_struct(&out, GrownOptions{0, 5, 6}, "out"); }), "");
  EXPECT_EQ(out.a, 5);
  EXPECT_EQ(out.b, -1);
  out.struct_size = 1000;
  EXPECT_EQ(refusal([&] { fill_struct(&out, GrownOptions{0, 7, 8}, "out"); }), "");
  EXPECT_EQ(out.b, 8);
  EXPECT_EQ(out.struct_size, 1000);
  out.struct_size = 8;
  EXPECT_EQ(refusal([&] { fill_struct(&out, GrownOptions{}, "out"); }),
            "-5 sum: argument `out`: struct_size 8 is less than that of its first revision, 16");
}

}  // namespace
}  // namespace nd
