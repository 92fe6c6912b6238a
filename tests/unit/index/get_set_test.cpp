// a[index] and a[index] = value: every kind of index over dtypes and layouts, both ways; what is refused and left
// alone.
#include <gtest/gtest.h>

#include "array/creation.hpp"
#include "cases.hpp"
#include "errors.hpp"

namespace {

using namespace nd::test;  // NOLINT: the words of the table of cases
using nd::Array;
using nd::Dims;
using nd::IndexItem;
using nd::Ref;

const std::vector<nd_type_code> kTypes{ND_INT8, ND_UINT16, ND_FLOAT32, ND_BFLOAT16, ND_INT64, ND_COMPLEX128};

std::vector<double> as_doubles(const std::vector<int64_t>& integers) { return {integers.begin(), integers.end()}; }

TEST(Get, EveryIndexOverDtypesAndLayouts) {
  for (size_t i = 0; i < index_cases().size(); ++i) {
    const IndexCase& one = index_cases()[i];
    for (const nd_type_code code : kTypes) {
      for (const std::string& layout : kLayouts) {
        const Ref<Array> result = nd::get(*counted(nd::dtype_of(code), kIndexed, layout), one.items());
        EXPECT_EQ(nd::text(result->shape()), nd::text(one.shape)) << "case " << i << ' ' << layout;
        EXPECT_EQ(values(*result), as_doubles(one.positions)) << "case " << i << ' ' << code << ' ' << layout;
      }
    }
  }
}

TEST(Get, IndexArraysInEveryLayout) {
  const Ref<Array> a = counted(nd::dtype_of<int32_t>(), kIndexed);
  for (const IndexCase& one : index_cases()) {
    for (const std::string& layout : kLayouts) {
      std::vector<OwnedItem> owned = one.owned;
      for (OwnedItem& item : owned) {
        if (!item.array) continue;
        const Ref<Array> laid = blank(item.array->dtype, item.array->shape(), layout);
        nd::assign(*laid, *item.array);
        item.array = laid;
        item.item.array = laid.get();
      }
      EXPECT_EQ(values(*nd::get(*a, items_of(owned))), as_doubles(one.positions)) << layout;
    }
  }
}

TEST(Get, BasicIndicesLookAtTheSameMemory) {
  const Ref<Array> a = counted(nd::dtype_of<int16_t>(), kIndexed);
  for (const IndexCase& one : index_cases()) {
    const Ref<Array> result = nd::get(*a, one.items());
    bool advanced = false;
    for (const OwnedItem& item : one.owned) advanced = advanced || item.array;
    const bool only_integers = one.owned.size() == 3 && one.shape.empty();
    EXPECT_EQ(result->buffer.get() == a->buffer.get(), !advanced && !only_integers);
  }
}

TEST(Get, BroadcastArrayAndZeroDimensions) {
  const Ref<Array> row = counted(nd::dtype_of<float>(), Dims{2});
  const Ref<Array> repeated = nd::view(*row, row->data, kIndexed, Dims{0, 0, 4});
  for (const IndexCase& one : index_cases()) {
    std::vector<double> expected;
    for (const int64_t position : one.positions) expected.push_back(static_cast<double>(position % 2));
    EXPECT_EQ(values(*nd::get(*repeated, one.items())), expected);
  }
  const Ref<Array> number = nd::scalar(2.5);
  EXPECT_EQ(values(*nd::get(*number, {})), std::vector<double>{2.5});
  const OwnedItem truth[] = {mask({}, {1}), mask({}, {0})};
  EXPECT_EQ(nd::text(nd::get(*number, std::span(&truth[0].item, 1))->shape()), "(1,)");
  EXPECT_EQ(nd::text(nd::get(*number, std::span(&truth[1].item, 1))->shape()), "(0,)");
}

TEST(Set, EveryIndexOverDtypesAndLayouts) {
  for (size_t i = 0; i < index_cases().size(); ++i) {
    const IndexCase& one = index_cases()[i];
    std::vector<double> expected = as_doubles(std::vector<int64_t>(24));
    for (size_t k = 0; k < 24; ++k) expected[k] = static_cast<double>(k);
    // Where positions repeat, the last value stays.
    for (size_t k = 0; k < one.positions.size(); ++k) {
      expected[static_cast<size_t>(one.positions[k])] = static_cast<double>(k % 100);
    }
    for (const nd_type_code code : kTypes) {
      for (const std::string& layout : kLayouts) {
        const Ref<Array> a = counted(nd::dtype_of(code), kIndexed, layout);
        nd::set(*a, one.items(), *counted(nd::dtype_of<float>(), one.shape, layout));
        EXPECT_EQ(values(*a), expected) << "case " << i << ' ' << code << ' ' << layout;
        const Ref<Array> again = counted(nd::dtype_of(code), kIndexed, layout);
        nd::set(*again, one.items(), *counted(nd::dtype_of(code), one.shape));
        EXPECT_EQ(values(*again), expected) << "case " << i << ' ' << code << ' ' << layout << ", same dtype";
      }
    }
  }
}

// Integers alone take a 0-d value, a mask of the whole at most a 1-d one.
bool takes_few_dimensions(const IndexCase& one) {
  const std::vector<nd::IndexItem> items = one.items();
  const auto is_integer = [](const nd::IndexItem& item) { return item.kind == nd::IndexItem::Kind::integer; };
  if (one.shape.empty()) return std::ranges::all_of(items, is_integer);
  return items.size() == 1 && items[0].array != nullptr && items[0].array->ndim == kIndexed.size();
}

TEST(Set, OneValueForAllAndLeadingOnes) {
  for (const IndexCase& one : index_cases()) {
    std::vector<double> expected;
    for (int k = 0; k < 24; ++k) expected.push_back(k);
    for (const int64_t position : one.positions) expected[static_cast<size_t>(position)] = 77;
    for (const Ref<Array>& value : {nd::scalar(77.0), nd::scalar(int64_t{77}, ND_WEAK_INT)}) {
      const Ref<Array> a = counted(nd::dtype_of<uint8_t>(), kIndexed);
      nd::set(*a, one.items(), *value);
      EXPECT_EQ(values(*a), expected);
    }
    Dims longer(one.shape);
    longer.insert(0, 1);
    longer.insert(0, 1);
    const Ref<Array> a = counted(nd::dtype_of<uint8_t>(), kIndexed);
    const Ref<Array> value = nd::full(longer, *nd::scalar(77.0));
    if (takes_few_dimensions(one)) {
      EXPECT_THROW(nd::set(*a, one.items(), *value), nd::Error);
      continue;
    }
    nd::set(*a, one.items(), *value);
    EXPECT_EQ(values(*a), expected);
  }
}

TEST(Set, OverlapReadsAsIfCopiedFirst) {
  const auto indexed = [](const std::vector<OwnedItem>& to, const std::vector<OwnedItem>& from) {
    const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{8});
    nd::set(*a, items_of(to), *nd::get(*a, items_of(from)));
    return values(*a);
  };
  EXPECT_EQ(indexed({slice(1)}, {slice(_, -1)}), (std::vector<double>{0, 0, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(indexed({slice(_, -1)}, {slice(1)}), (std::vector<double>{1, 2, 3, 4, 5, 6, 7, 7}));
  EXPECT_EQ(indexed({slice()}, {slice(_, _, -1)}), (std::vector<double>{7, 6, 5, 4, 3, 2, 1, 0}));
  EXPECT_EQ(indexed({array({3}, {1, 2, 3})}, {slice(0, 3)}), (std::vector<double>{0, 0, 1, 2, 4, 5, 6, 7}));
  EXPECT_EQ(indexed({array({8}, {7, 6, 5, 4, 3, 2, 1, 0})}, {slice()}), (std::vector<double>{7, 6, 5, 4, 3, 2, 1, 0}));
}

TEST(Get, RefusesWithNumpysWords) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), kIndexed);
  const struct {
    nd_status status;
    const char* message;
    std::vector<OwnedItem> owned;
  } refusals[] = {
      {ND_INDEX_ERROR, "index 3 is out of bounds for axis 0 with size 3", {integer(3)}},
      {ND_INDEX_ERROR, "index -5 is out of bounds for axis 1 with size 4", {slice(), integer(-5)}},
      {ND_INDEX_ERROR, "index 2 is out of bounds for axis 2 with size 2", {ellipsis(), array({2}, {0, 2})}},
      {ND_INDEX_ERROR, "index -4 is out of bounds for axis 0 with size 3", {array({1, 1}, {-4}), slice()}},
      {ND_INDEX_ERROR,
       "too many indices for array: array is 3-dimensional, but 4 were indexed",
       {integer(0), integer(0), integer(0), integer(0)}},
      {ND_INDEX_ERROR,
       "too many indices for array: array is 3-dimensional, but 4 were indexed",
       {mask({3, 4}, std::vector<int64_t>(12)), slice(), integer(0)}},
      {ND_INDEX_ERROR, "an index can only have a single ellipsis ('...')", {ellipsis(), ellipsis()}},
      {ND_VALUE_ERROR, "slice step cannot be zero", {slice(_, _, 0)}},
      {ND_INDEX_ERROR,
       "arrays used as indices must be of integer (or boolean) type, not float64",
       {array({1}, {0}, ND_FLOAT64)}},
      {ND_INDEX_ERROR,
       "boolean index did not match indexed array along axis 1; size of axis is 4 but size of corresponding boolean "
       "axis "
       "is 3",
       {slice(), mask({3}, {1, 0, 1})}},
      {ND_INDEX_ERROR,
       "shape mismatch: indexing arrays could not be broadcast together: indexing: operands could not be broadcast "
       "together with shapes (2,) (3,)",
       {array({2}, {0, 1}), array({3}, {0, 1, 2})}},
  };
  for (const auto& one : refusals) {
    expect_error(one.status, one.message, [&] { nd::get(*a, items_of(one.owned)); });
    expect_error(one.status, one.message, [&] { nd::set(*a, items_of(one.owned), *nd::scalar(9.0)); });
  }
  EXPECT_EQ(values(*a), values(*counted(nd::dtype_of<double>(), kIndexed)));
}

