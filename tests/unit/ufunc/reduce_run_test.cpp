// Planned reductions carried out: extrema, integers and logic do not depend on the number of threads.
#include <gtest/gtest.h>

#include "core/threads.hpp"
#include "ufunc/golden.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {
namespace {

using test::Layout;

class Threads : public testing::Test {
 protected:
  void TearDown() override { set_num_threads(0); }
};

TEST_F(Threads, DoNotShowInExtremaAndIntegers) {
  const int64_t shape[] = {501, 503};
  for (const char* name : {"add", "multiply", "maximum", "minimum", "logical_or", "logical_and"}) {
    for (const nd_type_code code : {ND_BOOL, ND_INT8, ND_INT32, ND_INT64, ND_FLOAT32, ND_BFLOAT16}) {
      const Ref<Array> a = test::laid_out(shape, dtype_of(code), Layout::padded);
      auto results = [&] {
        return test::hash_of_subsets(
            *a, [&](const Array& x, const Dims& axes) { return reduce(find_ufunc(name), x, axes, false); });
      };
      set_num_threads(1);
      const uint64_t alone = results();
      set_num_threads(4);
      EXPECT_EQ(results(), alone) << name << " " << dtype_of(code)->name;
    }
  }
}

}  // namespace
}  // namespace nd
