/* Calls the functions that it is told and says what explain names for them; under callgrind, what each call runs is
 * written apart. A line of the input is a function, then "dtype/layout" for each of its arrays; one is answered to
 * each. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/callgrind.h>

#include "ndcore/ndcore.h"

static void* need(void* made) {
  if (made) return made;
  fprintf(stderr, "%s: %s\n", nd_last_error_function(), nd_last_error_message());
  exit(1);
}

/* The numbers 0 … 6 again and again, in one of the layouts. */
static nd_array* make(const char* dtype, const char* layout) {
  const int many = strncmp(layout, "many", 4) == 0;
  const int64_t side = many ? 400 : 6, count = side * side;
  const int64_t square[] = {side, side}, swap[] = {1, 0};
  nd_array* line = need(nd_arange(nd_weak_int(0), nd_weak_int(count), nd_weak_int(1), NULL));
  if (strcmp(layout, "index") != 0) line = need(nd_remainder(line, nd_weak_int(7)));
  line = need(nd_astype(line, need(nd_dtype_parse(dtype)), ND_CASTING_UNSAFE, ND_ORDER_K));
  if (strcmp(layout, "number") == 0) return need(nd_reshape(need(nd_get_slice(line, 3, 4, 1)), NULL, 0, ND_ORDER_C, 0));
  if (strcmp(layout, "few") == 0) return need(nd_get_slice(line, 0, 5, 1));
  if (strcmp(layout, "gaps") == 0 || strcmp(layout, "many_gaps") == 0) return need(nd_get_slice(line, 0, count, 2));
  if (strcmp(layout, "line") == 0 || strcmp(layout, "many") == 0 || strcmp(layout, "index") == 0) return line;
  line = need(nd_reshape(line, square, 2, ND_ORDER_C, 0));
  if (strcmp(layout, "square") == 0 || strcmp(layout, "many_square") == 0) return line;
  if (strcmp(layout, "turned") == 0 || strcmp(layout, "many_turned") == 0) return need(nd_transpose(line, swap, 2));
  return need(nd_transpose(need(nd_get_slice(line, 0, side, 2)), swap, 2)); /* grid */
}

static void told(const char* name, nd_array** inputs, int32_t n) {
  nd_array* text = need(nd_explain(name, inputs, n));
  const char *bytes = nd_array_data(text), *end = bytes + nd_array_size(text), *line = bytes;
  while (line < end) {
    const char* next = memchr(line, '\n', (size_t)(end - line));
    if (strncmp(line, "kernels: ", 9) == 0) fwrite(line + 9, 1, (size_t)(next - line - 9), stdout);
    line = next + 1;
  }
  putchar('\n');
}

static void call(const char* name, nd_array** inputs, int32_t n) {
  static const int64_t third = 2;
  nd_cell args[5], result;
  int64_t count = n;
  memset(args, 0, sizeof args);
  for (int32_t i = 0; i < n; ++i) {
    args[i].kind = ND_CELL_HANDLE;
    args[i].value = (uint64_t)(uintptr_t)inputs[i];
  }
  if (strstr(name, "partition")) {
    args[count].kind = ND_CELL_LIST_INT;
    args[count].value = (uint64_t)(uintptr_t)&third;
    args[count++].extent = 1;
  }
  if (nd_call(name, args, count, NULL, 0, &result, 1) < 0) need(NULL);
}

int main(void) {
  char line[400], section[20];
  int number = 0;
  while (fgets(line, sizeof line, stdin)) {
    nd_array* inputs[4];
    int32_t n = 0;
    char *name = strtok(line, " \n"), *input;
    while ((input = strtok(NULL, " \n")) != NULL) {
      char* layout = strchr(input, '/');
      *layout++ = '\0';
      inputs[n++] = make(input, layout);
    }
    told(name, inputs, n);
    call(name, inputs, n); /* what is looked up once has been */
    CALLGRIND_ZERO_STATS;
    call(name, inputs, n);
    snprintf(section, sizeof section, "case %d", number++);
    CALLGRIND_DUMP_STATS_AT(section);
  }
  return 0;
}
