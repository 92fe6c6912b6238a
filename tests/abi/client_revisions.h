/* What a client does with the foundation, printed: compiled against the headers of each frozen revision, in each mode,
 * as C99 and C++17, it prints the same with every later library (test_revisions.py). */
#include "ndcore/revision.h"

/* clang-format off */
#if ND_TARGET_REVISION >= 3
#define CALLS_BY_NAME(X) X(call) X(explain) X(trace_set)
#else
#define CALLS_BY_NAME(X)
#endif
#define ND_CLIENT_FUNCTIONS(X) CALLS_BY_NAME(X) \
  X(array_data) X(array_describe) X(array_from_memory) X(array_item_float64) X(array_item_int64) \
  X(array_set_writeable) X(array_to_memory) X(array_wrap) X(assign) X(astype) X(can_cast) X(clear_error) X(copy) \
  X(dtype_from_code) X(dtype_itemsize) X(dtype_name) X(dtype_parse) X(dtype_type_str) X(fill) X(fp_flag_text) \
  X(fp_get_modes) X(fp_set_handler) X(fp_set_modes) X(full) X(handle_kind) X(last_error) X(last_error_message) \
  X(last_error_status) X(live_handles) X(module_count) X(num_threads) X(ones) X(promote_types) X(release) X(retain) \
  X(set_allocator) X(set_cache_limit) X(set_num_threads) X(shares_memory) X(status_name) X(token_cancel) \
  X(token_cancelled) X(token_new) X(token_reset) X(token_use) X(ufunc_accumulate) X(ufunc_at) X(ufunc_call) \
  X(ufunc_find) X(ufunc_name) X(ufunc_nin) X(ufunc_outer) X(ufunc_reduce) X(weak_complex) X(weak_float) X(weak_int) \
  X(zeros)
/* clang-format on */
#include "ndcore/loader.h"

static int events; /* deletions of foreign memory and warnings */

static void count_deletion(void* memory, void* data) {
  (void)memory;
  *(int*)data += 1;
}

static void* take_block(int64_t bytes, int64_t alignment, void* data) {
  char* memory = (char*)malloc((size_t)(bytes + alignment + (int64_t)sizeof(void*)));
  char* block = memory ? memory + sizeof(void*) : NULL;
  if (!block) return NULL;
  block += alignment - (int64_t)((uintptr_t)block % (uintptr_t)alignment);
  memcpy(block - sizeof(void*), &memory, sizeof(void*));
  *(int*)data += 1;
  return block;
}

static void give_block(void* block, int64_t bytes, void* data) {
  void* memory;
  (void)bytes;
  (void)data;
  memcpy(&memory, (char*)block - sizeof(void*), sizeof(void*));
  free(memory);
}

static nd_status count_warning(const char* operation, int32_t flag, int32_t mode, void* data) {
  *(int*)data += 1;
  printf("warning: %s in %s, mode %d\n", nd_fp_flag_text(flag), operation, (int)mode);
  return ND_OK;
}

/* Prints an array and gives it back. */
static void print_array(const char* name, nd_array* a) {
  nd_array_info info;
  double value = -1;
  info.struct_size = sizeof info;
  if (a == NULL || nd_array_describe(a, &info) < 0 || nd_array_item_float64(a, info.size - 1, &value) < 0) {
    printf("%s: %s\n", name, nd_last_error_message());
  } else {
    printf("%s: %d axes, %d elements, code %d, flags %d, weak %d, last %g\n", name, (int)info.ndim, (int)info.size,
           (int)info.code, (int)info.flags, (int)info.weak, value);
  }
  nd_release(a);
}

/* Version 1 of nd_fill converts whatever it is given. */
static nd_status fill_with(nd_array* a, nd_array* value) {
#if ND_TARGET_REVISION >= 2
  return nd_fill(a, value, ND_CASTING_DEFAULT);
#else
  return nd_fill(a, value);
#endif
}

static void fill_integers(void) {
  const int64_t shape[] = {3};
  nd_array* a = nd_zeros(shape, 1, nd_dtype_from_code(ND_INT32, ND_NATIVE), ND_ORDER_C);
  nd_array* value = nd_weak_float(2.75);
  int64_t element = -1;
  const nd_status status = fill_with(a, value);
  nd_array_item_int64(a, 0, &element);
  printf("fill: status %d, element %d%s%s\n", (int)status, (int)element, status < 0 ? ", " : "",
         status < 0 ? nd_last_error_message() : "");
  nd_release(a);
  nd_release(value);
}

