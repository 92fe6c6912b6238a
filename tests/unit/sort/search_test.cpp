// searchsorted and digitize: counts of what stands before, over dtypes and layouts.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"
#include "ordering.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using namespace nd::test;  // NOLINT: reference code

TEST(Searchsorted, CountsWhatStandsBefore) {
  nd::for_each_type(nd::AllTypes{}, []<class T>(nd::Type<T>) {
    for (const int64_t n : {0, 1, 2, 3, 31, 100}) {
      const std::vector<T> numbers = jumbled<T>(n);
      const std::vector<T> sorted = picked(numbers, stable_order(numbers));
      const std::vector<T> queries = jumbled<T>(40);
      for (const std::string& layout : kLayouts) {
        for (const bool right : {false, true}) {
          std::vector<int64_t> expected;
          for (const T query : queries) {
            expected.push_back(std::ranges::count_if(
                sorted, [&](T element) { return right ? !before(query, element) : before(element, query); }));
          }
          const Ref<Array> result = nd::searchsorted(*array_of(sorted, Dims{n}, layout),
                                                     *array_of(queries, Dims{4, 10}, layout), right, nullptr);
          EXPECT_EQ(elements<int64_t>(*result), expected) << nd::kCode<T> << ' ' << n << layout << right;
          EXPECT_EQ(nd::text(result->shape()), "(4, 10)");
        }
      }
    }
  });
}

TEST(Searchsorted, ThroughASorterAndPromoted) {
  const std::vector<float> numbers = jumbled<float>(50);
  const std::vector<int64_t> order = stable_order(numbers);
  const Ref<Array> sorted = array_of(picked(numbers, order));
  const Ref<Array> queries = array_of(jumbled<double>(20));
  EXPECT_EQ(elements<int64_t>(*nd::searchsorted(*array_of(numbers), *queries, true, array_of(order).get())),
            elements<int64_t>(*nd::searchsorted(*sorted, *queries, true, nullptr)));
  // 2^53 + 1 is no float64: int64 beside uint64 is compared as float64, as in NumPy.
  const Ref<Array> large = array_of(std::vector<int64_t>{(int64_t{1} << 53) + 1});
  EXPECT_EQ(load<int64_t>(*nd::searchsorted(*large, *nd::scalar((int64_t{1} << 53) + 1), false, nullptr), 0), 0);
}

TEST(Searchsorted, Refuses) {
  const Ref<Array> a = array_of(std::vector<double>{1, 2});
  expect_error(ND_VALUE_ERROR, "searchsorted: argument `a` must be 1-d, not 0-d",
               [&] { nd::searchsorted(*nd::scalar(1.0), *a, false, nullptr); });
  expect_error(ND_VALUE_ERROR, "searchsorted: Sorter index out of range: 2",
               [&] { nd::searchsorted(*a, *a, false, array_of(std::vector<int64_t>{0, 2}).get()); });
  expect_error(ND_VALUE_ERROR, "searchsorted: sorter.size must equal a.size: 1 and 2",
               [&] { nd::searchsorted(*a, *a, false, array_of(std::vector<int64_t>{0}).get()); });
  expect_error(ND_TYPE_ERROR, "searchsorted: sorter must only contain integers, not float64",
               [&] { nd::searchsorted(*a, *a, false, a.get()); });
}

}  // namespace
