/* Types and constants of the ndcore C API: opaque handles, dtype codes, flags. C99, no dependency but <stdint.h>. */
#ifndef NDCORE_TYPES_H
#define NDCORE_TYPES_H

#include <stdint.h>

#include "ndcore/status.h"

#if defined(_WIN32)
#define ND_EXPORT __declspec(dllexport)
#elif defined(__GNUC__)
#define ND_EXPORT __attribute__((visibility("default")))
#else
#define ND_EXPORT
#endif

/* Handles. A handle is a ticket, not an address: the library looks it up and refuses what it did not give out.
 * Owned handles are given back with nd_release, once each. */
typedef struct nd_array nd_array;   /* elements of one dtype in memory, with a shape and strides */
typedef struct nd_dtype nd_dtype;   /* what elements are; there is one of each */
typedef struct nd_ufunc nd_ufunc;   /* a universal function: loops over elements, one a combination of dtypes */
typedef struct nd_buffer nd_buffer; /* memory that arrays share */
typedef struct nd_token nd_token;   /* cancels the calls of the threads that use it */
typedef struct nd_module nd_module; /* a shared library with more functions, ufuncs and dtypes */

/* The tables of functions, defined in api.h, and what each begins with. */
typedef struct nd_api nd_api;
typedef struct nd_api_draft nd_api_draft;
typedef struct nd_api_head {
  int64_t struct_size; /* bytes of the table that the library has */
  int32_t abi;         /* ND_ABI */
  int32_t revision;    /* of the library */
  int64_t count;       /* functions that follow */
  uint64_t build_hash; /* identity of everything the library offers, drafts included */
} nd_api_head;

/* dtype codes, in the order of NumPy's type hierarchy. */
typedef int32_t nd_type_code;
#define ND_BOOL 0        /* one byte, 0 or 1 */
#define ND_INT8 1        /* signed, 8 bits */
#define ND_UINT8 2       /* unsigned, 8 bits */
#define ND_INT16 3       /* signed, 16 bits */
#define ND_UINT16 4      /* unsigned, 16 bits */
#define ND_INT32 5       /* signed, 32 bits */
#define ND_UINT32 6      /* unsigned, 32 bits */
#define ND_INT64 7       /* signed, 64 bits */
#define ND_UINT64 8      /* unsigned, 64 bits */
#define ND_FLOAT16 9     /* IEEE binary16 */
#define ND_BFLOAT16 10   /* float32's upper half */
#define ND_FLOAT32 11    /* IEEE binary32 */
#define ND_FLOAT64 12    /* IEEE binary64 */
#define ND_COMPLEX64 13  /* two float32: real, imaginary */
#define ND_COMPLEX128 14 /* two float64: real, imaginary */

/* A yes or no: 0 is no, any other number yes. */
typedef int32_t nd_flag;

/* Byte orders of a dtype. */
typedef int32_t nd_byteorder;
#define ND_NATIVE 0  /* the machine's */
#define ND_SWAPPED 1 /* the other one than the machine's */
#define ND_LITTLE 2  /* least significant byte first */
#define ND_BIG 3     /* most significant byte first */

/* Memory orders. */
typedef int32_t nd_order;
#define ND_ORDER_K 0 /* as the input lies in memory */
#define ND_ORDER_C 1 /* row-major, the last index fastest */
#define ND_ORDER_F 2 /* column-major, the first index fastest */
#define ND_ORDER_A 3 /* F if every input is F-contiguous and not C-contiguous, else C */

/* Casting rules; each but the first allows what the one before allows. */
typedef int32_t nd_casting;
#define ND_CASTING_DEFAULT 0   /* the function's own */
#define ND_CASTING_NO 1        /* none: the same dtype in the same byte order */
#define ND_CASTING_EQUIV 2     /* another byte order */
#define ND_CASTING_SAFE 3      /* no value is lost: int32 to float64 */
#define ND_CASTING_SAME_KIND 4 /* within a kind, or to a higher one: float64 to float32 */
#define ND_CASTING_UNSAFE 5    /* whatever can be converted: float64 to int8 */

