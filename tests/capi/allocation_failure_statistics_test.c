/* Allocation failures in statistics: those that write to an output, medians and quantiles, counts in bins,
 * interpolation, covariances. */
#include "allocation_failure.h"

static nd_array *weights, *rising, *shares, *ends;

typedef nd_array* reduction(nd_array* a, const int64_t* axes, int32_t naxes, const nd_reduce_options* options);
typedef nd_array* running(nd_array* a, int64_t axis, nd_dtype* dtype, nd_array* out);

/* A reduction over the first axis into a row of the target. */
static nd_array* run_into(reduction* run, nd_array* a, nd_array* where, nd_array* target) {
  nd_array* row = nd_get_slice(target, 3, 4, ND_INDEX_UNSET);
  if (row == NULL) return NULL;
  nd_array* result = run(a, ND_AXES(0), ND_REDUCE(.where = where, .out = row, .keepdims = 1));
  nd_release(row);
  if (result == NULL) return NULL;
  nd_release(result);
  return in_place(ND_OK, target);
}

/* A running total into the whole target. */
static nd_array* run_total(running* run, nd_array* a, nd_array* target) { return run(a, 1, NULL, target); }

static nd_array* run_histogram(nd_array* range, nd_array* heavy, int32_t density, nd_array** edges) {
  nd_array* counts = nd_histogram(matrix, 7, ND_BIN_RULE_NONE, range, density, heavy, edges);
  if (counts) nd_release(*edges);
  return counts;
}

static nd_array* run_weak(nd_array* (*function)(nd_array* number)) {
  nd_array* number = nd_weak_float(6.25);
  nd_array* result = number ? function(number) : NULL;
  if (number) nd_release(number);
  return result;
}
static nd_array* percentile_at(nd_array* q) {
  return nd_percentile(matrix, q, I(1), 1, ND_QUANTILE_MIDPOINT, NULL, ND_REDUCE(.keepdims = 1));
}
static nd_array* unwrap_by(nd_array* period) { return nd_unwrap(matrix, NULL, 1, period); }
static nd_array* unwrap_integers_by(nd_array* period) { return nd_unwrap(integers, period, 0, period); }

