#include "world.hpp"

#include <sys/timerfd.h>

#include <cstdlib>

#include "arguments.hpp"
#include "arrays.hpp"
#include "board.hpp"
#include "planted.hpp"
#include "texts.hpp"

namespace fuzz {

namespace {

constexpr int64_t kCeiling = 4 << 20;  // bytes of one array

void* allocate(int64_t bytes, int64_t alignment, void* /*data*/) {
  if (bytes < 0 || bytes > kCeiling) return nullptr;
  const auto step = static_cast<size_t>(alignment);
  return std::aligned_alloc(step, (static_cast<size_t>(bytes) + step - 1) / step * step);
}

void give_back(void* block, int64_t /*bytes*/, void* /*data*/) { std::free(block); }

void take_module(const std::string& path) {
  nd_module* const module = nd_module_load(path.c_str());
  if (module == nullptr) report("harness", "nd_module_load", nd_last_error_message());
  for (int64_t i = 0; i < nd_module_dtype_count(module); ++i) add_dtype(nd_module_dtype(module, i));
}

}  // namespace

World make_world(const Options& options) {
  const nd_allocator allocator{sizeof allocator, allocate, give_back, nullptr};
  if (nd_set_allocator(&allocator) != ND_OK) report("harness", "nd_set_allocator", nd_last_error_message());
  for (const std::string& path : options.modules) take_module(path);
  World world{options, read_table(options.any_status || !options.modules.empty())};
  if (!options.only.empty())
    std::erase_if(world.functions, [&](const Function& f) { return !f.name.starts_with(options.only + "@"); });
  if (world.functions.empty()) report("harness", options.only, "there is no such function");
  set_quiet_descriptor(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
  nd_ufunc* const planted = plant(options.plant);
  if (planted != nullptr) {
    add_ufunc(planted);
  } else {
    for (int64_t i = 0; i < nd_ufunc_count(); ++i) add_ufunc(nd_ufunc_get(static_cast<int32_t>(i)));
  }
  return world;
}

}  // namespace fuzz
