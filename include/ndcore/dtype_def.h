/* What a client's dtype is made of: nd_dtype_register. By hand, C99 and C++. */
#ifndef NDCORE_DTYPE_DEF_H
#define NDCORE_DTYPE_DEF_H

#include "ndcore/types.h"

/* Drafts: they may change until a revision freezes them. */
#ifndef ND_STABLE_ONLY

/* Converts n elements, aligned and in the machine's byte order; the places do not overlap. */
typedef nd_status (*nd_cast_function)(const void* from, int64_t from_stride, void* to, int64_t to_stride, int64_t n,
                                      void* data);
/* The order of two elements: below, at or above 0. */
typedef int32_t (*nd_compare_function)(const void* a, const void* b, void* data);
/* Writes an element as UTF-8 text without a 0 at its end and returns how many bytes it has, or a negative status. Text
 * that is longer than `capacity` is not written: the function is called again with more room. */
typedef int64_t (*nd_format_function)(const void* element, char* text, int64_t capacity, void* data);
/* Reads an element from text of `length` bytes. */
typedef nd_status (*nd_parse_function)(const char* text, int64_t length, void* element, void* data);

/* Directions of a cast, seen from the dtype that is registered. */
#define ND_CAST_FROM 0 /* the built-in dtype to this one */
#define ND_CAST_TO 1   /* this dtype to the built-in one */

/* A conversion between a registered dtype and a built-in one. Others go through these: elements of a third dtype are
 * first cast to a built-in one that has a cast, safely; results come out of the cast to a built-in one of the same
 * kind,
 * else out of that to float64, else out of the first. */
typedef struct nd_cast_def {
  int64_t struct_size;       /* sizeof(nd_cast_def) */
  nd_type_code code;         /* the built-in dtype: ND_INT64, ND_FLOAT64 … */
  int32_t direction;         /* ND_CAST_FROM or ND_CAST_TO it */
  int32_t casting;           /* the strictest rule that allows it: ND_CASTING_SAFE, _SAME_KIND or _UNSAFE */
  int32_t reserved;          /* 0 */
  nd_cast_function function; /* called for runs of elements */
  void* data;                /* given to function */
} nd_cast_def;

/* A dtype: nd_dtype_register. Elements are plain bytes that may be copied and moved; any bytes can occur. */
typedef struct nd_dtype_def {
  int64_t struct_size;             /* sizeof(nd_dtype_def) */
  const char* name;                /* an identifier, such as "rational64" */
  int64_t itemsize;                /* 1, 2, 4, 8 or 16 */
  int64_t alignment;               /* 0: itemsize, at most 8; else a power of two that is not less, at most 16 */
  const nd_cast_def* const* casts; /* from and to built-in dtypes; none may be NULL */
  int64_t cast_count;              /* how many casts there are */
  nd_compare_function compare;     /* NULL: no order; else comparisons, maximum and minimum come with it */
  nd_format_function format;       /* the text of an element; never NULL */
  nd_parse_function parse;         /* NULL: not read from text */
  void* data;                      /* given to compare, format and parse */
} nd_dtype_def;

#endif

#endif