/* Array flags, as read by nd_array_flags. */
#define ND_C_CONTIGUOUS 1 /* without gaps, the last index fastest */
#define ND_F_CONTIGUOUS 2 /* without gaps, the first index fastest */
#define ND_OWNDATA 4      /* its memory is its own, not that of another array */
#define ND_ALIGNED 8      /* elements lie where the dtype wants them */
#define ND_WRITEABLE 16   /* elements may be changed */

/* Weak scalars (NEP 50): kinds of Python-like numbers that adapt to the dtype beside them. */
#define ND_WEAK_NONE 0    /* an ordinary array */
#define ND_WEAK_INT 1     /* an integer: takes the dtype of a number beside it */
#define ND_WEAK_FLOAT 2   /* a float: float64 beside integers */
#define ND_WEAK_COMPLEX 3 /* a complex number: complex64 beside float32 */

/* Floating-point status flags and what to do about each. */
#define ND_FP_DIVIDE 1    /* flag: an exact infinity of finite numbers, as of 1 / 0 */
#define ND_FP_OVERFLOW 2  /* flag: too large for the dtype */
#define ND_FP_UNDERFLOW 4 /* flag: too small for full precision */
#define ND_FP_INVALID 8   /* flag: no number comes out, as of 0 / 0 */
#define ND_FP_IGNORE 0    /* mode: nothing happens */
#define ND_FP_WARN 1      /* mode: the handler is called to warn */
#define ND_FP_RAISE 2     /* mode: the call fails with ND_FLOATING_POINT_ERROR */
#define ND_FP_CALL 3      /* mode: the handler is called to deal with it */

/* Kinds of handles, as read by nd_handle_kind. */
#define ND_KIND_ARRAY 0  /* nd_array */
#define ND_KIND_DTYPE 1  /* nd_dtype */
#define ND_KIND_UFUNC 2  /* nd_ufunc */
#define ND_KIND_BUFFER 3 /* nd_buffer */
#define ND_KIND_TOKEN 4  /* nd_token */
#define ND_KIND_MODULE 5 /* nd_module */
#define ND_KIND_FILE 6   /* kept for open files */

/* The record of the last failed call of a thread; the texts are valid until the next failed call of this thread. */
typedef struct nd_error_info {
  int64_t struct_size;  /* sizeof(nd_error_info) */
  nd_status status;     /* ND_OK: no call has failed */
  int32_t reserved;     /* 0 */
  const char* kind;     /* the status by name: "ND_AXIS_ERROR" */
  const char* message;  /* "sum: axis 3 is out of bounds for an array of 2 dimensions" */
  const char* function; /* the public function that failed: "nd_sum" */
  const char* argument; /* the argument that the message names: "weights"; NULL: none */
  int64_t axis;         /* of ND_AXIS_ERROR: the axis that the array of `ndim` dimensions does not have */
  int32_t ndim;         /* of ND_AXIS_ERROR */
  int32_t detail;       /* what the status does not tell: ND_DETAIL_ZERO_DIVISION …, else ND_DETAIL_NONE */
} nd_error_info;

/* What to do about each floating-point status: ND_FP_IGNORE, ND_FP_WARN, ND_FP_RAISE or ND_FP_CALL. */
typedef struct nd_fp_modes {
  int64_t struct_size; /* sizeof(nd_fp_modes) */
  int32_t divide;      /* of ND_FP_DIVIDE */
  int32_t overflow;    /* of ND_FP_OVERFLOW */
  int32_t underflow;   /* of ND_FP_UNDERFLOW */
  int32_t invalid;     /* of ND_FP_INVALID */
} nd_fp_modes;

/* Callbacks may call the library again and must not throw or jump out.
 * One raised floating-point status, on the thread of the call: `flag` is an ND_FP_ flag, `mode` ND_FP_WARN or
 * ND_FP_CALL. A result that is not 0 fails the operation with ND_CALLBACK_ERROR. */
