/* Allocation failures in sorting, sets, files and text. */
#define _DEFAULT_SOURCE /* mkstemps */
#include <unistd.h>

#include "allocation_failure.h"

static char npy_path[] = "/tmp/ndcore-npy-XXXXXX", text_path[] = "/tmp/ndcore-text-XXXXXX";
static char packed_path[] = "/tmp/ndcore-text-XXXXXX.gz";
static const char text[] = "1 2.5 3\n4 nan -6\n# a comment\n7 8 9e3\n";
static const char* const comments[] = {"#"};
static nd_array* npy; /* the bytes of a .npy file with `matrix` */

static nd_array* run_unique(nd_array* a, int64_t axis, nd_array** results) {
  return first_of(nd_unique(a, axis, 1, &results[0], &results[1], &results[2], &results[3]), results, 4);
}
static nd_array* run_from_bytes(int64_t* consumed) {
  size_t nbytes;
  const uint8_t* data = bytes_of(npy, &nbytes);
  return nd_npy_from_bytes(data, (int64_t)nbytes, consumed);
}

/* "1",'2 3' in UTF-16 behind its byte order mark */
static const char wide[] = "\xff\xfe\"\0001\0\"\0,\0002\0\r\0\n\0003\0,\0004\0";
static const nd_text_load_options reading = {.struct_size = sizeof reading, .skiprows = 1, .ndmin = 1};
static const nd_text_load_options quoting = {.struct_size = sizeof quoting, .quotechar = "\"", .delimiter = ","};
static const nd_text_save_options whole = {.struct_size = sizeof whole, .fmt = "%d", .header = "header"};
static const nd_text_save_options csv = {.struct_size = sizeof csv, .delimiter = ",", .footer = "footer"};
static const nd_text_save_options in_utf16 = {.struct_size = sizeof in_utf16, .encoding = "utf-16"};

static int64_t give_once(void* buffer, int64_t capacity, void* data) {
  const int64_t length = *(int64_t*)data;
  CHECK(length <= capacity, "%lld", (long long)capacity);
  memcpy(buffer, text, (size_t)length);
  *(int64_t*)data = 0;
  return length;
}
static nd_status ten(const char* field, int64_t length, int64_t row, int64_t column, int64_t columns, nd_cell* value,
                     void* data) {
  (void)field, (void)length, (void)row, (void)columns, (void)data;
  if (column == 1) return ND_TEXT_AS_USUAL;
  value->kind = ND_CELL_INT;
  value->value = 10;
  return ND_OK;
}
static nd_array* read_text(void) {
  const nd_text_load_options options = {.struct_size = sizeof options, .converters = ten};
  int64_t length = (int64_t)sizeof text - 1;
  return nd_text_read(give_once, &length, NULL, NULL, 0, NULL, 0, &options);
}

