/* The operations that ndc knows by name: every ufunc of the library and its methods, reductions, and what is listed
 * here. Each takes operands and options of the command line and gives one or more arrays. */
#include <stdio.h>
#include <string.h>

#include "ndc.h"

enum { MOST_RESULTS = 4 };

typedef struct {
  nd_array* results[MOST_RESULTS];
  int count;
} outcome;

static const int64_t* axes_of(const ndc_command* c) { return c->naxes < 0 ? NULL : c->axes; }
static int32_t axis_count(const ndc_command* c) { return c->naxes < 0 ? 0 : c->naxes; }

/* One axis or none. */
static const int64_t* axis_of(const ndc_command* c) {
  if (c->naxes > 1) ndc_misuse("%s takes one axis", c->name);
  return axes_of(c);
}
static int64_t axis_or(const ndc_command* c, int64_t otherwise) { return axis_of(c) ? c->axes[0] : otherwise; }

/* One operand, options, one result; NULL on failure. */
typedef nd_array* (*unary_call)(const ndc_command* c, nd_array* a);

/* What the command line says of the functions that take it; an option that one has no use for is that function's
 * error. */
#define REDUCTION(name)                                             \
  static nd_array* call_##name(const ndc_command* c, nd_array* a) { \
    nd_reduce_options options;                                      \
    memset(&options, 0, sizeof options);                            \
    options.struct_size = sizeof options;                           \
    options.dtype = c->dtype;                                       \
    options.keepdims = c->keepdims;                                 \
    options.ddof = c->ddof;                                         \
    return nd_##name(a, axes_of(c), axis_count(c), &options);       \
  }
#define RUNNING(name)                                               \
  static nd_array* call_##name(const ndc_command* c, nd_array* a) { \
    return nd_##name(a, axis_or(c, ND_AXIS_NONE), c->dtype, NULL);  \
  }
REDUCTION(sum)
REDUCTION(prod)
REDUCTION(min)
REDUCTION(max)
REDUCTION(any)
REDUCTION(all)
REDUCTION(ptp)
REDUCTION(count_nonzero)
REDUCTION(argmin)
REDUCTION(argmax)
REDUCTION(mean)
REDUCTION(var)
REDUCTION(std)
RUNNING(cumsum)
RUNNING(cumprod)

static nd_array* call_sort(const ndc_command* c, nd_array* a) { return nd_sort(a, axis_or(c, -1)); }
static nd_array* call_argsort(const ndc_command* c, nd_array* a) { return nd_argsort(a, axis_or(c, -1)); }
static nd_array* call_unique(const ndc_command* c, nd_array* a) {
  nd_array* values = NULL;
  return nd_unique(a, axis_or(c, ND_AXIS_NONE), 1, &values, NULL, NULL, NULL) < 0 ? NULL : values;
}
static nd_array* call_transpose(const ndc_command* c, nd_array* a) {
  return nd_transpose(a, axes_of(c), axis_count(c));
}
static nd_array* call_argwhere(const ndc_command* c, nd_array* a) {
  (void)c;
  return nd_argwhere(a);
}
static nd_array* call_inv(const ndc_command* c, nd_array* a) {
  (void)c;
  return nd_inv(a);
}

static const struct {
  const char* name;
  unary_call call;
} unary[] = {
    {"all", call_all},
    {"any", call_any},
    {"argmax", call_argmax},
    {"argmin", call_argmin},
    {"argsort", call_argsort},
    {"argwhere", call_argwhere},
    {"count_nonzero", call_count_nonzero},
    {"cumprod", call_cumprod},
    {"cumsum", call_cumsum},
    {"inv", call_inv},
    {"max", call_max},
    {"mean", call_mean},
    {"min", call_min},
    {"prod", call_prod},
    {"ptp", call_ptp},
    {"sort", call_sort},
    {"std", call_std},
    {"sum", call_sum},
    {"transpose", call_transpose},
    {"unique", call_unique},
    {"var", call_var},
};

/* Two operands, no options, one result. */
static nd_array* call_matmul(nd_array* a, nd_array* b) { return nd_matmul(a, b, NULL); }
static nd_array* call_dot(nd_array* a, nd_array* b) { return nd_dot(a, b, NULL); }
static const struct {
  const char* name;
  nd_array* (*call)(nd_array* a, nd_array* b);
} binary[] = {{"dot", call_dot}, {"inner", nd_inner}, {"matmul", call_matmul}, {"solve", nd_solve}, {"vdot", nd_vdot}};

/* Two results. */
static nd_status call_eigh(nd_array* a, nd_array** results) { return nd_eigh(a, 0, &results[0], &results[1]); }
static nd_status call_svd(nd_array* a, nd_array** results) {
  return nd_svd(a, 0, &results[0], &results[1], &results[2]);
}
static const struct {
  const char* name;
  nd_status (*call)(nd_array* a, nd_array** results);
  int count;
} several[] = {{"eigh", call_eigh, 2}, {"svd", call_svd, 3}};

