// Loop nests: every element is visited once with the operands in step, however axes are ordered and merged and wherever
// a run begins and ends.
#include "iter/loop_nest.hpp"

#include <gtest/gtest.h>

#include <map>

#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::LoopNest;
using nd::LoopOperand;
using nd::Ref;
using nd::test::blank;
using nd::test::kLayouts;
using nd::test::place_of;

const std::vector<Dims> kShapes{{}, {1}, {7}, {0}, {3, 4}, {3, 0, 2}, {2, 3, 4}, {1, 5, 1, 2}, {2, 2, 2, 2}};

// The pairs of places a run over [begin, end) hands out.
std::vector<std::pair<std::byte*, std::byte*>> visited(const LoopNest& nest, int64_t begin, int64_t end) {
  std::vector<std::pair<std::byte*, std::byte*>> places;
  nest.run(begin, end, [&](std::byte* const* pointers, int64_t n) {
    EXPECT_GT(n, 0);
    EXPECT_LE(n, nest.inner_size());
    for (int64_t i = 0; i < n; ++i) {
      places.emplace_back(pointers[0] + i * nest.inner_strides()[0], pointers[1] + i * nest.inner_strides()[1]);
    }
  });
  return places;
}

TEST(LoopNest, VisitsEveryElementOnceInStep) {
  for (const Dims& shape : kShapes) {
    for (const std::string& left : kLayouts) {
      for (const std::string& right : kLayouts) {
        const Ref<Array> a = blank(nd::dtype_of<float>(), shape, left);
        const Ref<Array> b = blank(nd::dtype_of<double>(), shape, right);
        std::map<std::byte*, std::byte*> partner;
        for (int64_t i = 0; i < a->size; ++i) partner[place_of(*a, i)] = place_of(*b, i);
        const LoopOperand operands[] = {{a->data, Dims(a->strides())}, {b->data, Dims(b->strides())}};
        for (const bool keep_order : {false, true}) {
          const LoopNest nest(shape, operands, keep_order);
          ASSERT_EQ(nest.size(), a->size);
          const auto places = visited(nest, 0, nest.size());
          std::map<std::byte*, std::byte*> seen(places.begin(), places.end());
          EXPECT_EQ(seen, partner) << left << ' ' << right;
          EXPECT_EQ(static_cast<int64_t>(places.size()), a->size);
          for (int64_t i = 0; keep_order && i < a->size; ++i) {
            EXPECT_EQ(places[static_cast<size_t>(i)].first, place_of(*a, i)) << "in the given order";
          }
        }
      }
    }
  }
}

TEST(LoopNest, RunsCutAnywhereJoin) {
  const Ref<Array> a = blank(nd::dtype_of<int16_t>(), Dims{3, 4, 5}, "strided");
  const Ref<Array> b = blank(nd::dtype_of<int16_t>(), Dims{3, 4, 5}, "transposed");
  const LoopOperand operands[] = {{a->data, Dims(a->strides())}, {b->data, Dims(b->strides())}};
  const LoopNest nest(a->shape(), operands);
  const auto whole = visited(nest, 0, 60);
  for (int64_t begin = 0; begin <= 60; ++begin) {
    for (int64_t end = begin; end <= 60; ++end) {
      const auto part = visited(nest, begin, end);
      EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + begin, whole.begin() + end));
    }
  }
}

TEST(LoopNest, MergesWhatLiesTogether) {
  const auto dimensions = [](const Dims& shape, const std::string& layout, bool keep_order = false) {
    const Ref<Array> a = blank(nd::dtype_of<double>(), shape, layout);
    const LoopOperand operand{a->data, Dims(a->strides())};
    return LoopNest(shape, std::span(&operand, 1), keep_order).ndim();
  };
  for (const char* layout : {"C", "F", "reversed", "strided", "transposed"}) {
    EXPECT_EQ(dimensions({2, 3, 4}, layout), 1) << layout;
  }
  EXPECT_EQ(dimensions({2, 3, 4}, "F", true), 3);
  EXPECT_EQ(dimensions({2, 3, 4}, "C", true), 1);
  EXPECT_EQ(dimensions({1, 1}, "C"), 1);
  double numbers[12] = {};
  const LoopOperand row{reinterpret_cast<std::byte*>(numbers), Dims{0, 8}};
  EXPECT_EQ(LoopNest(Dims{3, 4}, std::span(&row, 1)).ndim(), 2);
}

}  // namespace
