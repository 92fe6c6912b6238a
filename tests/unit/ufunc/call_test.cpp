// Calls of ufuncs: resolution, layouts, broadcasting, out, where, casting and overlap, against loops written out
// here.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "array/creation.hpp"
#include "elements.hpp"
#include "errors.hpp"
#include "ufunc/ufunc.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::find_ufunc;
using nd::Ref;
using nd::UfuncOptions;
using nd::test::blank;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::kLayouts;
using nd::test::values;

void call(const char* name, std::initializer_list<const Array*> inputs, Ref<Array> out,
          const UfuncOptions& options = {}) {
  nd::call_ufunc(find_ufunc(name), std::span(inputs.begin(), inputs.size()), std::span(&out, 1), options);
}

TEST(Call, EveryDtypeAndPairOfLayouts) {
  const Dims shape{3, 5, 2};
  for (nd_type_code code = ND_INT8; code < nd::kTypeCount; ++code) {
    std::vector<double> doubled;
    for (int64_t i = 0; i < 30; ++i) doubled.push_back(static_cast<double>(2 * i));
    for (const std::string& left : kLayouts) {
      for (const std::string& right : kLayouts) {
        const Ref<Array> a = counted(nd::dtype_of(code), shape, left);
        const Ref<Array> b = counted(nd::dtype_of(code), shape, right);
        EXPECT_EQ(values(*nd::apply(find_ufunc("add"), *a, *b)), doubled) << code << left << right;
        const Ref<Array> out = blank(nd::dtype_of(code), shape, right);
        call("add", {a.get(), a.get()}, out);
        EXPECT_EQ(values(*out), doubled) << code << left << right << " out";
      }
    }
  }
}

TEST(Call, ShapesBroadcast) {
  const struct {
    Dims a, b;
    const char* shape;
  } cases[] = {{{}, {}, "()"},
               {{3}, {}, "(3,)"},
               {{2, 1}, {3}, "(2, 3)"},
               {{0}, {1}, "(0,)"},
               {{4, 1, 2}, {3, 1}, "(4, 3, 2)"},
               {{2, 0}, {2, 1}, "(2, 0)"}};
  for (const auto& one : cases) {
    const Ref<Array> a = counted(nd::dtype_of<int32_t>(), one.a), b = counted(nd::dtype_of<double>(), one.b);
    const Ref<Array> result = nd::apply(find_ufunc("subtract"), *a, *b);
    EXPECT_EQ(nd::text(result->shape()), one.shape);
    EXPECT_EQ(result->dtype, nd::dtype_of<double>());
    for (int64_t i = 0; i < result->size; ++i) {
      // The element's position in each operand: its index, with stretched axes left out.
      int64_t rest = i, from_a = 0, from_b = 0, step_a = 1, step_b = 1;
      for (int32_t axis = result->ndim - 1; axis >= 0; --axis) {
        const int64_t index = rest % result->shape(axis);
        rest /= result->shape(axis);
        const auto walk = [&](const Array& operand, int64_t& place, int64_t& step) {
          const int32_t own = axis - (result->ndim - operand.ndim);
          if (own < 0) return;
          place += operand.shape(own) == 1 ? 0 : index * step;
          step *= operand.shape(own);
        };
        walk(*a, from_a, step_a);
        walk(*b, from_b, step_b);
      }
      EXPECT_EQ(nd::test::load<double>(*result, i), static_cast<double>(from_a - from_b));
    }
  }
}

TEST(Call, OverlapReadsAsIfCopiedFirst) {
  const auto shifted = [](int64_t from, int64_t to, int64_t n) {
    const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{100});
    std::vector<double> expected = values(*a);
    const std::vector<double> before = expected;
    const Ref<Array> source = nd::view(*a, a->data + 4 * from, Dims{n}, Dims{4});
    const Ref<Array> target = nd::view(*a, a->data + 4 * to, Dims{n}, Dims{4});
    call("add", {target.get(), source.get()}, target);
    for (int64_t i = 0; i < n; ++i) {
      expected[static_cast<size_t>(to + i)] += before[static_cast<size_t>(from + i)];
    }
    EXPECT_EQ(values(*a), expected) << from << ' ' << to;
  };
  for (int64_t to = 0; to < 12; ++to) shifted(5, to, 80);
  const Ref<Array> square = counted(nd::dtype_of<double>(), Dims{3, 3});
  const Ref<Array> turned = nd::view(*square, square->data, Dims{3, 3}, Dims{8, 24});
  call("add", {square.get(), turned.get()}, square);
  EXPECT_EQ(values(*square), (std::vector<double>{0, 4, 8, 4, 8, 12, 8, 12, 16}));
}