#define NOTHING ((nd_array* [4]){NULL})
#define SCENARIOS(X)                                                                                                  \
  X(sort, nd_sort(matrix, 0))                                                                                         \
  X(sort_swapped, nd_sort(swapped, 1))                                                                                \
  X(sort_complex, nd_sort(complexes, ND_AXIS_NONE))                                                                   \
  X(sort_nans, nd_sort(with_nans, 0))                                                                                 \
  X(sort_in_place, in_place(nd_sort_in_place(target, 0), target))                                                     \
  X(argsort, nd_argsort(matrix, ND_AXIS_NONE))                                                                        \
  X(argsort_axis, nd_argsort(integers, 0))                                                                            \
  X(lexsort, nd_lexsort(ARRAYS(integers, swapped), 2, 0))                                                             \
  X(partition, nd_partition(matrix, I(3, 7), 2, 0))                                                                   \
  X(partition_in_place, in_place(nd_partition_in_place(target, I(3), 1, 0), target))                                  \
  X(argpartition, nd_argpartition(complexes, I(3), 1, 0))                                                             \
  X(searchsorted, nd_searchsorted(vector, integers, 0, NULL))                                                         \
  X(searchsorted_sorter, nd_searchsorted(vector, swapped, 1, positions))                                              \
  X(unique, run_unique(integers, ND_AXIS_NONE, NOTHING))                                                              \
  X(unique_rows, run_unique(swapped, 0, NOTHING))                                                                     \
  X(npy_load, nd_npy_load(npy_path))                                                                                  \
  X(npy_map, nd_npy_map(npy_path, ND_MAP_COPY_ON_WRITE))                                                              \
  X(npy_save, in_place(nd_npy_save(npy_path, matrix, 2), matrix))                                                     \
  X(npy_save_strided, in_place(nd_npy_save(npy_path, swapped, 1), swapped))                                           \
  X(npy_to_bytes, nd_npy_to_bytes(swapped, 3))                                                                        \
  X(npy_from_bytes, run_from_bytes(&(int64_t){0}))                                                                    \
  X(file_map, nd_file_map(npy_path, ND_MAP_READ, float64, I(12), 1, ND_ORDER_C, 128))                                 \
  X(text_load, nd_text_load(text_path, float32, comments, 1, I(0, -1), 2, NULL))                                      \
  X(text_load_packed, nd_text_load(packed_path, NULL, NULL, 0, NULL, 0, NULL))                                        \
  X(text_from_bytes, nd_text_from_bytes((const uint8_t*)text, sizeof text - 1, NULL, comments, 1, NULL, 0, &reading)) \
  X(text_quoted, nd_text_from_bytes((const uint8_t*)wide, sizeof wide - 1, NULL, NULL, 0, NULL, 0, &quoting))         \
  X(text_read, read_text())                                                                                           \
  X(text_save, in_place(nd_text_save(text_path, integers, &whole), integers))                                         \
  X(text_save_packed, in_place(nd_text_save(packed_path, matrix, &in_utf16), matrix))                                 \
  X(text_to_bytes, nd_text_to_bytes(complexes, &csv))                                                                 \
  X(fromstring, nd_fromstring((const uint8_t*)"1, 2, 3", 7, float32, -1, ","))                                        \
  X(explain, nd_explain("add", ARRAYS(matrix, vector), 2))                                                            \
  X(array_repr, nd_array_repr(matrix, "array", NULL))                                                                 \
  X(array_repr_complex, nd_array_repr(complexes, "array", NULL))                                                      \
  X(array_text, nd_array_text(with_nans, " ", 0, 0, NULL))                                                            \
  X(array_text_summary, nd_array_text(large, " ", 0, 0, NULL))                                                        \
  X(number_text, nd_number_text(number))

static nd_array *large, *number;

SCENARIOS(SCENARIO_FUNCTION)
static const scenario scenarios[] = {SCENARIOS(SCENARIO_ROW)};

static void make_files(void) {
  const int npy_file = mkstemp(npy_path), text_file = mkstemp(text_path), packed_file = mkstemps(packed_path, 3);
  CHECK(npy_file >= 0 && text_file >= 0 && packed_file >= 0, "temporary files");
  CHECK(write(text_file, text, sizeof text - 1) == (ssize_t)(sizeof text - 1), "%s", text_path);
  CHECK(close(npy_file) == 0 && close(text_file) == 0 && close(packed_file) == 0, "closing");
  CHECK(nd_text_save(packed_path, matrix, &in_utf16) == ND_OK, "%s", packed_path);
  CHECK(nd_npy_save(npy_path, matrix, 1) == ND_OK, "%s", npy_path);
}

int main(void) {
  make_operands();
  make_files();
  npy = nd_npy_to_bytes(matrix, 1);
  large = nd_tile(matrix, I(3, 3), 2);
  number = nd_weak_float(0.1);
  CHECK(npy && large && number, "operands");
  run_scenarios(scenarios, (int)(sizeof scenarios / sizeof scenarios[0]));
  unlink(npy_path);
  unlink(text_path);
  unlink(packed_path);
  nd_release(npy);
  nd_release(large);
  nd_release(number);
  release_operands();
  return 0;
}
