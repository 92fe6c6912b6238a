// nd_live_handles_text without NDCORE_LEAKS; with it: tests/abi/test_leaks.py.
#include <gtest/gtest.h>

#include <string>

#include "ndcore/ndcore.h"

namespace {

std::string listed() {
  nd_array* const text = nd_live_handles_text();
  EXPECT_NE(text, nullptr) << nd_last_error_message();
  const std::string lines(static_cast<const char*>(nd_array_data(text)), static_cast<size_t>(nd_array_size(text)));
  nd_release(text);
  return lines;
}

TEST(LiveHandles, AreListedWithoutThoseThatLiveForEver) {
  EXPECT_EQ(listed(), "");
  const int64_t shape[] = {2, 3};
  nd_dtype* const type = nd_dtype_from_code(ND_FLOAT32, ND_NATIVE);
  EXPECT_NE(nd_ufunc_find("add"), nullptr);
  nd_array* const matrix = nd_ones(shape, 2, type, ND_ORDER_C);
  nd_array* const row = nd_get_item(matrix, 1);
  nd_token* const token = nd_token_new();
  EXPECT_EQ(nd_retain(row), ND_OK);
  EXPECT_EQ(listed(), "float32[2, 3], 24 bytes\nfloat32[3], 12 bytes, a view, 2 owners\ntoken\n");
  EXPECT_EQ(nd_release(matrix), ND_OK);
  EXPECT_EQ(nd_release(token), ND_OK);
  EXPECT_EQ(nd_release(row), ND_OK);
  EXPECT_EQ(nd_release(row), ND_OK);
  EXPECT_EQ(listed(), "");
}

TEST(LiveHandles, AFailingAllocationLeavesNothing) {
  const int64_t shape[] = {2, 3};
  nd_array* const matrix = nd_ones(shape, 2, nullptr, ND_ORDER_C);
  const int64_t live = nd_live_handles();
  for (int64_t n = 1;; ++n) {
    nd_fail_nth_allocation(n);
    nd_array* const text = nd_live_handles_text();
    const int64_t seen = nd_fail_nth_allocation(0);
    if (text) EXPECT_EQ(nd_release(text), ND_OK);
    EXPECT_EQ(nd_live_handles(), live);
    if (seen < n) break;
    EXPECT_EQ(text, nullptr);
  }
  EXPECT_EQ(nd_release(matrix), ND_OK);
}

}  // namespace
