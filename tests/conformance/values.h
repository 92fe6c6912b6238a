/* The values of the conformance vectors as arguments and results of C functions. For driver.c and the generated
 * dispatch.h. */
#ifndef NDCORE_TESTS_VALUES_H
#define NDCORE_TESTS_VALUES_H

#include <stdio.h>

#include "json.h"
#include "ndcore/ndcore.h"

enum value_kind { NONE, NUMBER, UNSIGNED, REAL, TEXT, BYTES, LIST, ARRAY, DTYPE, OTHER };

typedef struct value {
  enum value_kind kind;
  int64_t number;
  double real;
  const char* text;
  unsigned char* bytes;
  void* handle;
  int owned;
  int64_t count; /* of bytes or a list */
  struct {
    struct value* values;
    int64_t* numbers;
    void** handles;
    const char** texts;
  } list; /* the same elements in each form that they have; not NULL, even of none */
} value;

/* What a call returns. */
typedef struct results {
  value values[8];
  int count;
} results;

static value* more(results* r, enum value_kind kind) {
  value* made = &r->values[r->count++];
  memset(made, 0, sizeof *made);
  made->kind = kind;
  return made;
}

static inline const int64_t* single(const value* a) { return a->kind == NONE ? NULL : &a->number; }
static inline void* room(int64_t count) { return take((size_t)(count > 0 ? count : 0)); }

static inline void of_number(results* r, int64_t number) { more(r, NUMBER)->number = number; }
static inline void of_unsigned(results* r, uint64_t number) {
  more(r, number > INT64_MAX ? UNSIGNED : NUMBER)->number = (int64_t)number;
}
static inline void of_real(results* r, double real) { more(r, REAL)->real = real; }
static inline void of_text(results* r, const char* text) { more(r, TEXT)->text = text; }
static inline void of_bytes(results* r, unsigned char* bytes, int64_t count) {
  value* made = more(r, BYTES);
  made->bytes = bytes;
  made->count = count;
}
static inline void of_handle(results* r, enum value_kind kind, void* handle, int owned) {
  value* made = more(r, kind);
  made->handle = handle;
  made->owned = owned;
}

/* A list with room for its elements in each form. */
static value new_list(int64_t count) {
  const size_t size = (size_t)count + 1;
  value made;
  memset(&made, 0, sizeof made);
  made.kind = LIST;
  made.count = count;
  made.list.values = take(size * sizeof *made.list.values);
  made.list.numbers = take(size * sizeof *made.list.numbers);
  made.list.handles = take(size * sizeof *made.list.handles);
  made.list.texts = take(size * sizeof *made.list.texts);
  return made;
}

static inline void of_handles(results* r, enum value_kind kind, void** handles, int64_t count) {
  int64_t i;
  value* made = more(r, LIST);
  *made = new_list(count);
  for (i = 0; i < count; ++i) {
    made->list.values[i].kind = kind;
    made->list.values[i].handle = handles[i];
    made->list.values[i].owned = 1;
  }
}

static inline void of_numbers32(results* r, const int32_t* numbers, int64_t count) {
  int64_t i;
  value* made = more(r, LIST);
  *made = new_list(count);
  for (i = 0; i < count; ++i) {
    made->list.values[i].kind = NUMBER;
    made->list.values[i].number = numbers[i];
  }
}

static void give_back(value* v) {
  int64_t i;
  if (v->owned) nd_release(v->handle);
  for (i = 0; v->kind == LIST && i < v->count; ++i) give_back(&v->list.values[i]);
}

#endif
