// copy, astype, assign, fill: all dtypes and layouts keep their values; orders, casting rules, overlap, read-only
// arrays.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "array/array.hpp"
#include "errors.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::kLayouts;
using nd::test::values;

TEST(Copy, KeepsValuesInEveryDtypeLayoutAndOrder) {
  for (nd_type_code code = 0; code < nd::kTypeCount; ++code) {
    for (const Dims& shape : {Dims{}, Dims{5}, Dims{3, 4}, Dims{2, 9, 17}, Dims{0, 3}, Dims{1, 20, 1, 20}}) {
      const auto expected = values(*counted(nd::dtype_of(code), shape));
      for (const std::string& layout : kLayouts) {
        const Ref<Array> a = counted(nd::dtype_of(code), shape, layout);
        for (const int32_t order : {ND_ORDER_K, ND_ORDER_C, ND_ORDER_F, ND_ORDER_A}) {
          const Ref<Array> b = nd::copy(*a, order);
          EXPECT_EQ(values(*b), expected) << code << ' ' << layout << ' ' << order;
          EXPECT_EQ(b->dtype, a->dtype);
          EXPECT_TRUE(b->aligned);
          EXPECT_TRUE(order != ND_ORDER_C || b->c_contiguous);
          EXPECT_TRUE(order != ND_ORDER_F || b->f_contiguous);
        }
      }
    }
  }
}

TEST(Astype, KeepsValuesBetweenAllDtypes) {
  const Dims shape{3, 7, 5};
  for (nd_type_code from = 0; from < nd::kTypeCount; ++from) {
    for (nd_type_code to = 0; to < nd::kTypeCount; ++to) {
      for (const std::string& layout : kLayouts) {
        const Ref<Array> a = counted(nd::dtype_of(from), shape, layout);
        auto expected = values(*a);
        if (to == ND_BOOL) {
          for (double& value : expected) value = value != 0;
        }
        for (const bool swapped : {false, true}) {
          const Ref<Array> b = nd::astype(*a, nd::dtype_of(to, swapped));
          EXPECT_EQ(values(*b), expected) << from << " to " << to << ' ' << layout << ' ' << swapped;
        }
      }
    }
  }
}

TEST(Astype, ChecksTheCastingRule) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{3});
  expect_error(ND_CASTING_ERROR,
               "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'",
               [&] { nd::astype(*a, nd::dtype_of<int64_t>(), ND_CASTING_SAFE); });
  expect_error(ND_CASTING_ERROR,
               "Cannot cast array data from dtype('float64') to dtype('>f8') according to the rule 'no'",
               [&] { nd::astype(*a, nd::dtype_of(ND_FLOAT64, true), ND_CASTING_NO); });
  EXPECT_EQ(nd::astype(*a, nd::dtype_of<float>(), ND_CASTING_SAME_KIND)->dtype, nd::dtype_of<float>());
}

TEST(Assign, Broadcasts) {
  const Ref<Array> a = nd::zeros(nd::dtype_of<int32_t>(), Dims{2, 3});
  nd::assign(*a, *counted(nd::dtype_of<double>(), Dims{3}));
  EXPECT_EQ(values(*a), (std::vector<double>{0, 1, 2, 0, 1, 2}));
  nd::assign(*a, *counted(nd::dtype_of<double>(), Dims{1, 1, 2, 1}));  // leading ones are dropped
  EXPECT_EQ(values(*a), (std::vector<double>{0, 0, 0, 1, 1, 1}));
  expect_error(ND_VALUE_ERROR, "assign: an array of shape (2,) could not be broadcast to shape (2, 3)",
               [&] { nd::assign(*a, *counted(nd::dtype_of<double>(), Dims{2})); });
}

TEST(Assign, TreatsOverlapAsIfTheSourceWereCopied) {
  for (const nd_type_code code : {ND_INT8, ND_FLOAT64, ND_COMPLEX128}) {
    const Ref<Array> a = counted(nd::dtype_of(code), Dims{6});
    const int64_t size = a->itemsize();
    const Ref<Array> tail = nd::view(*a, a->data + size, Dims{5}, Dims{size});
    nd::assign(*tail, *nd::view(*a, a->data, Dims{5}, Dims{size}));
    EXPECT_EQ(values(*a), (std::vector<double>{0, 0, 1, 2, 3, 4}));
    nd::assign(*a, *nd::view(*a, a->data + 5 * size, Dims{6}, Dims{-size}));
    EXPECT_EQ(values(*a), (std::vector<double>{4, 3, 2, 1, 0, 0}));
  }
  const Ref<Array> m = counted(nd::dtype_of<float>(), Dims{30, 30});
  nd::assign(*m, *nd::view(*m, m->data, Dims{30, 30}, Dims{4, 120}));  // its own transpose
  EXPECT_EQ(nd::test::element(*m, 1), 30);
  EXPECT_EQ(nd::test::element(*m, 30), 1);
  nd::assign(*m, *m);
  EXPECT_EQ(nd::test::element(*m, 1), 30);
}

TEST(Assign, RefusesReadOnlyAndIntegersThatDoNotFit) {
  const Ref<Array> a = nd::zeros(nd::dtype_of<int8_t>(), Dims{2});
  expect_error(ND_OVERFLOW_ERROR, "Python integer 300 out of bounds for int8",
               [&] { nd::assign(*a, *nd::scalar(int64_t{300}, ND_WEAK_INT)); });
  expect_error(ND_OVERFLOW_ERROR, "Python integer 18446744073709551615 out of bounds for int8",
               [&] { nd::fill(*a, *nd::scalar(UINT64_MAX, ND_WEAK_INT)); });
  nd::assign(*a, *nd::scalar(int64_t{-128}, ND_WEAK_INT));
  EXPECT_EQ(values(*a), (std::vector<double>{-128, -128}));
  a->writeable = false;
  expect_error(ND_READ_ONLY, "assign: argument `destination` is read-only",
               [&] { nd::assign(*a, *nd::scalar(int64_t{1})); });
}

TEST(Fill, EveryDtypeAndLayout) {
  for (nd_type_code code = 0; code < nd::kTypeCount; ++code) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = counted(nd::dtype_of(code), Dims{40, 30}, layout);
      nd::fill(*a, *nd::scalar(1.0));
      EXPECT_EQ(values(*a), std::vector<double>(1200, 1)) << code << ' ' << layout;
    }
  }
}

TEST(AsContiguous, ReturnsTheArrayItselfWhereItCan) {
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{3, 4});
  EXPECT_EQ(nd::as_contiguous(*a, nd::dtype_of<float>()).get(), a.get());
  EXPECT_NE(nd::as_contiguous(*a, nd::dtype_of<double>()).get(), a.get());
  const Ref<Array> swapped = counted(nd::dtype_of<float>(), Dims{3, 4}, "swapped");
  const Ref<Array> b = nd::as_contiguous(*swapped, swapped->dtype);
  EXPECT_TRUE(b->behaved());
  EXPECT_EQ(values(*b), values(*a));
}

}  // namespace