TEST(Call, NumbersBesideSmallArrays) {
  for (nd_type_code code = ND_INT8; code < nd::kTypeCount; ++code) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = counted(nd::dtype_of(code), Dims{2, 3}, layout);
      const Ref<Array> three = nd::scalar(int64_t{3}, ND_WEAK_INT);
      const Ref<Array> sum = nd::apply(find_ufunc("add"), *a, *three);
      EXPECT_EQ(sum->dtype, nd::dtype_of(code)) << code << layout;
      EXPECT_EQ(values(*sum), (std::vector<double>{3, 4, 5, 6, 7, 8})) << code << layout;
      const Ref<Array> out = blank(nd::dtype_of(code), Dims{2, 3}, layout);
      call("multiply", {three.get(), a.get()}, out);
      EXPECT_EQ(values(*out), (std::vector<double>{0, 3, 6, 9, 12, 15})) << code << layout << " out";
    }
  }
  const Ref<Array> bytes = counted(nd::dtype_of<int8_t>(), Dims{3});
  const Ref<Array> halves = nd::apply(find_ufunc("add"), *bytes, *nd::scalar(0.5, ND_WEAK_FLOAT));
  EXPECT_EQ(halves->dtype, nd::dtype_of<double>());
  EXPECT_EQ(values(*halves), (std::vector<double>{0.5, 1.5, 2.5}));
  const Ref<Array> large = nd::scalar(int64_t{300}, ND_WEAK_INT);
  expect_error(ND_OVERFLOW_ERROR, "Python integer 300 out of bounds for int8",
               [&] { nd::apply(find_ufunc("add"), *bytes, *large); });
  EXPECT_EQ(values(*nd::apply(find_ufunc("less"), *bytes, *large)), (std::vector<double>{1, 1, 1}));
  // A number that lies in the output is read before it is written.
  const Ref<Array> doubles = counted(nd::dtype_of<double>(), Dims{4});
  const Ref<Array> second = nd::view(*doubles, doubles->data + 8, Dims{}, Dims{});
  call("add", {doubles.get(), second.get()}, doubles);
  EXPECT_EQ(values(*doubles), (std::vector<double>{1, 2, 3, 4}));
}

TEST(Call, WhereLeavesTheOthersAlone) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> mask = counted(nd::dtype_of<nd::bool8>(), Dims{2, 3}, layout);
    const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 3}, layout);
    const Ref<Array> out = blank(nd::dtype_of<double>(), Dims{2, 3}, layout);
    call("negative", {a.get()}, out, {.where = mask.get()});
    EXPECT_EQ(values(*out), (std::vector<double>{0, -1, 0, -3, 0, -5})) << layout;
    // The mask may be the output itself.
    const Ref<Array> bits = counted(nd::dtype_of<nd::bool8>(), Dims{2, 3}, layout);
    call("logical_not", {bits.get()}, bits, {.where = bits.get()});
    EXPECT_EQ(values(*bits), std::vector<double>(6, 0)) << layout;
  }
}

TEST(Call, OrderOfNewOutputs) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{3, 4}, "F");
  const Array* const inputs[] = {a.get()};
  const struct {
    int32_t order;
    bool c, f;
  } cases[] = {
      {ND_ORDER_K, false, true}, {ND_ORDER_C, true, false}, {ND_ORDER_F, false, true}, {ND_ORDER_A, false, true}};
  for (const auto& one : cases) {
    Ref<Array> out;
    nd::call_ufunc(find_ufunc("sqrt"), inputs, std::span(&out, 1), {.order = one.order});
    EXPECT_EQ(out->c_contiguous, one.c) << one.order;
    EXPECT_EQ(out->f_contiguous, one.f) << one.order;
  }
}

TEST(Call, Refuses) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{3}), whole = counted(nd::dtype_of<int32_t>(), Dims{3});
  expect_error(ND_CASTING_ERROR,
               "Cannot cast ufunc 'add' output from dtype('float64') to dtype('int32') with casting rule 'same_kind'",
               [&] { call("add", {a.get(), a.get()}, whole); });
  expect_error(ND_VALUE_ERROR,
               "add: non-broadcastable output operand with shape (3,) doesn't match the broadcast shape (2, 3)",
               [&] { call("add", {a.get(), counted(nd::dtype_of<double>(), Dims{2, 1}).get()}, a); });
  expect_error(ND_VALUE_ERROR, "add: operands could not be broadcast together with shapes (3,) (2,)",
               [&] { nd::apply(find_ufunc("add"), *a, *counted(nd::dtype_of<double>(), Dims{2})); });
  expect_error(ND_CASTING_ERROR, "add: argument `where` must be of dtype bool, not int32",
               [&] { call("add", {a.get(), a.get()}, a, {.where = whole.get()}); });
  expect_error(ND_TYPE_ERROR, "add: takes 2 inputs and 1 outputs, not 1 and 1", [&] { call("add", {a.get()}, a); });
  EXPECT_EQ(values(*a), (std::vector<double>{0, 1, 2}));
  a->writeable = false;
  EXPECT_THROW(call("add", {a.get(), a.get()}, a), nd::Error);
  EXPECT_THROW(find_ufunc("plus"), nd::Error);
}

}  // namespace
