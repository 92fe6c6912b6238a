/* Runs scenarios with their first, second, … allocation failing, until they run through: each failure must be an error
 * with ND_NO_MEMORY, leave no handle and no block behind, the operands and the target as they were, and the library
 * usable. Included by the tests allocation_failure_*.c, one an area. Every allocation of the library counts, those of
 * its C++ containers too: it has its own operator new. */
#ifndef ALLOCATION_FAILURE_H
#define ALLOCATION_FAILURE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ndcore/ndcore.h"
#include "ndcore/short.h"

#define CHECK(condition, ...)                                          \
  do {                                                                 \
    if (!(condition)) {                                                \
      fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);  \
      fprintf(stderr, __VA_ARGS__);                                    \
      fprintf(stderr, " (last error: %s)\n", nd_last_error_message()); \
      exit(1);                                                         \
    }                                                                  \
  } while (0)

/* Operands that scenarios share: made once, never to be changed. */
enum { SIDE = 12, SIZE = SIDE * SIDE };
static nd_dtype *float64, *float32, *int64;
static nd_array *matrix, *vector, *integers, *mask, *positions, *swapped, *complexes, *with_nans;

static struct {
  nd_array* array;
  void* bytes;
} operands[8];

/* A scenario returns a handle or NULL. What works in place does so on `target`, a copy of `matrix` which a failure must
 * leave alone, and returns it with one more owner. */
typedef struct scenario {
  const char* name;
  nd_array* (*run)(nd_array* target);
} scenario;

/* A list of scenarios is a macro over X(name, expression of an nd_array *): the functions and the table come from
 * it. */
#define SCENARIO_FUNCTION(name, ...)                   \
  static nd_array* scenario_##name(nd_array* target) { \
    (void)target;                                      \
    return __VA_ARGS__;                                \
  }
#define SCENARIO_ROW(name, ...) {#name, scenario_##name},

/* Literals of axes, shapes and positions. */
#define I(...) ((const int64_t[]){__VA_ARGS__})
#define ARRAYS(...) ((nd_array* const[]){__VA_ARGS__})

static inline nd_array* in_place(nd_status status, nd_array* target) {
  if (status != ND_OK) return NULL;
  nd_retain(target);
  return target;
}

/* The first of several results; the others are released. */
static inline nd_array* first_of(nd_status status, nd_array** results, int n) {
  if (status != ND_OK) return NULL;
  for (int i = 1; i < n; ++i) nd_release(results[i]);
  return results[0];
}

static inline void* bytes_of(nd_array* a, size_t* nbytes) {
  nd_array_info info;
  memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  CHECK(nd_array_describe(a, &info) == ND_OK, "describe");
  *nbytes = (size_t)nd_array_nbytes(a);
  return info.data;
}

static inline int has_bytes(nd_array* a, const void* expected) {
  size_t nbytes;
  const void* data = bytes_of(a, &nbytes);
  return memcmp(data, expected, nbytes) == 0;
}

static inline void make_arrays(void) {
  double values[SIZE], nans[SIZE], pairs[2 * SIZE];
  int64_t numbers[SIZE], places[SIDE];
  int8_t flags[SIZE];
  for (int i = 0; i < SIZE; ++i) {
    /* The diagonal is heavy, so that the matrix can be inverted. */
    values[i] = (i * 37 % SIZE) / 16.0 + (i % (SIDE + 1) == 0 ? 100 : 0);
    nans[i] = i % 7 == 0 ? values[0] * 1e308 - values[0] * 1e308 : values[i];
    pairs[2 * i] = values[i];
    pairs[2 * i + 1] = i;
    numbers[i] = i * 29 % 17 + 1;
    flags[i] = (int8_t)(i % 3 == 0);
  }
  for (int i = 0; i < SIDE; ++i) places[i] = (i * 5) % SIDE;
  const int64_t square[2] = {SIDE, SIDE};
  float64 = nd_dtype_from_code(ND_FLOAT64, ND_NATIVE);
  float32 = nd_dtype_from_code(ND_FLOAT32, ND_NATIVE);
  int64 = nd_dtype_from_code(ND_INT64, ND_NATIVE);
  matrix = nd_array_from_memory(values, float64, square, NULL, 2);
  vector = nd_array_from_memory(values, float64, square, NULL, 1);
  integers = nd_array_from_memory(numbers, int64, square, NULL, 2);
  mask = nd_array_from_memory(flags, nd_dtype_from_code(ND_BOOL, ND_NATIVE), square, NULL, 2);
  positions = nd_array_from_memory(places, int64, square, NULL, 1);
  swapped = nd_astype(matrix, nd_dtype_from_code(ND_FLOAT64, ND_SWAPPED), ND_CASTING_EQUIV, ND_ORDER_C);
  complexes = nd_array_from_memory(pairs, nd_dtype_from_code(ND_COMPLEX128, ND_NATIVE), square, NULL, 2);
  with_nans = nd_array_from_memory(nans, float64, square, NULL, 2);
}