typedef int32_t (*nd_fp_callback)(const char* operation, int32_t flag, int32_t mode, void* data);
/* How far a call has come, on the thread of the call. A result that is not 0 cancels it. */
typedef int32_t (*nd_progress_callback)(const char* function, int64_t done, int64_t total, void* data);
/* Memory aligned to `alignment`, or NULL; on any thread. */
typedef void* (*nd_allocate_callback)(int64_t bytes, int64_t alignment, void* data);
/* Takes memory back; `bytes` as it was asked for; on any thread. */
typedef void (*nd_free_callback)(void* block, int64_t bytes, void* data);

/* Where the memory of array elements comes from; see nd_set_allocator. */
typedef struct nd_allocator {
  int64_t struct_size;           /* sizeof(nd_allocator) */
  nd_allocate_callback allocate; /* called for each block */
  nd_free_callback free;         /* called once for each block */
  void* data;                    /* given to both */
} nd_allocator;

/* Called once when the last array over wrapped memory is gone: gives the memory back. On any thread. */
typedef void (*nd_deleter)(void* memory, void* data);

/* All that a frontend needs to know of an array, read in one call. The pointers are valid while the array lives. */
typedef struct nd_array_info {
  int64_t struct_size;    /* sizeof(nd_array_info) */
  void* data;             /* the element at index 0 of every axis */
  const int64_t* shape;   /* ndim extents */
  const int64_t* strides; /* ndim strides in bytes */
  int64_t size;           /* number of elements */
  int64_t itemsize;       /* bytes of one element */
  nd_type_code code;      /* ND_FLOAT64 … */
  nd_flag swapped;        /* elements lie in the other byte order than the machine's */
  int32_t ndim;           /* number of axes, 0 to 64 */
  int32_t flags;          /* ND_C_CONTIGUOUS … */
  int32_t weak;           /* ND_WEAK_INT … for a Python-like number, else ND_WEAK_NONE */
  int32_t reserved;       /* 0 */
} nd_array_info;

/* How a universal function is called: NumPy's keyword arguments. All zero: the defaults. */
typedef struct nd_ufunc_options {
  int64_t struct_size; /* sizeof(nd_ufunc_options) */
  nd_array* where;     /* booleans that broadcast with the inputs: elements to compute; NULL: all */
  nd_dtype* dtype;     /* of the first output, and so of the loop; NULL: by the inputs */
  nd_casting casting;  /* what may be cast to what; ND_CASTING_DEFAULT: same kind */
  nd_order order;      /* the memory order of new outputs; ND_ORDER_K … */
} nd_ufunc_options;

/* What a reduction of no elements gives: nd_ufunc_identity. */
#define ND_IDENTITY_NONE 0              /* an error */
#define ND_IDENTITY_ZERO 1              /* 0, as of add */
#define ND_IDENTITY_ONE 2               /* 1, as of multiply */
#define ND_IDENTITY_ALL_ONES 3          /* -1, all bits set, as of bitwise_and */
#define ND_IDENTITY_NEGATIVE_INFINITY 4 /* as of logaddexp */

/* How a reduction goes, beside its axes: nd_ufunc_reduce. All zero is the default of everything. */
typedef struct nd_reduce_options {
  int64_t struct_size; /* sizeof(nd_reduce_options) */
  nd_dtype* dtype;     /* of accumulator and result; NULL: the ufunc's rule (integers widen in sums and products) */
  nd_array* out;       /* takes the result; NULL: a new array */
  nd_array* initial;   /* 0-d, the start; NULL: the identity, or the first element where there is none */
  nd_array* where;     /* booleans that broadcast to the array: elements to take; NULL: all */
  nd_flag keepdims;    /* reduced axes stay, with extent 1 */
  nd_flag no_initial;  /* start from the first element even where there is an identity */
  double ddof;         /* of variances: the divisor is the number of elements less this */
  nd_array* mean;      /* of variances: the mean, with the reduced axes of extent 1; NULL: it is computed */
} nd_reduce_options;

