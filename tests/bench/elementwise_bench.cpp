// Inner loops of common elementwise operations on one thread, for working sets in the first and second cache and
// beyond.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <vector>

#include "dtype/dtype.hpp"
#include "ufunc/ufunc.hpp"

namespace {

using namespace nd;

const LoopEntry* loop_of(const Ufunc& function, nd_type_code code) {
  for (const LoopEntry& entry : function.loops)
    if (entry.types[0] == code) return &entry;
  return nullptr;
}

void run_loop(benchmark::State& state, const std::string& name, nd_type_code code) {
  const Ufunc& function = find_ufunc(name);
  const LoopEntry& entry = *loop_of(function, code);
  const int64_t n = state.range(0);
  std::vector<std::vector<std::byte>> memory;
  std::array<std::byte*, kMaxLoopArgs> args{};
  std::array<int64_t, kMaxLoopArgs> strides{};
  for (size_t k = 0; k < static_cast<size_t>(function.nin + function.nout); ++k) {
    strides[k] = dtype_of(entry.types[k])->itemsize;
    // 0x3f in every byte: floats near 1, integers that divide.
    memory.emplace_back(static_cast<size_t>(n * strides[k]), std::byte{0x3f});
    args[k] = memory[k].data();
  }
  for (auto _ : state) {
    entry.loop(args.data(), n, strides.data(), entry.context);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * n);
}

const bool registered = [] {
  const std::pair<const char*, nd_type_code> cases[] = {
      {"add", ND_FLOAT64},         {"multiply", ND_FLOAT64},  {"sqrt", ND_FLOAT64},
      {"less", ND_FLOAT64},        {"maximum", ND_FLOAT64},   {"add", ND_FLOAT16},
      {"add", ND_BFLOAT16},        {"multiply", ND_INT64},    {"floor_divide", ND_INT32},
      {"floor_divide", ND_INT64},  {"remainder", ND_INT64},   {"floor_divide", ND_FLOAT64},
      {"multiply", ND_COMPLEX128}, {"divide", ND_COMPLEX128}, {"absolute", ND_COMPLEX128},
      {"logical_and", ND_FLOAT64},
  };
  for (const auto& [name, code] : cases) {
    const std::string title = std::string(name) + "/" + dtype_of(code)->name;
    benchmark::RegisterBenchmark(title.c_str(), run_loop, std::string(name), code)
        ->Arg(1 << 10)
        ->Arg(1 << 15)
        ->Arg(1 << 22);
  }
  return true;
}();

}  // namespace
