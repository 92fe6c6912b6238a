// Jumps of more than half a period taken out.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"
#include "shape/differences.hpp"
#include "shape/shape.hpp"

namespace nd {
namespace {

using test::array_of;

using Values = std::vector<double>;

TEST(Unwrap, JumpsOfMoreThanHalfAPeriodGo) {
  const Ref<Array> period = scalar<int64_t>(8, ND_WEAK_INT);
  const int64_t shape[] = {2, 4};
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> p = test::blank(dtype_of<double>(), shape, layout);
    assign(*p, *reshape(*array_of<double>({0, 7, 6, 1, 2, 5, 7, 1}), shape));
    EXPECT_EQ(test::values(*unwrap(*p, *period, nullptr, 1)), (Values{0, -1, -2, 1, 2, 5, 7, 9})) << layout;
    EXPECT_EQ(test::values(*unwrap(*p, *period, nullptr, 0)), (Values{0, 7, 6, 1, 2, 5, 7, 1})) << layout;
  }
  // Exactly half a period rises if it rose, falls if it fell; a limit lets smaller jumps stand.
  const Ref<Array> halves = array_of<double>({0, 4, 0});
  EXPECT_EQ(test::values(*unwrap(*halves, *period, nullptr, 0)), (Values{0, 4, 0}));
  EXPECT_EQ(test::values(*unwrap(*array_of<double>({0, 7}), *period, scalar(7.5).get(), 0)), (Values{0, 7}));
  const Ref<Array> whole = astype(*array_of<double>({0, 7, 6}), dtype_of<int16_t>(), ND_CASTING_UNSAFE);
  EXPECT_EQ(unwrap(*whole, *period, nullptr, 0)->dtype->code, ND_INT16);
  EXPECT_EQ(test::values(*unwrap(*whole, *period, nullptr, 0)), (Values{0, -1, -2}));
  EXPECT_THROW(unwrap(*scalar(1.0), *period, nullptr, 0), Error);
  for (const nd_type_code code : {ND_INT64, ND_UINT8, ND_FLOAT64, ND_FLOAT16}) {
    const Ref<Array> numbers = astype(*array_of<double>({0, 7, 9}), dtype_of(code));
    for (const Dims& wrong : {Dims{0}, Dims{2}, Dims{0, 3}}) {
      const Ref<Array> no_number = zeros(dtype_of(code), wrong);
      test::expect_error(ND_VALUE_ERROR,
                         text("unwrap: argument `period` must be a single element, not of shape ", no_number->shape()),
                         [&] { unwrap(*numbers, *no_number, nullptr, 0); });
      test::expect_error(ND_VALUE_ERROR,
                         text("unwrap: argument `discont` must be a single element, not of shape ", no_number->shape()),
                         [&] { unwrap(*numbers, *period, no_number.get(), 0); });
    }
  }
  EXPECT_THROW(unwrap(*whole, *period, nullptr, 1), Error);
}

}  // namespace
}  // namespace nd