#define EDGE (&(nd_array*){NULL})
#define SCENARIOS(X)                                                                                              \
  X(sum_out, run_into(nd_sum, swapped, mask, target))                                                             \
  X(ptp_out, run_into(nd_ptp, integers, NULL, target))                                                            \
  X(mean_out, run_into(nd_mean, matrix, NULL, target))                                                            \
  X(mean_out_where, run_into(nd_mean, integers, mask, target))                                                    \
  X(var_out, run_into(nd_var, matrix, NULL, target))                                                              \
  X(var_out_complex, run_into(nd_var, complexes, mask, target))                                                   \
  X(std_out, run_into(nd_std, swapped, NULL, target))                                                             \
  X(nansum_out, run_into(nd_nansum, with_nans, NULL, target))                                                     \
  X(nanmax_out, run_into(nd_nanmax, with_nans, NULL, target))                                                     \
  X(nanmean_out, run_into(nd_nanmean, with_nans, mask, target))                                                   \
  X(nanvar_out, run_into(nd_nanvar, with_nans, NULL, target))                                                     \
  X(nanstd_out, run_into(nd_nanstd, with_nans, mask, target))                                                     \
  X(cumsum_out, run_total(nd_cumsum, integers, target))                                                           \
  X(cumprod_out, run_total(nd_cumprod, swapped, target))                                                          \
  X(nancumsum_out, run_total(nd_nancumsum, with_nans, target))                                                    \
  X(nanprod_axis, nd_nanprod(with_nans, I(1), 1, ND_REDUCE(.dtype = float32, .keepdims = 1)))                     \
  X(nanmin, nd_nanmin(with_nans, NULL, 0, NULL))                                                                  \
  X(nanargmax, nd_nanargmax(with_nans, NULL, 0, NULL))                                                            \
  X(nancumprod, nd_nancumprod(with_nans, ND_AXIS_NONE, NULL, NULL))                                               \
  X(median, nd_median(matrix, NULL, 0, NULL))                                                                     \
  X(median_axis, nd_median(swapped, I(0), 1, ND_REDUCE(.keepdims = 1)))                                           \
  X(median_integers, nd_median(integers, I(1), 1, NULL))                                                          \
  X(median_complex, nd_median(complexes, I(0), 1, NULL))                                                          \
  X(nanmedian, nd_nanmedian(with_nans, I(1), 1, NULL))                                                            \
  X(nanmedian_all, nd_nanmedian(with_nans, NULL, 0, ND_REDUCE(.keepdims = 1)))                                    \
  X(quantile, nd_quantile(matrix, shares, I(0), 1, ND_QUANTILE_LINEAR, NULL, NULL))                               \
  X(quantile_integers, nd_quantile(integers, shares, NULL, 0, ND_QUANTILE_HAZEN, NULL, ND_REDUCE(.keepdims = 1))) \
  X(quantile_nans, nd_quantile(with_nans, shares, I(1), 1, ND_QUANTILE_LOWER, NULL, NULL))                        \
  X(quantile_weights, nd_quantile(swapped, shares, I(1), 1, ND_QUANTILE_INVERTED_CDF, weights, NULL))             \
  X(percentile, run_weak(percentile_at))                                                                          \
  X(nanquantile, nd_nanquantile(with_nans, shares, I(0), 1, ND_QUANTILE_NEAREST, NULL, NULL))                     \
  X(nanpercentile, nd_nanpercentile(with_nans, shares, NULL, 0, ND_QUANTILE_WEIBULL, NULL, NULL))                 \
  X(nanquantile_weights,                                                                                          \
    nd_nanquantile(with_nans, shares, I(1), 1, ND_QUANTILE_INVERTED_CDF, weights, ND_REDUCE(.keepdims = 1)))      \
  X(bincount, nd_bincount(positions, NULL, 20))                                                                   \
  X(bincount_weights, nd_bincount(positions, vector, 0))                                                          \
  X(histogram_bin_edges, nd_histogram_bin_edges(with_nans, 9, ND_BIN_RULE_NONE, ends, NULL))                      \
  X(histogram, run_histogram(NULL, NULL, 0, EDGE))                                                                \
  X(histogram_range, run_histogram(ends, matrix, 1, EDGE))                                                        \
  X(histogram_complex_weights, run_histogram(ends, complexes, 0, EDGE))                                           \
  X(histogram_auto, nd_histogram_bin_edges(integers, 0, ND_BIN_RULE_AUTO, ends, NULL))                            \
  X(histogram_doane, nd_histogram(matrix, 0, ND_BIN_RULE_DOANE, NULL, 0, NULL, NULL))                             \
  X(histogram_scott, nd_histogram(mask, 0, ND_BIN_RULE_SCOTT, NULL, 1, NULL, NULL))                               \
  X(histogram_stone, nd_histogram_bin_edges(vector, 0, ND_BIN_RULE_STONE, NULL, NULL))                            \
  X(histogram_over, nd_histogram_over(integers, rising, 1, NULL))                                                 \
  X(histogram_over_weights, nd_histogram_over(swapped, rising, 0, matrix))                                        \
  X(digitize, nd_digitize(matrix, rising, 1))                                                                     \
  X(interp, nd_interp(matrix, rising, vector, NULL, NULL, 0))                                                     \
  X(interp_period, nd_interp(swapped, positions, vector, NULL, NULL, 5))                                          \
  X(cov, nd_cov(matrix, NULL, 1, 1, NULL, NULL, NULL))                                                            \
  X(cov_weights, nd_cov(integers, vector, 0, 0, positions, rising, float32))                                      \
  X(cov_complex, nd_cov(complexes, NULL, 1, 1, NULL, weights, NULL))                                              \
  X(corrcoef, nd_corrcoef(matrix, swapped, 1, NULL))                                                              \
  X(unwrap, run_weak(unwrap_by))                                                                                  \
  X(unwrap_integers, run_weak(unwrap_integers_by))

SCENARIOS(SCENARIO_FUNCTION)
static const scenario scenarios[] = {SCENARIOS(SCENARIO_ROW)};

int main(void) {
  make_operands();
  weights = nd_astype(positions, float64, ND_CASTING_SAFE, ND_ORDER_C);
  rising = nd_sort(vector, ND_AXIS_NONE);
  shares = nd_array_from_memory((double[]){0.25, 0.5, 0.875}, float64, I(3), NULL, 1);
  ends = nd_array_from_memory((double[]){1, 8}, float64, I(2), NULL, 1);
  CHECK(weights && rising && shares && ends, "operands");
  run_scenarios(scenarios, (int)(sizeof scenarios / sizeof scenarios[0]));
  nd_release(ends);
  nd_release(shares);
  nd_release(rising);
  nd_release(weights);
  release_operands();
  return 0;
}
