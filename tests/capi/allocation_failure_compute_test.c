/* Allocation failures in what computes: elementwise functions, ufunc methods, statistics, linear algebra. */
#include "allocation_failure.h"

#define GUFUNC(...) ND_OPTIONS(nd_gufunc_options, __VA_ARGS__)

static nd_array *triples, *tolerance;
static nd_ufunc *add, *multiply, *negative, *divide;

static nd_array* run_options(nd_array* target) {
  nd_ufunc_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.where = mask;
  options.casting = ND_CASTING_UNSAFE;
  nd_array* outputs[1] = {target};
  return in_place(nd_ufunc_call(add, ARRAYS(matrix, integers), 2, outputs, 1, &options), target);
}

static nd_array* run_reduce_options(nd_array* initial) {
  nd_reduce_options options;
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.where = mask;
  options.dtype = float32;
  options.initial = initial;
  options.keepdims = 1;
  return initial ? nd_ufunc_reduce(multiply, integers, I(0), 1, &options) : NULL;
}
static nd_array* run_reduce_from(void) {
  nd_array* initial = nd_weak_float(2);
  nd_array* result = run_reduce_options(initial);
  if (initial) nd_release(initial);
  return result;
}

static nd_array* run_product_of_other_axes(nd_array* target) {
  return nd_gufunc_call("matmul", target, swapped, I(0, 1), 2, I(1, 0), 2, I(1, 0), 2, ND_AXIS_NONE,
                        ND_OPTIONS(nd_gufunc_options, .out = target, .order = ND_ORDER_F));
}

static nd_array* run_overlapping(nd_array* target) {
  nd_array* from = nd_get_slice(target, 0, 11, ND_INDEX_UNSET);
  nd_array* to = from ? nd_get_slice(target, 1, 12, ND_INDEX_UNSET) : NULL;
  nd_array* outputs[1] = {to};
  nd_array* result = to ? in_place(nd_ufunc_call(add, ARRAYS(from, to), 2, outputs, 1, NULL), target) : NULL;
  if (to) nd_release(to);
  if (from) nd_release(from);
  return result;
}

static nd_array* run_average(nd_array** sum) {
  nd_array* result = nd_average(matrix, I(1), 1, vector, NULL, sum);
  if (result) nd_release(*sum);
  return result;
}

static nd_array* pair(nd_status status, nd_array* a, nd_array* b) {
  nd_array* both[2] = {a, b};
  return first_of(status, both, 2);
}
static nd_array* run_divmod(void) {
  nd_array *quotient = NULL, *rest = NULL;
  const nd_status status = nd_divmod(integers, positions, &quotient, &rest);
  return pair(status, quotient, rest);
}
static nd_array* run_eigh(void) {
  nd_array *values = NULL, *vectors = NULL;
  const nd_status status = nd_eigh(matrix, 0, &values, &vectors);
  return pair(status, values, vectors);
}
static nd_array* run_divmod_outer(nd_array* target) {
  nd_array* results[2] = {target, NULL};
  const nd_status status = nd_ufunc_outer_call(divide, vector, vector, results, 2, NULL);
  if (status == ND_OK) nd_release(results[1]);
  return in_place(status, target);
}
static nd_array* run_divmod_into_one(nd_array* target) {
  nd_array* results[2] = {NULL, target};
  const nd_status status = nd_ufunc_call(divide, ARRAYS(matrix, vector), 2, results, 2, NULL);
  if (status == ND_OK) nd_release(results[0]);
  return in_place(status, target);
}
static nd_array* run_svd_hermitian(void) {
  nd_array* parts[3] = {NULL, NULL, NULL};
  const nd_status status = nd_svd_hermitian(matrix, &parts[0], &parts[1], &parts[2]);
  return first_of(status, parts, 3);
}
static nd_array* run_slogdet(void) {
  nd_array* parts[2] = {NULL, NULL};
  return first_of(nd_slogdet(matrix, &parts[0], &parts[1]), parts, 2);
}
static nd_array* run_qr(void) {
  nd_array* parts[2] = {NULL, NULL};
  return first_of(nd_qr(complexes, ND_QR_COMPLETE, &parts[0], &parts[1]), parts, 2);
}
static nd_array* run_eig(void) {
  nd_array* parts[2] = {NULL, NULL};
  return first_of(nd_eig(matrix, &parts[0], &parts[1]), parts, 2);
}
static nd_array* run_lstsq(void) {
  nd_array* parts[3] = {NULL, NULL, NULL};
  const int64_t rank = nd_lstsq(matrix, vector, tolerance, &parts[0], &parts[1], &parts[2]);
  return first_of(rank < 0 ? (nd_status)rank : ND_OK, parts, 3);
}
static nd_array* run_svd(void) {
  nd_array* parts[3] = {NULL, NULL, NULL};
  const nd_status status = nd_svd(integers, 1, &parts[0], &parts[1], &parts[2]);
  return first_of(status, parts, 3);
}

