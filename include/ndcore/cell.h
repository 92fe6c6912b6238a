/* Makes and reads nd_cell, the values of calls by name: `args[0] = nd_cell_handle(a)`. C99 and C++, no call of the
 * library.
 *
 * Arguments. All is borrowed: texts, lists, memory and handles stay the caller's and must live until the call has
 * ended, whatever comes of it. Each parameter's kind stands in the signature, which nd_method_get shows.
 *
 *   signature          cells that fit
 *   array              a handle; a bool; an int, uint, double or complex as a weak scalar: it takes the dtype of what
 *                      it meets where that can hold its kind of number (float32 + 1.0 stays float32); a list of
 *                      numbers, 1-d of bool, int64, float64 or complex128, as ints, doubles or cells
 *   dtype, ufunc       a handle, or its name as text: "float32", "<f4", "add"
 *   int                an int, uint or bool that fits the C type; never a double
 *   float              a double, int, uint or bool
 *   str, bytes         text (UTF-8 without a zero byte within); memory with its extent in bytes, read or filled
 *   list[…]            the list of its kind, or a list of cells of which each fits; ints serve for list[float]; a
 *                      number is a list of one where numbers are listed: axis=0 (which names `axes`, too)
 *   any                a handle of any type
 *
 * Unset and none are not the same. nd_cell_unset() leaves a parameter to its default, as if it were not there: the way
 * to give the fourth parameter by position and not the third. nd_cell_none() gives NULL, where the parameter allows it:
 * its default is shown as None then. A list of extent 0 is neither, it is an empty list.
 *
 * Results. Each is a cell that the library writes; what it had held before is lost.
 *
 *   ND_CELL_HANDLE     the caller's: to be given back with nd_release, once. Where the function itself returns a
 *                      borrowed handle (of dtypes, ufuncs and modules, which live for ever) releasing does nothing
 *   ND_CELL_STRING     borrowed, ends with NUL (extent -1): it lives as long as the function's documentation says, as a
 *                      name for ever, as the message of the last error until the thread's next failure
 *   ND_CELL_LIST_INT   borrowed: the shape of an array lives as long as the array
 *   ND_CELL_BYTES      an address that the function returns, as that of an array's elements: extent is -1, how much
 *                      memory stands there the function's documentation says
 *   ND_CELL_INT, ND_CELL_UINT, ND_CELL_DOUBLE   a number; UINT only where the C function returns a uint64_t
 *   ND_CELL_NONE       NULL, where that is no failure
 *   ND_CELL_UNSET      no result: behind the last one, and in all places when the call has failed */
#ifndef NDCORE_CELL_H
#define NDCORE_CELL_H

#include <string.h>

#include "ndcore/types.h"

static inline nd_cell nd_cell_of(int32_t kind, uint64_t value, int64_t extent) {
  nd_cell cell;
  cell.kind = kind;
  cell.reserved = 0;
  cell.value = value;
  cell.extent = extent;
  return cell;
}

static inline uint64_t nd_cell_bits(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits;
}

static inline nd_cell nd_cell_pointing(int32_t kind, const void* address, int64_t extent) {
  return nd_cell_of(kind, (uint64_t)(uintptr_t)address, extent);
}

static inline nd_cell nd_cell_unset(void) { return nd_cell_of(ND_CELL_UNSET, 0, 0); }
static inline nd_cell nd_cell_none(void) { return nd_cell_of(ND_CELL_NONE, 0, 0); }
static inline nd_cell nd_cell_bool(int32_t truth) { return nd_cell_of(ND_CELL_BOOL, truth != 0, 0); }
static inline nd_cell nd_cell_int(int64_t number) { return nd_cell_of(ND_CELL_INT, (uint64_t)number, 0); }
static inline nd_cell nd_cell_uint(uint64_t number) { return nd_cell_of(ND_CELL_UINT, number, 0); }
static inline nd_cell nd_cell_double(double number) { return nd_cell_of(ND_CELL_DOUBLE, nd_cell_bits(number), 0); }
static inline nd_cell nd_cell_complex(double real, double imag) {
  return nd_cell_of(ND_CELL_COMPLEX, nd_cell_bits(real), (int64_t)nd_cell_bits(imag));
}
static inline nd_cell nd_cell_string(const char* text) { return nd_cell_pointing(ND_CELL_STRING, text, -1); }
static inline nd_cell nd_cell_bytes(const void* memory, int64_t nbytes) {
  return nd_cell_pointing(ND_CELL_BYTES, memory, nbytes);
}
static inline nd_cell nd_cell_handle(const void* handle) { return nd_cell_pointing(ND_CELL_HANDLE, handle, 0); }
static inline nd_cell nd_cell_ints(const int64_t* numbers, int64_t n) {
  return nd_cell_pointing(ND_CELL_LIST_INT, numbers, n);
}
static inline nd_cell nd_cell_doubles(const double* numbers, int64_t n) {
  return nd_cell_pointing(ND_CELL_LIST_DOUBLE, numbers, n);
}
static inline nd_cell nd_cell_strings(const char* const* texts, int64_t n) {
  return nd_cell_pointing(ND_CELL_LIST_STRING, (const void*)texts, n);
}
/* `handles` is an array of handles of any one type: nd_array **, nd_dtype **. */
static inline nd_cell nd_cell_handles(const void* handles, int64_t n) {
  return nd_cell_pointing(ND_CELL_LIST_HANDLE, handles, n);
}
static inline nd_cell nd_cell_list(const nd_cell* cells, int64_t n) {
  return nd_cell_pointing(ND_CELL_LIST_CELL, cells, n);
}

/* What a cell holds; of another kind than the name says, garbage that harms nobody who does not follow it. */
static inline int64_t nd_cell_as_int(const nd_cell* cell) { return (int64_t)cell->value; }
static inline double nd_cell_as_double(const nd_cell* cell) {
  double number;
  memcpy(&number, &cell->value, sizeof number);
  return number;
}
static inline double nd_cell_as_imag(const nd_cell* cell) {
  double number;
  memcpy(&number, &cell->extent, sizeof number);
  return number;
}
static inline void* nd_cell_as_pointer(const nd_cell* cell) { return (void*)(uintptr_t)cell->value; }
static inline nd_array* nd_cell_as_array(const nd_cell* cell) { return (nd_array*)nd_cell_as_pointer(cell); }

#endif
