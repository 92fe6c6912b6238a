/* A module in C: the universal function `logit` and the function `log_loss`. */
#include <math.h>
#include <stddef.h>

#define ND_MODE ND_MODE_TABLE
#include "ndcore/cell.h"
#include "ndcore/loader.h"

/* log(p / (1 - p)), one loop a dtype. */
#define LOGIT_LOOP(name, type, log_of)                                                      \
  static nd_status name(char* const* args, int64_t n, const int64_t* strides, void* data) { \
    int64_t i;                                                                              \
    (void)data;                                                                             \
    for (i = 0; i < n; ++i) {                                                               \
      const type p = *(const type*)(const void*)(args[0] + i * strides[0]);                 \
      *(type*)(void*)(args[1] + i * strides[1]) = log_of(p / (1 - p));                      \
    }                                                                                       \
    return ND_OK;                                                                           \
  }
LOGIT_LOOP(logit_float32, float, logf)
LOGIT_LOOP(logit_float64, double, log)

static const nd_type_code float32_types[] = {ND_FLOAT32, ND_FLOAT32};
static const nd_type_code float64_types[] = {ND_FLOAT64, ND_FLOAT64};
static const nd_loop_def loop_float32 = {sizeof loop_float32, float32_types, logit_float32, NULL, ND_LOOP_THREADS, 0};
static const nd_loop_def loop_float64 = {sizeof loop_float64, float64_types, logit_float64, NULL, ND_LOOP_THREADS, 0};
static const nd_loop_def* const logit_loops[] = {&loop_float32, &loop_float64};
static const nd_ufunc_def logit = {
    sizeof logit, "logit", "The logarithm of the odds, log(p / (1 - p)).", logit_loops, 2, 1, 1, ND_IDENTITY_NONE, 6.0};

/* -mean(truth * log(p) + (1 - truth) * log(1 - p)), p limited to [eps, 1 - eps]. Each step may fail and then gives
 * NULL, which the next one refuses; the first error is what the caller reads. */
static nd_status log_loss(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  nd_array *one, *low, *high, *p, *q, *log_p, *log_q, *no, *hits, *misses, *sum, *mean;
  nd_array* made[12];
  nd_array* const truth = nd_cell_as_array(&args[0]);
  const double eps = nd_cell_as_double(&args[2]);
  double loss = 0;
  nd_status status = ND_OK;
  size_t i;
  (void)data, (void)nargs, (void)nresults;
  nd_clear_error();
  made[0] = one = nd_weak_float(1);
  made[1] = low = nd_weak_float(eps);
  made[2] = high = nd_weak_float(1 - eps);
  made[3] = p = nd_clip(nd_cell_as_array(&args[1]), low, high);
  made[4] = q = p ? nd_subtract(one, p) : NULL;
  made[5] = log_p = q ? nd_log(p) : NULL;
  made[6] = log_q = log_p ? nd_log(q) : NULL;
  made[7] = no = log_q ? nd_subtract(one, truth) : NULL;
  made[8] = hits = no ? nd_multiply(truth, log_p) : NULL;
  made[9] = misses = hits ? nd_multiply(no, log_q) : NULL;
  made[10] = sum = misses ? nd_add(hits, misses) : NULL;
  made[11] = mean = sum ? nd_mean(sum, NULL, 0, NULL) : NULL;
  if (mean == NULL || nd_array_item_float64(mean, 0, &loss) < 0) status = nd_last_error_status();
  for (i = 0; i < sizeof made / sizeof made[0]; ++i) nd_release(made[i]);
  if (status == ND_OK) results[0] = nd_cell_double(-loss);
  return status;
}

static const nd_method_def log_loss_def = {
    sizeof log_loss_def, "log_loss(truth: array, predicted: array, /, *, eps: float = 1e-15) -> float",
    "Mean cross-entropy of predicted probabilities. `truth` holds 0 and 1.", log_loss, NULL};
static const nd_method_def* const methods[] = {&log_loss_def};

static nd_status init(nd_module* module, const nd_module_host* host, void* data) {
  nd_status status = nd_load_module(host, NULL, 0);
  nd_ufunc* added;
  (void)data;
  if (status < 0) return status;
  added = nd_ufunc_register(module, &logit);
  return added ? ND_OK : nd_last_error_status();
}

ND_EXPORT extern const nd_module_def ndcore_module;
const nd_module_def ndcore_module = {sizeof ndcore_module,
                                     ND_ABI,
                                     ND_TARGET_REVISION,
                                     "specials",
                                     "Odds and losses of probabilities.",
                                     methods,
                                     1,
                                     init,
                                     NULL,
                                     NULL};