static void want(const ndc_command* c, int operands) {
  if (c->noperands == operands) return;
  ndc_misuse("%s takes %d operand%s, not %d", c->name, operands, operands == 1 ? "" : "s", c->noperands);
}

static int call_listed(const ndc_command* c, outcome* out) {
  size_t i;
  for (i = 0; i < sizeof unary / sizeof *unary; ++i) {
    if (strcmp(c->name, unary[i].name) != 0) continue;
    want(c, 1);
    out->results[0] = ndc_need(unary[i].call(c, ndc_operand(c, 0)));
    return out->count = 1;
  }
  for (i = 0; i < sizeof binary / sizeof *binary; ++i) {
    if (strcmp(c->name, binary[i].name) != 0) continue;
    want(c, 2);
    out->results[0] = ndc_need(binary[i].call(ndc_operand(c, 0), ndc_operand(c, 1)));
    return out->count = 1;
  }
  for (i = 0; i < sizeof several / sizeof *several; ++i) {
    if (strcmp(c->name, several[i].name) != 0) continue;
    want(c, 1);
    ndc_check(several[i].call(ndc_operand(c, 0), out->results));
    return out->count = several[i].count;
  }
  return 0;
}

/* add.reduce, add.accumulate, add.outer. */
static int call_method(const ndc_command* c, nd_ufunc* ufunc, const char* method, outcome* out) {
  out->count = 1;
  if (strcmp(method, "reduce") == 0) {
    nd_reduce_options options;
    const int64_t first = 0;
    want(c, 1);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.dtype = c->dtype;
    options.keepdims = c->keepdims;
    out->results[0] = ndc_need(nd_ufunc_reduce(ufunc, ndc_operand(c, 0), c->naxes < 0 ? &first : c->axes,
                                               c->naxes < 0 ? 1 : c->naxes, &options));
  } else if (strcmp(method, "accumulate") == 0) {
    want(c, 1);
    out->results[0] = ndc_need(nd_ufunc_accumulate(ufunc, ndc_operand(c, 0), axis_or(c, 0), c->dtype, NULL));
  } else if (strcmp(method, "outer") == 0) {
    want(c, 2);
    out->results[0] = ndc_need(nd_ufunc_outer(ufunc, ndc_operand(c, 0), ndc_operand(c, 1), c->dtype));
  } else {
    ndc_misuse("a ufunc has the methods reduce, accumulate and outer, not %s", method);
  }
  return 1;
}

static int call_ufunc(const ndc_command* c, outcome* out) {
  char name[64];
  nd_ufunc_options options;
  nd_array* inputs[NDC_MOST];
  const char* method = strchr(c->name, '.');
  const size_t length = method ? (size_t)(method - c->name) : strlen(c->name);
  nd_ufunc* ufunc;
  int i;
  if (length >= sizeof name) return 0;
  memcpy(name, c->name, length);
  name[length] = '\0';
  ufunc = nd_ufunc_find(name);
  if (!ufunc) return 0;
  if (method) return call_method(c, ufunc, method + 1, out);
  want(c, (int)ndc_check(nd_ufunc_nin(ufunc)));
  out->count = (int)ndc_check(nd_ufunc_nout(ufunc));
  for (i = 0; i < c->noperands; ++i) inputs[i] = ndc_operand(c, i);
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.dtype = c->dtype;
  options.order = c->order;
  ndc_check(nd_ufunc_call(ufunc, inputs, c->noperands, out->results, out->count, &options));
  return 1;
}

int ndc_operation(const ndc_command* command) {
  outcome out;
  int i;
  memset(&out, 0, sizeof out);
  if (!call_listed(command, &out) && !call_ufunc(command, &out)) return 0;
  if (command->noutputs > out.count)
    ndc_misuse("%s has %d result%s, but there are %d -o", command->name, out.count, out.count == 1 ? "" : "s",
               command->noutputs);
  for (i = 0; i < out.count; ++i) ndc_result(command, i, out.results[i]);
  return 1;
}

void ndc_list_operations(void) {
  const int64_t count = ndc_check(nd_ufunc_count());
  int64_t i;
  size_t j;
  puts("# name operands results");
  for (j = 0; j < sizeof unary / sizeof *unary; ++j) printf("%s 1 1\n", unary[j].name);
  for (j = 0; j < sizeof binary / sizeof *binary; ++j) printf("%s 2 1\n", binary[j].name);
  for (j = 0; j < sizeof several / sizeof *several; ++j) printf("%s 1 %d\n", several[j].name, several[j].count);
  puts("# ufuncs, with the methods .reduce, .accumulate and .outer");
  for (i = 0; i < count; ++i) {
    nd_ufunc* ufunc = ndc_need(nd_ufunc_get(i));
    printf("%s %d %d\n", nd_ufunc_name(ufunc), (int)nd_ufunc_nin(ufunc), (int)nd_ufunc_nout(ufunc));
  }
}
