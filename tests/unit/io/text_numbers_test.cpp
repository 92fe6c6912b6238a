// Numbers between separators.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "io/text_file.hpp"
#include "layouts.hpp"

namespace nd {
namespace {

TEST(ReadNumbers, BetweenSeparators) {
  const auto numbers = [](std::string_view text, std::string_view separator, int64_t count = -1) {
    return test::values(*read_numbers(text, dtype_of<double>(), count, separator, "fromstring"));
  };
  EXPECT_EQ(numbers("1, 2 ,3\n,4", ","), (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(numbers(" 1\t2\u00a03\n", " "), (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(numbers("1-2-3", "-"), (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(numbers("1 ; ; 2;;", ";  ;"), (std::vector<double>{1, 2}));
  EXPECT_EQ(numbers("1,2,x", ",", 2), (std::vector<double>{1, 2}));
  EXPECT_EQ(numbers("", ","), std::vector<double>{});
  for (const auto& [text, separator] :
       {std::pair{"1 2", ","}, {"1,,2", ","}, {",1", ","}, {"1,2 x", ","}, {"1;2", ","}}) {
    EXPECT_THROW(numbers(text, separator), Error) << text;
  }
}

}  // namespace
}  // namespace nd
