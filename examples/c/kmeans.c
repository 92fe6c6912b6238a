/* Points of a plane in three groups: kmeans.py in C. Each turn has a scope of its own, so that memory does not grow
 * with their number; what it keeps passes to the scope around it. */
#include <stdio.h>

#include "ndcore/short.h"

int main(int argc, char** argv) {
  nd_array *points, *across, *centres, *groups = NULL, *means[3];
  nd_scope_begin();
  points =
      nd_text_load(argc > 1 ? argv[1] : "", NULL, ND_NONE, ND_ALL, ND_OPTIONS(nd_text_load_options, .delimiter = ","));
  across = nd_index_text(points, ":, None");
  centres = nd_index_text(points, ":3");
  for (int turn = 0; turn < 10; ++turn) {
    nd_scope_begin();
    groups = nd_argmin(nd_sum(nd_square(nd_subtract(across, centres)), ND_AXES(2), NULL), ND_AXES(1), NULL);
    for (int k = 0; k < 3; ++k) {
      nd_array* mask = nd_equal(groups, nd_weak_int(k));
      means[k] = nd_mean(nd_compress(mask, points, 0, NULL), ND_AXES(0), NULL);
    }
    centres = nd_stack(means, 3, 0, NULL, NULL, ND_CASTING_SAME_KIND);
    nd_scope_end(ND_ARRAYS(centres, groups));
  }
  nd_print(centres);
  nd_print(nd_bincount(groups, NULL, 0));
  if (nd_last_error_status() < 0) fprintf(stderr, "kmeans: %s\n", nd_last_error_message());
  nd_scope_end(ND_NONE);
  return nd_last_error_status() < 0;
}
