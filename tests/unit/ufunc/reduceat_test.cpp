// Folds of slices between given positions.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {
namespace {

using test::array_of;
using test::elements;

TEST(ReduceAt, SlicesOverlapAndRunBackwards) {
  const Ref<Array> a = array_of<int64_t>({8}, {0, 1, 2, 3, 4, 5, 6, 7});
  const Ref<Array> indices = array_of<int32_t>({6}, {0, 4, 1, 5, 2, 6});
  EXPECT_EQ(elements<int64_t>(*reduceat(find_ufunc("add"), *a, *indices, 0)),
            (std::vector<int64_t>{6, 4, 10, 5, 14, 13}));
  const Ref<Array> outside = array_of<int64_t>({1}, {8});
  try {
    reduceat(find_ufunc("add"), *a, *outside, 0);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), ND_INDEX_ERROR);
    EXPECT_STREQ(error.what(), "index 8 out-of-bounds in add.reduceat [0, 8)");
  }
}

}  // namespace
}  // namespace nd
