/* Harness of generated_bad_arguments.c: good arguments, every kind of bad handle, and what a refusal must look like: an
 * error status that its documentation names, a message and the function's name in the error record, no handle given
 * out, everything still usable. */
#ifndef NDCORE_TESTS_BAD_ARGUMENTS_H
#define NDCORE_TESTS_BAD_ARGUMENTS_H

#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ndcore/interchange_structs.h"
#include "ndcore/ndcore.h"

#define ROOM 64

/* Room behind pointers; room_in holds ones: extents of a shape that has elements, an axis that exists. */
static int64_t room_in[ROOM * 2];
static int64_t room_out[ROOM * 2];
static int64_t room_memory[ROOM * 2];
static const char* many_strings[ROOM];
static const char* out_strings[ROOM];
static void* out_pointers[ROOM];

/* Of each type of handle a good one, arrays of good ones and for results, and the bad ones, NULL first. */
enum { BAD_MAX = 16 };
#define HANDLE_ROOM(type)                            \
  static type* good_##type;                          \
  static type *many_##type[ROOM], *out_##type[ROOM]; \
  static void* bad_##type[BAD_MAX];                  \
  static int bad_##type##_count;
EACH_HANDLE_TYPE(HANDLE_ROOM)
static void* bad_any[BAD_MAX];
static int bad_any_count;

static const char *current_function, *current_case;
static nd_status expected_status;   /* 0: any error that is documented */
static const nd_status* documented; /* up to a 0 */
static long calls, failures;
static int numpys_words; /* not 0: messages may be NumPy's, which name no operation */

#define DOCUMENTED(...)                            \
  static const nd_status errors[] = {__VA_ARGS__}; \
  documented = errors
