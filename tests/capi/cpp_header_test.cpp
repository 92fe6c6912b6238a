// ndcore.hpp: ownership, errors, operators, indexing, typed views. Compiled as C++17 and as C++20.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <sstream>
#if __cplusplus >= 202002L
#include <ranges>
#include <span>
#endif

#include "ndcore/ndcore.hpp"

namespace nc = ndcore;

TEST(CppHeader, ArithmeticWithNumbers) {
  const nc::array a = nc::array::of({1.0, 2.0, 3.0});
  EXPECT_EQ((2 * a + 1).to_vector<double>(), (std::vector<double>{3, 5, 7}));
  EXPECT_EQ((a / 2).to_vector<double>(), (std::vector<double>{0.5, 1, 1.5}));
  EXPECT_EQ((nc::array::of<std::int8_t>({100}) + 100).item<int>(), -56);
  EXPECT_EQ(nc::sum(a > 1.5).item<int>(), 2);
  EXPECT_EQ((nc::array::of({3.0f}) * std::complex<double>(0, 1)).dtype(), nc::dtype("complex64"));
}

TEST(CppHeader, InPlace) {
  nc::array a = nc::array::of({1, 2, 3});
  const nc::array same = a;  // shares the handle
  a += nc::array::of({10, 20, 30});
  a *= 2;
  EXPECT_EQ(same.to_vector<int>(), (std::vector<int>{22, 44, 66}));
  EXPECT_THROW(a /= 2, nc::error);  // int /= float
}

TEST(CppHeader, OwnershipLeavesNothingBehind) {
  const std::int64_t before = nd_live_handles();
  {
    nc::array a = nc::ones({3, 4});
    nc::array b = a, c = std::move(a);
    EXPECT_FALSE(a);  // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(b.get(), c.get());
    b = c[1];
    const auto parts = nc::split(c, 0, 0, 3);
    EXPECT_EQ(parts.size(), 3u);
    const auto [values, at, inverse, counts] = nc::unique(c);
    EXPECT_EQ(counts.item<int>(), 12);
  }
  EXPECT_EQ(nd_live_handles(), before);
}

