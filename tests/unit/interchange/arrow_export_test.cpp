// Arrays as Arrow structs: what is shared and what copied, what is refused, and that each struct is released once,
// wherever it was moved.
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

#include "errors.hpp"
#include "interchange/arrow.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::values;

struct Pair {
  ArrowSchema schema{};
  ArrowArray array{};
  Pair() = default;
  explicit Pair(Array& a, int32_t copy = ND_COPY_IF_NEEDED) { to_arrow(a, copy, schema, array); }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() {
    if (schema.release != nullptr) schema.release(&schema);
    if (array.release != nullptr) array.release(&array);
  }
  Ref<Array> taken(int32_t copy = ND_COPY_IF_NEEDED) {
    nd::ArrowImport made = nd::from_arrow(schema, array, copy);
    take_arrow(*made.array, std::move(made.owner), array);
    return made.array;
  }
};

TEST(ToArrow, SharesTheMemoryOfNumbers) {
  const std::pair<nd_type_code, const char*> formats[] = {
      {ND_INT8, "c"},  {ND_UINT8, "C"},  {ND_INT16, "s"},   {ND_UINT16, "S"},  {ND_INT32, "i"},  {ND_UINT32, "I"},
      {ND_INT64, "l"}, {ND_UINT64, "L"}, {ND_FLOAT16, "e"}, {ND_FLOAT32, "f"}, {ND_FLOAT64, "g"}};
  for (const auto& [code, format] : formats) {
    const Ref<Array> a = counted(nd::dtype_of(code), Dims{7});
    Pair arrow(*a, ND_COPY_NEVER);
    EXPECT_STREQ(arrow.schema.format, format);
    EXPECT_STREQ(arrow.schema.name, "");
    EXPECT_EQ(arrow.schema.flags, 0);
    EXPECT_EQ(arrow.array.length, 7);
    EXPECT_EQ(arrow.array.null_count, 0);
    EXPECT_EQ(arrow.array.offset, 0);
    ASSERT_EQ(arrow.array.n_buffers, 2);
    EXPECT_EQ(arrow.array.buffers[0], nullptr);
    EXPECT_EQ(arrow.array.buffers[1], a->data);
    const Ref<Array> back = arrow.taken(ND_COPY_NEVER);
    EXPECT_EQ(arrow.array.release, nullptr);
    EXPECT_EQ(back->dtype, a->dtype);
    EXPECT_EQ(back->data, a->data);
    EXPECT_FALSE(back->writeable);
    EXPECT_FALSE(back->buffer->writeable);
  }
}

TEST(ToArrow, CopiesWhatArrowLaysOutOtherwise) {
  for (const char* layout : {"reversed", "strided", "unaligned", "swapped"}) {
    const Ref<Array> a = counted(nd::dtype_of(ND_INT32), Dims{9}, layout);
    Pair arrow(*a);
    EXPECT_EQ(values(*arrow.taken()), values(*a)) << layout;
    EXPECT_THROW(Pair(*a, ND_COPY_NEVER), nd::Error) << layout;
  }
  const Ref<Array> whole = counted(nd::dtype_of(ND_INT32), Dims{9});
  EXPECT_NE(Pair(*whole, ND_COPY_ALWAYS).array.buffers[1], whole->data);
  const Ref<Array> strided = counted(nd::dtype_of(ND_INT32), Dims{9}, "strided");
  expect_error(ND_BUFFER_ERROR, ": Arrow's elements lie one after another, and a copy is not allowed",
               [&] { Pair arrow(*strided, ND_COPY_NEVER); });
}

TEST(ToArrow, PacksBoolsAsBits) {
  for (const int64_t n : {0, 1, 7, 8, 9, 64, 65}) {
    const Ref<Array> a = counted(nd::dtype_of(ND_BOOL), Dims{n}, "strided");
    Pair arrow(*a);
    EXPECT_STREQ(arrow.schema.format, "b");
    for (int64_t i = 0; i < n; ++i) {
      EXPECT_EQ(static_cast<const uint8_t*>(arrow.array.buffers[1])[i / 8] >> (i % 8) & 1, i % 2);
    }
    const Ref<Array> back = arrow.taken();
    EXPECT_EQ(values(*back), values(*a));
    EXPECT_TRUE(back->writeable);
    EXPECT_EQ(arrow.array.release, nullptr);
    expect_error(ND_BUFFER_ERROR, ": Arrow's bools are bits, and a copy is not allowed",
                 [&] { Pair other(*a, ND_COPY_NEVER); });
  }
}

TEST(ToArrow, MakesListsOfDimensions) {
  for (const Dims& shape : {Dims{2, 3}, Dims{2, 3, 4}, Dims{0, 3}, Dims{2, 0, 3}, Dims{1, 1, 1, 5}}) {
    for (const nd_type_code code : {ND_BOOL, ND_INT16, ND_FLOAT64}) {
      const Ref<Array> a = counted(nd::dtype_of(code), shape);
      Pair arrow(*a);
      EXPECT_EQ(arrow.schema.format, nd::text("+w:", shape[1]));
      EXPECT_STREQ(arrow.schema.children[0]->name, "item");
      const Ref<Array> back = arrow.taken();
      EXPECT_TRUE(std::ranges::equal(back->shape(), shape));
      EXPECT_EQ(values(*back), values(*a));
    }
  }
}

TEST(ToArrow, RefusesWhatArrowHasNoFormFor) {
  const Ref<Array> scalar = nd::scalar(1.0);
  expect_error(ND_VALUE_ERROR, ": a 0-d array has no length, which an array of Arrow's has",
               [&] { Pair arrow(*scalar); });
  for (const nd_type_code code : {ND_BFLOAT16, ND_COMPLEX64, ND_COMPLEX128}) {
    const Ref<Array> a = nd::zeros(nd::dtype_of(code), Dims{3});
    expect_error(ND_BUFFER_ERROR, nd::text(": Arrow has no type for elements of ", a->dtype->name),
                 [&] { Pair arrow(*a); });
  }
  const Ref<Array> long_lists = nd::zeros(nd::dtype_of<double>(), Dims{0, int64_t{1} << 31});
  expect_error(ND_VALUE_ERROR, ": Arrow's lists have at most 2147483647 elements, axis 1 has 2147483648",
               [&] { Pair arrow(*long_lists); });
}

TEST(ToArrow, LetsChildrenBeMovedAway) {
  Ref<Array> a = counted(nd::dtype_of<double>(), Dims{2, 3});
  Pair arrow(*a), child;
  child.schema = std::exchange(*arrow.schema.children[0], ArrowSchema{});
  child.array = std::exchange(*arrow.array.children[0], ArrowArray{});
  arrow.schema.release(&arrow.schema);
  arrow.array.release(&arrow.array);
  EXPECT_EQ(arrow.schema.release, nullptr);
  EXPECT_EQ(arrow.array.release, nullptr);
  a = nullptr;
  EXPECT_EQ(child.array.length, 6);
  EXPECT_EQ(values(*child.taken()), (std::vector<double>{0, 1, 2, 3, 4, 5}));
}

TEST(ToArrow, HoldsTheMemoryLongerThanTheArray) {
  Ref<Array> a = counted(nd::dtype_of<double>(), Dims{50});
  auto arrow = std::make_unique<Pair>(*a);
  a = nullptr;
  std::thread([&] {
    EXPECT_EQ(static_cast<const double*>(arrow->array.buffers[1])[49], 49);
    arrow = nullptr;
  }).join();
}

}  // namespace