#define CASE(function, name) (current_function = (function), current_case = (name))
#define EACH_BAD_FROM(first, type, status)                                   \
  expected_status = (status);                                                \
  for (int bad_index = (first); bad_index < bad_##type##_count; ++bad_index) \
    for (void *bad = bad_##type[bad_index], *once = room_in; once; once = NULL)
#define EACH_BAD(type, status) EACH_BAD_FROM(0, type, status)
#define EACH_BAD_BUT_NULL(type, status) EACH_BAD_FROM(1, type, status)
#define EXPECT_ANY expected_status = 0;

static inline void report(const char* problem, int64_t value) {
  ++failures;
  fprintf(stderr, "%s(%s): %s (%" PRId64 "), record: %d `%s` in `%s`\n", current_function, current_case, problem, value,
          (int)nd_last_error_status(), nd_last_error_message(), nd_last_error_function());
}

/* Of every function a handle may be bad: that goes without saying. */
static inline int is_documented(nd_status status) {
  const nd_status* named = documented;
  while (*named != 0 && *named != status) ++named;
  return *named != 0 || status == ND_INVALID_HANDLE;
}

static inline void check_record(void) {
  const nd_status status = nd_last_error_status();
  if (strcmp(current_function, "nd_last_error") == 0) return; /* reading the record does not change it */
  if (status >= 0) report("no error is recorded", status);
  if (expected_status != 0 && status != expected_status) report("another status than expected", expected_status);
  if (status < 0 && !is_documented(status)) report("an error that the documentation does not name", status);
  if (strcmp(nd_last_error_function(), current_function) != 0) report("the record names another function", 0);
  if (nd_last_error_message()[0] == '\0') report("the message is empty", 0);
  /* An index error has NumPy's words, which name no operation. */
  if (status != ND_INDEX_ERROR && !numpys_words && strchr(nd_last_error_message(), ':') == NULL)
    report("the message does not begin with the operation", 0);
}

static inline void check_no_handles(void* const* outputs) {
  for (int i = 0; i < ROOM; ++i) {
    if (outputs[i]) report("a handle was given out", i);
  }
}

static inline void check_outputs(void) {
#define CHECK_OUTPUTS(type)                   \
  check_no_handles((void* const*)out_##type); \
  memset(out_##type, 0, sizeof out_##type);
  EACH_HANDLE_TYPE(CHECK_OUTPUTS)
  for (int i = 0; i < ROOM * 2; ++i) {
    if (room_in[i] != 1) report("an input was written", i);
    room_in[i] = 1;
  }
}

static inline void refused_pointer(const void* result) {
  ++calls;
  if (result) {
    report("a pointer was returned", 0);
  } else {
    check_record();
  }
  check_outputs();
}

static inline void refused_number(int64_t result) {
  ++calls;
  if (result >= 0) {
    report("success was returned", result);
  } else {
    check_record();
    if (strcmp(current_function, "nd_last_error") != 0 && result != nd_last_error_status()) {
      report("the record has another status than was returned", result);
    }
  }
  check_outputs();
}

/* What a function that made it gives no handle for. */
static inline void give_back_export(void) {
  if (strcmp(current_function, "nd_to_dlpack") == 0 && strncmp(current_case, "max_version", 11) == 0) {
    nd_dlpack_managed_versioned* made = (nd_dlpack_managed_versioned*)out_pointers[0];
    made->deleter(made);
  } else if (strcmp(current_function, "nd_to_dlpack") == 0) {
    nd_dlpack_managed* made = (nd_dlpack_managed*)out_pointers[0];
    made->deleter(made);
  } else if (strcmp(current_function, "nd_to_arrow") == 0) {
    struct ArrowSchema* schema = (struct ArrowSchema*)room_memory;
    struct ArrowArray* array = (struct ArrowArray*)(room_memory + ROOM / 2);
    schema->release(schema);
    array->release(array);
  }
}

/* A call that may succeed: what it gave out is given back. */
static inline void tried(int failed) {
  ++calls;
  if (failed) {
    check_record();
  } else {
    give_back_export();
#define GIVE_BACK(type)                           \
  for (int i = 0; i < ROOM; ++i) {                \
    if (out_##type[i]) nd_release(out_##type[i]); \
    out_##type[i] = NULL;                         \
  }
    EACH_HANDLE_TYPE(GIVE_BACK)
  }
  check_outputs();
}

static inline void tried_handle(void* result) {
  tried(result == NULL);
  if (result) nd_release(result);
}

#define TRIED_HANDLE(call) (nd_clear_error(), tried_handle((void*)(call)))
#define TRIED_POINTER(call) (nd_clear_error(), tried((const void*)(call) == NULL))
#define TRIED_NUMBER(call) (nd_clear_error(), tried((int64_t)(call) < 0))
#define REFUSED_POINTER(call) (nd_clear_error(), refused_pointer((const void*)(call)))
#define REFUSED_NUMBER(call) (nd_clear_error(), refused_number((int64_t)(call)))
#define SURVIVED(call) ((void)(call), ++calls)

static inline void fill_with(void** elements, int n, void* value) {
  for (int i = 0; i < n; ++i) elements[i] = value;
}

static inline void add_bad(void** list, int* count, void* handle) {
  if (*count < BAD_MAX) list[(*count)++] = handle;
}

/* What is no handle of any kind; NULL first. */
static inline void add_forged(void** list, int* count, void* live) {
  const uintptr_t bits = (uintptr_t)live;
  add_bad(list, count, NULL);
  add_bad(list, count, (void*)room_memory);                 /* an address of ours */
  add_bad(list, count, (void*)(uintptr_t)0x1234);           /* a small number */
  add_bad(list, count, (void*)UINTPTR_MAX);                 /* all bits set */
  add_bad(list, count, (void*)(bits ^ 1));                  /* another generation */
  add_bad(list, count, (void*)(bits + 0x10000000));         /* a slot that was never used */
  add_bad(list, count, (void*)(bits | (uintptr_t)1 << 62)); /* not canonical */
}

static inline void require(const void* made, const char* what) {
  if (made) return;
  fprintf(stderr, "cannot make %s: %s\n", what, nd_last_error_message());
  exit(2);
}

static nd_array* make_array(void) {
  const int64_t shape[2] = {2, 3};
  nd_array* made = nd_zeros(shape, 2, good_nd_dtype, ND_ORDER_C);
  require(made, "an array");
  return made;
}

static void* released(void* handle) {
  require(handle, "a handle to release");
  if (nd_release(handle) != ND_OK) require(NULL, "a released handle");
  return handle;
}

/* Good handles of every type that has a maker by now; a type without one is tried with what is no handle at all. */
static void make_good(void) {
  good_nd_dtype = nd_dtype_from_code(ND_FLOAT64, ND_NATIVE);
  require(good_nd_dtype, "a dtype");
  good_nd_array = make_array();
  good_nd_buffer = nd_array_buffer(good_nd_array);
  require(good_nd_buffer, "a buffer");
  good_nd_token = nd_token_new();
  require(good_nd_token, "a token");
  good_nd_ufunc = nd_ufunc_find("add");
  require(good_nd_ufunc, "a ufunc");
}

static void begin(void) {
  void* others[BAD_MAX];
  int i, count = 0;
  (void)out_strings, (void)out_pointers, (void)room_out; /* not every API has such results */
  make_good();
  for (i = 0; i < ROOM * 2; ++i) room_in[i] = 1;
  for (i = 0; i < ROOM; ++i) many_strings[i] = "x";
  add_forged(bad_any, &bad_any_count, good_nd_array);
  add_bad(bad_any, &bad_any_count, released(make_array()));
#define FILL(type)                                         \
  for (i = 0; i < ROOM; ++i) many_##type[i] = good_##type; \
  add_forged(bad_##type, &bad_##type##_count, good_##type ? (void*)good_##type : (void*)good_nd_array);
  EACH_HANDLE_TYPE(FILL)
  /* Every other type's good handle is wrong-typed. */
#define NOTE_GOOD(type) others[count++] = good_##type;
  EACH_HANDLE_TYPE(NOTE_GOOD)
#define ADD_OTHERS(type)                                                                                   \
  for (i = 0; i < count; ++i) {                                                                            \
    if (others[i] && others[i] != (void*)good_##type) add_bad(bad_##type, &bad_##type##_count, others[i]); \
  }
  EACH_HANDLE_TYPE(ADD_OTHERS)
  add_bad(bad_nd_array, &bad_nd_array_count, released(make_array()));
  add_bad(bad_nd_token, &bad_nd_token_count, released(nd_token_new()));
}

static int finish(int functions, int tested) {
  const int64_t live = nd_live_handles();
  if (nd_array_ndim(good_nd_array) != 2) CASE("nd_array_ndim", "afterwards"), report("the good array is damaged", 0);
  nd_release(good_nd_array);
  nd_release(good_nd_buffer);
  nd_release(good_nd_token);
  if (live != 3 || nd_live_handles() != 0) CASE("nd_live_handles", "afterwards"), report("handles leaked", live - 3);
  printf("%d functions, %d of them with arguments that can be bad, %ld calls, %ld failures\n", functions, tested, calls,
         failures);
  return failures != 0;
}

#endif
