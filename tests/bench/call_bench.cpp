// What a call by name costs beside the direct call of the same function: the bound is 100 ns.
#include <benchmark/benchmark.h>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

namespace {

nd_array* ones() {
  const int64_t shape[] = {2};
  return nd_ones(shape, 1, nullptr, ND_ORDER_C);
}

void ndim_directly(benchmark::State& state) {
  nd_array* const a = ones();
  for (auto _ : state) benchmark::DoNotOptimize(nd_array_ndim(a));
  nd_release(a);
}
BENCHMARK(ndim_directly);

void ndim_by_name(benchmark::State& state) {
  nd_array* const a = ones();
  const nd_cell args[] = {nd_cell_handle(a)};
  nd_cell result = nd_cell_unset();
  for (auto _ : state) benchmark::DoNotOptimize(nd_call("array_ndim", args, 1, nullptr, 0, &result, 1));
  nd_release(a);
}
BENCHMARK(ndim_by_name);

void add_directly(benchmark::State& state) {
  nd_array* const a = ones();
  for (auto _ : state) nd_release(nd_add(a, a));
  nd_release(a);
}
BENCHMARK(add_directly);

void add_by_name(benchmark::State& state) {
  nd_array* const a = ones();
  const nd_cell args[] = {nd_cell_handle(a), nd_cell_handle(a)};
  nd_cell result = nd_cell_unset();
  for (auto _ : state) {
    nd_call("add", args, 2, nullptr, 0, &result, 1);
    nd_release(nd_cell_as_array(&result));
  }
  nd_release(a);
}
BENCHMARK(add_by_name);

void sum_directly(benchmark::State& state) {
  nd_array* const a = ones();
  const int64_t axes[] = {0};
  nd_reduce_options options{};
  options.struct_size = sizeof options;
  options.keepdims = 1;
  for (auto _ : state) nd_release(nd_sum(a, axes, 1, &options));
  nd_release(a);
}
BENCHMARK(sum_directly);

void sum_by_keywords(benchmark::State& state) {
  nd_array* const a = ones();
  const int64_t axes[] = {0};
  const nd_cell args[] = {nd_cell_handle(a), nd_cell_ints(axes, 1), nd_cell_int(1)};
  const char* const names[] = {"axes", "keepdims"};
  nd_cell result = nd_cell_unset();
  for (auto _ : state) {
    nd_call("sum", args, 1, names, 2, &result, 1);
    nd_release(nd_cell_as_array(&result));
  }
  nd_release(a);
}
BENCHMARK(sum_by_keywords);

}  // namespace