static void call_ufuncs(void) {
  double memory[] = {1, 2, 3, 4, 5, 6}, row[] = {0, 0, 0};
  const int64_t shape[] = {2, 3}, axis[] = {1};
  nd_ufunc *add = nd_ufunc_find("add"), *multiply = nd_ufunc_find("multiply");
  nd_ufunc_options options;
  nd_reduce_options reduction;
  nd_array *inputs[2], *output = NULL, *narrow = NULL;
  nd_array* a =
      nd_array_wrap(memory, nd_dtype_from_code(ND_FLOAT64, ND_NATIVE), shape, NULL, 2, 1, count_deletion, &events);
  inputs[0] = a;
  inputs[1] = nd_weak_int(10);
  memset(&options, 0, sizeof options);
  options.struct_size = sizeof options;
  options.dtype = nd_dtype_parse("float32");
  memset(&reduction, 0, sizeof reduction);
  reduction.struct_size = sizeof reduction;
  reduction.keepdims = 1;
  if (nd_ufunc_call(multiply, inputs, 2, &output, 1, NULL) < 0) puts(nd_last_error_message());
  if (nd_ufunc_call(add, inputs, 2, &narrow, 1, &options) < 0) puts(nd_last_error_message());
  print_array("narrow", narrow);
  print_array("reduce", nd_ufunc_reduce(add, output, axis, 1, &reduction));
  print_array("accumulate", nd_ufunc_accumulate(add, output, 1, NULL, NULL));
  print_array("outer", nd_ufunc_outer(multiply, a, a, NULL));
  print_array("refused", nd_ufunc_reduce(add, a, shape, 1, NULL));
  if (nd_array_to_memory(output, row, sizeof row, ND_ORDER_C) < 0) puts(nd_last_error_message());
  printf("%s takes %d, shares %d %d\n", nd_ufunc_name(add), (int)nd_ufunc_nin(add), (int)nd_shares_memory(a, a),
         (int)nd_shares_memory(a, output));
  nd_release(inputs[1]);
  print_array("multiply", output);
  print_array("wrapped", a);
  printf("deleted %d\n", events);
}

static void convert(void) {
  const double numbers[] = {1.5, -2.5, 1e10};
  const int64_t shape[] = {3};
  nd_dtype *swapped = nd_dtype_from_code(ND_INT16, ND_BIG), *brain = nd_dtype_from_code(ND_BFLOAT16, ND_NATIVE);
  nd_array* a = nd_array_from_memory(numbers, nd_dtype_parse("float64"), shape, NULL, 1);
  nd_array* b = nd_copy(a, ND_ORDER_C);
  printf("%s %s of %d bytes, safe %d, same kind %d, together %s\n", nd_dtype_name(brain), nd_dtype_type_str(swapped),
         (int)nd_dtype_itemsize(swapped), (int)nd_can_cast(swapped, brain, ND_CASTING_SAFE),
         (int)nd_can_cast(brain, swapped, ND_CASTING_SAME_KIND), nd_dtype_name(nd_promote_types(swapped, brain)));
  print_array("astype", nd_astype(a, brain, ND_CASTING_SAME_KIND, ND_ORDER_K));
  print_array("no cast", nd_astype(a, swapped, ND_CASTING_SAME_KIND, ND_ORDER_K));
  print_array("complex", nd_astype(a, nd_dtype_from_code(ND_COMPLEX64, ND_NATIVE), ND_CASTING_UNSAFE, ND_ORDER_F));
  nd_array_set_writeable(b, 0);
  printf("assign %d: %s\n", (int)nd_assign(b, a, ND_CASTING_DEFAULT), nd_last_error_message());
  print_array("read-only", b);
  print_array("weak", nd_weak_int(7));
  print_array("full", nd_full(shape, 1, a, NULL, ND_ORDER_C));
  nd_release(a);
}

static void divide_by_zero(void) {
  const int64_t shape[] = {2};
  nd_fp_modes modes;
  nd_array *inputs[2], *output = NULL;
  modes.struct_size = sizeof modes;
  nd_fp_get_modes(&modes);
  printf("modes %d %d %d %d\n", (int)modes.divide, (int)modes.overflow, (int)modes.underflow, (int)modes.invalid);
  inputs[0] = nd_ones(shape, 1, NULL, ND_ORDER_C);
  inputs[1] = nd_zeros(shape, 1, NULL, ND_ORDER_C);
  nd_fp_set_handler(count_warning, &events);
  nd_ufunc_call(nd_ufunc_find("divide"), inputs, 2, &output, 1, NULL);
  print_array("divide", output);
  output = NULL;
  modes.divide = ND_FP_RAISE;
  nd_fp_set_modes(&modes);
  nd_ufunc_call(nd_ufunc_find("divide"), inputs, 2, &output, 1, NULL);
  print_array("raise", output);
  modes.divide = ND_FP_WARN;
  nd_fp_set_modes(&modes);
  nd_fp_set_handler(NULL, NULL);
  nd_release(inputs[0]);
  nd_release(inputs[1]);
}

