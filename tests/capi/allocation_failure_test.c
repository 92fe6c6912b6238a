/* Every scenario is run with its first, second, … allocation failing, until it runs through: each failure must be an
 * error with ND_NO_MEMORY, leave no handle and no block behind and the operands as they were, and the library usable. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ndcore/ndcore.h"

/* Operands that scenarios share: made once, never changed by a scenario that fails. */
static nd_array *matrix, *vector, *integers, *mask, *positions, *swapped;
static double matrix_values[12 * 12];

#define CHECK(condition, ...)                                          \
  do {                                                                 \
    if (!(condition)) {                                                \
      fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);  \
      fprintf(stderr, __VA_ARGS__);                                    \
      fprintf(stderr, " (last error: %s)\n", nd_last_error_message()); \
      exit(1);                                                         \
    }                                                                  \
  } while (0)

/* A scenario returns a handle or NULL; those without a result return an operand with one more owner. */
typedef nd_array* (*scenario_function)(void);

static nd_array* same(nd_status status, nd_array* a) {
  if (status != ND_OK) return NULL;
  nd_retain(a);
  return a;
}

static nd_array* run_add(void) { return nd_add(matrix, vector); }
static nd_array* run_add_mixed(void) { return nd_add(matrix, integers); }
static nd_array* run_add_swapped(void) { return nd_multiply(swapped, matrix); }
static nd_array* run_sqrt(void) { return nd_sqrt(integers); }
static nd_array* run_exp(void) { return nd_exp(matrix); }
static nd_array* run_sum(void) { return nd_sum(matrix, NULL, 0, NULL, 0); }
static nd_array* run_sum_axis(void) {
  const int64_t axis = 0;
  return nd_sum(matrix, &axis, 1, NULL, 1);
}
static nd_array* run_sort(void) {
  const int64_t axis = 0;
  return nd_sort(matrix, &axis);
}
static nd_array* run_argsort(void) { return nd_argsort(matrix, NULL); }
static nd_array* run_searchsorted(void) { return nd_searchsorted(vector, matrix, 0, NULL); }
static nd_array* run_where(void) { return nd_where(mask, matrix, vector); }
static nd_array* run_extract(void) { return nd_extract(matrix, mask); }
static nd_array* run_take(void) {
  const int64_t axis = 1;
  return nd_take(matrix, positions, &axis, ND_MODE_RAISE, NULL);
}
static nd_array* run_index(void) {
  const int64_t items[8] = {ND_INDEX_ARRAY, 0, 0, 0, ND_INDEX_SLICE, 1, 9, 2};
  nd_array* const arrays[1] = {positions};
  return nd_get(matrix, items, 2, arrays, 1);
}
static nd_array* run_view(void) { return nd_get_slice(matrix, 2, 10, 3); }
static nd_array* run_matmul(void) { return nd_matmul(matrix, matrix, NULL); }
static nd_array* run_integer_matmul(void) { return nd_matmul(integers, integers, NULL); }
static nd_array* run_text(void) { return nd_array_repr(matrix, NULL, "array"); }
static nd_array* run_nonzero(void) {
  nd_array* found[2];
  const nd_status status = nd_nonzero(mask, found);
  if (status != ND_OK) return NULL;
  nd_release(found[1]);
  return found[0];
}
static nd_array* run_unique(void) {
  nd_array *values, *counts;
  if (nd_unique(integers, NULL, 1, &values, NULL, NULL, &counts) != ND_OK) return NULL;
  nd_release(counts);
  return values;
}
static nd_array* run_divmod(void) {
  nd_array *quotient, *remainder;
  if (nd_divmod(integers, integers, &quotient, &remainder) != ND_OK) return NULL;
  nd_release(remainder);
  return quotient;
}

/* In place: the target is a fresh copy each time, so that a half-written one is noticed by its values. */
static nd_array* run_put(void) {
  nd_array* target = nd_copy(matrix, ND_ORDER_C);
  if (target == NULL) return NULL;
  nd_array* result = same(nd_put(target, positions, vector, ND_MODE_RAISE), target);
  nd_release(target);
  return result;
}
static nd_array* run_assign_overlapping(void) {
  nd_array* target = nd_copy(matrix, ND_ORDER_C);
  if (target == NULL) return NULL;
  nd_array* from = nd_get_slice(target, 0, 11, ND_INDEX_UNSET);
  nd_array* to = from ? nd_get_slice(target, 1, 12, ND_INDEX_UNSET) : NULL;
  nd_array* result = to ? same(nd_assign(to, from, ND_CASTING_SAME_KIND), target) : NULL;
  if (to) nd_release(to);
  if (from) nd_release(from);
  nd_release(target);
  return result;
}

