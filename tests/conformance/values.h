/* The values of the conformance vectors as arguments and results of calls. For driver.c and by_name.h. */
#ifndef NDCORE_TESTS_VALUES_H
#define NDCORE_TESTS_VALUES_H

#include <stdio.h>

#include "json.h"
#include "ndcore/ndcore.h"

enum value_kind { NONE, NUMBER, UNSIGNED, REAL, TEXT, BYTES, LIST, STRUCT, ARRAY, DTYPE, OTHER };

typedef struct value {
  enum value_kind kind;
  int64_t number;
  double real;
  const char* text;
  unsigned char* bytes;
  void* handle;
  int owned;
  int64_t count;       /* of bytes, a list or a struct */
  struct value* items; /* of a list or a struct */
  char** names;        /* of a struct: its fields */
} value;

/* What a call returns. */
typedef struct results {
  value values[8];
  int count;
} results;

static inline void* room(int64_t count) { return take((size_t)(count > 0 ? count : 0)); }

static void fail(const char* what, const char* why) {
  fprintf(stderr, "the driver cannot: %s: %s\n", what, why);
  exit(2);
}

static value new_list(int64_t count) {
  value made;
  memset(&made, 0, sizeof made);
  made.kind = LIST;
  made.count = count;
  made.items = take((size_t)count * sizeof *made.items);
  return made;
}

static void give_back(value* v) {
  int64_t i;
  if (v->owned) nd_release(v->handle);
  for (i = 0; (v->kind == LIST || v->kind == STRUCT) && i < v->count; ++i) give_back(&v->items[i]);
}

#endif
