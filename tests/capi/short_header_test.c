/* ndcore/short.h in C99, and in C++20 by short_header_cpp_test.cpp: each word where it is meant to stand. */
#include <stdio.h>
#include <string.h>

#include "ndcore/short.h"

static int failures;

static void check(int good, const char* what, int line) {
  if (good) return;
  ++failures;
  fprintf(stderr, "line %d: %s; %s\n", line, what, nd_last_error_message());
}
#define CHECK(condition) check((condition), #condition, __LINE__)

static double number(nd_array* a, int64_t position) {
  double value = -1;
  CHECK(nd_array_item_float64(a, position, &value) == ND_OK);
  return value;
}

static int made;
static nd_array* one_more(nd_array* a) {
  ++made;
  return nd_copy(a, ND_ORDER_K);
}

static void lists(void) {
  const int64_t n = 3;
  nd_array *a = nd_zeros(ND_SHAPE(n, 4), NULL, ND_ORDER_C), *b = nd_flip(a, ND_AXES(0, 1)), *joined;
  CHECK(nd_array_ndim(a) == 2 && nd_array_shape(a)[0] == 3 && nd_array_shape(a)[1] == 4);
  joined = nd_stack(ND_ARRAYS(a, b, one_more(b)), 0, NULL, NULL, ND_CASTING_SAME_KIND);
  CHECK(nd_array_size(joined) == 36);
  CHECK(made == 1);
}

static void options(void) {
  nd_array *a = nd_ones(ND_SHAPE(3, 4), NULL, ND_ORDER_C), *total = nd_ones(ND_SHAPE(3), NULL, ND_ORDER_C), *table;
  const char text[] = "1;2\n3;4\n";
  CHECK(nd_array_ndim(nd_sum(a, ND_ALL, NULL)) == 0);
  CHECK(nd_array_ndim(nd_sum(a, ND_AXES(0), ND_REDUCE(.keepdims = 1))) == 2);
  CHECK(nd_sum(a, ND_AXES(1), ND_REDUCE(.out = total)) == total);
  CHECK(number(total, 2) == 4);
  table = nd_text_from_bytes((const uint8_t*)text, (int64_t)strlen(text), NULL, ND_NONE, ND_ALL,
                             ND_OPTIONS(nd_text_load_options, .delimiter = ";"));
  CHECK(number(table, 3) == 4);
}

static void slices(void) {
  nd_array *a = nd_cumulative_sum(nd_ones(ND_SHAPE(12), NULL, ND_ORDER_C), 0, NULL, NULL, 0), *part;
  a = nd_reshape(a, ND_SHAPE(3, 4), ND_ORDER_C, ND_COPY_IF_NEEDED);
  part = nd_get(a, ND_INDEX(ND_AT(-1), ND_SLICE(ND_UNSET, ND_UNSET, 2)), ND_NONE);
  CHECK(nd_array_size(part) == 2 && number(part, 0) == 9 && number(part, 1) == 11);
  part = nd_get(a, ND_INDEX(ND_FULL, ND_NEWAXIS, ND_AT(1)), ND_NONE);
  CHECK(nd_array_ndim(part) == 2 && number(part, 2) == 10);
  CHECK(nd_set(a, ND_INDEX(ND_REST, ND_AT(0)), ND_NONE, nd_weak_int(7)) == ND_OK);
  CHECK(number(a, 4) == 7 && number(a, 5) == 6);
}

static void in_place(void) {
  nd_array *a = nd_ones(ND_SHAPE(3), NULL, ND_ORDER_C), *b = nd_ones(ND_SHAPE(3), NULL, ND_ORDER_C);
  CHECK(ND_UPDATE(a, "add", nd_weak_int(8)) == ND_OK && number(a, 0) == 9);
  CHECK(ND_UPDATE0(a, "sqrt") == ND_OK && number(a, 2) == 3);
  CHECK(ND_INTO(b, "multiply", a, a) == ND_OK && number(b, 1) == 9);
  CHECK(ND_INTO(b, "no such function", a, a) < 0);
  CHECK(strcmp(nd_last_error_function(), "nd_ufunc_find") == 0);
  CHECK(ND_UPDATE(a, "add", nd_add(a, nd_ones(ND_SHAPE(2), NULL, ND_ORDER_C))) == ND_VALUE_ERROR);
  CHECK(strcmp(nd_last_error_function(), "nd_add") == 0);
}

static void releases(void) {
  nd_array *a = nd_weak_int(1), *b = NULL;
  nd_token* token = nd_token_new();
  ND_RELEASE(a, b, token);
  ND_RELEASE(nd_weak_int(2));
  CHECK(nd_live_handles() == 0);
}

int main(void) {
  static void (*const tests[])(void) = {lists, options, slices, in_place};
  size_t i;
  for (i = 0; i < sizeof tests / sizeof *tests; ++i) {
    CHECK(nd_scope_begin() == ND_OK);
    tests[i]();
    CHECK(nd_scope_end(ND_NONE) == ND_OK);
    CHECK(nd_live_handles() == 0);
  }
  releases();
  return failures != 0;
}