TEST(CppHeader, CallsByName) {
  const nc::array a = nc::ones({2, 3});
  const std::int64_t before = nd_live_handles();
  {
    const auto sums = nc::call("sum", {a, {0}}, {{"keepdims", 1}});
    ASSERT_EQ(sums.size(), 1u);
    EXPECT_EQ(sums[0].as<nc::array>().to_vector<double>(), (std::vector<double>{2, 2, 2}));
    EXPECT_EQ(sums[0].as<nc::array>().ndim(), 2);
    const nc::value copy = sums[0];
    EXPECT_EQ(copy.as<nc::array>().get(), sums[0].as<nc::array>().get());
    EXPECT_EQ(nc::call("sum", {a, nc::unset}, {{"dtype", "float32"}})[0].as<nc::array>().dtype(), nc::dtype("float32"));
    EXPECT_EQ(nc::call("array_shape", {a})[0].as<std::vector<std::int64_t>>(), (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(nc::call("dtype_name", {nc::dtype("<i2")})[0].as<std::string>(), "int16");
    EXPECT_EQ(nc::call("array_dtype", {a})[0].as<nc::dtype>(), a.dtype());
    EXPECT_EQ(nc::call("array_data", {a})[0].as<void*>(), nd_array_data(a.get()));
    EXPECT_EQ(nc::call("modf", {2.5}).size(), 2u);
    EXPECT_TRUE(nc::call("clear_error", {}).empty());
    EXPECT_EQ(nc::call("ufunc_call", {"add", {a, true}, {nc::none}})[0].as<nc::array>().item<double>(5), 2);
    EXPECT_EQ(nc::call("concatenate", {std::vector<nc::array>{a, a}, 0})[0].as<nc::array>().size(), 12);
    EXPECT_EQ(nc::call("split", {a, 1, 0, 3}).size(), 3u);
    EXPECT_EQ(nc::call("multiply", {a, std::complex<double>(0, 2)})[0].as<nc::array>().dtype().name(), "complex128");
  }
  EXPECT_EQ(nd_live_handles(), before);
}

TEST(CppHeader, CallsByNameThatFail) {
  const nc::array a = nc::ones({2, 3});
  EXPECT_THROW(nc::call("sum", {a}, {{"axs", 0}}), nc::error);
  EXPECT_THROW(nc::call("array_ndim", {a})[0].as<std::string>(), nc::error);
  EXPECT_THROW(nc::call("array_ndim", {a})[0].as<nc::array>(), nc::error);
  EXPECT_THROW(nc::call("array_dtype", {a})[0].as<nc::array>(), nc::error);
  try {
    nc::method("summ");
    FAIL() << "no exception";
  } catch (const nc::error& e) {
    EXPECT_EQ(e.status(), ND_NOT_FOUND);
    EXPECT_NE(std::string(e.what()).find("did you mean 'sum'?"), std::string::npos);
  }
}

TEST(CppHeader, MethodsTellOfThemselves) {
  const nc::method sum("sum");
  EXPECT_EQ(sum.name(), "sum");
  EXPECT_EQ(sum.signature().substr(0, 18), "sum(a: array, axes");
  EXPECT_FALSE(sum.summary().empty());
  EXPECT_FALSE(sum.documentation().empty());
  EXPECT_STREQ(sum.parameters().at(1).name, "axes");
  EXPECT_EQ(nc::methods().size(), static_cast<std::size_t>(nd_method_count()));
}

TEST(CppHeader, OptionsHaveNames) {
  const nc::array a = nc::arange(0, 6).reshape({2, 3});
  const std::int64_t before = nd_live_handles();
  {
    nc::reduce_options options;
    options.keepdims = true;
    options.initial = 10;
    options.where = a > 1;
    const nc::array sums = nc::sum(a, {1}, options);
    EXPECT_EQ(sums.to_vector<int>(), (std::vector<int>{12, 22}));
    EXPECT_EQ(sums.ndim(), 2);
    options.initial = nc::array::of({1, 2});
    EXPECT_THROW(nc::sum(a, {1}, options), nc::error);
    nc::reduce_options variance;
    variance.ddof = 1;
    EXPECT_EQ(nc::var(a, {}, variance).item<double>(), 3.5);
    variance.out = nc::zeros({3});
    nc::var(a, {0}, variance);
    EXPECT_EQ(variance.out.to_vector<double>(), (std::vector<double>{4.5, 4.5, 4.5}));
    nc::ufunc_options narrow;
    narrow.dtype = "float32";
    std::vector<nc::array> outputs(1);
    nc::ufunc_call(nc::ufunc_find("sqrt"), {nc::ones({2})}, outputs, narrow);
    EXPECT_EQ(outputs[0].dtype(), nc::dtype("float32"));
    nc::print_options print;
    print.precision = 1;
    print.nanstr = std::string("?");
    const nc::array text = nc::array_text(nc::array::of({std::nan(""), 0.125}), " ", 0, 0, print);
    EXPECT_EQ(text.to_vector<char>(), (std::vector<char>{'[', ' ', ' ', '?', ' ', '0', '.', '1', ']'}));
  }
  EXPECT_EQ(nd_live_handles(), before);
}

TEST(CppHeader, ErrorsAreExceptions) {
  try {
    nc::sum(nc::ones({2, 3}), {5});
    FAIL() << "no exception";
  } catch (const nc::error& e) {
    EXPECT_EQ(e.status(), ND_AXIS_ERROR);
    EXPECT_EQ(e.kind(), "ND_AXIS_ERROR");
    EXPECT_EQ(e.function(), "nd_sum");
    EXPECT_NE(std::string(e.what()).find("axis 5"), std::string::npos);
  }
  EXPECT_THROW(nc::array::of({1}) + nc::array(), nc::error);
  EXPECT_THROW(nc::moveaxis(nc::ones({2, 3}), {0, 1}, {1}), nc::error);
  EXPECT_THROW(nc::array::copy_of("ab", {2}).elements<double>(), nc::error);
  EXPECT_THROW(nc::dtype("no such"), nc::error);
}

TEST(CppHeader, Indexing) {
  const nc::array a = nc::arange(0, 24).reshape({2, 3, 4});
  EXPECT_EQ(a(1, 2, 3).item<int>(), 23);
  EXPECT_EQ(a(nc::ellipsis, -1).to_vector<int>(), (std::vector<int>{3, 7, 11, 15, 19, 23}));
  EXPECT_EQ(a(0, nc::slice({}, {}, -1), nc::slice(1, 2)).to_vector<int>(), (std::vector<int>{9, 5, 1}));
  EXPECT_EQ(a(0, nc::newaxis).ndim(), 3);
  EXPECT_EQ(a(a > 20).to_vector<int>(), (std::vector<int>{21, 22, 23}));
  EXPECT_EQ(a(nc::array::of({1, 0}), 0, 0).to_vector<int>(), (std::vector<int>{12, 0}));
  const nc::array b = a.copy();
  b.set({0, nc::slice(), 1}, -1);
  EXPECT_EQ(b(0, nc::slice(), 1).to_vector<int>(), (std::vector<int>{-1, -1, -1}));
  EXPECT_THROW(a(2), nc::error);
}

TEST(CppHeader, RangesAndViews) {
  nc::array a = nc::array::owning(std::vector<double>{5, 3, 1, 4, 2, 0}, {2, 3});
  auto range = a.elements<double>();
  EXPECT_EQ(std::accumulate(range.begin(), range.end(), 0.0), 15.0);
  std::sort(range.begin(), range.end());
  const auto turned = a.T().view<double, 2>();
  EXPECT_EQ(turned.extent(0), 3);
  EXPECT_EQ(turned.size(), 6);
  EXPECT_EQ(turned(2, 1), 5.0);
  turned(0, 1) = 9;
  EXPECT_EQ(a(1, 0).item<double>(), 9.0);
  EXPECT_THROW((a.view<double, 3>()), nc::error);
  EXPECT_THROW((a.view<float, 2>()), nc::error);
  EXPECT_THROW(a.T().elements<double>(), nc::error);
  const nc::array stretched = nc::broadcast_to(a[0], {2, 3});
  EXPECT_THROW((stretched.view<double, 2>()), nc::error);  // read-only
  EXPECT_EQ((stretched.view<const double, 2>()(1, 2)), a(0, 2).item<double>());
}

TEST(CppHeader, RangesKeepTheirArray) {
  const auto range = nc::arange(0, 6).elements<const std::int64_t>();
  EXPECT_EQ(std::accumulate(range.begin(), range.end(), std::int64_t{0}), 15);
  EXPECT_FALSE(range.empty());
  std::int64_t sum = 0;
  for (const std::int64_t x : nc::arange(0, 4).elements<const std::int64_t>()) sum += x;
  EXPECT_EQ(sum, 6);
}

TEST(CppHeader, RowsAreViews) {
  const std::int64_t before = nd_live_handles();
  {
    const nc::array a = nc::zeros({2, 3});
    std::int64_t i = 0;
    for (nc::array row : a) row += ++i;
    EXPECT_EQ(a.to_vector<int>(), (std::vector<int>{1, 1, 1, 2, 2, 2}));
    EXPECT_EQ(std::distance(a.begin(), a.end()), 2);
    EXPECT_THROW(nc::array(1).end(), nc::error);
  }
  EXPECT_EQ(nd_live_handles(), before);
}

TEST(CppHeader, ViewsAsMdspan) {
  using View = nc::mdview<double, 2>;
  static_assert(std::is_same_v<View::element_type, double> && View::rank() == 2);
  const View view = nc::zeros({2, 3}).view<double, 2>();
  view[{1, 2}] = 7;
  EXPECT_EQ(view.at(1, 2), 7);
  EXPECT_EQ(view.extents(), (std::array<std::int64_t, 2>{2, 3}));
  EXPECT_EQ(view.stride(0), 24);
  EXPECT_FALSE(view.empty());
  EXPECT_EQ(view.data_handle()[5], 7);
  try {
    view.at(0, 3);
    FAIL() << "no exception";
  } catch (const nc::error& e) {
    EXPECT_EQ(e.status(), ND_INDEX_ERROR);
    EXPECT_STREQ(e.what(), "at: index 3 is out of bounds for axis 1 with size 3");
  }
  EXPECT_THROW(view.at(-1, 0), nc::error);
  EXPECT_EQ((nc::array(2.5).view<const double, 0>()()), 2.5);
}

#if __cplusplus >= 202002L
TEST(CppHeader, RangesOfTheStandard) {
  static_assert(std::ranges::contiguous_range<nc::elements<double>> && std::ranges::sized_range<nc::elements<double>>);
  static_assert(std::ranges::input_range<nc::array>);
  const nc::array a = nc::array::of({3.0, 1.0, 2.0});
  std::ranges::sort(a.elements<double>());
  EXPECT_EQ(a.to_vector<double>(), (std::vector<double>{1, 2, 3}));
  const auto kept = a.elements<const double>();
  const std::span<const double> seen = kept;
  EXPECT_EQ(seen[2], 3);
  EXPECT_EQ(std::ranges::count_if(a, [](const nc::array& x) { return x.item<double>() > 1; }), 2);
}
#endif

#if __cplusplus >= 202002L
TEST(CppHeader, OptionsWithinACall) {
  const nc::array a = nc::arange(0, 6).reshape({2, 3});
  EXPECT_EQ(nc::sum(a, {0}, {.keepdims = true}).ndim(), 2);
  EXPECT_EQ(nc::sum(a, {}, {.dtype = "float32", .initial = 1}).dtype(), nc::dtype("float32"));
  EXPECT_EQ(nc::max(a, {}, {.initial = -1, .where = a < 3}).item<int>(), 2);
  EXPECT_EQ(nc::std(a, {}, {.ddof = 1}).item<double>(), std::sqrt(3.5));
}
#endif

TEST(CppHeader, AViewKeepsItsArray) {
  const auto view = nc::arange(0, 6).reshape({2, 3}).view<const std::int64_t, 2>();
  EXPECT_EQ(view(1, 2), 5);
}

TEST(CppHeader, Conversions) {
  EXPECT_EQ(nc::array(true).dtype().name(), "bool");
  EXPECT_EQ(nc::array(18446744073709551615u).item<std::uint64_t>(), 18446744073709551615u);
  EXPECT_THROW(nc::array(300).item<std::int8_t>(), nc::error);
  EXPECT_EQ(nc::array(std::complex<float>(1, 2)).item<std::complex<double>>(), (std::complex<double>(1, 2)));
  EXPECT_EQ(nc::array::of(std::vector<int>{}).size(), 0);
  EXPECT_EQ(nc::array::of({1.9, -1.9}).astype("int8").to_vector<int>(), (std::vector<int>{1, -1}));
  EXPECT_EQ(nc::sum(nc::ones({2, 2}), nc::list<std::int64_t>(std::vector<std::int64_t>())).size(), 4);  // no axes
}

TEST(CppHeader, Text) {
  std::ostringstream out;
  out << nc::arange(0, 4).reshape({2, 2});
  EXPECT_EQ(out.str(), "[[0 1]\n [2 3]]");
  EXPECT_EQ(nc::array::of<std::int8_t>({1, 2}).repr(), "array([1, 2], dtype=int8)");
}
