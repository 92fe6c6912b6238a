/* A module whose functions make handles while the program's scope is open: one that they keep, one that they leave in a
 * scope of their own, one that they give. Used by scope_test.cpp. */
#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

static nd_array* kept; /* the module's own, over calls */

static nd_status keep(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  (void)data, (void)args, (void)nargs, (void)nresults;
  if (!kept) kept = nd_weak_float(7);
  results[0] = nd_cell_handle(nd_add(kept, kept));
  return nd_cell_as_pointer(&results[0]) ? ND_OK : nd_last_error_status();
}

static nd_status own_scope(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  nd_array* sum;
  (void)data, (void)args, (void)nargs, (void)nresults;
  if (nd_scope_begin() != ND_OK) return nd_last_error_status();
  sum = nd_add(nd_weak_float(1), nd_weak_float(2));
  nd_scope_end(&sum, 1);
  results[0] = nd_cell_handle(sum);
  return sum ? ND_OK : nd_last_error_status();
}

static nd_status left_open(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  (void)data, (void)args, (void)nargs, (void)nresults;
  if (nd_scope_begin() != ND_OK) return nd_last_error_status();
  results[0] = nd_cell_handle(nd_weak_float(3));
  return ND_OK;
}

static nd_status ends_the_programs(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  (void)data, (void)args, (void)nargs, (void)results, (void)nresults;
  return nd_scope_end(NULL, 0);
}

static nd_status forget(void* data, const nd_cell* args, int64_t nargs, nd_cell* results, int64_t nresults) {
  (void)data, (void)args, (void)nargs, (void)results, (void)nresults;
  nd_release(kept);
  kept = NULL;
  return ND_OK;
}

static nd_status start(nd_module* module, const nd_module_host* host, void* data) {
  (void)module, (void)host, (void)data;
  return ND_OK;
}

#define METHOD(signature, function) {sizeof(nd_method_def), signature, NULL, function, NULL}
static const nd_method_def definitions[] = {METHOD("keep() -> array", keep), METHOD("own_scope() -> array", own_scope),
                                            METHOD("left_open() -> array", left_open),
                                            METHOD("ends_the_programs()", ends_the_programs),
                                            METHOD("forget()", forget)};
static const nd_method_def* const methods[] = {&definitions[0], &definitions[1], &definitions[2], &definitions[3],
                                               &definitions[4]};

ND_EXPORT const nd_module_def ndcore_module;
const nd_module_def ndcore_module = {
    sizeof(nd_module_def), ND_ABI, 0, "scoped", NULL, methods, sizeof methods / sizeof *methods, start, NULL, NULL};
