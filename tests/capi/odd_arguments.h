/* Harness of generated_odd_arguments.c: arguments that are valid by type and rarely meant. Arrays of every dtype,
 * empty, 0-d, read-only, of indices out of bounds and of extreme numbers; lists, counts, options and numbers likewise.
 * Each function is called many times with arguments picked by the number of the case, so that a failure repeats:
 * `generated_odd_arguments nd_take 17` makes this one call. What fails has a status that the documentation names. */
#ifndef NDCORE_TESTS_ODD_ARGUMENTS_H
#define NDCORE_TESTS_ODD_ARGUMENTS_H

#include "bad_arguments.h"

#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof(*(array))))
enum { ODD_ARRAYS_MAX = 160, CASES = 3000, ODD_GROUPS = 5 };

static nd_array* odd_arrays[ODD_ARRAYS_MAX];
static uint32_t odd_array_count;
/* The first of each group: narrow integers; wide ones; others; weak numbers. A group is picked first. */
static uint32_t odd_group[ODD_GROUPS + 1], odd_group_count;
static nd_dtype* odd_dtypes[40];
static uint32_t odd_dtype_count;
static nd_ufunc* odd_ufuncs[40];
static uint32_t odd_ufunc_count;
static uint32_t odd_case; /* what is picked depends on it and on the place of the argument */
static char odd_name[32];
static const char* only_function; /* from the command line; NULL: all */
static long only_case = -1;

/* Rows to which lists of numbers point: any length up to ROOM may be read. */
static int64_t odd_rows[11][ROOM * 4];

static uint32_t pick(uint32_t place, uint32_t choices) {
  uint32_t x = odd_case * 2654435761U ^ (place + 1) * 2246822519U;
  x = (x ^ x >> 15) * 2246822519U;
  x = (x ^ x >> 13) * 3266489917U;
  return (x ^ x >> 16) % choices;
}

/* About as many good arguments as odd ones, so that calls get beyond their first check. */
static int is_good(uint32_t place) { return pick(place + 1000, 2) == 0; }

static int64_t odd_integer(uint32_t place, int64_t good, int64_t least, int64_t most) {
  const int64_t values[] = {good, good, 0, 1, 2, 3, -1, -2, 64, least, most, least + 1, most - 1};
  const int64_t value = values[pick(place, COUNT_OF(values))];
  return value < least || value > most ? good : value;
}

static double odd_double(uint32_t place, double good) {
  const double values[] = {good, good, 0, 1, -1, 0.5, 3, NAN, INFINITY, -INFINITY, 1e308, -1e308, 5e-324};
  return values[pick(place, COUNT_OF(values))];
}

static const char* odd_string(uint32_t place, const char* good) {
  static const char* const values[] = {"",    " ",   ",",    "%.3e",        "%d %d",         "add", "float64",
                                       "<i2", "sum", "\xFF", "caf\xC3\xA9", "%99999999999d", "\n"};
  return is_good(place) ? good : values[pick(place, COUNT_OF(values))];
}

/* Of a function, a ufunc or a dtype. */
static const char* odd_name_of(uint32_t place) {
  static const char* const values[] = {"add",  "sum",  "std",     "max", "argmax", "mean",
                                       "sqrt", "take", "float64", "x",   ""};
  return values[pick(place, COUNT_OF(values))];
}

static int64_t odd_length(uint32_t place) {
  static const int64_t values[] = {1, 1, 1, 2, 2, 0, 3, 4, 63, 64};
  return values[pick(place, COUNT_OF(values))];
}

static const int64_t* odd_list(uint32_t place) { return odd_rows[pick(place, COUNT_OF(odd_rows))]; }