static const struct {
  const char* name;
  scenario_function run;
} scenarios[] = {
    {"add", run_add},
    {"add of mixed dtypes", run_add_mixed},
    {"multiply of swapped bytes", run_add_swapped},
    {"sqrt of integers", run_sqrt},
    {"exp", run_exp},
    {"sum", run_sum},
    {"sum over an axis", run_sum_axis},
    {"sort", run_sort},
    {"argsort", run_argsort},
    {"searchsorted", run_searchsorted},
    {"where", run_where},
    {"a[mask]", run_extract},
    {"take", run_take},
    {"a[positions, 1:9:2]", run_index},
    {"a[2:10:3]", run_view},
    {"matmul", run_matmul},
    {"matmul of integers", run_integer_matmul},
    {"repr", run_text},
    {"nonzero", run_nonzero},
    {"unique", run_unique},
    {"divmod", run_divmod},
    {"put", run_put},
    {"overlapping assignment", run_assign_overlapping},
};

static void check_operands(const char* name) {
  nd_array_info info;
  memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  CHECK(nd_array_describe(matrix, &info) == ND_OK, "%s", name);
  CHECK(memcmp(info.data, matrix_values, sizeof matrix_values) == 0, "%s changed an operand", name);
}

static void make_operands(void) {
  const int64_t square[2] = {12, 12};
  const int64_t line[1] = {12};
  int64_t numbers[144];
  int8_t flags[144];
  int64_t places[12];
  double values[12];
  for (int i = 0; i < 144; ++i) {
    matrix_values[i] = (i * 37 % 144) / 16.0;
    numbers[i] = i * 29 % 17 + 1;
    flags[i] = (int8_t)(i % 3 == 0);
  }
  for (int i = 0; i < 12; ++i) {
    places[i] = (i * 5) % 12;
    values[i] = i * 0.75;
  }
  nd_dtype* float64 = nd_dtype_from_code(ND_FLOAT64, ND_NATIVE);
  nd_dtype* other = nd_dtype_from_code(ND_FLOAT64, ND_SWAPPED);
  matrix = nd_array_from_memory(matrix_values, float64, square, NULL, 2);
  vector = nd_array_from_memory(values, float64, line, NULL, 1);
  integers = nd_array_from_memory(numbers, nd_dtype_from_code(ND_INT64, ND_NATIVE), square, NULL, 2);
  mask = nd_array_from_memory(flags, nd_dtype_from_code(ND_BOOL, ND_NATIVE), square, NULL, 2);
  positions = nd_array_from_memory(places, nd_dtype_from_code(ND_INT64, ND_NATIVE), line, NULL, 1);
  swapped = nd_astype(matrix, other, ND_CASTING_EQUIV, ND_ORDER_C);
  CHECK(matrix && vector && integers && mask && positions && swapped, "operands");
}

int main(void) {
  int64_t failures = 0;
  make_operands();
  for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; ++i) {
    const char* name = scenarios[i].name;
    /* Once without failures: what is made on first use stays. */
    nd_array* first = scenarios[i].run();
    CHECK(first != NULL, "%s", name);
    nd_release(first);
    const int64_t handles = nd_live_handles();
    const int64_t bytes = nd_live_bytes();
    for (int64_t n = 1;; ++n) {
      CHECK(n < 10000, "%s does not end", name);
      nd_fail_nth_allocation(n);
      nd_array* result = scenarios[i].run();
      nd_fail_nth_allocation(0);
      const int done = result != NULL;
      if (done) {
        nd_release(result);
      } else {
        ++failures;
        CHECK(nd_last_error_status() == ND_NO_MEMORY, "%s, allocation %d", name, (int)n);
        CHECK(nd_last_error_message()[0] != '\0', "%s, allocation %d", name, (int)n);
      }
      CHECK(nd_live_handles() == handles, "%s, allocation %d: a handle leaked", name, (int)n);
      CHECK(nd_live_bytes() == bytes, "%s, allocation %d: a block leaked", name, (int)n);
      check_operands(name);
      nd_array* usable = nd_add(vector, vector);
      CHECK(usable != NULL, "%s, allocation %d", name, (int)n);
      nd_release(usable);
      if (done) break;
    }
  }
  nd_array* const operands[] = {matrix, vector, integers, mask, positions, swapped};
  for (size_t i = 0; i < sizeof operands / sizeof operands[0]; ++i) nd_release(operands[i]);
  CHECK(nd_live_handles() == 0, "%d handles left", (int)nd_live_handles());
  printf("%d scenarios, %d failed allocations survived\n", (int)(sizeof scenarios / sizeof scenarios[0]),
         (int)failures);
  return 0;
}
