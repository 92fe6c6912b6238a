// unique: values, first positions, inverse and counts against a search through what was seen so far.
#include <gtest/gtest.h>

#include "sets/sets.hpp"
#include "sort/ordering.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::Unique;
using nd::UniqueOptions;
using namespace nd::test;  // NOLINT: reference code

template <class T>
bool has_nan(T value) {
  if constexpr (nd::kIsComplex<T>) {
    return std::isnan(value.re) || std::isnan(value.im);
  } else if constexpr (nd::kIsFloat<T>) {
    return before(T(0.0F), value) && !before(value, T(std::numeric_limits<float>::quiet_NaN()));
  } else {
    return false;
  }
}

template <class T>
bool equal(T a, T b, bool equal_nan) {
  if (has_nan(a) || has_nan(b)) return equal_nan && has_nan(a) && has_nan(b);
  return !before(a, b) && !before(b, a);
}

// Runs of the stably sorted numbers: the position of each one's first element, and its length.
template <class T>
void expect_unique(const std::vector<T>& numbers, const Unique& result, bool equal_nan) {
  const std::vector<int64_t> order = stable_order(numbers);
  std::vector<int64_t> index, counts, inverse(numbers.size());
  for (const int64_t i : order) {
    const bool fresh =
        index.empty() || !equal(numbers[static_cast<size_t>(index.back())], numbers[static_cast<size_t>(i)], equal_nan);
    if (fresh) {
      index.push_back(i);
      counts.push_back(0);
    }
    ++counts.back();
    inverse[static_cast<size_t>(i)] = static_cast<int64_t>(index.size()) - 1;
  }
  EXPECT_TRUE(same_bits(elements<T>(*result.values), picked(numbers, index)));
  if (!result.index) return;
  EXPECT_EQ(elements<int64_t>(*result.index), index);
  EXPECT_EQ(elements<int64_t>(*result.inverse), inverse);
  EXPECT_EQ(elements<int64_t>(*result.counts), counts);
}

TEST(Unique, EveryDtypeAndLayout) {
  nd::for_each_type(nd::AllTypes{}, []<class T>(nd::Type<T>) {
    for (const int64_t n : {0, 1, 12, 240}) {
      const std::vector<T> numbers = jumbled<T>(n);
      for (const std::string& layout : kLayouts) {
        const Ref<Array> a = array_of(numbers, Dims{n / 2, n == 1 ? 1 : 2}, layout);
        if (a->size != n) continue;
        for (const bool equal_nan : {true, false}) {
          SCOPED_TRACE(nd::text(nd::kCode<T>, " ", n, " ", layout, " ", int32_t{equal_nan}));
          expect_unique(numbers, nd::unique(*a, UniqueOptions{.equal_nan = equal_nan}), equal_nan);
          const Unique all = nd::unique(*a, UniqueOptions{true, true, true, equal_nan});
          expect_unique(numbers, all, equal_nan);
          EXPECT_EQ(nd::text(all.inverse->shape()), nd::text(a->shape()));
        }
      }
    }
  });
}

TEST(UniqueSlices, RowsAndColumnsInLexicographicOrder) {
  const std::vector<int32_t> numbers{3, 1, 1, 2, 3, 1, 1, 2, 0, 9};
  for (const std::string& layout : kLayouts) {
    const Ref<Array> rows = array_of(numbers, Dims{5, 2}, layout);
    const Unique result = nd::unique_slices(*rows, 0, UniqueOptions{true, true, true});
    EXPECT_EQ(elements<int32_t>(*result.values), (std::vector<int32_t>{0, 9, 1, 2, 3, 1})) << layout;
    EXPECT_EQ(elements<int64_t>(*result.index), (std::vector<int64_t>{4, 1, 0}));
    EXPECT_EQ(elements<int64_t>(*result.inverse), (std::vector<int64_t>{2, 1, 2, 1, 0}));
    EXPECT_EQ(elements<int64_t>(*result.counts), (std::vector<int64_t>{1, 2, 2}));
    const Ref<Array> columns = array_of(std::vector<int32_t>{2, 1, 2, 5, 5, 5}, Dims{2, 3}, layout);
    EXPECT_EQ(elements<int32_t>(*nd::unique_slices(*columns, -1).values), (std::vector<int32_t>{1, 2, 5, 5}));
  }
  EXPECT_EQ(nd::text(nd::unique_slices(*nd::zeros(nd::dtype_of<float>(), Dims{0, 3}), 0).values->shape()), "(0, 3)");
  EXPECT_EQ(nd::text(nd::unique_slices(*nd::zeros(nd::dtype_of<float>(), Dims{3, 0}), 0).values->shape()), "(1, 0)");
  expect_error(ND_AXIS_ERROR, "unique: axis 1 is out of bounds for an array of 1 dimensions",
               [] { nd::unique_slices(*array_of(std::vector<double>{1}), 1); });
}

}  // namespace
