/* What nd_method_get and nd_method_parameter tell of a function: structs and flags. C99. */
#ifndef NDCORE_METHOD_INFO_H
#define NDCORE_METHOD_INFO_H

#include "ndcore/types.h"

/* Flags of functions. */
#define ND_METHOD_STABLE 1 /* frozen in a revision; else a draft, which may change, or a module's function */
#define ND_METHOD_MODULE 2 /* a function of a module */
#define ND_METHOD_NOCALL 4 /* cannot be called by name */

/* A function. Texts are UTF-8 and valid for ever. */
typedef struct nd_method_info {
  int64_t struct_size;
  const char* name;          /* "sum"; a module's function: "specials.smooth" */
  const char* signature;     /* of a call by name: "negative(x: array) -> array"; NULL: ND_METHOD_NOCALL */
  const char* summary;       /* one sentence */
  const char* documentation; /* what follows it: more text, parameters, result, errors */
  const char* symbol;        /* "nd_sum"; NULL: a module's function */
  const char* declaration;   /* in C; NULL: a module's function */
  const char* group;         /* "ufunc"; of a module's function the name of the module */
  const char* area;          /* the header is ndcore/AREA.h; NULL: a module's function */
  const char* file;          /* "capi/stats.cpp", in the sources of the library; the shared library of a module */
  int32_t line;              /* 0: unknown */
  int32_t version;           /* of several versions of one name: 1, 2 … */
  int32_t since;             /* the revision that it came with; 0: a module's function */
  int32_t removed;           /* the revision from which on it only returns an error; 0: none */
  int32_t slot;              /* in the table nd_api, of a draft in nd_api_draft; -1: a module's function */
  int32_t flags;             /* ND_METHOD_STABLE … */
  int32_t parameter_count;   /* of nd_method_parameter */
  int32_t result_count;      /* of a call by name; -1: it depends on the arguments */
  uint64_t abi_hash;         /* identity of types, ownership and layouts; 0: a module's function */
  uint64_t call_hash;        /* also of names and defaults; 0: a module's function */
} nd_method_info;

/* Directions of parameters. */
#define ND_DIRECTION_IN 0
#define ND_DIRECTION_OUT 1
#define ND_DIRECTION_INOUT 2

/* Who owns the handle in a parameter. */
#define ND_OWNERSHIP_NONE 0     /* it is no handle */
#define ND_OWNERSHIP_BORROWED 1 /* the caller keeps what it passes; what it gets lives elsewhere */
#define ND_OWNERSHIP_OWNED 2    /* given away: to the function by an input, to the caller by a result */

/* Flags of parameters, as calls by name see them. */
#define ND_PARAMETER_POSITIONAL 1 /* can be given by position */
#define ND_PARAMETER_KEYWORD 2    /* can be given by keyword */
#define ND_PARAMETER_OPTIONAL 4   /* can be left out */
#define ND_PARAMETER_RESULT 8     /* is, or becomes, a result */
#define ND_PARAMETER_LENGTH 16    /* is counted from the list that is given */
#define ND_PARAMETER_FIELD 32     /* a field of the struct that the C function takes, behind its parameters */

/* A parameter. Those of the C function come in its order, then the fields of a struct that is spelled out. */
typedef struct nd_parameter_info {
  int64_t struct_size;
  const char* name;
  const char* kind;          /* in a call by name: "array", "list[int]" …; NULL: only C sees it */
  const char* type;          /* "nd_array *"; NULL: a module's function */
  const char* role;          /* "handle", "array", "out_value" …, as in api.json; NULL: a module's function */
  const char* default_value; /* as it is written: "0", "ND_ORDER_C", "None"; NULL: there is none */
  const char* documentation; /* may be empty */
  int32_t direction;         /* ND_DIRECTION_IN … */
  int32_t ownership;         /* ND_OWNERSHIP_NONE … */
  int32_t flags;             /* ND_PARAMETER_POSITIONAL … */
  int32_t counter;           /* the parameter that tells the length of this list, or -1 */
} nd_parameter_info;

#endif
