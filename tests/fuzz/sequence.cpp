#include "sequence.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <thread>
#include <vector>

#include "arrays.hpp"
#include "block.hpp"
#include "board.hpp"
#include "session.hpp"

extern "C" int __lsan_do_recoverable_leak_check() __attribute__((weak));

namespace fuzz {

namespace {

constexpr uint64_t kThreads = 3;

struct Balance {
  int64_t handles = nd_live_handles(), bytes = nd_live_bytes(), blocks = Block::count();

  void check() const {
    const auto compare = [](const char* kind, int64_t before, int64_t now) {
      if (now != before)
        report(kind, "sequence", std::to_string(before) + " before, " + std::to_string(now) + " after it");
    };
    compare("handles", handles, nd_live_handles());
    compare("bytes", bytes, nd_live_bytes());
    compare("blocks", blocks, Block::count());
  }
};

bool is_wanted(const Options& options, uint64_t step) { return options.steps.empty() || options.steps.contains(step); }

void run_alone(const World& world, uint64_t seed) {
  Session session(world, seed, true);
  for (uint64_t step = 0; step < kSteps; ++step)
    if (is_wanted(world.options, step)) session.step(step);
}

// Threads that share read-only arrays, of which some die meanwhile.
void run_threads(const World& world, uint64_t seed) {
  Random random(mix(seed, 3000));
  std::vector<nd_array*> shared(8);
  for (nd_array*& array : shared) {
    array = make_array(random, {nullptr, Content::any, false, false});
    nd_array_set_writeable(array, 0);
  }
  std::vector<std::thread> threads;
  for (uint64_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      Session session(world, mix(seed, 4000 + thread), false);
      for (size_t i = 0; i < shared.size(); ++i)
        i % 2 == 0 ? session.pool().lend(shared[i]) : session.pool().doom(shared[i]);
      for (uint64_t step = thread; step < kSteps; step += kThreads)
        if (is_wanted(world.options, step)) session.step(step);
    });
  }
  for (size_t i = 1; i < shared.size(); i += 2) nd_release(shared[i]);
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < shared.size(); i += 2) nd_release(shared[i]);
}

void run_sequence(const World& world, uint64_t index) {
  const uint64_t seed = mix(world.options.seed, index);
  const bool has_threads = seed % 16 == 0;
  if (world.options.is_verbose)
    std::printf("sequence %llu%s\n", static_cast<unsigned long long>(index), has_threads ? ", threads" : "");
  std::fflush(stdout);
  const Balance before;
  if (has_threads) {
    run_threads(world, seed);
  } else {
    run_alone(world, seed);
  }
  before.check();
}

void limit_memory() {
#if !defined(__SANITIZE_ADDRESS__)
  constexpr rlim_t kMost = rlim_t{8} << 30;
  const rlimit limit{kMost, kMost};  // a sanitizer reserves terabytes; it has a limit of its own
  setrlimit(RLIMIT_AS, &limit);
#endif
}

}  // namespace

void run_sequences(const Options& options) {
  limit_memory();
  const World world = make_world(options);
  for (uint64_t index = options.first; index < options.last; ++index) {
    board->sequence = index;
    run_sequence(world, index);
  }
  if (__lsan_do_recoverable_leak_check != nullptr && __lsan_do_recoverable_leak_check() != 0)
    report("leak", "process", "LeakSanitizer has found memory that nobody holds");
}

}  // namespace fuzz
