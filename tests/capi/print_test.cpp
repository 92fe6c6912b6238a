// nd_print: what Python's print() prints, in order with what printf writes, and errors of standard output.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <string>

#include "ndcore/ndcore.h"

namespace {

// Runs `body` with standard output led to a file; gives what was written there.
std::string printed(const std::function<void()>& body) {
  std::fflush(stdout);
  const int before = dup(STDOUT_FILENO);
  std::FILE* const file = std::tmpfile();
  dup2(fileno(file), STDOUT_FILENO);
  body();
  std::fflush(stdout);
  dup2(before, STDOUT_FILENO);
  close(before);
  std::string text(static_cast<size_t>(lseek(fileno(file), 0, SEEK_END)), '\0');
  EXPECT_EQ(pread(fileno(file), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  std::fclose(file);
  return text;
}

TEST(Print, ArraysAndNumbers) {
  const int64_t shape[] = {2, 2}, none[] = {0};
  nd_array* const matrix = nd_ones(shape, 2, nullptr, ND_ORDER_C);
  nd_array* const third = nd_weak_float(1.0 / 3);
  nd_array* const empty = nd_ones(none, 1, nullptr, ND_ORDER_C);
  const std::string text = printed([&] {
    std::printf("first ");
    EXPECT_EQ(nd_print(matrix), ND_OK);
    EXPECT_EQ(nd_print(third), ND_OK);
    std::printf("then ");
    EXPECT_EQ(nd_print(empty), ND_OK);
  });
  EXPECT_EQ(text, "first [[1. 1.]\n [1. 1.]]\n0.3333333333333333\nthen []\n");
  for (nd_array* handle : {matrix, third, empty}) nd_release(handle);
}

TEST(Print, RefusesWhatIsNoArray) {
  EXPECT_EQ(printed([] { EXPECT_EQ(nd_print(nullptr), ND_INVALID_HANDLE); }), "");
}

TEST(Print, FullOutputIsAnError) {
  nd_array* const one = nd_weak_int(1);
  std::fflush(stdout);
  const int before = dup(STDOUT_FILENO), full = open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  dup2(full, STDOUT_FILENO);
  EXPECT_EQ(nd_print(one), ND_IO_ERROR);
  close(STDOUT_FILENO);
  EXPECT_EQ(nd_last_error_status(), ND_IO_ERROR);
  const std::string message = nd_last_error_message();
  nd_print(one);
  const std::string closed = nd_last_error_message();
  dup2(before, STDOUT_FILENO);
  std::clearerr(stdout);
  close(before);
  close(full);
  EXPECT_EQ(message, "print: cannot write to standard output: No space left on device");
  EXPECT_EQ(closed, "print: cannot write to standard output: Bad file descriptor");
  nd_release(one);
}

}  // namespace