/* A value of any kind, as calls by name take and give it: layout=fixed (an element of arrays, 24 bytes for ever).
 * ndcore/cell.h makes and reads them. */
typedef struct nd_cell {
  int32_t kind;     /* ND_CELL_INT … */
  int32_t reserved; /* 0 */
  uint64_t value;   /* a number's bits, a handle, or the address of a text or list */
  int64_t extent;   /* elements of a list, bytes of a text (-1: it ends with NUL), bits of an imaginary part */
} nd_cell;

/* Kinds of cells. A number stands for a Python-like (weak) one where an array is wanted. Lists, texts, bytes and
 * handles are borrowed when they are passed in; a handle in a result may be owned, as the function's documentation
 * says. */
#define ND_CELL_UNSET 0        /* left out: the parameter's default */
#define ND_CELL_NONE 1         /* explicitly nothing: NULL */
#define ND_CELL_BOOL 2         /* value: 0 or 1 */
#define ND_CELL_INT 3          /* value: int64_t */
#define ND_CELL_UINT 4         /* value: uint64_t */
#define ND_CELL_DOUBLE 5       /* value: bits of a double */
#define ND_CELL_COMPLEX 6      /* value, extent: bits of two doubles */
#define ND_CELL_STRING 7       /* value: const char *, UTF-8 */
#define ND_CELL_BYTES 8        /* value: void *, extent: bytes; memory that is read or filled */
#define ND_CELL_HANDLE 9       /* value: a handle of any kind */
#define ND_CELL_LIST_INT 10    /* value: const int64_t * */
#define ND_CELL_LIST_DOUBLE 11 /* value: const double * */
#define ND_CELL_LIST_STRING 12 /* value: const char *const * */
#define ND_CELL_LIST_HANDLE 13 /* value: an array of handles; NULL elements where the function allows them */
#define ND_CELL_LIST_CELL 14   /* value: const nd_cell * */

/* A function that is called by name: `args` are all its parameters in order, keywords and defaults in place;
 * ND_CELL_UNSET only where there is neither a value nor a default. It writes `results` (all ND_CELL_UNSET before) and
 * returns ND_OK, or reports with nd_set_error and returns its status. It must not throw or jump out. On any thread. */
typedef nd_status (*nd_method_function)(void* data, const nd_cell* args, int64_t nargs, nd_cell* results,
                                        int64_t nresults);

/* What clients add: universal functions, inner loops, dtypes, modules. Their functions may run on any thread and must
 * not throw or jump out; what is not ND_OK fails the call, with the message that nd_set_error was given on that thread.
 *
 * One inner loop: args holds the inputs, then the outputs; n elements each, `strides` bytes apart, aligned and in the
 * machine's byte order. An input may be the very memory of an output, element for element; no other overlap occurs. */
typedef nd_status (*nd_loop_function)(char* const* args, int64_t n, const int64_t* strides, void* data);

/* Properties of an inner loop. */
#define ND_LOOP_THREADS 1 /* several threads may run it at once within one call */
#define ND_LOOP_REDUCES 2 /* it is right, too, when its first input and its output are one element (both strides 0) */

/* One inner loop of a universal function. */
typedef struct nd_loop_def {
  int64_t struct_size;       /* sizeof(nd_loop_def) */
  const nd_type_code* types; /* nin + nout dtypes, inputs first */
  nd_loop_function function; /* called for runs of elements */
  void* data;                /* given to function */
  int32_t flags;             /* ND_LOOP_THREADS … */
  int32_t reserved;          /* 0 */
} nd_loop_def;

/* A universal function: nd_ufunc_register. The loop whose inputs the operands can first be cast to safely runs. */
typedef struct nd_ufunc_def {
  int64_t struct_size;             /* sizeof(nd_ufunc_def) */
  const char* name;                /* an identifier, such as "logit" */
  const char* documentation;       /* UTF-8; NULL: none */
  const nd_loop_def* const* loops; /* one for each combination of dtypes */
  int32_t loop_count;              /* at least 1 */
  int32_t nin;                     /* 1 to 4; with nout at most 5 */
  int32_t nout;                    /* 1 to 4 */
  int32_t identity;                /* ND_IDENTITY_NONE … */
  double cost;                     /* nanoseconds an element, roughly: when a second thread pays; 0: unknown */
} nd_ufunc_def;

