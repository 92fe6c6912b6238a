/* `ndc call NAME ARGUMENT... KEY=VALUE...`: any function of the library by its name, its signature as the guide. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ndc.h"
#include "ndcore/cell.h"

enum { LONGEST_LIST = 256, MOST_RESULTS = 1024 };

static nd_cell number(const char* text) {
  char* end;
  long long integer;
  double real;
  errno = 0;
  integer = strtoll(text, &end, 10);
  if (end != text && !*end && errno == 0) return nd_cell_int(integer);
  real = strtod(text, &end);
  return end != text && !*end ? nd_cell_double(real) : nd_cell_unset();
}

/* [1, 2.5, name]: numbers, files and texts. */
static nd_cell value(const char* text);
static nd_cell list(const char* text) {
  nd_cell* cells = malloc(LONGEST_LIST * sizeof *cells);
  char* copy = malloc(strlen(text) + 1);
  char* item;
  int64_t count = 0;
  if (!cells || !copy) ndc_misuse("there is no memory for %s", text);
  strcpy(copy, text + 1);
  copy[strlen(copy) - 1] = 0;
  for (item = strtok(copy, ", "); item; item = strtok(NULL, ", ")) {
    if (count == LONGEST_LIST) ndc_misuse("%s has more than %d elements", text, LONGEST_LIST);
    cells[count++] = value(item);
  }
  return nd_cell_list(cells, count);
}

static int is_file(const char* text) {
  const char* point = strrchr(text, '.');
  return strcmp(text, "-") == 0 || (point && (strcmp(point, ".npy") == 0 || strcmp(point, ".csv") == 0));
}

/* None, a number, [a list], a .npy or .csv file, else text: that of a dtype or ufunc where one is wanted. */
static nd_cell value(const char* text) {
  const size_t length = strlen(text);
  const nd_cell made = number(text);
  if (strcmp(text, "None") == 0) return nd_cell_none();
  if (made.kind != ND_CELL_UNSET) return made;
  if (length >= 2 && text[0] == '[' && text[length - 1] == ']') return list(text);
  return is_file(text) ? nd_cell_handle(ndc_load(text)) : nd_cell_string(text);
}

static void print(const nd_cell* cell) {
  int64_t i;
  switch (cell->kind) {
    case ND_CELL_INT: printf("%" PRId64 "\n", nd_cell_as_int(cell)); break;
    case ND_CELL_UINT: printf("%" PRIu64 "\n", cell->value); break;
    case ND_CELL_BOOL: puts(cell->value ? "True" : "False"); break;
    case ND_CELL_DOUBLE: printf("%.17g\n", nd_cell_as_double(cell)); break;
    case ND_CELL_COMPLEX: printf("%.17g%+.17gj\n", nd_cell_as_double(cell), nd_cell_as_imag(cell)); break;
    case ND_CELL_STRING: puts((const char*)nd_cell_as_pointer(cell)); break;
    case ND_CELL_BYTES: printf("%" PRId64 " bytes at %p\n", cell->extent, nd_cell_as_pointer(cell)); break;
    case ND_CELL_LIST_INT:
      for (i = 0; i < cell->extent; ++i)
        printf("%s%" PRId64, i ? " " : "", ((const int64_t*)nd_cell_as_pointer(cell))[i]);
      putchar('\n');
      break;
    default: puts("None");
  }
}

static void give(const ndc_command* outputs, int64_t index, const nd_cell* cell) {
  if (cell->kind != ND_CELL_HANDLE) {
    print(cell);
    return;
  }
  switch (nd_handle_kind(nd_cell_as_pointer(cell))) {
    case ND_KIND_ARRAY: ndc_result(outputs, (int)index, nd_cell_as_array(cell)); break;
    case ND_KIND_DTYPE: puts(nd_dtype_name((nd_dtype*)nd_cell_as_pointer(cell))); break;
    case ND_KIND_UFUNC: puts(nd_ufunc_name((nd_ufunc*)nd_cell_as_pointer(cell))); break;
    default: puts("a handle");
  }
}

void ndc_call(int argc, char** argv) {
  static nd_cell args[NDC_MOST], named[NDC_MOST], results[MOST_RESULTS];
  const char* names[NDC_MOST];
  ndc_command outputs;
  nd_method_info info;
  int64_t npos = 0, nkw = 0, count, i;
  int k;
  if (argc < 3) ndc_misuse("call takes the name of a function");
  memset(&outputs, 0, sizeof outputs);
  memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  ndc_check(nd_method_get(ndc_check(nd_method_find(argv[2])), &info));
  for (k = 3; k < argc; ++k) {
    char* mark = strchr(argv[k], '=');
    if (npos + nkw == NDC_MOST) ndc_misuse("more than %d arguments", NDC_MOST);
    if (strcmp(argv[k], "-o") == 0 && k + 1 < argc && outputs.noutputs < NDC_MOST) {
      outputs.outputs[outputs.noutputs++] = argv[++k];
    } else if (mark && mark != argv[k] &&
               strspn(argv[k], "abcdefghijklmnopqrstuvwxyz_0123456789") == (size_t)(mark - argv[k])) {
      *mark = 0;
      names[nkw] = argv[k];
      named[nkw++] = value(mark + 1);
    } else {
      if (nkw) ndc_misuse("%s stands behind an argument that is given by its name", argv[k]);
      args[npos++] = value(argv[k]);
    }
  }
  memcpy(args + npos, named, (size_t)nkw * sizeof *named);
  count = ndc_check(
      nd_call(argv[2], args, npos, names, nkw, results, info.result_count >= 0 ? info.result_count : MOST_RESULTS));
  for (i = 0; i < count; ++i) give(&outputs, i, &results[i]);
}
