// partition and argpartition: each position holds what sorting would put there.
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
