/* `ndc NAME ARGUMENT... KEY=VALUE...`: any function of the library by its name, its signature as the guide. */
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

/* [1, 2.5, name]: numbers, files and texts; numbers also without brackets. */
static nd_cell value(const char* text);
static nd_cell list(const char* text) {
  nd_cell* cells = malloc(LONGEST_LIST * sizeof *cells);
  char* copy = malloc(strlen(text) + 1);
  char* item;
  int64_t count = 0;
  if (!cells || !copy) ndc_misuse("there is no memory for %s", text);
  strcpy(copy, text + (*text == '['));
  if (*text == '[') copy[strlen(copy) - 1] = 0;
  for (item = strtok(copy, ", "); item; item = strtok(NULL, ", ")) {
    if (count == LONGEST_LIST) ndc_misuse("%s has more than %d elements", text, LONGEST_LIST);
    cells[count++] = value(item);
  }
  return nd_cell_list(cells, count);
}

static int is_file(const char* text) {
  static const char* const endings[] = {".npy", ".csv", ".txt", ".csv.gz", ".txt.gz"};
  size_t i;
  for (i = 0; i < sizeof endings / sizeof *endings; ++i)
    if (ndc_ends_with(text, endings[i])) return 1;
  return strcmp(text, "-") == 0;
}

/* None, a number, [a list], a .npy or .csv file, else text: that of a dtype or ufunc where one is wanted. */
static nd_cell value(const char* text) {
  const size_t length = strlen(text);
  const nd_cell made = number(text);
  if (strcmp(text, "None") == 0) return nd_cell_none();
  if (made.kind != ND_CELL_UNSET) return made;
  if (length >= 2 && text[0] == '[' && text[length - 1] == ']') return list(text);
  if (length > strspn(text, "+-") && text[strspn(text, "0123456789+-,")] == 0 && strchr(text, ',')) return list(text);
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

/* Whether the function, if there is one of this name, has a parameter called so. */
static int takes(const char* function, const char* keyword) {
  const int64_t index = nd_method_find(function);
  nd_parameter_info parameter;
  int32_t i;
  memset(&parameter, 0, sizeof parameter);
  parameter.struct_size = sizeof parameter;
  for (i = 0; index >= 0 && nd_method_parameter(index, i, &parameter) == ND_OK; ++i)
    if (strcmp(parameter.name, keyword) == 0) return 1;
  return 0;
}

/* "add.reduce" is ufunc_reduce of add, and a ufunc with an option of ufuncs is ufunc_call of it: whether `name` is such
 * a call, whose function and ufunc are then written. */
static int is_ufunc_call(const char* name, const char* option, char* function, char* ufunc, size_t room) {
  const char* method = strchr(name, '.');
  const size_t length = method ? (size_t)(method - name) : strlen(name);
  if ((!method && (!option || takes(name, option))) || strlen(name) + sizeof "ufunc_call" > room) return 0;
  memcpy(ufunc, name, length);
  ufunc[length] = 0;
  sprintf(function, "ufunc_%s", method ? method + 1 : "call");
  return nd_ufunc_find(ufunc) != NULL;
}

/* The name in front of the `=` of an argument, which is cut there; NULL: it has none. */
static char* keyword(char* argument) {
  const size_t length = strspn(argument, "abcdefghijklmnopqrstuvwxyz_0123456789");
  if (length == 0 || argument[length] != '=') return NULL;
  argument[length] = 0;
  return argument + length + 1;
}

void ndc_call(const char* name, int argc, char** argv) {
  static nd_cell positional[NDC_MOST], named[NDC_MOST], args[2 * NDC_MOST], results[MOST_RESULTS];
  const char* names[NDC_MOST];
  char function[128], ufunc[128];
  ndc_command outputs;
  nd_method_info info;
  int64_t npos = 0, nkw = 0, count, i;
  int k, is_method;
  memset(&outputs, 0, sizeof outputs);
  memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  for (k = 0; k < argc; ++k) {
    char* text;
    if (npos + nkw == NDC_MOST) ndc_misuse("more than %d arguments", NDC_MOST);
    if (strcmp(argv[k], "-o") == 0) {
      if (k + 1 == argc) ndc_misuse("-o wants a file");
      if (outputs.noutputs == NDC_MOST) ndc_misuse("more than %d outputs", NDC_MOST);
      outputs.outputs[outputs.noutputs++] = argv[++k];
    } else if ((text = keyword(argv[k]))) {
      names[nkw] = argv[k];
      named[nkw++] = value(text);
    } else {
      if (nkw) ndc_misuse("%s stands behind an argument that is given by its name", argv[k]);
      positional[npos++] = value(argv[k]);
    }
  }
  is_method = is_ufunc_call(name, nkw > 0 ? names[0] : NULL, function, ufunc, sizeof ufunc);
  if (!is_method) {
    memcpy(args, positional, (size_t)npos * sizeof *args);
  } else if (strchr(name, '.')) {
    memcpy(args + 1, positional, (size_t)npos++ * sizeof *args);
  } else {
    args[1] = nd_cell_list(positional, npos);
    npos = 2;
  }
  if (is_method) args[0] = nd_cell_string(ufunc);
  memcpy(args + npos, named, (size_t)nkw * sizeof *named);
  name = is_method ? function : name;
  ndc_check(nd_method_get(ndc_check(nd_method_find(name)), &info));
  count = ndc_check(
      nd_call(name, args, npos, names, nkw, results, info.result_count >= 0 ? info.result_count : MOST_RESULTS));
  if (outputs.noutputs > count)
    ndc_misuse("%s has %d result%s, but there are %d -o", name, (int)count, count == 1 ? "" : "s", outputs.noutputs);
  for (i = 0; i < count; ++i) give(&outputs, i, &results[i]);
}
