// The error record: truncation, aliasing, names of statuses.
#include "runtime/error_record.hpp"

#include <gtest/gtest.h>

#include <string>

#include "core/error.hpp"
#include "core/memory.hpp"
#include "runtime/guard.hpp"

namespace nd::capi {
namespace {

TEST(ErrorRecord, LongMessagesAreCutBetweenCharacters) {
  constexpr size_t kRoom = sizeof(ErrorRecord::message) - 1;
  for (size_t shift = 0; shift < 4; ++shift) {
    std::string message(shift, 'x');
    while (message.size() < 2 * kRoom) message += "\U0001F600";
    record_error("nd_test", ND_VALUE_ERROR, message);
    const std::string kept = last_error().message;
    EXPECT_LE(kept.size(), kRoom);
    EXPECT_GE(kept.size(), kRoom - 3);
    EXPECT_EQ((kept.size() - shift) % 4, 0U);
    EXPECT_TRUE(message.starts_with(kept));
  }
  record_error("nd_test", ND_VALUE_ERROR, std::string(kRoom, 'y'));
  EXPECT_EQ(std::string(last_error().message).size(), kRoom);
}

TEST(ErrorRecord, WhatIsNoUtf8BecomesQuestionMarks) {
  record_error("nd_load", ND_FORMAT_ERROR, "a\xff\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 \xC0\xAF\xED\xA0\x80\xE2\x82");
  EXPECT_STREQ(last_error().message, "a?\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 ???????");
}

TEST(ErrorRecord, QuotesTextWithNuls) {
  call("nd_test", [] {
    fail(ND_VALUE_ERROR, "no number: '",
         std::string_view("1\0"
                          "2",
                          3),
         "'");
  });
  EXPECT_STREQ(last_error().message, "no number: '1?2'");
}

TEST(ErrorRecord, MayBeMadeFromItsOwnMessage) {
  record_error("nd_test", ND_VALUE_ERROR, "some message");
  record_error("nd_test", ND_IO_ERROR, std::string_view(last_error().message).substr(5));
  EXPECT_STREQ(last_error().message, "message");
}

TEST(ErrorRecord, NeedsNoMemory) {
  for (int n = 1; n < 4; ++n) {
    fail_nth_allocation(n);
    const nd_status status = call("nd_test", [] { throw_no_memory(12345); });
    const nd_status recorded = last_error().status;
    fail_nth_allocation(0);
    EXPECT_EQ(status, ND_NO_MEMORY);
    EXPECT_EQ(recorded, ND_NO_MEMORY);
  }
  EXPECT_STREQ(last_error().function, "nd_test");
}

TEST(ErrorRecord, KeepsTheStatusWithoutMemoryForTheWords) {
  const auto too_long = [] {
    fail(ND_FLOATING_POINT_ERROR, "invalid value encountered in ", "an operation of a long name");
  };
  const auto of_axis = [] {
    fail_with(ND_AXIS_ERROR, {.kind = 7, .ndim = 2, .axis = 3}, "an axis ", 3, " of a long name");
  };
  for (int n = 1; n < 4; ++n) {
    fail_nth_allocation(n);
    const nd_status status = call("nd_test", too_long);
    fail_nth_allocation(0);
    EXPECT_EQ(status, ND_FLOATING_POINT_ERROR);
    const bool is_whole = std::string_view(last_error().message).starts_with("invalid value encountered in an op");
    EXPECT_TRUE(is_whole || last_error().message == std::string("test: no memory is left for the error's message"));
    fail_nth_allocation(n);
    EXPECT_EQ(call("nd_test", of_axis), ND_AXIS_ERROR);
    fail_nth_allocation(0);
    EXPECT_EQ(last_error().detail.axis, 3);
  }
}

TEST(ErrorRecord, StatusesHaveNames) {
  EXPECT_STREQ(status_name(ND_OK), "ND_OK");
  EXPECT_STREQ(status_name(ND_AXIS_ERROR), "ND_AXIS_ERROR");
  EXPECT_STREQ(status_name(ND_CASTING_ERROR), "ND_CASTING_ERROR");
  EXPECT_STREQ(status_name(ND_INTERNAL_ERROR), "ND_INTERNAL_ERROR");
  EXPECT_STREQ(status_name(-1000), "ND_ERROR");
  EXPECT_STREQ(status_name(5), "ND_ERROR");
}

}  // namespace
}  // namespace nd::capi