TEST(Get, EmptyAxesAreCheckedToo) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{0, 3});
  EXPECT_EQ(nd::text(nd::get(*a, items_of({slice(_, _, -1), integer(2)}))->shape()), "(0,)");
  expect_error(ND_INDEX_ERROR, "index 0 is out of bounds for axis 0 with size 0",
               [&] { nd::get(*a, items_of({integer(0)})); });
  expect_error(ND_INDEX_ERROR, "index 0 is out of bounds for axis 0 with size 0",
               [&] { nd::get(*a, items_of({array({1}, {0})})); });
  expect_error(ND_INDEX_ERROR, "index 3 is out of bounds for axis 1 with size 3",
               [&] { nd::get(*a, items_of({slice(), array({1}, {3})})); });
}

TEST(Set, RefusesAndWritesNothing) {
  const Ref<Array> a = counted(nd::dtype_of<int8_t>(), kIndexed);
  expect_error(ND_OVERFLOW_ERROR, "Python integer 128 out of bounds for int8",
               [&] { nd::set(*a, items_of({integer(0)}), *nd::scalar(int64_t{128}, ND_WEAK_INT)); });
  EXPECT_THROW(nd::set(*a, items_of({integer(0)}), *counted(nd::dtype_of<int8_t>(), Dims{3})), nd::Error);
  EXPECT_THROW(nd::set(*a, items_of({array({2}, {0, 1})}), *counted(nd::dtype_of<int8_t>(), Dims{3, 4, 2})), nd::Error);
  EXPECT_THROW(nd::set(*a, items_of({array({2}, {0, 3})}), *nd::scalar(int8_t{9})), nd::Error);
  EXPECT_EQ(values(*a), values(*counted(nd::dtype_of<int8_t>(), kIndexed)));
  a->writeable = false;
  expect_error(ND_READ_ONLY, "indexed assignment: argument `a` is read-only",
               [&] { nd::set(*a, items_of({integer(0)}), *nd::scalar(1.0)); });
}

TEST(GetItem, AgreesWithTheGeneralForm) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{5}, layout);
    for (int64_t i = -5; i < 5; ++i) {
      EXPECT_EQ(load<float>(*nd::get_item(*a, i), 0), static_cast<float>((i + 5) % 5)) << layout;
    }
    const Ref<Array> part = nd::get_slice(*a, 3, _, -2);
    EXPECT_EQ(values(*part), (std::vector<double>{3, 1}));
    EXPECT_EQ(part->buffer.get(), a->buffer.get());
    expect_error(ND_INDEX_ERROR, "index 5 is out of bounds for axis 0 with size 5", [&] { nd::get_item(*a, 5); });
  }
  expect_error(ND_INDEX_ERROR, "too many indices for array: array is 0-dimensional, but 1 were indexed",
               [] { nd::get_item(*nd::scalar(1.0), 0); });
}

}  // namespace
