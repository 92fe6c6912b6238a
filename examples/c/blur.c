/* An image blurred by views: blur.py in C. The sum is formed in place. */
#include <stdio.h>

#include "ndcore/short.h"

int main(int argc, char** argv) {
  nd_array *image, *total = NULL;
  const int64_t* shape;
  nd_scope_begin();
  image = nd_text_load(argc > 1 ? argv[1] : "", NULL, ND_NONE, ND_ALL, ND_OPTIONS(nd_text_load_options, .ndmin = 2));
  shape = nd_array_shape(image);
  if (shape) total = nd_zeros(ND_SHAPE(shape[0] - 2, shape[1] - 2), NULL, ND_ORDER_C);
  for (int i = 0; i < 3 && total; ++i) {
    for (int j = 0; j < 3; ++j) {
      ND_UPDATE(total, "add",
                nd_get(image, ND_INDEX(ND_SLICE(i, i + shape[0] - 2, 1), ND_SLICE(j, j + shape[1] - 2, 1)), ND_NONE));
    }
  }
  nd_print(image);
  ND_UPDATE(total, "divide", nd_weak_int(9));
  nd_print(total);
  if (nd_last_error_status() < 0) fprintf(stderr, "blur: %s\n", nd_last_error_message());
  nd_scope_end(ND_NONE);
  return nd_last_error_status() < 0;
}
