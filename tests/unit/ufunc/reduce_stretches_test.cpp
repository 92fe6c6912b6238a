// Stretches of elements that go into one result: the same bits for every number of threads.
#include <gtest/gtest.h>

#include "core/threads.hpp"
#include "ufunc/golden.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {
namespace {

using test::Layout;

class SharedStretches : public testing::Test {
 protected:
  void TearDown() override { set_num_threads(0); }
};

TEST_F(SharedStretches, DoNotShowInTheBits) {
  const int64_t shapes[][2] = {{200003, 1}, {1, 200003}, {501, 503}, {3, 100001}, {100001, 3}};
  for (const auto& shape : shapes) {
    for (const Layout layout : test::kGoldenLayouts) {
      for (const nd_type_code code : {ND_FLOAT16, ND_FLOAT32, ND_FLOAT64, ND_COMPLEX64}) {
        const Ref<Array> a = test::laid_out(shape, dtype_of(code), layout);
        auto sums = [&] {
          return test::hash_of_subsets(
              *a, [](const Array& x, const Dims& axes) { return reduce(find_ufunc("add"), x, axes, false); });
        };
        set_num_threads(1);
        const uint64_t alone = sums();
        set_num_threads(2);
        EXPECT_EQ(sums(), alone);
        set_num_threads(5);
        EXPECT_EQ(sums(), alone);
      }
    }
  }
}

}  // namespace
}  // namespace nd