/* A function of a module, which is called by name as MODULE.FUNCTION. Its signature says how arguments are bound and
 * checked, as "smooth(x: array, /, width: int = 3, *, edge: str = 'same') -> array": parameters in front of `/` are
 * given by position only, those behind `*` by keyword only. Kinds are array, dtype, ufunc, int, float, complex, bool,
 * str, bytes, any and list[int], list[float], list[str], list[array]; defaults are numbers, texts, True, False and
 * None, which allows None as an argument. Results are kinds with commas between; without `->` there is none. */
typedef struct nd_method_def {
  int64_t struct_size;         /* sizeof(nd_method_def) */
  const char* signature;       /* "smooth(x: array, width: int = 3) -> array" */
  const char* documentation;   /* UTF-8, its first sentence a summary; NULL: none */
  nd_method_function function; /* called with all arguments in place */
  void* data;                  /* given to function */
} nd_method_def;

/* The ways into the library, for a module that is not linked with it: nd_get_api, nd_get_api_draft and nd_get_c_api.
 * ndcore/loader.h makes nd_... callable from them: nd_load_module. */
typedef struct nd_module_host {
  int64_t struct_size;       /* sizeof(nd_module_host) */
  const void* get_api;       /* nd_get_api */
  const void* get_api_draft; /* nd_get_api_draft */
  const void* get_c_api;     /* nd_get_c_api */
} nd_module_host;

/* Called once while a module is loaded; registers ufuncs, loops and dtypes with `module`. A failure takes back all that
 * was registered. */
typedef nd_status (*nd_module_init_function)(nd_module* module, const nd_module_host* host, void* data);
/* Called when the loading fails after init was called: gives back what init took. */
typedef void (*nd_module_free_function)(void* data);

/* What a module is: the shared library exports one of these under the name `ndcore_module`. See nd_module_load. */
typedef struct nd_module_def {
  int64_t struct_size;                 /* sizeof(nd_module_def) */
  int32_t abi;                         /* ND_ABI */
  int32_t revision;                    /* ND_TARGET_REVISION: the newest revision it uses */
  const char* name;                    /* an identifier, such as "specials" */
  const char* documentation;           /* UTF-8; NULL: none */
  const nd_method_def* const* methods; /* functions that are called by name; NULL: none */
  int64_t method_count;                /* how many methods there are */
  nd_module_init_function init;        /* NULL: nothing to do */
  nd_module_free_function free;        /* NULL: nothing to do */
  void* data;                          /* given to init and free */
} nd_module_def;

/* Whether an array that could serve as it is gets copied. */
typedef int32_t nd_copy_mode;
#define ND_COPY_IF_NEEDED (-1) /* where the dtype or order asked for wants it */
#define ND_COPY_NEVER 0        /* an error where a copy is needed */
#define ND_COPY_ALWAYS 1       /* even where it could serve as it is */

/* Drafts: they may change until a revision freezes them. */
#ifndef ND_STABLE_ONLY

/* What a status does not tell: member `detail` of nd_error_info. */
#define ND_DETAIL_NONE 0          /* nothing more */
#define ND_DETAIL_AXIS 1          /* ND_AXIS_ERROR: `axis` and `ndim` are known */
#define ND_DETAIL_ZERO_DIVISION 2 /* ND_VALUE_ERROR: a divisor of zero, such as weights that sum to zero */