static inline void make_operands(void) {
  make_arrays();
  nd_array* const made[8] = {matrix, vector, integers, mask, positions, swapped, complexes, with_nans};
  for (int i = 0; i < 8; ++i) {
    size_t nbytes;
    CHECK(made[i] != NULL, "operand %d", i);
    const void* data = bytes_of(made[i], &nbytes);
    operands[i].array = made[i];
    operands[i].bytes = malloc(nbytes);
    memcpy(operands[i].bytes, data, nbytes);
  }
}

static inline void release_operands(void) {
  for (int i = 0; i < 8; ++i) {
    nd_release(operands[i].array);
    free(operands[i].bytes);
  }
  CHECK(nd_live_handles() == 0, "%d handles left", (int)nd_live_handles());
}

/* Returns whether the scenario ran through with its n-th allocation failing. */
static inline int run_once(const scenario* one, int n, int64_t handles, int64_t bytes) {
  nd_array* target = nd_copy(matrix, ND_ORDER_C);
  CHECK(target != NULL, "%s", one->name);
  nd_fail_nth_allocation(n);
  nd_array* result = one->run(target);
  nd_fail_nth_allocation(0);
  if (result != NULL) {
    nd_release(result);
  } else {
    CHECK(nd_last_error_status() == ND_NO_MEMORY, "%s, allocation %d", one->name, n);
    CHECK(nd_last_error_message()[0] != '\0', "%s, allocation %d", one->name, n);
    CHECK(has_bytes(target, operands[0].bytes), "%s, allocation %d: the target changed", one->name, n);
  }
  nd_release(target);
  CHECK(nd_live_handles() == handles, "%s, allocation %d: a handle leaked", one->name, n);
  CHECK(nd_live_bytes() == bytes, "%s, allocation %d: a block leaked", one->name, n);
  for (int i = 0; i < 8; ++i) {
    CHECK(has_bytes(operands[i].array, operands[i].bytes), "%s, allocation %d: operand %d changed", one->name, n, i);
  }
  nd_array* usable = nd_add(vector, vector);
  CHECK(usable != NULL, "%s, allocation %d", one->name, n);
  nd_release(usable);
  return result != NULL;
}

static inline int run_scenarios(const scenario* scenarios, int count) {
  int failures = 0;
  for (int i = 0; i < count; ++i) {
    /* Once without failures: what is made on first use stays. */
    nd_array* target = nd_copy(matrix, ND_ORDER_C);
    nd_array* first = scenarios[i].run(target);
    CHECK(first != NULL, "%s", scenarios[i].name);
    nd_release(first);
    nd_release(target);
    const int64_t handles = nd_live_handles(), bytes = nd_live_bytes();
    for (int n = 1; !run_once(&scenarios[i], n, handles, bytes); ++n, ++failures) {
      CHECK(n < 10000, "%s does not end", scenarios[i].name);
    }
  }
  printf("%d scenarios, %d failed allocations survived\n", count, failures);
  return 0;
}

#endif
