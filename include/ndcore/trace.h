/* What nd_trace_set (explain.h) reports of a call, and to whom. By hand, C99 and C++. */
#ifndef NDCORE_TRACE_H
#define NDCORE_TRACE_H

#include "ndcore/types.h"

/* A call of the API that has ended, as nd_trace_set reports it. Texts are UTF-8, borrowed until the callback returns,
 * and cut where they are very long. */
typedef struct nd_trace_event {
  int64_t struct_size;   /* bytes that the library has filled */
  const char* function;  /* "nd_add" */
  const char* arguments; /* "x1=float64[3], x2=float64[3]": handles by dtype and shape, numbers, texts */
  const char* result;    /* "float64[3]", "ND_OK"; of a failure the name of the status and the message */
  const char* loops;     /* "add: float64,float64->float64", several with "; " between; "": none ran */
  const char* target;    /* instruction set of the kernels: "avx512" */
  nd_status status;      /* ND_OK, or the error */
  int32_t threads;       /* that worked on the call */
  int32_t depth;         /* 0; 1 for a call from a callback of another one, and so on */
  int32_t reserved;      /* 0 */
  int64_t nanoseconds;   /* from begin to end */
  int64_t thread;        /* the system's number of the calling thread */
} nd_trace_event;

/* Called on the thread of each call that has ended: nd_trace_set. */
typedef void (*nd_trace_callback)(const nd_trace_event* event, void* data);

/* Who hears of calls: nd_trace_set. */
typedef struct nd_trace_sink {
  int64_t struct_size;        /* sizeof(nd_trace_sink) */
  nd_trace_callback callback; /* NULL: nobody */
  void* data;                 /* given to callback */
} nd_trace_sink;

#endif