static nd_array* odd_nd_array(uint32_t place) {
  const uint32_t group = pick(place + 2000, odd_group_count + 1);
  if (group == odd_group_count) return good_nd_array;
  return odd_arrays[odd_group[group] + pick(place, odd_group[group + 1] - odd_group[group])];
}
static nd_dtype* odd_nd_dtype(uint32_t place) { return odd_dtypes[pick(place, odd_dtype_count)]; }
static nd_ufunc* odd_nd_ufunc(uint32_t place) { return odd_ufuncs[pick(place, odd_ufunc_count)]; }
static nd_buffer* odd_nd_buffer(uint32_t place) { return (void)place, good_nd_buffer; }
static nd_token* odd_nd_token(uint32_t place) { return (void)place, good_nd_token; }

static nd_array* const* odd_many_nd_array(uint32_t place) {
  static nd_array* lists[16][ROOM];
  nd_array** const list = lists[place % 16];
  for (uint32_t i = 0; i < ROOM; ++i) list[i] = odd_nd_array(place + 100 * (i + 1));
  return list;
}
static nd_dtype* const* odd_many_nd_dtype(uint32_t place) {
  static nd_dtype* list[ROOM];
  for (uint32_t i = 0; i < ROOM; ++i) list[i] = odd_nd_dtype(place + 100 * (i + 1));
  return list;
}

static void keep_array(nd_array* made) {
  require(made, "an odd array");
  if (odd_array_count == ODD_ARRAYS_MAX) require(NULL, "room for an odd array");
  odd_arrays[odd_array_count++] = made;
}

static nd_array* cast(nd_array* a, nd_dtype* dtype) {
  nd_array* const made = nd_astype(a, dtype, ND_CASTING_UNSAFE, ND_ORDER_K);
  require(made, "a cast");
  nd_release(a);
  return made;
}

/* Each dtype in each of these shapes: 0-d, one element, empty ones, indices in and out of bounds, extremes. */
static void keep_arrays_of(nd_dtype* dtype) {
  static const int64_t shapes[][3] = {{0}, {1}, {0, 3}, {3, 0}, {2, 3}, {3, 3}, {2, 1, 3}};
  static const int32_t ndims[] = {1, 1, 2, 2, 2, 2, 3};
  const int64_t few[] = {3, -1, 1, 0};
  nd_array* const zero_d = nd_weak_int(2);
  keep_array(cast(zero_d, dtype));
  for (uint32_t i = 0; i < COUNT_OF(shapes); ++i) keep_array(nd_ones(shapes[i], ndims[i], dtype, ND_ORDER_C));
  keep_array(
      cast(nd_array_from_memory(few, nd_dtype_from_code(ND_INT64, ND_NATIVE), (const int64_t[]){4}, NULL, 1), dtype));
}

static nd_array* doubles(const double* values, int64_t n) {
  return nd_array_from_memory(values, nd_dtype_from_code(ND_FLOAT64, ND_NATIVE), &n, NULL, 1);
}
static nd_array* integers(const int64_t* values, int64_t n) {
  return nd_array_from_memory(values, nd_dtype_from_code(ND_INT64, ND_NATIVE), &n, NULL, 1);
}

static void begin_group(void) { odd_group[odd_group_count++] = odd_array_count; }

