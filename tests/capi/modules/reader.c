/* A module that reads whatever it is given, as far as the cells say: what reaches it must be readable. Its other
 * functions give results that break their signatures. Used by hostile_cells_test.cpp. */
#include <string.h>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

static int64_t length_of(const nd_cell* cell) {
  const char* const text = nd_cell_as_pointer(cell);
  const int64_t length = (int64_t)strlen(text);
  return cell->extent >= 0 && cell->extent != length ? -1 : length;
}

static int64_t sum_of(const nd_cell* cell) {
  const unsigned char* const bytes = nd_cell_as_pointer(cell);
  int64_t sum = 0;
  for (int64_t i = 0; i < cell->extent; ++i) sum += bytes[i];
  return sum;
}

/* Of a list: of each element one number. */
static int64_t read(const nd_cell* cell) {
  const nd_cell* const cells = nd_cell_as_pointer(cell);
  const char* const* const texts = nd_cell_as_pointer(cell);
  const int64_t* const numbers = nd_cell_as_pointer(cell);
  int64_t sum = 0;
  switch (cell->kind) {
    case ND_CELL_STRING: return length_of(cell);
    case ND_CELL_BYTES: return sum_of(cell);
    case ND_CELL_LIST_INT:
      for (int64_t i = 0; i < cell->extent; ++i) sum += numbers[i];
      return sum;
    case ND_CELL_LIST_DOUBLE: return cell->extent;
    case ND_CELL_LIST_HANDLE: return cell->extent;
    case ND_CELL_LIST_STRING:
      for (int64_t i = 0; i < cell->extent; ++i) sum += (int64_t)strlen(texts[i]);
      return sum;
    case ND_CELL_LIST_CELL:
      for (int64_t i = 0; i < cell->extent; ++i) sum += read(cells + i);
      return sum;
    case ND_CELL_BOOL:
    case ND_CELL_INT: return (int64_t)cell->value;
    default: return 0;
  }
}

static nd_status read_it(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  (void)data, (void)nargs, (void)nresults;
  results[0] = nd_cell_int(read(args));
  return ND_OK;
}

static nd_status give(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  (void)args, (void)nargs, (void)nresults;
  results[0] = *(const nd_cell*)data;
  return ND_OK;
}

static nd_status return_five(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  (void)data, (void)args, (void)nargs, (void)nresults;
  results[0] = nd_cell_int(1);
  return 5;
}

static const nd_cell no_text = {ND_CELL_STRING, 0, 0, -1};
static nd_cell no_utf8 = {ND_CELL_STRING, 0, 0, -1};
static const nd_cell no_bytes = {ND_CELL_BYTES, 0, 0, 3};
static const nd_cell negative_bytes = {ND_CELL_BYTES, 0, 0, -3};
static const nd_cell no_kind = {99, 0, 0, 0};
static const nd_cell no_list = {ND_CELL_LIST_CELL, 0, 0, 2};
static const nd_cell no_handle = {ND_CELL_HANDLE, 0, 0x1234, 0};

#define METHOD(name, signature, function, data) \
  static const nd_method_def name = {sizeof(nd_method_def), signature, NULL, function, (void*)(data)};
METHOD(text, "text(x: str) -> int", read_it, NULL)
METHOD(raw, "raw(x: bytes) -> int", read_it, NULL)
METHOD(anything, "anything(x: any) -> int", read_it, NULL)
METHOD(truth, "truth(x: bool) -> int", read_it, NULL)
METHOD(whole, "whole(x: int) -> int", read_it, NULL)
METHOD(texts, "texts(x: list[str]) -> int", read_it, NULL)
METHOD(wholes, "wholes(x: list[int]) -> int", read_it, NULL)
METHOD(reals, "reals(x: list[float]) -> int", read_it, NULL)
METHOD(arrays, "arrays(x: list[array]) -> int", read_it, NULL)
METHOD(gives_no_text, "gives_no_text() -> str", give, &no_text)
METHOD(gives_no_utf8, "gives_no_utf8() -> str", give, &no_utf8)
METHOD(gives_no_bytes, "gives_no_bytes() -> bytes", give, &no_bytes)
METHOD(gives_negative_bytes, "gives_negative_bytes() -> bytes", give, &negative_bytes)
METHOD(gives_no_kind, "gives_no_kind() -> any", give, &no_kind)
METHOD(gives_no_list, "gives_no_list() -> any", give, &no_list)
METHOD(gives_no_handle, "gives_no_handle() -> any", give, &no_handle)
METHOD(returns_five, "returns_five() -> int", return_five, NULL)
static const nd_method_def* const methods[] = {&text,          &raw,           &anything,        &truth,
                                               &whole,         &texts,         &wholes,          &reals,
                                               &arrays,        &gives_no_text, &gives_no_utf8,   &gives_no_bytes,
                                               &gives_no_kind, &gives_no_list, &gives_no_handle, &gives_negative_bytes,
                                               &returns_five};

static nd_status start(nd_module* module, const nd_module_host* host, void* data) {
  (void)module, (void)host, (void)data;
  no_utf8.value = (uint64_t)(uintptr_t)"a\xFF";
  return ND_OK;
}

ND_EXPORT const nd_module_def ndcore_module;
const nd_module_def ndcore_module = {
    sizeof(nd_module_def), ND_ABI, 0, "reader", NULL, methods, sizeof methods / sizeof *methods, start, NULL, NULL};
