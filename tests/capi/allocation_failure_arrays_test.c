/* Allocation failures in what makes, copies and rearranges arrays: creation, conversion, shapes, joining, indexing. */
#include "allocation_failure.h"

static nd_array* run_assign_overlapping(nd_array* target) {
  nd_array* from = nd_get_slice(target, 0, 11, ND_INDEX_UNSET);
  nd_array* to = from ? nd_get_slice(target, 1, 12, ND_INDEX_UNSET) : NULL;
  nd_array* result = to ? in_place(nd_assign(to, from, ND_CASTING_SAME_KIND), target) : NULL;
  if (to) nd_release(to);
  if (from) nd_release(from);
  return result;
}

static nd_array* run_full(nd_array* value) {
  nd_array* result = value ? nd_full(I(3, 4), 2, value, int64, ND_ORDER_C) : NULL;
  if (value) nd_release(value);
  return result;
}

static nd_array* run_arange(nd_array* start, nd_array* stop, nd_array* step) {
  nd_array* result = start && stop && step ? nd_arange(start, stop, step, float32) : NULL;
  if (start) nd_release(start);
  if (stop) nd_release(stop);
  if (step) nd_release(step);
  return result;
}
static nd_array* number_after(nd_array* before, int64_t value) { return before ? nd_weak_int(value) : NULL; }
static nd_array* run_arange_of_numbers(void) {
  nd_array* start = nd_weak_int(0);
  nd_array* stop = number_after(start, 40);
  return run_arange(start, stop, number_after(stop, 3));
}

static nd_array* run_linspace(void) {
  nd_array* both[2] = {NULL, NULL};
  both[0] = nd_linspace(vector, positions, 7, 1, NULL, 0, &both[1]);
  return first_of(both[0] ? ND_OK : ND_NO_MEMORY, both, 2);
}

static nd_array* run_split(nd_array** parts) { return first_of(nd_split(matrix, 1, 0, parts, 4), parts, 4); }
static nd_array* run_split_at(nd_array** parts) {
  return first_of(nd_split_at(matrix, I(2, 5), 2, 0, parts, 3), parts, 3);
}
static nd_array* run_broadcast(nd_array** views) {
  return first_of(nd_broadcast_arrays(ARRAYS(matrix, vector), 2, views, 2), views, 2);
}
static nd_array* run_meshgrid(nd_array** grids) {
  return first_of(nd_meshgrid(ARRAYS(vector, positions), 2, 1, 0, ND_INDEXING_XY, grids, 2), grids, 2);
}
static nd_array* run_nonzero(nd_array** found) { return first_of(nd_nonzero(mask, found, 2), found, 2); }
static nd_array* run_unravel(nd_array** found) {
  return first_of(nd_unravel_index(positions, I(3, 4), 2, ND_ORDER_F, found, 2), found, 2);
}
static nd_array* run_to_memory(double* memory) {
  return in_place(nd_array_to_memory(swapped, memory, sizeof(double) * SIZE, ND_ORDER_F), swapped);
}

/* Items of an index, in fours: a[positions, 1:9:2], a[mask] and a[1:9, None, positions]. */
static const int64_t mixed[8] = {ND_INDEX_ARRAY, 0, 0, 0, ND_INDEX_SLICE, 1, 9, 2};
static const int64_t masked[4] = {ND_INDEX_ARRAY, 0, 0, 0};

