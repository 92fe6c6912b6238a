// Arrow structs as arrays: offsets, nulls, releases, refusals.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "errors.hpp"
#include "interchange/arrow.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::expect_error;
using nd::test::values;

// Arrow's structs of others, over int32 numbers in lists of two; counts releases.
struct Foreign {
  int32_t numbers[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  uint8_t bitmap = 0xFF, list_bitmap = 0xFF;
  const void* buffers[2] = {nullptr, numbers};
  const void* list_buffers[1] = {nullptr};
  ArrowSchema schema{}, list_schema{};
  ArrowArray array{}, list_array{};
  ArrowSchema* schemas[1] = {&schema};
  ArrowArray* arrays[1] = {&array};
  int released = 0;

  Foreign() {
    const auto release_schema = [](ArrowSchema* self) { self->release = nullptr; };
    const auto release = [](ArrowArray* self) {
      ++static_cast<Foreign*>(self->private_data)->released;
      self->release = nullptr;
    };
    schema = {"i", "", nullptr, 0, 0, nullptr, nullptr, release_schema, this};
    list_schema = {"+w:2", "", nullptr, 0, 1, schemas, nullptr, release_schema, this};
    array = {6, 0, 1, 2, 0, buffers, nullptr, nullptr, release, this};
    list_array = {2, 0, 1, 1, 1, list_buffers, arrays, nullptr, release, this};
  }
  static Ref<Array> take(const ArrowSchema& from, ArrowArray& source, int32_t copy = ND_COPY_IF_NEEDED) {
    nd::ArrowImport made = nd::from_arrow(from, source, copy);
    take_arrow(*made.array, std::move(made.owner), source);
    return made.array;
  }
};

TEST(FromArrow, HeedsOffsetsAndReleasesWithTheLastArray) {
  Foreign foreign;
  Ref<Array> a = Foreign::take(foreign.schema, foreign.array);
  EXPECT_EQ(values(*a), (std::vector<double>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(static_cast<void*>(a->data), foreign.numbers + 1);
  EXPECT_EQ(foreign.array.release, nullptr);
  EXPECT_NE(foreign.schema.release, nullptr);
  EXPECT_EQ(foreign.released, 0);
  a = nullptr;
  EXPECT_EQ(foreign.released, 1);
}

TEST(FromArrow, AddsTheOffsetsOfLists) {
  Foreign foreign;
  const Ref<Array> a = Foreign::take(foreign.list_schema, foreign.list_array);
  EXPECT_TRUE(std::ranges::equal(a->shape(), Dims{2, 2}));
  EXPECT_EQ(values(*a), (std::vector<double>{3, 4, 5, 6}));
}

TEST(FromArrow, ReleasesAfterACopy) {
  Foreign foreign;
  const Ref<Array> a = Foreign::take(foreign.schema, foreign.array, ND_COPY_ALWAYS);
  EXPECT_EQ(foreign.released, 1);
  EXPECT_EQ(foreign.array.release, nullptr);
  EXPECT_TRUE(a->writeable);
  EXPECT_EQ(values(*a), (std::vector<double>{1, 2, 3, 4, 5, 6}));
}

TEST(FromArrow, LooksForNullsOnlyWhereTheArrayLies) {
  for (const int64_t null_count : {-1, 1}) {
    Foreign foreign;
    foreign.buffers[0] = &foreign.bitmap;
    foreign.array.null_count = null_count;
    foreign.bitmap = 0x7E;  // null are those in front and behind
    EXPECT_EQ(Foreign::take(foreign.schema, foreign.array)->size, 6);
    Foreign other;
    other.buffers[0] = &other.bitmap;
    other.array.null_count = null_count;
    other.bitmap = 0x5E;
    expect_error(ND_BUFFER_ERROR, ": 1 of 6 values are null, which no element of an array is",
                 [&] { Foreign::take(other.schema, other.array); });
    EXPECT_EQ(other.released, 0);
  }
}

TEST(FromArrow, RefusesWhatItCannotReadAndLeavesItAlone) {
  using Change = std::function<void(Foreign&)>;
  const std::tuple<nd_status, const char*, Change> cases[] = {
      {ND_VALUE_ERROR, ": argument `schema` was released or moved away",
       [](auto& f) { f.list_schema.release = nullptr; }},
      {ND_VALUE_ERROR, ": an array cannot have -2 elements from offset 1", [](auto& f) { f.list_array.length = -2; }},
      {ND_VALUE_ERROR, ": an array cannot have 2 elements from offset -1", [](auto& f) { f.list_array.offset = -1; }},
      {ND_VALUE_ERROR, ": size 2 + 9223372036854775807 exceeds 2^63 - 1",
       [](auto& f) { f.list_array.offset = INT64_MAX; }},
      {ND_VALUE_ERROR, ": size 4611686018427387904 * 2 exceeds 2^63 - 1",
       [](auto& f) { f.list_array.offset = int64_t{1} << 62; }},
      {ND_VALUE_ERROR, ": the schema's format is NULL", [](auto& f) { f.schema.format = nullptr; }},
      {ND_VALUE_ERROR, ": format +w:-2 has no size of lists between 0 and 2147483647",
       [](auto& f) { f.list_schema.format = "+w:-2"; }},
      {ND_VALUE_ERROR, ": format +w:2x has no size of lists between 0 and 2147483647",
       [](auto& f) { f.list_schema.format = "+w:2x"; }},
      {ND_BUFFER_ERROR, ": Arrow's format u has no dtype", [](auto& f) { f.schema.format = "u"; }},
      {ND_BUFFER_ERROR, ": Arrow's format +l has no dtype", [](auto& f) { f.list_schema.format = "+l"; }},
      {ND_BUFFER_ERROR, ": arrays with a dictionary are not supported",
       [](auto& f) { f.schema.dictionary = &f.schema; }},
      {ND_VALUE_ERROR, ": an array of format i has 2 buffers, not 1", [](auto& f) { f.array.n_buffers = 1; }},
      {ND_VALUE_ERROR, ": an array of format +w:2 has 1 buffers, not 0",
       [](auto& f) { f.list_array.buffers = nullptr; }},
      {ND_VALUE_ERROR, ": an array of format +w:2 has 1 children, not 0 in the schema and 1 in the array",
       [](auto& f) { f.list_schema.n_children = 0; }},
      {ND_VALUE_ERROR, ": the child of format +w:2 is NULL or was released", [](auto& f) { f.arrays[0] = nullptr; }},
      {ND_VALUE_ERROR, ": the child of format +w:2 is NULL or was released",
       [](auto& f) { f.array.release = nullptr; }},
      {ND_VALUE_ERROR, ": lists of 2 need 6 elements; their child has 5 from offset 1",
       [](auto& f) { f.array.length = 5; }},
      {ND_VALUE_ERROR, ": size 6 + 9223372036854775807 exceeds 2^63 - 1", [](auto& f) { f.array.offset = INT64_MAX; }},
      {ND_VALUE_ERROR, ": the elements are NULL, 4 are described", [](auto& f) { f.buffers[1] = nullptr; }},
      {ND_VALUE_ERROR, ": 3 values are null, their bitmap is NULL", [](auto& f) { f.array.null_count = 3; }},
      {ND_BUFFER_ERROR, ": 1 of 2 values are null, which no element of an array is",
       [](auto& f) { f.list_buffers[0] = &f.list_bitmap, f.list_bitmap = 5, f.list_array.null_count = -1; }},
  };
  for (const auto& [status, message, change] : cases) {
    Foreign foreign;
    change(foreign);
    expect_error(status, message, [&] { Foreign::take(foreign.list_schema, foreign.list_array); });
    EXPECT_EQ(foreign.released, 0) << message;
    EXPECT_NE(foreign.list_array.release, nullptr);
  }
}

TEST(FromArrow, RefusesMoreDimensionsThanArraysHave) {
  Foreign foreign;
  foreign.list_array = {1,       0, 0, 1, 1, foreign.list_buffers, foreign.arrays, nullptr, foreign.list_array.release,
                        &foreign};
  foreign.list_schema.format = "+w:1";
  foreign.schemas[0] = &foreign.list_schema;  // lists in themselves
  foreign.arrays[0] = &foreign.list_array;
  expect_error(ND_VALUE_ERROR, ": lists in lists have more than 64 dimensions",
               [&] { Foreign::take(foreign.list_schema, foreign.list_array); });
}

}  // namespace
