// What every call pays: look-up of a handle (random among 10^5), the guard, making and releasing a handle, blocks, and
// handing work to the pool.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>
#include <thread>
#include <vector>

#include "core/cancel.hpp"
#include "core/memory.hpp"
#include "core/threads.hpp"
#include "runtime/arguments.hpp"

namespace {

using namespace nd;

std::vector<nd_token*> make_handles(size_t count) {
  std::vector<nd_token*> all(count);
  capi::reading("bench", [&] {
    for (nd_token*& handle : all) handle = capi::give(Ref<Token>::adopt(new Token));
  });
  std::ranges::shuffle(all, std::mt19937(1));
  return all;
}

void release_all(const std::vector<nd_token*>& all) {
  capi::reading("bench", [&] {
    for (nd_token* const handle : all) handles::release(*current_thread_state, handle);
  });
}

void give_and_release_one() {
  nd_token* const handle = capi::reading("bench", [] { return capi::give(Ref<Token>::adopt(new Token)); });
  capi::reading("bench", [&] { handles::release(*current_thread_state, handle); });
}

// One guard around as many look-ups as the second argument says: what a look-up adds to its call's guard is the
// difference of two such rows by the difference of their look-ups.
void find_random(benchmark::State& state) {
  const auto all = make_handles(static_cast<size_t>(state.range(0)));
  const auto lookups = static_cast<int>(state.range(1));
  size_t next = 0;
  for (auto _ : state) {
    const capi::Guard guard("bench");
    for (int i = 0; i < lookups; ++i) {
      benchmark::DoNotOptimize(handles::find(guard.state(), all[next], Kind::token));
      if (++next == all.size()) next = 0;
    }
  }
  release_all(all);
}
BENCHMARK(find_random)->ArgsProduct({{8, 100000}, {8, 48}});

void guard_alone(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(capi::Guard("bench"));
}
BENCHMARK(guard_alone);

// find_random while another thread makes and releases handles all the time.
void find_random_beside_releases(benchmark::State& state) {
  std::atomic<bool> stop = false;
  std::thread other([&] {
    while (!stop) give_and_release_one();
  });
  find_random(state);
  stop = true;
  other.join();
}
BENCHMARK(find_random_beside_releases)->ArgsProduct({{100000}, {8, 48}});

void empty_call(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(capi::call("bench", [] { return int64_t{1}; }));
}
BENCHMARK(empty_call);

void give_and_release(benchmark::State& state) {
  for (auto _ : state) give_and_release_one();
}
BENCHMARK(give_and_release);

void new_and_delete(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Ref<Token>::adopt(new Token));
}
BENCHMARK(new_and_delete);

void allocate_and_free(benchmark::State& state) {
  const auto bytes = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    std::byte* const block = allocate_block(bytes);
    benchmark::DoNotOptimize(block);
    free_block(block, bytes);
  }
}
BENCHMARK(allocate_and_free)->Arg(64)->Arg(8000)->Arg(800000)->Arg(80000000);

void serial_parallel_for(benchmark::State& state) {
  for (auto _ : state) parallel_for(100, 1000, [](int64_t begin, int64_t) { benchmark::DoNotOptimize(begin); });
}
BENCHMARK(serial_parallel_for);

void shared_parallel_for(benchmark::State& state) {
  for (auto _ : state) parallel_for(2000, 1000, [](int64_t begin, int64_t) { benchmark::DoNotOptimize(begin); });
}
BENCHMARK(shared_parallel_for)->UseRealTime();

}  // namespace
