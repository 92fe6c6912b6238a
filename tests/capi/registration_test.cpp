// Universal functions, loops and dtypes that a client adds: they behave as built-in ones, and what has no rule for a
// registered dtype says so.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "ndcore/ndcore.h"

namespace {

std::atomic<int> running{0};
std::atomic<int> most_running{0};

// x1² + x2 of doubles.
nd_status square_add(char* const* args, int64_t n, const int64_t* strides, void* data) {
  const int now = ++running;
  int most = most_running.load();
  while (now > most && !most_running.compare_exchange_weak(most, now)) {
  }
  if (data != nullptr) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  for (int64_t i = 0; i < n; ++i) {
    double x;
    double y;
    std::memcpy(&x, args[0] + i * strides[0], sizeof x);
    std::memcpy(&y, args[1] + i * strides[1], sizeof y);
    x = x * x + y;
    std::memcpy(args[2] + i * strides[2], &x, sizeof x);
  }
  --running;
  return ND_OK;
}

nd_status refuses(char* const*, int64_t, const int64_t*, void*) { return ND_VALUE_ERROR; }
nd_status throws(char* const*, int64_t, const int64_t*, void*) { throw std::runtime_error("out of luck"); }

constexpr nd_type_code kDoubles[] = {ND_FLOAT64, ND_FLOAT64, ND_FLOAT64};

nd_ufunc* add_ufunc(const char* name, nd_loop_function function, int32_t flags = ND_LOOP_THREADS, double cost = 0,
                    void* data = nullptr) {
  const nd_loop_def loop{sizeof loop, kDoubles, function, data, flags, 0};
  const nd_loop_def* const loops[] = {&loop};
  const nd_ufunc_def def{sizeof def, name, "Test.", loops, 1, 2, 1, ND_IDENTITY_ZERO, cost};
  return nd_ufunc_register(nullptr, &def);
}

nd_array* doubles(std::vector<double> values, std::vector<int64_t> shape) {
  return nd_array_from_memory(values.data(), nd_dtype_from_code(ND_FLOAT64, ND_NATIVE), shape.data(), nullptr,
                              static_cast<int32_t>(shape.size()));
}

double at(nd_array* a, int64_t position) {
  double value = NAN;
  EXPECT_EQ(nd_array_item_float64(a, position, &value), ND_OK) << nd_last_error_message();
  return value;
}

nd_array* call(nd_ufunc* f, nd_array* a, nd_array* b) {
  nd_array* const inputs[] = {a, b};
  nd_array* result = nullptr;
  nd_ufunc_call(f, inputs, 2, &result, 1, nullptr);
  return result;
}

// As text; nd_array_text gives an array of bytes.
std::string text_of(nd_array* a) {
  const nd_print_options options{sizeof options, 8, 1000, 3, 75, 0, ND_FLOATMODE_MAXPREC, '-', 0, nullptr, nullptr};
  nd_array* const bytes = nd_array_text(a, " ", 0, 0, &options);
  EXPECT_NE(bytes, nullptr) << nd_last_error_message();
  if (bytes == nullptr) return "";
  std::string text(static_cast<const char*>(nd_array_data(bytes)), static_cast<size_t>(nd_array_size(bytes)));
  nd_release(bytes);
  return text;
}

TEST(RegisteredUfunc, BroadcastsCastsReduces) {
  nd_ufunc* const f = add_ufunc("square_add", square_add);
  ASSERT_NE(f, nullptr) << nd_last_error_message();
  EXPECT_EQ(nd_ufunc_find("square_add"), f);
  nd_array* const column = doubles({1, 2, 3}, {3, 1});
  const int32_t small[] = {10, 20};
  const int64_t two[] = {2};
  nd_array* const row = nd_array_from_memory(small, nd_dtype_from_code(ND_INT32, ND_NATIVE), two, nullptr, 1);
  nd_array* const table = call(f, column, row);
  ASSERT_NE(table, nullptr) << nd_last_error_message();
  EXPECT_EQ(at(table, 0), 11);
  EXPECT_EQ(at(table, 5), 29);
  nd_array* const flat = doubles({1, 2, 3}, {3});
  nd_array* const folded = nd_ufunc_reduce(f, flat, nullptr, 0, nullptr);
  ASSERT_NE(folded, nullptr) << nd_last_error_message();
  EXPECT_EQ(at(folded, 0), 12);  // ((0² + 1)² + 2)² + 3
  nd_array* const running_values = nd_ufunc_accumulate(f, flat, 0, nullptr, nullptr);
  ASSERT_NE(running_values, nullptr) << nd_last_error_message();
  EXPECT_EQ(at(running_values, 1), 3);
  EXPECT_EQ(at(running_values, 2), 12);
  for (nd_array* a : {column, row, table, flat, folded, running_values}) nd_release(a);
}

TEST(RegisteredUfunc, NameIsTakenOnce) {
  ASSERT_NE(add_ufunc("taken_once", square_add), nullptr);
  EXPECT_EQ(add_ufunc("taken_once", square_add), nullptr);
  EXPECT_STREQ(nd_last_error_message(), "ufunc_register: the ufunc name 'taken_once' is taken");
  EXPECT_EQ(add_ufunc("add", square_add), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_VALUE_ERROR);
  EXPECT_EQ(add_ufunc("no name", square_add), nullptr);
  EXPECT_EQ(add_ufunc("no_loop", nullptr), nullptr);
}

TEST(RegisteredUfunc, ErrorsOfLoops) {
  nd_array* const x = doubles({1}, {1});
  EXPECT_EQ(call(add_ufunc("refusing", refuses), x, x), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_VALUE_ERROR);
  EXPECT_STREQ(nd_last_error_message(), "ufunc_call: the loop of 'refusing' failed with status -5");
  EXPECT_EQ(call(add_ufunc("throwing", throws), x, x), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_CALLBACK_ERROR);
  EXPECT_STREQ(nd_last_error_message(), "ufunc_call: the loop of 'throwing' threw an exception: out of luck");
  nd_release(x);
}

TEST(RegisteredUfunc, OneThreadUnlessItSays) {
  const int64_t shape[] = {200000};
  nd_array* const x = nd_zeros(shape, 1, nd_dtype_from_code(ND_FLOAT64, ND_NATIVE), ND_ORDER_C);
  nd_set_num_threads(4);
  int slow = 1;
  for (const int32_t flags : {0, ND_LOOP_THREADS}) {
    most_running = 0;
    nd_ufunc* const f = add_ufunc(flags == 0 ? "one_thread" : "many_threads", square_add, flags, 1000, &slow);
    nd_release(call(f, x, x));
    EXPECT_EQ(most_running.load() > 1, flags != 0);
  }
  nd_set_num_threads(0);
  nd_release(x);
}

TEST(RegisteredUfunc, ReportsFloatingPointStatus) {
  nd_ufunc* const f = add_ufunc("square_add_status", square_add);
  nd_array* const huge = doubles({1e300}, {1});
  nd_fp_modes modes{sizeof modes, ND_FP_IGNORE, ND_FP_RAISE, ND_FP_IGNORE, ND_FP_IGNORE};
  nd_fp_modes before{sizeof before, 0, 0, 0, 0};
  ASSERT_EQ(nd_fp_get_modes(&before), ND_OK);
  ASSERT_EQ(nd_fp_set_modes(&modes), ND_OK);
  EXPECT_EQ(call(f, huge, huge), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_FLOATING_POINT_ERROR);
  ASSERT_EQ(nd_fp_set_modes(&before), ND_OK);
  nd_release(huge);
}

// A number of hundredths: int32.
constexpr double kScale = 100;

nd_status cents_from_int(const void* from, int64_t from_stride, void* to, int64_t to_stride, int64_t n, void*) {
  for (int64_t i = 0; i < n; ++i) {
    int64_t x;
    std::memcpy(&x, static_cast<const char*>(from) + i * from_stride, sizeof x);
    const auto y = static_cast<int32_t>(x * 100);
    std::memcpy(static_cast<char*>(to) + i * to_stride, &y, sizeof y);
  }
  return ND_OK;
}
nd_status cents_from_double(const void* from, int64_t from_stride, void* to, int64_t to_stride, int64_t n, void*) {
  for (int64_t i = 0; i < n; ++i) {
    double x;
    std::memcpy(&x, static_cast<const char*>(from) + i * from_stride, sizeof x);
    const auto y = static_cast<int32_t>(std::lround(x * kScale));
    std::memcpy(static_cast<char*>(to) + i * to_stride, &y, sizeof y);
  }
  return ND_OK;
}
nd_status cents_to_double(const void* from, int64_t from_stride, void* to, int64_t to_stride, int64_t n, void*) {
  for (int64_t i = 0; i < n; ++i) {
    int32_t x;
    std::memcpy(&x, static_cast<const char*>(from) + i * from_stride, sizeof x);
    const double y = x / kScale;
    std::memcpy(static_cast<char*>(to) + i * to_stride, &y, sizeof y);
  }
  return ND_OK;
}
int32_t cents_compare(const void* a, const void* b, void*) {
  int32_t x;
  int32_t y;
  std::memcpy(&x, a, sizeof x);
  std::memcpy(&y, b, sizeof y);
  return x < y ? -1 : x > y ? 1 : 0;
}
int64_t cents_format(const void* element, char* text, int64_t capacity, void*) {
  int32_t x;
  std::memcpy(&x, element, sizeof x);
  char buffer[32];
  const int length =
      std::snprintf(buffer, sizeof buffer, "%s%d.%02d", x < 0 ? "-" : "", std::abs(x) / 100, std::abs(x) % 100);
  if (length <= capacity) std::memcpy(text, buffer, static_cast<size_t>(length));
  return length;
}
nd_status cents_parse(const char* text, int64_t length, void* element, void*) {
  char* end = nullptr;
  const std::string copy(text, static_cast<size_t>(length));
  const auto x = static_cast<int32_t>(std::lround(std::strtod(copy.c_str(), &end) * kScale));
  if (end == copy.c_str() || *end != '\0') return ND_VALUE_ERROR;
  std::memcpy(element, &x, sizeof x);
  return ND_OK;
}
nd_status cents_add(char* const* args, int64_t n, const int64_t* strides, void*) {
  for (int64_t i = 0; i < n; ++i) {
    int32_t x;
    int32_t y;
    std::memcpy(&x, args[0] + i * strides[0], sizeof x);
    std::memcpy(&y, args[1] + i * strides[1], sizeof y);
    x += y;
    std::memcpy(args[2] + i * strides[2], &x, sizeof x);
  }
  return ND_OK;
}

nd_dtype* cents() {
  static nd_dtype* const dtype = [] {
    const nd_cast_def casts[] = {
        {sizeof(nd_cast_def), ND_INT64, ND_CAST_FROM, ND_CASTING_SAFE, 0, cents_from_int, nullptr},
        {sizeof(nd_cast_def), ND_FLOAT64, ND_CAST_FROM, ND_CASTING_SAME_KIND, 0, cents_from_double, nullptr},
        {sizeof(nd_cast_def), ND_FLOAT64, ND_CAST_TO, ND_CASTING_SAME_KIND, 0, cents_to_double, nullptr}};
    const nd_cast_def* const list[] = {casts, casts + 1, casts + 2};
    const nd_dtype_def def{sizeof def, "cents", 4, 0, list, 3, cents_compare, cents_format, cents_parse, nullptr};
    nd_dtype* const made = nd_dtype_register(nullptr, &def);
    const int32_t code = nd_dtype_code(made);
    const nd_type_code types[] = {code, code, code};
    const nd_loop_def loop{sizeof loop, types, cents_add, nullptr, ND_LOOP_THREADS | ND_LOOP_REDUCES, 0};
    nd_ufunc* const add = nd_ufunc_find("add");
    EXPECT_EQ(nd_ufunc_add_loop(nullptr, add, &loop), ND_OK) << nd_last_error_message();
    EXPECT_EQ(nd_ufunc_add_loop(nullptr, add, &loop), ND_VALUE_ERROR);
    return made;
  }();
  return dtype;
}

nd_array* money(std::vector<const char*> texts) {
  nd_array* const made = nd_array_from_text(texts.data(), static_cast<int64_t>(texts.size()), cents());
  EXPECT_NE(made, nullptr) << nd_last_error_message();
  return made;
}

TEST(RegisteredDtype, IsFoundAndDescribed) {
  nd_dtype* const dtype = cents();
  ASSERT_NE(dtype, nullptr) << nd_last_error_message();
  EXPECT_EQ(nd_dtype_parse("cents"), dtype);
  EXPECT_EQ(nd_dtype_from_code(nd_dtype_code(dtype), ND_BIG), dtype);
  EXPECT_EQ(nd_dtype_with_byte_order(dtype, ND_SWAPPED), dtype);
  EXPECT_STREQ(nd_dtype_name(dtype), "cents");
  EXPECT_STREQ(nd_dtype_type_str(dtype), "|V4");
  EXPECT_EQ(nd_dtype_kind(dtype), 'V');
  EXPECT_EQ(nd_dtype_is_registered(dtype), 1);
}

TEST(RegisteredDtype, TextIndexingCopies) {
  nd_array* const a = money({"1.25", "-0.50", "10"});
  EXPECT_EQ(text_of(a), "[ 1.25 -0.50 10.00]");
  nd_array* const flipped = nd_flip(a, nullptr, 0);
  nd_array* const copied = nd_copy(flipped, ND_ORDER_C);
  EXPECT_EQ(at(copied, 0), 10);
  EXPECT_EQ(at(copied, 2), 1.25);
  nd_array* const element = nd_array_item(a, 0);
  EXPECT_EQ(text_of(element), "1.25");
  nd_array* const mask = nd_less(a, element);
  ASSERT_NE(mask, nullptr) << nd_last_error_message();
  nd_array* const chosen = nd_compress(mask, a, ND_AXIS_NONE, nullptr);
  ASSERT_NE(chosen, nullptr) << nd_last_error_message();
  EXPECT_EQ(nd_array_size(chosen), 1);
  EXPECT_EQ(at(chosen, 0), -0.5);
  for (nd_array* each : {a, flipped, copied, element, mask, chosen}) nd_release(each);
}

TEST(RegisteredDtype, PromotesAndComputes) {
  nd_array* const a = money({"1.25", "2.50"});
  nd_array* const one = nd_weak_int(1);
  nd_array* const half = nd_weak_float(0.5);
  nd_array* const sum = nd_add(a, one);
  ASSERT_NE(sum, nullptr) << nd_last_error_message();
  EXPECT_EQ(at(sum, 1), 3.5);
  nd_array* const more = nd_add(sum, half);
  ASSERT_NE(more, nullptr) << nd_last_error_message();
  EXPECT_EQ(at(more, 1), 4);
  nd_array* const total = nd_sum(more, nullptr, 0, nullptr);
  ASSERT_NE(total, nullptr) << nd_last_error_message();
  EXPECT_EQ(text_of(total), "6.75");
  nd_array* const largest = nd_max(a, nullptr, 0, nullptr);
  ASSERT_NE(largest, nullptr) << nd_last_error_message();
  EXPECT_EQ(at(largest, 0), 2.5);
  EXPECT_EQ(nd_promote_types(cents(), nd_dtype_from_code(ND_INT16, ND_NATIVE)), cents());
  EXPECT_EQ(nd_promote_types(cents(), nd_dtype_from_code(ND_FLOAT64, ND_NATIVE)), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_TYPE_ERROR);
  EXPECT_EQ(nd_can_cast(cents(), nd_dtype_from_code(ND_FLOAT32, ND_NATIVE), ND_CASTING_SAME_KIND), 1);
  EXPECT_EQ(nd_can_cast(nd_dtype_from_code(ND_COMPLEX64, ND_NATIVE), cents(), ND_CASTING_UNSAFE), 0);
  for (nd_array* each : {a, one, half, sum, more, total, largest}) nd_release(each);
}

TEST(RegisteredDtype, CastsSwappedAndStrided) {
  nd_array* const a = money({"1.25", "2.50", "3.75"});
  nd_array* const big = nd_astype(a, nd_dtype_from_code(ND_FLOAT32, ND_BIG), ND_CASTING_SAME_KIND, ND_ORDER_K);
  ASSERT_NE(big, nullptr) << nd_last_error_message();
  EXPECT_EQ(at(big, 2), 3.75);
  nd_array* const back = nd_astype(big, cents(), ND_CASTING_SAME_KIND, ND_ORDER_K);
  ASSERT_NE(back, nullptr) << nd_last_error_message();
  EXPECT_EQ(text_of(back), text_of(a));
  EXPECT_EQ(nd_astype(big, cents(), ND_CASTING_SAFE, ND_ORDER_K), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_CASTING_ERROR);
  for (nd_array* each : {a, big, back}) nd_release(each);
}

TEST(RegisteredDtype, WhatHasNoRuleSaysSo) {
  nd_array* const a = money({"1.25", "2.50"});
  EXPECT_EQ(nd_sqrt(a), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_TYPE_ERROR);
  EXPECT_EQ(nd_matmul(a, a, nullptr), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_TYPE_ERROR);
  EXPECT_STREQ(nd_last_error_message(), "matmul: not supported for dtype 'cents'");
  EXPECT_NE(nd_npy_save("/dev/null", a, 1), ND_OK);
  EXPECT_EQ(nd_last_error_status(), ND_TYPE_ERROR);
  EXPECT_EQ(nd_byteswap(a), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_TYPE_ERROR);
  nd_release(a);
}

TEST(RegisteredDtype, BadDefinitions) {
  nd_dtype_def def{sizeof def, "odd", 3, 0, nullptr, 0, nullptr, cents_format, nullptr, nullptr};
  EXPECT_EQ(nd_dtype_register(nullptr, &def), nullptr);
  EXPECT_STREQ(nd_last_error_message(), "dtype_register: argument `def.itemsize` must be 1, 2, 4, 8 or 16, not 3");
  def.itemsize = 4;
  def.name = "float64";
  EXPECT_EQ(nd_dtype_register(nullptr, &def), nullptr);
  EXPECT_STREQ(nd_last_error_message(), "dtype_register: the dtype name 'float64' is taken");
  def.name = "odd";
  def.format = nullptr;
  EXPECT_EQ(nd_dtype_register(nullptr, &def), nullptr);
  EXPECT_EQ(nd_dtype_parse("odd"), nullptr);
}

}  // namespace