#define SCENARIOS(X)                                                                                     \
  X(add, nd_add(matrix, vector))                                                                         \
  X(add_mixed_dtypes, nd_add(matrix, integers))                                                          \
  X(multiply_swapped, nd_multiply(swapped, matrix))                                                      \
  X(multiply_complex, nd_multiply(complexes, integers))                                                  \
  X(sqrt_integers, nd_sqrt(integers))                                                                    \
  X(exp, nd_exp(matrix))                                                                                 \
  X(less, nd_less(swapped, integers))                                                                    \
  X(clip, nd_clip(matrix, vector, integers))                                                             \
  X(divmod, run_divmod())                                                                                \
  X(call_with_options, run_options(target))                                                              \
  X(call_in_place_overlapping, run_overlapping(target))                                                  \
  X(reduce, nd_ufunc_reduce(add, swapped, I(1), 1, NULL))                                                \
  X(reduce_with_options, run_reduce_from())                                                              \
  X(accumulate, nd_ufunc_accumulate(add, integers, 1, float64, NULL))                                    \
  X(accumulate_swapped, nd_ufunc_accumulate(multiply, swapped, 0, NULL, NULL))                           \
  X(reduceat, nd_ufunc_reduceat(add, matrix, positions, 0, NULL, NULL))                                  \
  X(reduceat_converted, nd_ufunc_reduceat(add, integers, positions, 1, float32, NULL))                   \
  X(outer, nd_ufunc_outer(multiply, vector, positions, NULL))                                            \
  X(at, in_place(nd_ufunc_at(add, target, ARRAYS(positions), 1, vector), target))                        \
  X(at_two_axes, in_place(nd_ufunc_at(add, target, ARRAYS(positions, positions), 2, positions), target)) \
  X(at_unary, in_place(nd_ufunc_at(negative, target, ARRAYS(positions), 1, NULL), target))               \
  X(sum, nd_sum(matrix, NULL, 0, NULL))                                                                  \
  X(sum_axis, nd_sum(matrix, I(0), 1, ND_REDUCE(.keepdims = 1)))                                         \
  X(sum_converted, nd_sum(swapped, I(0), 1, ND_REDUCE(.dtype = float32)))                                \
  X(prod, nd_prod(integers, I(1), 1, NULL))                                                              \
  X(min, nd_min(swapped, NULL, 0, NULL))                                                                 \
  X(any, nd_any(matrix, I(1), 1, NULL))                                                                  \
  X(ptp, nd_ptp(matrix, I(0), 1, NULL))                                                                  \
  X(count_nonzero, nd_count_nonzero(integers, I(0), 1, NULL))                                            \
  X(mean, nd_mean(integers, I(0), 1, ND_REDUCE(.where = mask)))                                          \
  X(var, nd_var(matrix, I(1), 1, ND_REDUCE(.ddof = 1)))                                                  \
  X(std_where, nd_std(integers, NULL, 0, ND_REDUCE(.where = mask, .keepdims = 1)))                       \
  X(var_complex, nd_var(complexes, I(0), 1, NULL))                                                       \
  X(average, run_average(&(nd_array*){NULL}))                                                            \
  X(argmin, nd_argmin(swapped, NULL, 0, NULL))                                                           \
  X(argmax_axis, nd_argmax(matrix, I(0), 1, ND_REDUCE(.keepdims = 1)))                                   \
  X(cumsum, nd_cumsum(matrix, ND_AXIS_NONE, NULL, NULL))                                                 \
  X(cumprod, nd_cumprod(swapped, 0, float32, NULL))                                                      \
  X(nansum, nd_nansum(with_nans, I(0), 1, NULL))                                                         \
  X(nanprod, nd_nanprod(with_nans, NULL, 0, NULL))                                                       \
  X(nanmax, nd_nanmax(with_nans, I(1), 1, NULL))                                                         \
  X(nanmean, nd_nanmean(with_nans, I(1), 1, ND_REDUCE(.where = mask)))                                   \
  X(nanvar, nd_nanvar(with_nans, I(0), 1, NULL))                                                         \
  X(nanstd, nd_nanstd(with_nans, NULL, 0, ND_REDUCE(.ddof = 1, .keepdims = 1)))                          \
  X(nanargmin, nd_nanargmin(with_nans, I(0), 1, NULL))                                                   \
  X(nancumsum, nd_nancumsum(with_nans, 1, NULL, NULL))                                                   \
  X(round_out, nd_round(swapped, 1, target))                                                             \
  X(nan_to_num_out, nd_nan_to_num(with_nans, NULL, vector, NULL, target))                                \
  X(matmul_out, nd_matmul(integers, matrix, GUFUNC(.out = target)))                                      \
  X(matmul_out_overlapping, nd_matmul(target, target, GUFUNC(.out = target)))                            \
  X(matmul_out_cast, nd_matmul(integers, matrix, GUFUNC(.out = target, .dtype = float32)))               \
  X(gufunc_call_out, run_product_of_other_axes(target))                                                  \
  X(dot_out, nd_dot(matrix, matrix, target))                                                             \
  X(take_out, nd_take(matrix, positions, 0, target, ND_MODE_RAISE))                                      \
  X(choose_out, nd_choose(mask, ARRAYS(matrix, swapped), 2, target, ND_MODE_CLIP))                       \
  X(matmul, nd_matmul(matrix, matrix, NULL))                                                             \
  X(matmul_vector, nd_matmul(vector, swapped, NULL))                                                     \
  X(matmul_integers, nd_matmul(integers, integers, NULL))                                                \
  X(dot, nd_dot(matrix, integers, NULL))                                                                 \
  X(vdot, nd_vdot(complexes, complexes))                                                                 \
  X(inner, nd_inner(integers, positions))                                                                \
  X(vecdot, nd_vecdot(complexes, vector, 0, NULL))                                                       \
  X(vecdot_kept, nd_vecdot(complexes, vector, 0, GUFUNC(.keepdims = 1, .order = ND_ORDER_F)))            \
  X(matvec, nd_matvec(integers, vector, NULL))                                                           \
  X(vecmat_cast, nd_vecmat(vector, integers, GUFUNC(.dtype = float32, .casting = ND_CASTING_UNSAFE)))    \
  X(gufunc_call, nd_gufunc_call("vecdot", matrix, swapped, NULL, 0, NULL, 0, NULL, 0, 0, NULL))          \
  X(tensordot, nd_tensordot(matrix, swapped, I(0), 1, I(1), 1))                                          \
  X(solve, nd_solve(matrix, vector))                                                                     \
  X(inv, nd_inv(complexes))                                                                              \
  X(eigh, run_eigh())                                                                                    \
  X(call_into_one_of_two, run_divmod_into_one(target))                                                   \
  X(outer_two_outputs, run_divmod_outer(target))                                                         \
  X(svd_hermitian, run_svd_hermitian())                                                                  \
  X(pinv, nd_pinv(matrix, NULL, 0))                                                                      \
  X(pinv_hermitian, nd_pinv(integers, tolerance, 1))                                                     \
  X(kron, nd_kron(vector, matrix))                                                                       \
  X(cross, nd_cross(triples, triples, 0, 0, -1, ND_AXIS_NONE))                                           \
  X(matrix_power, nd_matrix_power(integers, 5))                                                          \
  X(matrix_power_negative, nd_matrix_power(matrix, -3))                                                  \
  X(vector_norm, nd_vector_norm(complexes, I(0), 1, 1, 3))                                               \
  X(vector_norm_all, nd_vector_norm(integers, NULL, 0, 0, 2))                                            \
  X(matrix_norm, nd_matrix_norm(matrix, ND_NORM_NUCLEAR, -2, -1, 1))                                     \
  X(matrix_norm_rows, nd_matrix_norm(swapped, ND_NORM_LARGEST_ROW, 1, 0, 0))                             \
  X(det, nd_det(integers))                                                                               \
  X(slogdet, run_slogdet())                                                                              \
  X(qr, run_qr())                                                                                        \
  X(eig, run_eig())                                                                                      \
  X(lstsq, run_lstsq())                                                                                  \
  X(cond, nd_cond(matrix, ND_NORM_LARGEST_ROW))                                                          \
  X(matrix_rank, nd_matrix_rank(integers, NULL, 0, tolerance))                                           \
  X(multi_dot, nd_multi_dot(ARRAYS(matrix, swapped, vector), 3, NULL))                                   \
  X(tensorsolve, nd_tensorsolve(matrix, vector, I(0), 1))                                                \
  X(tensorinv, nd_tensorinv(matrix, 1))                                                                  \
  X(svd, run_svd())

SCENARIOS(SCENARIO_FUNCTION)
static const scenario scenarios[] = {SCENARIOS(SCENARIO_ROW)};

int main(void) {
  make_operands();
  add = nd_ufunc_find("add");
  multiply = nd_ufunc_find("multiply");
  negative = nd_ufunc_find("negative");
  divide = nd_ufunc_find("divmod");
  triples = nd_get_slice(matrix, 2, 5, ND_INDEX_UNSET);
  tolerance = nd_weak_float(1e-9);
  CHECK(triples && tolerance, "operands");
  run_scenarios(scenarios, (int)(sizeof scenarios / sizeof scenarios[0]));
  nd_release(tolerance);
  nd_release(triples);
  nd_release(divide);
  nd_release(negative);
  nd_release(multiply);
  nd_release(add);
  release_operands();
  return 0;
}
