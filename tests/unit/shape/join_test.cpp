// Joining, cutting, repeating and padding arrays, triangles and grids.
#include "shape/join.hpp"
#include "shape/pad.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "layouts.hpp"
#include "shape/differences.hpp"
#include "shape/matrix.hpp"
#include "shape/shape.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::kLayouts;
using nd::test::values;

TEST(Concatenate, JoinsEveryLayoutAndPromotes) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{2, 2}, layout);
    const Ref<Array> b = counted(nd::dtype_of<float>(), Dims{2, 1}, layout);
    const std::vector<const Array*> both{a.get(), b.get()};
    const Ref<Array> joined = nd::concatenate(both, -1);
    EXPECT_EQ(joined->dtype, nd::dtype_of<double>());
    EXPECT_EQ(values(*joined), (std::vector<double>{0, 1, 0, 2, 3, 1})) << layout;
    EXPECT_EQ(values(*nd::concatenate_flat(both)), (std::vector<double>{0, 1, 2, 3, 0, 1}));
  }
}

TEST(Concatenate, WritesToOutEvenIfItIsAnInput) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{4});
  const Ref<Array> head = nd::slice_of(*a, 0, 0, 2);
  const Ref<Array> tail = nd::slice_of(*a, 0, 1, 2);
  const std::vector<const Array*> both{tail.get(), head.get()};
  const Ref<Array> out = counted(nd::dtype_of<float>(), Dims{4});
  EXPECT_EQ(nd::concatenate(both, 0, {out.get(), nullptr, ND_CASTING_SAME_KIND}).get(), out.get());
  EXPECT_EQ(values(*out), (std::vector<double>{1, 2, 0, 1}));
}

TEST(Concatenate, SaysWhatDoesNotFit) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{2, 3});
  const Ref<Array> b = counted(nd::dtype_of<double>(), Dims{2, 4});
  const std::vector<const Array*> both{a.get(), b.get()};
  expect_error(ND_VALUE_ERROR,
               "concatenate: all the input array dimensions except for the concatenation axis must match exactly, but "
               "along dimension 1, array 0 has size 3 and array 1 has size 4",
               [&] { nd::concatenate(both, 0); });
  expect_error(ND_VALUE_ERROR, "concatenate: need at least one array to concatenate", [&] { nd::concatenate({}, 0); });
  expect_error(ND_CASTING_ERROR,
               "concatenate: cannot cast array data from float64 to int32 according to the rule 'same_kind'",
               [&] { nd::concatenate(both, 1, {nullptr, nd::dtype_of<int32_t>(), ND_CASTING_SAME_KIND}); });
}

TEST(Stack, AddsAnAxis) {
  const Ref<Array> a = counted(nd::dtype_of<int8_t>(), Dims{3});
  const std::vector<const Array*> both{a.get(), a.get()};
  EXPECT_EQ(values(*nd::stack(both, 0)), (std::vector<double>{0, 1, 2, 0, 1, 2}));
  EXPECT_EQ(values(*nd::stack(both, -1)), (std::vector<double>{0, 0, 1, 1, 2, 2}));
  EXPECT_EQ(nd::text(nd::vstack(both)->shape()), "(2, 3)");
  EXPECT_EQ(nd::text(nd::hstack(both)->shape()), "(6,)");
  EXPECT_EQ(nd::text(nd::dstack(both)->shape()), "(1, 3, 2)");
  EXPECT_EQ(nd::text(nd::column_stack(both)->shape()), "(3, 2)");
}

TEST(Split, GivesViews) {
  const Ref<Array> a = counted(nd::dtype_of<int64_t>(), Dims{7});
  const auto parts = nd::split(*a, 3, 0, true);
  EXPECT_EQ(values(*parts[0]), (std::vector<double>{0, 1, 2}));
  EXPECT_EQ(values(*parts[2]), (std::vector<double>{5, 6}));
  EXPECT_EQ(parts[1]->buffer.get(), a->buffer.get());
  const auto cut = nd::split_at(*a, Dims{2, -1, 99}, 0);
  EXPECT_EQ(values(*cut[1]), (std::vector<double>{2, 3, 4, 5}));
  EXPECT_EQ(cut[3]->size, 0);
  expect_error(ND_VALUE_ERROR, "split: array split does not result in an equal division: 7 elements in 3 sections",
               [&] { nd::split(*a, 3, 0, false); });
}

TEST(Repeat, CopiesElementsAndBricks) {
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 2}, "F");
  EXPECT_EQ(values(*nd::repeat(*a, Dims{2}, 1)), (std::vector<double>{0, 0, 1, 1, 2, 2, 3, 3}));
  EXPECT_EQ(values(*nd::repeat(*a, Dims{0, 2}, 0)), (std::vector<double>{2, 3, 2, 3}));
  EXPECT_EQ(values(*nd::tile(*a, Dims{2})), (std::vector<double>{0, 1, 0, 1, 2, 3, 2, 3}));
  EXPECT_EQ(values(*nd::resize(*a, Dims{2, 3})), (std::vector<double>{0, 1, 2, 3, 0, 1}));
  expect_error(ND_VALUE_ERROR, "repeat: repeats may not contain negative values, not -1",
               [&] { nd::repeat(*a, Dims{-1}, 0); });
}

