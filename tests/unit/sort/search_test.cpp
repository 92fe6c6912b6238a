// searchsorted, partition and argpartition: what they promise, checked element by element over dtypes and layouts.
#include <gtest/gtest.h>

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

TEST(Partition, PutsEachPositionWhereSortingWould) {
  const auto check = []<class T>(nd::Type<T>) {
    const std::vector<T> numbers = jumbled<T>(101);
    const std::vector<T> sorted = picked(numbers, stable_order(numbers));
    const int64_t kth[] = {50, -1, 3, 3};
    const int64_t axis = 0;
    const auto expect_partitioned = [&](const std::vector<T>& result) {
      for (int64_t k : {3, 50, 100}) {
        const T pivot = result[static_cast<size_t>(k)];
        EXPECT_FALSE(before(pivot, sorted[static_cast<size_t>(k)]) || before(sorted[static_cast<size_t>(k)], pivot));
        for (int64_t i = 0; i < k; ++i) EXPECT_FALSE(before(pivot, result[static_cast<size_t>(i)]));
        for (int64_t i = k; i < 101; ++i) EXPECT_FALSE(before(result[static_cast<size_t>(i)], pivot));
      }
    };
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = array_of(numbers, Dims{101}, layout);
      expect_partitioned(elements<T>(*nd::partition(*a, kth, &axis)));
      const std::vector<int64_t> order = elements<int64_t>(*nd::argpartition(*a, kth, &axis));
      expect_partitioned(picked(numbers, order));
      std::vector<int64_t> all = order;
      std::ranges::sort(all);
      for (int64_t i = 0; i < 101; ++i) EXPECT_EQ(all[static_cast<size_t>(i)], i);
      nd::partition_in_place(*a, kth, 0);
      expect_partitioned(elements<T>(*a));
      std::vector<T> kept = elements<T>(*a);
      kept = picked(kept, stable_order(kept));
      for (size_t i = 0; i < 101; ++i) EXPECT_FALSE(before(kept[i], sorted[i]) || before(sorted[i], kept[i]));
    }
  };
  nd::for_each_type(nd::TypeList<nd::bool8, int8_t, uint64_t, nd::bfloat16, double, nd::complex128>{}, check);
}

TEST(Partition, Refuses) {
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 3});
  const int64_t axis = 1;
  for (const int64_t k : {3, -4}) {
    const std::string tail = nd::text("kth(=", k, ") out of bounds (3)");
    expect_error(ND_VALUE_ERROR, "partition: " + tail, [&] { nd::partition(*a, std::span(&k, 1), &axis); });
    expect_error(ND_VALUE_ERROR, "argpartition: " + tail, [&] { nd::argpartition(*a, std::span(&k, 1), &axis); });
  }
}

}  // namespace