/* What pad puts at the ends of axes. */
typedef int32_t nd_pad_mode;
#define ND_PAD_CONSTANT 0    /* a value */
#define ND_PAD_EDGE 1        /* the last element */
#define ND_PAD_REFLECT 2     /* the mirror image, without the last element */
#define ND_PAD_SYMMETRIC 3   /* the mirror image, with the last element */
#define ND_PAD_WRAP 4        /* the elements of the other end */
#define ND_PAD_EMPTY 5       /* nothing: the memory stays as it is */
#define ND_PAD_LINEAR_RAMP 6 /* even steps from the edge to an end value */
#define ND_PAD_MAXIMUM 7     /* of the elements at the edge, or of all along the axis */
#define ND_PAD_MEAN 8        /* of the same elements */
#define ND_PAD_MEDIAN 9      /* of the same elements */
#define ND_PAD_MINIMUM 10    /* of the same elements */

/* How an index out of bounds is treated by take and put. */
typedef int32_t nd_index_mode;
#define ND_MODE_RAISE 0 /* an error */
#define ND_MODE_WRAP 1  /* modulo the extent */
#define ND_MODE_CLIP 2  /* the nearest one that exists */

/* What a warning is about: nd_warning_set_handler. */
typedef int32_t nd_warning_kind;
#define ND_WARNING_RUNTIME 0 /* a result that is no number, or hardly one: the mean of nothing */
#define ND_WARNING_COMPLEX 1 /* imaginary parts are lost in a cast */

/* A warning, on the thread of the call, before its result is written. `message` is UTF-8 and borrowed until the
 * callback returns. A result that is not 0 fails the call with ND_CALLBACK_ERROR. */
typedef int32_t (*nd_warning_callback)(nd_warning_kind kind, const char* message, void* data);

/* One axis by value, of functions that can also work on the flattened array. */
#define ND_AXIS_NONE (-9223372036854775807) /* the array is flattened first */

/* Kinds of index items: nd_get, nd_set. */
#define ND_INDEX_INTEGER 0                    /* a position, negative from the end */
#define ND_INDEX_SLICE 1                      /* start, stop, step */
#define ND_INDEX_ELLIPSIS 2                   /* all axes that no other item names */
#define ND_INDEX_NEWAXIS 3                    /* a new axis of extent 1 */
#define ND_INDEX_ARRAY 4                      /* the next of the arrays that are passed: positions, or a mask */
#define ND_INDEX_UNSET (-9223372036854775807) /* a limit or step of a slice that is left out */

/* How many digits of floats are printed: member `floatmode` of nd_print_options. */
typedef int32_t nd_floatmode;
#define ND_FLOATMODE_FIXED 0         /* precision digits, always */
#define ND_FLOATMODE_UNIQUE 1        /* as many as it takes, precision is not looked at */
#define ND_FLOATMODE_MAXPREC 2       /* as many as it takes, at most precision */
#define ND_FLOATMODE_MAXPREC_EQUAL 3 /* the same for all elements: as many as the one with most takes */

/* NumPy's print options; see nd_array_text. In C fill all; elsewhere NumPy's defaults stand for what is left out. */
typedef struct nd_print_options {
  int64_t struct_size;    /* sizeof(nd_print_options) */
  int64_t precision;      /* default=8 digits behind the point; negative: as many as it takes */
  int64_t threshold;      /* default=1000 more elements than this are summarised */
  int64_t edgeitems;      /* default=3 of a summarised axis, at each end */
  int64_t linewidth;      /* default=75 characters */
  nd_flag suppress;       /* no scientific notation because of small numbers */
  nd_floatmode floatmode; /* default=ND_FLOATMODE_MAXPREC which digits of floats: ND_FLOATMODE_FIXED … */
  int32_t sign;           /* default=45 '-', '+' or ' ', as a character code */
  int32_t reserved;       /* 0 */
  const char* nanstr;     /* NULL: "nan" */
  const char* infstr;     /* NULL: "inf" */
} nd_print_options;

/* How a file is mapped: nd_npy_map, nd_file_map. */
typedef int32_t nd_map_mode;
#define ND_MAP_READ 0          /* writing to the array is an error */
#define ND_MAP_READ_WRITE 1    /* what is written goes to the file */
#define ND_MAP_COPY_ON_WRITE 2 /* what is written stays in memory */

#endif

#endif
