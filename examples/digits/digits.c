/* Handwritten digits: principal components and nearest centroids, in C99 over libndcore. The same operations in the
 * same order as digits.py, and so the same table to the last digit.
 *
 *     digits [FOLDER]      where digits.csv and digits.npy lie; default: examples/digits/data
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "ndcore/ndcore.h"

enum { PIXELS = 64, CLASSES = 10, COMPONENTS = 10, MOST_HANDLES = 512 };

/* Every handle is kept here and given back at the end: operations can be nested like expressions. */
static nd_array* kept[MOST_HANDLES];
static int kept_count;

static void fail(void) {
  fprintf(stderr, "digits: %s\n", nd_last_error_message());
  exit(1);
}

static nd_array* keep(nd_array* a) {
  if (!a || kept_count == MOST_HANDLES) fail();
  return kept[kept_count++] = a;
}

static void check(nd_status status) {
  if (status < 0) fail();
}

static nd_array* integer(int64_t value) { return keep(nd_weak_int(value)); }
static nd_array* real(double value) { return keep(nd_weak_float(value)); }

static int64_t extent(nd_array* a, int axis) { return nd_array_shape(a)[axis]; }

static double number(nd_array* a, int64_t position) {
  double value;
  check(nd_array_item_float64(a, position, &value));
  return value;
}

static int64_t whole_number(nd_array* a, int64_t position) {
  int64_t value;
  check(nd_array_item_int64(a, position, &value));
  return value;
}

static nd_array* as_int64(nd_array* a) {
  return keep(nd_astype(a, nd_dtype_from_code(ND_INT64, ND_NATIVE), ND_CASTING_UNSAFE, ND_ORDER_K));
}

static nd_array* range(int64_t stop) { return keep(nd_arange(integer(0), integer(stop), integer(1), NULL)); }

/* a[mask] */
static nd_array* selected(nd_array* a, nd_array* mask) {
  static const int64_t item[] = {ND_INDEX_ARRAY, 0, 0, 0};
  return keep(nd_get(a, item, 1, &mask, 1));
}

/* a[:, start:stop:step] */
static nd_array* columns(nd_array* a, int64_t start, int64_t stop, int64_t step) {
  const int64_t items[] = {ND_INDEX_SLICE, ND_INDEX_UNSET, ND_INDEX_UNSET, ND_INDEX_UNSET,
                           ND_INDEX_SLICE, start,          stop,           step};
  return keep(nd_get(a, items, 2, NULL, 0));
}

/* a[:, None] */
static nd_array* with_new_axis(nd_array* a) {
  static const int64_t items[] = {
      ND_INDEX_SLICE, ND_INDEX_UNSET, ND_INDEX_UNSET, ND_INDEX_UNSET, ND_INDEX_NEWAXIS, 0, 0, 0};
  return keep(nd_get(a, items, 2, NULL, 0));
}

static nd_array* mean_over(nd_array* a, int64_t axis) { return keep(nd_mean(a, &axis, 1, NULL)); }

typedef struct {
  nd_array *train, *test, *train_labels, *test_labels;
  int64_t images;
  int text_equals_npy;
} dataset;

static dataset load(const char* folder) {
  dataset d;
  char path[4096];
  nd_text_load_options csv = {.struct_size = sizeof csv};
  nd_array *table, *stored, *images, *labels, *is_test, *is_train;
  snprintf(path, sizeof path, "%s/digits.csv", folder);
  csv.delimiter = ",";
  table = keep(nd_text_load(path, NULL, NULL, 0, NULL, 0, &csv));
  snprintf(path, sizeof path, "%s/digits.npy", folder);
  stored = keep(nd_npy_load(path));
  d.text_equals_npy = (int)whole_number(keep(nd_all(keep(nd_equal(table, stored)), NULL, 0, NULL)), 0);
  images = columns(table, ND_INDEX_UNSET, PIXELS, ND_INDEX_UNSET);
  labels = as_int64(columns(table, PIXELS, ND_INDEX_UNSET, ND_INDEX_UNSET));
  labels = keep(nd_ravel(labels, ND_ORDER_C));
  d.images = extent(images, 0);
  is_test = keep(nd_equal(keep(nd_remainder(range(d.images), integer(3))), integer(0)));
  is_train = keep(nd_invert(is_test));
  d.train = selected(images, is_train);
  d.test = selected(images, is_test);
  d.train_labels = selected(labels, is_train);
  d.test_labels = selected(labels, is_test);
  return d;
}

/* Pixels with mean 0 and deviation 1 over the training images. */
static nd_array* standardised(nd_array* images, nd_array* mean, nd_array* deviation) {
  return keep(nd_divide(keep(nd_subtract(images, mean)), deviation));
}