static void make_odd_arrays(void) {
  static const nd_type_code codes[] = {ND_BOOL,    ND_INT8,    ND_INT64,   ND_UINT64,
                                       ND_FLOAT16, ND_FLOAT32, ND_FLOAT64, ND_COMPLEX64};
  static const double reals[] = {NAN, INFINITY, -INFINITY, 1e308, 0, -0.0};
  static const int64_t wholes[] = {INT64_MAX, INT64_MIN, -1, 0};
  const int64_t wide[] = {3, 4}, narrow[] = {0, INT64_C(1) << 62}; /* of two bytes each: too large */
  nd_array* view;
  odd_group_count = 0;
  begin_group();
  for (uint32_t i = 0; i < COUNT_OF(codes); ++i) {
    keep_arrays_of(nd_dtype_from_code(codes[i], ND_NATIVE));
    if (codes[i] == ND_INT8 || codes[i] == ND_UINT64) begin_group();
  }
  keep_arrays_of(nd_dtype_from_code(ND_INT32, ND_SWAPPED));
  keep_array(doubles(reals, COUNT_OF(reals)));
  keep_array(integers(wholes, COUNT_OF(wholes)));
  keep_array(nd_empty(narrow, 2, nd_dtype_from_code(ND_BOOL, ND_NATIVE), ND_ORDER_C));
  view = nd_weak_float(1);
  keep_array(nd_broadcast_to(view, wide, 2)); /* read-only */
  nd_release(view);
  begin_group();
  for (uint32_t i = 0; i < COUNT_OF(wholes); ++i) keep_array(nd_weak_int(wholes[i]));
  for (uint32_t i = 0; i < COUNT_OF(reals); ++i) keep_array(nd_weak_float(reals[i]));
  keep_array(nd_weak_int(300));
  keep_array(nd_weak_uint(UINT64_MAX));
  keep_array(nd_weak_complex(1, NAN));
  odd_group[odd_group_count] = odd_array_count;
}

static void release_odd_arrays(void) {
  while (odd_array_count > 0) nd_release(odd_arrays[--odd_array_count]);
}

static void begin_odd(void) {
  static const char* const ufuncs[] = {"add",    "subtract",   "divide", "power",    "maximum",  "logical_and",
                                       "equal",  "arctan2",    "divmod", "frexp",    "isnan",    "negative",
                                       "invert", "left_shift", "sqrt",   "absolute", "heaviside"};
  static const int64_t extremes[] = {0, 1, -1, 2, INT64_MAX, INT64_MIN, INT64_C(1) << 62};
  begin();
  (void)odd_nd_token; /* not every API takes one */
  numpys_words = 1;
  for (nd_type_code code = 0; code < 64 && odd_dtype_count + 1 < COUNT_OF(odd_dtypes); ++code) {
    nd_dtype* const native = nd_dtype_from_code(code, ND_NATIVE);
    if (!native) continue;
    odd_dtypes[odd_dtype_count++] = native;
    odd_dtypes[odd_dtype_count++] = nd_dtype_from_code(code, ND_SWAPPED);
  }
  for (uint32_t i = 0; i < COUNT_OF(ufuncs); ++i) {
    odd_ufuncs[odd_ufunc_count] = nd_ufunc_find(ufuncs[i]);
    if (odd_ufuncs[odd_ufunc_count]) ++odd_ufunc_count;
  }
  for (uint32_t row = 0; row < COUNT_OF(odd_rows); ++row) {
    for (int64_t i = 0; i < ROOM * 4; ++i) {
      const int64_t value = row < COUNT_OF(extremes) ? extremes[row]
                            : row == 7               ? i
                            : row == 8               ? 1 - i
                            : row == 9               ? 3
                                                     : extremes[i % 7];
      odd_rows[row][i] = value;
    }
  }
}

/* The arrays are new for each function: one may have written them. */
static int begin_function(const char* function) {
  if (only_function && strcmp(only_function, function) != 0) return 0;
  current_function = function;
  current_case = odd_name;
  expected_status = 0;
  make_odd_arrays();
  return 1;
}

static int begin_case(uint32_t number) {
  if (only_case >= 0 && (uint32_t)only_case != number) return 0;
  odd_case = number;
  snprintf(odd_name, sizeof odd_name, "case %u", number);
  return 1;
}

#define EACH_CASE(function)                                                       \
  for (int once = begin_function(function); once; once = 0, release_odd_arrays()) \
    for (uint32_t number = 0; number < CASES; ++number)                           \
      if (begin_case(number))

static void read_command_line(int argc, char** argv) {
  if (argc > 1) only_function = argv[1];
  if (argc > 2) only_case = strtol(argv[2], NULL, 10);
}

#endif
