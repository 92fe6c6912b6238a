/* Prints an array as a line; the examples of the reference use it. */
#include <inttypes.h>
#include <math.h>
#include <ndcore/ndcore.h>
#include <stdio.h>
#include <string.h>

static inline void show(nd_array* a) {
  nd_array* text = nd_array_ndim(a) == 0 ? nd_number_text(a) : nd_array_text(a, " ", 0, 0, NULL);
  if (text == NULL) {
    printf("%s\n", nd_last_error_message());
    return;
  }
  printf("%.*s\n", (int)nd_array_size(text), (const char*)nd_array_data(text));
  nd_release(text);
}