TEST(Repeat, LargeAgainstTheFormula) {
  for (const nd_type_code code : {ND_INT8, ND_INT16, ND_FLOAT32, ND_FLOAT64, ND_COMPLEX128}) {
    const Ref<Array> a = nd::astype(*counted(nd::dtype_of<int32_t>(), Dims{1000, 7}), nd::dtype_of(code));
    const Ref<Array> b = nd::repeat(*a, Dims{3}, 1);
    const Ref<Array> c = nd::repeat(*a, Dims{0, 1, 2, 3, 0, 1, 2}, 1);
    for (const int64_t i : {0, 500, 999}) {
      for (int64_t j = 0; j < 21; ++j) {
        EXPECT_EQ(nd::test::element(*b, i * 21 + j), nd::test::element(*a, i * 7 + j / 3));
      }
      const int64_t expected[9] = {1, 2, 2, 3, 3, 3, 5, 6, 6};
      for (int64_t j = 0; j < 9; ++j) {
        EXPECT_EQ(nd::test::element(*c, i * 9 + j), nd::test::element(*a, i * 7 + expected[j]));
      }
    }
  }
}

TEST(Edit, RemovesAndInserts) {
  const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{5});
  EXPECT_EQ(values(*nd::remove(*a, Dims{-1, 0, 0}, 0)), (std::vector<double>{1, 2, 3}));
  const Ref<Array> b = counted(nd::dtype_of<double>(), Dims{3});
  EXPECT_EQ(values(*nd::insert(*a, Dims{5, 1, 1}, *b, 0)), (std::vector<double>{0, 1, 2, 1, 2, 3, 4, 0}));
  expect_error(ND_INDEX_ERROR, "delete: index 5 is out of bounds for axis 0 with size 5",
               [&] { nd::remove(*a, Dims{5}, 0); });
}

TEST(Pad, EveryModePastTheArraysOwnSize) {
  const Ref<Array> a = nd::reshape(*counted(nd::dtype_of<int32_t>(), Dims{4}), Dims{4});
  const auto padded = [&](nd::PadMode mode) {
    return values(*nd::pad(*nd::slice_of(*a, 0, 1, 3), Dims{4, 4}, {mode}));
  };
  EXPECT_EQ(padded(nd::PadMode::constant), (std::vector<double>{0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0}));
  EXPECT_EQ(padded(nd::PadMode::edge), (std::vector<double>{1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3}));
  EXPECT_EQ(padded(nd::PadMode::reflect), (std::vector<double>{1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3}));
  EXPECT_EQ(padded(nd::PadMode::symmetric), (std::vector<double>{3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1}));
  EXPECT_EQ(padded(nd::PadMode::wrap), (std::vector<double>{3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1}));
}

TEST(Matrix, TrianglesAndDiagonals) {
  const Ref<Array> a = counted(nd::dtype_of<int16_t>(), Dims{2, 3}, "strided");
  EXPECT_EQ(values(*nd::tril(*a, 0)), (std::vector<double>{0, 0, 0, 3, 4, 0}));
  EXPECT_EQ(values(*nd::triu(*a, 1)), (std::vector<double>{0, 1, 2, 0, 0, 5}));
  EXPECT_EQ(values(*nd::triu(*a, INT64_MIN)), values(*a));
  EXPECT_EQ(values(*nd::tril(*a, INT64_MAX)), values(*a));
  EXPECT_EQ(values(*nd::tri(2, 3, 1, nd::dtype_of<float>())), (std::vector<double>{1, 1, 0, 1, 1, 1}));
  const Ref<Array> d = nd::diag(*counted(nd::dtype_of<float>(), Dims{2}), -1);
  EXPECT_EQ(values(*d), (std::vector<double>{0, 0, 0, 0, 0, 0, 0, 1, 0}));
  EXPECT_EQ(values(*nd::diag(*d, -1)), (std::vector<double>{0, 1}));
}

TEST(Matrix, Grids) {
  const Ref<Array> x = counted(nd::dtype_of<int32_t>(), Dims{3});
  const Ref<Array> y = counted(nd::dtype_of<float>(), Dims{2});
  const std::vector<const Array*> axes{x.get(), y.get()};
  const auto grids = nd::meshgrid(axes, true, false, true);
  EXPECT_EQ(values(*grids[0]), (std::vector<double>{0, 1, 2, 0, 1, 2}));
  EXPECT_EQ(values(*grids[1]), (std::vector<double>{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(values(*nd::indices(Dims{2, 2}, nd::dtype_of<int64_t>())), (std::vector<double>{0, 0, 1, 1, 0, 1, 0, 1}));
  EXPECT_EQ(values(*nd::diff(*nd::reshape(*x, Dims{1, 3}), 1, -1)), (std::vector<double>{1, 1}));
}

}  // namespace