/* The first thing that a program does: no memory may be in use. */
static void lend_memory(void) {
  const int64_t shape[] = {1000};
  int taken = 0;
  nd_allocator allocator;
  allocator.struct_size = sizeof allocator;
  allocator.allocate = take_block;
  allocator.free = give_block;
  allocator.data = &taken;
  printf("limit %d, allocator %d\n", (int)nd_set_cache_limit(0), (int)nd_set_allocator(&allocator));
  print_array("lent", nd_ones(shape, 1, NULL, ND_ORDER_C));
  printf("taken %d, system %d, limit %d\n", taken > 0, (int)nd_set_allocator(NULL), (int)nd_set_cache_limit(-1));
}

static void control_calls(void) {
  const int64_t shape[] = {1 << 20};
  nd_token* token = nd_token_new();
  nd_array *input = nd_ones(shape, 1, NULL, ND_ORDER_C), *output = NULL;
  const int32_t before = nd_num_threads();
  nd_set_num_threads(3);
  printf("threads %d, modules %s\n", (int)nd_num_threads(), nd_module_count() >= 0 ? "counted" : "lost");
  nd_set_num_threads(before);
  nd_token_use(token);
  nd_token_cancel(token);
  nd_ufunc_call(nd_ufunc_find("sqrt"), &input, 1, &output, 1, NULL);
  printf("cancelled %d: %s, %s\n", (int)nd_token_cancelled(token), nd_status_name(nd_last_error_status()),
         nd_last_error_message());
  nd_token_reset(token);
  nd_token_use(NULL);
  nd_release(input);
  nd_release(token);
}

static void own_and_fail(void) {
  nd_error_info error;
  nd_array* kept = nd_weak_complex(1, 2);
  const nd_status retained = nd_retain(kept), released = nd_release(kept);
  printf("owners %d %d, kind %d\n", (int)retained, (int)released, (int)nd_handle_kind(kept));
  print_array("real part only", kept);
  error.struct_size = sizeof error;
  printf("twice %d", (int)nd_release(kept));
  nd_last_error(&error);
  printf(", %d %s of %s: %s\n", (int)error.status, error.kind, error.function, error.message);
  nd_clear_error();
  printf("cleared %d, %d handles are left\n", (int)nd_last_error_status(), (int)nd_live_handles());
}

#if ND_TARGET_REVISION >= 3
#include "ndcore/cell.h"

static void tell(const nd_trace_event* event, void* data) {
  printf("%s: %s -> %s, depth %d, loops [%s]\n", (const char*)data, event->function, event->result, (int)event->depth,
         event->struct_size >= (int64_t)sizeof *event ? event->loops : "?");
}

static void call_by_name(void) {
  const char* const keywords[] = {"keepdims"};
  const int64_t shape[] = {2, 3}, axes[] = {1};
  nd_array *ones = nd_ones(shape, 2, NULL, ND_ORDER_C), *text = NULL;
  nd_trace_sink sink = {sizeof sink, tell, (void*)"trace"}, before = {sizeof before, NULL, NULL};
  nd_cell arguments[3], results[2];
  int64_t unknown, refused;
  arguments[0] = nd_cell_handle(ones);
  arguments[1] = nd_cell_ints(axes, 1);
  arguments[2] = nd_cell_int(1);
  printf("trace %d\n", (int)nd_trace_set(&sink, &before));
  printf("results %d\n", (int)nd_call("sum", arguments, 2, keywords, 1, results, 2));
  printf("trace %d, before %d\n", (int)nd_trace_set(&before, &sink), before.callback != NULL);
  printf("given back %d, kinds %d %d\n", sink.callback == tell, (int)results[0].kind, (int)results[1].kind);
  print_array("sum by name", nd_cell_as_array(&results[0]));
  unknown = nd_call("nothing", NULL, 0, NULL, 0, results, 2);
  refused = nd_call("zeros", arguments, 1, NULL, 0, results, 2);
  printf("unknown %d, refused %d, kind %d\n", (int)unknown, (int)refused, (int)results[0].kind);
  text = nd_explain("add", &ones, 0);
  printf("explained: %.9s\n", text ? (const char*)nd_array_data(text) : nd_last_error_message());
  nd_release(text);
  nd_release(ones);
}
#endif

int main(int argc, char** argv) {
  char message[1000];
  if (nd_load(argc > 1 ? argv[1] : NULL, message, sizeof message) < 0) {
    puts(message);
    return 1;
  }
  lend_memory();
  call_ufuncs();
  convert();
  divide_by_zero();
  control_calls();
  own_and_fail();
  fill_integers();
#if ND_TARGET_REVISION >= 3
  call_by_name();
#endif
  return 0;
}
