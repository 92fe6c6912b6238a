// QR factors: their equation, orthonormal columns, the shapes of each mode, and empty matrices.
#include <gtest/gtest.h>

#include "errors.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrices.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_close;
using nd::test::expect_error;
using nd::test::identity;
using nd::test::kLayouts;
using nd::test::Numbers;
using nd::test::times;
using nd::test::transposed;

void expect_orthonormal(const Array& q) {
  const auto columns = static_cast<size_t>(q.shape(1));
  const Numbers values = elements<double>(q);
  expect_close(times(transposed(values, columns), values, static_cast<size_t>(q.shape(0))), identity(columns), "q");
}

TEST(Qr, FactorsMultiplyBack) {
  const Numbers tall{1, 2, 3, 4, 5, 7}, wide{1, 2, 3, 4, 5, 7};
  for (const auto& layout : kLayouts) {
    for (const nd::QrMode mode : {nd::QrMode::reduced, nd::QrMode::complete}) {
      const nd::Qr of_tall = nd::qr(*array_of(tall, Dims{3, 2}, layout), mode);
      const auto inner = static_cast<size_t>(of_tall.q->shape(1));
      EXPECT_EQ(inner, mode == nd::QrMode::complete ? 3u : 2u);
      expect_close(times(elements<double>(*of_tall.q), elements<double>(*of_tall.r), inner), tall, layout);
      expect_orthonormal(*of_tall.q);
      const nd::Qr of_wide = nd::qr(*array_of(wide, Dims{2, 3}, layout), mode);
      expect_close(times(elements<double>(*of_wide.q), elements<double>(*of_wide.r), 2), wide, layout);
      expect_orthonormal(*of_wide.q);
      EXPECT_EQ(elements<double>(*of_wide.r)[3], 0) << "below the diagonal";
    }
  }
}

TEST(Qr, Modes) {
  const Ref<Array> a = array_of(Numbers{1, 2, 3, 4, 5, 7}, Dims{3, 2});
  const nd::Qr whole = nd::qr(*a, nd::QrMode::reduced), only = nd::qr(*a, nd::QrMode::r);
  EXPECT_EQ(only.q.get(), nullptr);
  EXPECT_EQ(elements<double>(*only.r), elements<double>(*whole.r));
  const nd::Qr raw = nd::qr(*a, nd::QrMode::raw);
  EXPECT_EQ(Dims(raw.q->shape()), (Dims{2, 3}));
  EXPECT_EQ(Dims(raw.r->shape()), Dims{2});
  EXPECT_EQ(elements<double>(*raw.q)[0], elements<double>(*whole.r)[0]) << "R stands above the reflectors";
}

TEST(Qr, OfNothing) {
  const nd::Qr found = nd::qr(*array_of(Numbers{}, Dims{2, 0}), nd::QrMode::complete);
  EXPECT_EQ(elements<double>(*found.q), identity(2));
  EXPECT_EQ(Dims(found.r->shape()), (Dims{2, 0}));
  expect_error(ND_LINALG_ERROR, "qr: 1-dimensional array given. Array must be at least two-dimensional",
               [] { nd::qr(*array_of(Numbers{1}), nd::QrMode::r); });
}

}  // namespace
