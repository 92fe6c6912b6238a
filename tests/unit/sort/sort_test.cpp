// sort, argsort and lexsort over all dtypes, layouts and axes against std::stable_sort with NumPy's order written out
// here: NaNs last, zeros of both signs equal, complex numbers by parts; stability; refusals.
#include <gtest/gtest.h>

#include "core/cpu.hpp"
#include "ordering.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using namespace nd::test;  // NOLINT: reference code

// Lengths around the steps of the vectorised networks, and one past the threads' threshold.
const std::vector<int64_t> kLengths{0, 1, 2, 3, 7, 16, 33, 100, 257, 5000, 200000};

TEST(Sort, LinesOfEveryDtypeAndLength) {
  nd::for_each_type(nd::AllTypes{}, []<class T>(nd::Type<T>) {
    for (const int64_t n : kLengths) {
      const std::vector<T> numbers = jumbled<T>(n);
      const std::vector<int64_t> order = stable_order(numbers);
      const Ref<Array> a = array_of(numbers);
      const int64_t axis = 0;
      EXPECT_TRUE(same_bits(elements<T>(*nd::sort(*a, &axis)), picked(numbers, order))) << nd::kCode<T> << ' ' << n;
      EXPECT_EQ(elements<int64_t>(*nd::argsort(*a, &axis)), order) << nd::kCode<T> << ' ' << n;
    }
  });
}

TEST(Sort, EveryInstructionSetSorts) {
  for (const char* target : {"baseline", "sse4", "avx2", "avx512", "neon"}) {
    if (!nd::limit_simd(target)) continue;  // of another architecture
    const auto check = [&]<class T>(nd::Type<T>) {
      for (const int64_t n : {3, 16, 100, 257, 5000}) {
        const std::vector<T> numbers = jumbled<T>(n);
        const std::vector<int64_t> order = stable_order(numbers);
        const Ref<Array> a = array_of(numbers);
        const int64_t axis = 0;
        EXPECT_TRUE(same_bits(elements<T>(*nd::sort(*a, &axis)), picked(numbers, order)))
            << target << nd::kCode<T> << n;
        EXPECT_EQ(elements<int64_t>(*nd::argsort(*a, &axis)), order) << target << nd::kCode<T> << n;
      }
    };
    nd::for_each_type(nd::AllTypes{}, check);
  }
  nd::limit_simd("");
}

TEST(Sort, AlongEachAxisInEveryLayout) {
  const auto check = []<class T>(nd::Type<T>) {
    const Dims shape{5, 40, 3};
    const std::vector<T> numbers = jumbled<T>(600);
    const int64_t steps[] = {120, 3, 1};
    for (const std::string& layout : kLayouts) {
      for (int64_t axis = 0; axis < 3; ++axis) {
        const int64_t step = steps[axis], n = shape[static_cast<int32_t>(axis)];
        std::vector<T> sorted(600);
        std::vector<int64_t> positions(600);
        for (int64_t start = 0; start < 600; ++start) {
          if (start / step % n != 0) continue;
          std::vector<T> line;
          for (int64_t i = 0; i < n; ++i) line.push_back(numbers[static_cast<size_t>(start + i * step)]);
          const std::vector<int64_t> order = stable_order(line);
          for (int64_t i = 0; i < n; ++i) {
            sorted[static_cast<size_t>(start + i * step)] = picked(line, order)[static_cast<size_t>(i)];
            positions[static_cast<size_t>(start + i * step)] = order[static_cast<size_t>(i)];
          }
        }
        const Ref<Array> a = array_of(numbers, shape, layout);
        const int64_t from_end = axis - 3;
        EXPECT_TRUE(same_bits(elements<T>(*nd::sort(*a, &from_end)), sorted)) << nd::kCode<T> << layout << axis;
        EXPECT_EQ(elements<int64_t>(*nd::argsort(*a, &axis)), positions) << nd::kCode<T> << layout << axis;
        EXPECT_TRUE(same_bits(elements<T>(*a), numbers)) << "the operand is left alone";
        nd::sort_in_place(*a, axis);
        EXPECT_TRUE(same_bits(elements<T>(*a), sorted)) << nd::kCode<T> << layout << axis << " in place";
      }
    }
  };
  nd::for_each_type(nd::TypeList<int8_t, uint16_t, nd::float16, float, double, nd::complex64>{}, check);
}