#define NOTHING ((nd_array* [4]){NULL})
#define SCENARIOS(X)                                                                                \
  X(empty, nd_empty(I(3, 4), 2, float32, ND_ORDER_C))                                               \
  X(zeros, nd_zeros(I(3, 4), 2, float32, ND_ORDER_F))                                               \
  X(ones, nd_ones(I(5), 1, int64, ND_ORDER_C))                                                      \
  X(full, run_full(nd_weak_int(7)))                                                                 \
  X(zeros_like, nd_zeros_like(swapped, NULL, ND_ORDER_K))                                           \
  X(full_like, nd_full_like(matrix, vector, float32, ND_ORDER_K))                                   \
  X(arange, run_arange_of_numbers())                                                                \
  X(linspace, run_linspace())                                                                       \
  X(logspace, nd_logspace(vector, positions, 7, 1, vector, NULL, 0))                                \
  X(geomspace, nd_geomspace(integers, complexes, 7, 0, NULL, -1))                                   \
  X(place, in_place(nd_place(target, mask, positions), target))                                     \
  X(fill_diagonal, in_place(nd_fill_diagonal(target, positions, 0), target))                        \
  X(eye, nd_eye(4, 5, 1, float32, ND_ORDER_C))                                                      \
  X(copy, nd_copy(swapped, ND_ORDER_F))                                                             \
  X(astype, nd_astype(swapped, float32, ND_CASTING_UNSAFE, ND_ORDER_K))                             \
  X(as_array, nd_as_array(integers, float64, ND_ORDER_F, 1))                                        \
  X(assign_converted, in_place(nd_assign(target, swapped, ND_CASTING_SAME_KIND), target))           \
  X(assign_overlapping, run_assign_overlapping(target))                                             \
  X(fill, in_place(nd_fill(target, swapped_number(), ND_CASTING_DEFAULT), target))                  \
  X(to_memory, run_to_memory((double[SIZE]){0}))                                                    \
  X(reshape_view, nd_reshape(matrix, I(6, -1), 2, ND_ORDER_C, 0))                                   \
  X(reshape_copy, nd_reshape(swapped, I(16, 9), 2, ND_ORDER_F, 1))                                  \
  X(ravel, nd_ravel(matrix, ND_ORDER_F))                                                            \
  X(transpose, nd_transpose(matrix, NULL, 0))                                                       \
  X(moveaxis, nd_moveaxis(matrix, I(0), 1, I(1), 1))                                                \
  X(expand_dims, nd_expand_dims(matrix, I(0, 2), 2))                                                \
  X(atleast_nd, nd_atleast_nd(vector, 3))                                                           \
  X(broadcast_to, nd_broadcast_to(vector, I(5, 12), 2))                                             \
  X(broadcast_arrays, run_broadcast(NOTHING))                                                       \
  X(diagonal, nd_diagonal(matrix, 1, 0, 1))                                                         \
  X(trace, nd_trace(integers, 0, 0, 1, float32, NULL))                                              \
  X(flip, nd_flip(matrix, I(1), 1))                                                                 \
  X(rot90, nd_rot90(matrix, 1, NULL, 0))                                                            \
  X(roll_flat, nd_roll(matrix, I(5), 1, NULL, 0))                                                   \
  X(roll_axes, nd_roll(swapped, I(5, -1), 2, I(0, 1), 2))                                           \
  X(view_dtype, nd_view(matrix, float32))                                                           \
  X(imag_view, nd_imag_view(matrix))                                                                \
  X(byteswap, nd_byteswap(complexes))                                                               \
  X(byteswap_in_place, in_place(nd_byteswap_in_place(target), target))                              \
  X(tril, nd_tril(matrix, 1))                                                                       \
  X(diag, nd_diag(vector, -1))                                                                      \
  X(diagflat, nd_diagflat(matrix, 2))                                                               \
  X(meshgrid, run_meshgrid(NOTHING))                                                                \
  X(indices, nd_indices(I(3, 4), 2, float32))                                                       \
  X(diff, nd_diff(integers, 2, 0, NULL, NULL))                                                      \
  X(concatenate, nd_concatenate(ARRAYS(matrix, integers), 2, 1, NULL, NULL, ND_CASTING_SAME_KIND))  \
  X(concatenate_flat, nd_concatenate(ARRAYS(matrix, vector), 2, ND_AXIS_NONE, NULL, float32, 5))    \
  X(stack, nd_stack(ARRAYS(vector, positions), 2, 1, NULL, NULL, ND_CASTING_SAME_KIND))             \
  X(vstack, nd_vstack(ARRAYS(vector, matrix), 2, NULL, ND_CASTING_SAME_KIND))                       \
  X(dstack, nd_dstack(ARRAYS(vector, positions), 2))                                                \
  X(column_stack, nd_column_stack(ARRAYS(vector, matrix), 2))                                       \
  X(split, run_split(NOTHING))                                                                      \
  X(split_at, run_split_at(NOTHING))                                                                \
  X(tile, nd_tile(swapped, I(2, 3), 2))                                                             \
  X(repeat, nd_repeat(matrix, I(2), 1, 0))                                                          \
  X(resize, nd_resize(vector, I(5, 7), 2))                                                          \
  X(delete, nd_delete(matrix, I(0, -1), 2, 1))                                                      \
  X(insert, nd_insert(matrix, I(1, 1, 4), 3, positions, 0))                                         \
  X(pad_constant, nd_pad(matrix, I(1, 2, 3, 0), 4, ND_PAD_CONSTANT, NULL, NULL, 0, 0))              \
  X(pad_reflect, nd_pad(swapped, I(1, 2, 3, 0), 4, ND_PAD_REFLECT, NULL, NULL, 0, 0))               \
  X(pad_wrap, nd_pad(matrix, I(20, 2, 3, 0), 4, ND_PAD_WRAP, NULL, NULL, 0, 0))                     \
  X(get_item, nd_get_item(matrix, -1))                                                              \
  X(get_slice, nd_get_slice(matrix, 2, 10, 3))                                                      \
  X(get_mixed, nd_get(matrix, mixed, 2, ARRAYS(positions), 1))                                      \
  X(get_masked, nd_get(swapped, masked, 1, ARRAYS(mask), 1))                                        \
  X(set_mixed, in_place(nd_set(target, mixed, 2, ARRAYS(positions), 1, swapped_number()), target))  \
  X(set_masked, in_place(nd_set(target, masked, 1, ARRAYS(mask), 1, swapped_number()), target))     \
  X(set_from_integers, in_place(nd_set(target, masked, 1, ARRAYS(positions), 1, integers), target)) \
  X(take, nd_take(matrix, positions, 1, NULL, ND_MODE_RAISE))                                       \
  X(take_flat, nd_take(swapped, positions, ND_AXIS_NONE, NULL, ND_MODE_WRAP))                       \
  X(put, in_place(nd_put(target, positions, swapped, ND_MODE_RAISE), target))                       \
  X(compress, nd_compress(positions, matrix, 0, NULL))                                              \
  X(extract, nd_extract(mask, swapped))                                                             \
  X(take_along_axis, nd_take_along_axis(matrix, column_positions(), 1))                             \
  X(nonzero, run_nonzero(NOTHING))                                                                  \
  X(argwhere, nd_argwhere(mask))                                                                    \
  X(where, nd_where(mask, matrix, positions))                                                       \
  X(copyto, in_place(nd_copyto(target, swapped, ND_CASTING_SAME_KIND, mask), target))               \
  X(putmask, in_place(nd_putmask(target, mask, positions), target))                                 \
  X(unravel_index, run_unravel(NOTHING))

/* Operands of a scenario alone, made before any allocation fails. */
static nd_array *one_number, *one_column;
static nd_array* swapped_number(void) { return one_number; }
static nd_array* column_positions(void) { return one_column; }

SCENARIOS(SCENARIO_FUNCTION)
static const scenario scenarios[] = {SCENARIOS(SCENARIO_ROW)};

int main(void) {
  make_operands();
  one_number = nd_get_slice(swapped, 0, 1, 1);
  nd_array* corner = nd_reshape(one_number, I(12, 1), 2, ND_ORDER_C, 0);
  one_column = nd_expand_dims(positions, I(1), 1);
  nd_release(one_number);
  const int64_t first[8] = {ND_INDEX_INTEGER, 0, 0, 0, ND_INDEX_INTEGER, 0, 0, 0};
  one_number = nd_get(corner, first, 2, NULL, 0);
  nd_release(corner);
  CHECK(one_number && one_column, "operands");
  run_scenarios(scenarios, (int)(sizeof scenarios / sizeof scenarios[0]));
  nd_release(one_number);
  nd_release(one_column);
  release_operands();
  return 0;
}
