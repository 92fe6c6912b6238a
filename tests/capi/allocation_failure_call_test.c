/* Allocation failures in calls by name: what is made for the call goes, results that were made go. */
#include "allocation_failure.h"
#include "ndcore/cell.h"

#define CELLS(...) ((const nd_cell[]){__VA_ARGS__})
#define COUNT(...) ((int64_t)(sizeof(CELLS(__VA_ARGS__)) / sizeof(nd_cell)))
#define LIST(...) nd_cell_list(CELLS(__VA_ARGS__), COUNT(__VA_ARGS__))
#define CALL(name, ...) by_name(name, CELLS(__VA_ARGS__), COUNT(__VA_ARGS__), NULL, 0)
#define CALL_WITH(name, key, ...) by_name(name, CELLS(__VA_ARGS__), COUNT(__VA_ARGS__), (const char* const[]){key}, 1)
#define A(array) nd_cell_handle(array)

static const double numbers[] = {1, 2, 3};

/* The first result; the others are released. */
static nd_array* by_name(const char* name, const nd_cell* args, int64_t n, const char* const* names, int64_t nkw) {
  nd_cell results[64];
  const int64_t count = nd_call(name, args, n - nkw, names, nkw, results, 64);
  for (int64_t i = 1; i < count; ++i) nd_release(nd_cell_as_pointer(&results[i]));
  return count > 0 ? nd_cell_as_array(&results[0]) : NULL;
}

static nd_array* with_output(nd_array* target) {
  nd_cell result;
  const nd_cell args[] = {A(nd_ufunc_find("add")), LIST(A(matrix), nd_cell_double(0.5)), LIST(A(target))};
  return nd_call("ufunc_call", args, 3, NULL, 0, &result, 1) == 1 ? nd_cell_as_array(&result) : NULL;
}

#define SCENARIOS(X)                                                                                        \
  X(add, CALL("add", A(matrix), A(vector)))                                                                 \
  X(add_number, CALL("add", A(matrix), nd_cell_double(0.5)))                                                \
  X(add_numbers, CALL("add", nd_cell_complex(1, 2), nd_cell_doubles(numbers, 3)))                           \
  X(sum, CALL("sum", A(matrix), nd_cell_ints(I(0), 1)))                                                     \
  X(sum_of_cells, CALL_WITH("sum", "dtype", A(matrix), LIST(nd_cell_int(1)), nd_cell_string("f4")))         \
  X(hstack, CALL("hstack", LIST(A(vector), nd_cell_doubles(numbers, 3), nd_cell_int(4))))                   \
  X(nonzero, CALL("nonzero", A(matrix), nd_cell_int(2)))                                                    \
  X(split, CALL("split", A(matrix), nd_cell_int(0), nd_cell_int(0), nd_cell_int(3)))                        \
  X(svd, CALL("svd", A(matrix)))                                                                            \
  X(reduce, CALL_WITH("ufunc_reduce", "initial", A(nd_ufunc_find("add")), A(matrix), nd_cell_ints(I(0), 1), \
                      nd_cell_double(2)))                                                                   \
  X(ufunc_call, CALL("ufunc_call", A(nd_ufunc_find("divmod")), LIST(A(matrix), nd_cell_int(2)),             \
                     LIST(nd_cell_none(), nd_cell_none())))                                                 \
  X(ufunc_call_in_place, with_output(target))                                                               \
  X(array_repr, CALL_WITH("array_repr", "precision", A(matrix), nd_cell_string("array"), nd_cell_int(3)))

SCENARIOS(SCENARIO_FUNCTION)
static const scenario scenarios[] = {SCENARIOS(SCENARIO_ROW)};

int main(void) {
  make_operands();
  run_scenarios(scenarios, (int)(sizeof scenarios / sizeof scenarios[0]));
  release_operands();
  return 0;
}