TEST(Sort, FlattenedWithoutAnAxis) {
  const std::vector<double> numbers = jumbled<double>(12);
  const std::vector<int64_t> order = stable_order(numbers);
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = array_of(numbers, Dims{3, 4}, layout);
    EXPECT_TRUE(same_bits(elements<double>(*nd::sort(*a, nullptr)), picked(numbers, order)));
    EXPECT_EQ(nd::text(nd::sort(*a, nullptr)->shape()), "(12,)");
    EXPECT_EQ(elements<int64_t>(*nd::argsort(*a, nullptr)), order);
  }
  EXPECT_EQ(nd::text(nd::sort(*nd::scalar(2.0), nullptr)->shape()), "(1,)");
  const int64_t axis = -1;
  EXPECT_EQ(nd::argsort(*nd::scalar(2.0), &axis)->size, 1);
}

TEST(Sort, EmptyAndBroadcast) {
  const int64_t axis = 0;
  EXPECT_EQ(nd::text(nd::sort(*nd::zeros(nd::dtype_of<float>(), Dims{0, 3}), &axis)->shape()), "(0, 3)");
  EXPECT_EQ(nd::text(nd::argsort(*nd::zeros(nd::dtype_of<float>(), Dims{3, 0}), &axis)->shape()), "(3, 0)");
  const Ref<Array> column = array_of(std::vector<int32_t>{3, 1, 2});
  const Ref<Array> wide = nd::view(*column, column->data, Dims{3, 2}, Dims{4, 0});
  EXPECT_EQ(elements<int32_t>(*nd::sort(*wide, &axis)), (std::vector<int32_t>{1, 1, 2, 2, 3, 3}));
}

TEST(Sort, Refuses) {
  const int64_t axis = 2;
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 2});
  expect_error(ND_AXIS_ERROR, "sort: axis 2 is out of bounds for an array of 2 dimensions",
               [&] { nd::sort(*a, &axis); });
  expect_error(ND_AXIS_ERROR, "argsort: axis 2 is out of bounds for an array of 2 dimensions",
               [&] { nd::argsort(*a, &axis); });
  a->writeable = false;
  expect_error(ND_READ_ONLY, "sort: argument `a` is read-only", [&] { nd::sort_in_place(*a, 0); });
}

TEST(Lexsort, LastKeyFirstAndStable) {
  for (const std::string& layout : kLayouts) {
    const std::vector<int8_t> minor{3, 1, 3, 2, 1, 2};
    const std::vector<double> major{1, 0, 1, 1, -0.0, std::nan("")};
    const Ref<Array> first = array_of(minor, Dims{6}, layout);
    const Ref<Array> second = array_of(major, Dims{6}, layout);
    const Array* const keys[] = {first.get(), second.get()};
    EXPECT_EQ(elements<int64_t>(*nd::lexsort(keys, -1)), (std::vector<int64_t>{1, 4, 3, 0, 2, 5})) << layout;
  }
  const Ref<Array> square = array_of(std::vector<int16_t>{2, 1, 1, 2}, Dims{2, 2});
  const Array* const keys[] = {square.get()};
  EXPECT_EQ(elements<int64_t>(*nd::lexsort(keys, 0)), (std::vector<int64_t>{1, 0, 0, 1}));
  const Ref<Array> shorter = array_of(std::vector<int16_t>{2, 1});
  const Array* const unequal[] = {square.get(), shorter.get()};
  expect_error(ND_VALUE_ERROR, "lexsort: all keys need to be the same shape, not (2, 2) and (2,)",
               [&] { nd::lexsort(unequal, 0); });
  expect_error(ND_TYPE_ERROR, "lexsort: need sequence of keys with len > 0 in lexsort", [] { nd::lexsort({}, 0); });
}

}  // namespace
