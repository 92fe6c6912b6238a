/* A straight line through a table by least squares: fit.py in C. A call that fails gives NULL, and every call around it
 * keeps its error: one look at the end is enough. */
#include <stdio.h>

#include "ndcore/short.h"

int main(int argc, char** argv) {
  nd_array *table, *x, *y, *design, *across, *line, *residual;
  nd_scope_begin();
  table =
      nd_text_load(argc > 1 ? argv[1] : "", NULL, ND_NONE, ND_ALL, ND_OPTIONS(nd_text_load_options, .delimiter = ","));
  x = nd_index_text(table, ":, 0");
  y = nd_index_text(table, ":, 1");
  design = nd_stack(ND_ARRAYS(nd_ones_like(x, NULL, ND_ORDER_K), x), 1, NULL, NULL, ND_CASTING_SAME_KIND);
  across = nd_transpose(design, ND_ALL);
  line = nd_solve(nd_matmul(across, design, NULL), nd_matmul(across, y, NULL));
  residual = nd_subtract(y, nd_matmul(design, line, NULL));
  nd_print(line);
  nd_print(nd_sqrt(nd_mean(nd_square(residual), ND_ALL, ND_REDUCE(.keepdims = 1))));
  if (nd_last_error_status() < 0) fprintf(stderr, "fit: %s\n", nd_last_error_message());
  nd_scope_end(ND_NONE);
  return nd_last_error_status() < 0;
}
