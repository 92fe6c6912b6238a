/* Makes and reads nd_cell, the values of calls by name: `args[0] = nd_cell_handle(a)`. C99 and C++, no call of the
 * library. Lists and texts are borrowed: they must live until the call has ended. */
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