/* Eigenvalues of the covariance, largest first, and the leading eigenvectors as columns. */
static void components_of(nd_array* x, nd_array** values, nd_array** vectors) {
  static const int64_t first_axis_item[] = {ND_INDEX_NEWAXIS, 0, 0, 0};
  const int64_t axis = 0;
  nd_array* product = keep(nd_matmul(keep(nd_transpose(x, NULL, 0)), x, NULL));
  nd_array* covariance = keep(nd_divide(product, integer(extent(x, 0) - 1)));
  nd_array *largest, *signs;
  check(nd_eigh(covariance, 0, values, vectors));
  *values = keep(nd_get_slice(keep(*values), ND_INDEX_UNSET, ND_INDEX_UNSET, -1));
  *vectors =
      columns(columns(keep(*vectors), ND_INDEX_UNSET, ND_INDEX_UNSET, -1), ND_INDEX_UNSET, COMPONENTS, ND_INDEX_UNSET);
  /* An eigenvector's sign is arbitrary: its largest element is made positive. */
  largest = keep(nd_argmax(keep(nd_absolute(*vectors)), &axis, 1, NULL));
  largest = keep(nd_get(largest, first_axis_item, 1, NULL, 0));
  signs = keep(nd_sign(keep(nd_take_along_axis(*vectors, largest, 0))));
  *vectors = keep(nd_multiply(*vectors, signs));
}

static nd_array* centroids_of(nd_array* projected, nd_array* labels) {
  nd_array* rows[CLASSES];
  int64_t digit;
  for (digit = 0; digit < CLASSES; ++digit)
    rows[digit] = mean_over(selected(projected, keep(nd_equal(labels, integer(digit)))), 0);
  return keep(nd_stack(rows, CLASSES, 0, NULL, NULL, ND_CASTING_SAME_KIND));
}

/* 1 where a label is the digit of the column. */
static nd_array* indicator(nd_array* labels) { return as_int64(keep(nd_equal(with_new_axis(labels), range(CLASSES)))); }

static void print_numbers(nd_array* values, nd_array* centroids) {
  nd_array* leading = keep(nd_get_slice(values, ND_INDEX_UNSET, COMPONENTS, ND_INDEX_UNSET));
  nd_array* share = keep(nd_divide(leading, keep(nd_sum(values, NULL, 0, NULL))));
  int i, digit;
  for (i = 0; i < COMPONENTS; ++i) printf("eigenvalue %d\t%.17g\n", i, number(values, i));
  for (i = 0; i < COMPONENTS; ++i) printf("share of variance %d\t%.17g\n", i, number(share, i));
  for (digit = 0; digit < CLASSES; ++digit) {
    for (i = 0; i < 2; ++i) {
      printf("centroid of %d, component %d\t%.17g\n", digit, i, number(centroids, digit * COMPONENTS + i));
    }
  }
}

static void print_confusion(nd_array* confusion) {
  int digit, taken;
  for (digit = 0; digit < CLASSES; ++digit) {
    printf("digit %d taken for 0 to 9\t", digit);
    for (taken = 0; taken < CLASSES; ++taken)
      printf("%s%" PRId64, taken ? " " : "", whole_number(confusion, digit * CLASSES + taken));
    putchar('\n');
  }
}

static void classify(const dataset* d, nd_array* tested, nd_array* centroids) {
  const int64_t last = 2, row = 1;
  nd_array* squares = keep(nd_square(keep(nd_subtract(with_new_axis(tested), centroids))));
  nd_array* distances = keep(nd_sum(squares, &last, 1, NULL));
  nd_array* predicted = keep(nd_argmin(distances, &row, 1, NULL));
  nd_array* nearest = keep(nd_min(distances, &row, 1, NULL));
  nd_array* right = keep(nd_equal(predicted, d->test_labels));
  nd_array* truths = keep(nd_transpose(indicator(d->test_labels), NULL, 0));
  printf("mean squared distance\t%.17g\n", number(keep(nd_mean(nearest, NULL, 0, NULL)), 0));
  printf("accuracy\t%.17g\n", number(keep(nd_mean(right, NULL, 0, NULL)), 0));
  print_confusion(keep(nd_matmul(truths, indicator(predicted), NULL)));
}

int main(int argc, char** argv) {
  const int64_t first = 0;
  const dataset d = load(argc > 1 ? argv[1] : "examples/digits/data");
  nd_array* mean = mean_over(d.train, 0);
  nd_array* deviation = keep(nd_std(d.train, &first, 1, NULL));
  nd_array *x, *y, *values, *vectors, *centroids;
  deviation = keep(nd_where(keep(nd_equal(deviation, integer(0))), real(1.0), deviation)); /* pixels always white */
  x = standardised(d.train, mean, deviation);
  y = standardised(d.test, mean, deviation);
  components_of(x, &values, &vectors);
  centroids = centroids_of(keep(nd_matmul(x, vectors, NULL)), d.train_labels);
  printf("images\t%" PRId64 "\npixels\t%d\ntext and .npy equal\t%s\n", d.images, PIXELS,
         d.text_equals_npy ? "yes" : "no");
  printf("training images\t%" PRId64 "\ntest images\t%" PRId64 "\n", extent(d.train, 0), extent(d.test, 0));
  print_numbers(values, centroids);
  classify(&d, keep(nd_matmul(y, vectors, NULL)), centroids);
  while (kept_count > 0) check(nd_release(kept[--kept_count]));
  return 0;
}
