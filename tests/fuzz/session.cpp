#include "session.hpp"

#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "arguments.hpp"
#include "arrays.hpp"
#include "board.hpp"
#include "checks.hpp"

namespace fuzz {

namespace {

constexpr int64_t kPatience = 5;  // milliseconds that a call over huge arrays may take
constexpr unsigned kChildSeconds = 40;

void set_timer(int timer, int64_t milliseconds) {
  itimerspec at{};
  at.it_value.tv_nsec = milliseconds * 1000000;
  timerfd_settime(timer, 0, &at, nullptr);
}

// Of many elements, or of many lines that have none.
bool is_huge(const Operand& operand) {
  const int64_t* const shape = nd_array_shape(operand.array);
  double lines = 1;
  for (int64_t axis = 0; axis < nd_array_ndim(operand.array); ++axis)
    lines *= static_cast<double>(std::max<int64_t>(1, shape[axis]));
  return lines > static_cast<double>(kHuge);
}

void* handle_in(const nd_cell& cell) { return reinterpret_cast<void*>(static_cast<uintptr_t>(cell.value)); }

bool is_counted(void* handle) {
  const int32_t kind = nd_handle_kind(handle);
  return kind == ND_KIND_ARRAY || kind == ND_KIND_BUFFER || kind == ND_KIND_TOKEN;
}

// Handles that the call was given.
void collect_handles(const nd_cell& cell, std::set<void*>& handles) {
  if (cell.kind == ND_CELL_HANDLE) handles.insert(handle_in(cell));
  if (cell.value == 0 || cell.extent <= 0) return;
  if (cell.kind == ND_CELL_LIST_HANDLE) {
    auto* const* const list = static_cast<void**>(handle_in(cell));
    handles.insert(list, list + cell.extent);
  }
  if (cell.kind == ND_CELL_LIST_CELL) {
    const auto* const list = static_cast<const nd_cell*>(handle_in(cell));
    std::for_each(list, list + cell.extent, [&](const nd_cell& each) { collect_handles(each, handles); });
  }
}

}  // namespace

Session::Session(const World& world, uint64_t seed, bool is_alone)
    : world_(world), seed_(seed), is_alone_(is_alone), pool_(seed) {
  Random random(mix(seed, 1000));
  if (random.chance(60)) change_settings(random, is_alone);
}

Session::~Session() {
  reset_settings(is_alone_);
  if (token_ == nullptr) return;
  nd_release(token_);
  close(timer_);
}

void Session::say(uint64_t index, const std::string& what) const {
  if (!world_.options.is_verbose) return;
  std::printf("  %3llu %s\n", static_cast<unsigned long long>(index), what.c_str());
  std::fflush(stdout);  // the call may end the process
}

void Session::step(uint64_t index) {
  board->step = index;
  Random random(mix(seed_, 2000 + index));
  if (!world_.options.only.empty() || random.chance(86)) return call_by_name(random, index);
  switch (random.below(12)) {
    case 0:
    case 1:
      say(index, "release");
      pool_.release(random);
      return;
    case 2: say(index, "release twice"); return release_twice(random);
    case 3: say(index, "settings"); return change_settings(random, is_alone_);
    case 4:
      if (is_alone_ && random.chance(20)) fork_here(index);
      return;
    default: say(index, direct_call(random, pool_, is_alone_));
  }
}

void Session::release_twice(Random& random) {
  begin_call("nd_release");
  nd_array* const array = make_array(random, {});
  nd_retain(array);
  if (nd_release(array) != ND_OK || nd_release(array) != ND_OK)
    report("release", "nd_release", nd_last_error_message());
  if (nd_release(array) != ND_INVALID_HANDLE) report("release", "nd_release", "a dead handle was taken");
}

void Session::call_by_name(Random& random, uint64_t index) {
  const Function& function = world_.functions[random.below(world_.functions.size())];
  // What other threads rely on.
  if (!is_alone_ && (function.name.starts_with("array_set_writeable") || function.name.starts_with("deleters_confine")))
    return;
  Call call(function);
  call.is_guarded = random.chance(6);
  fill_arguments(random, pool_, call);
  // Any thread's allocations count.
  const bool is_sweep = is_alone_ && random.chance(6);
  const int64_t nth = is_sweep ? 1 : is_alone_ && random.chance(8) ? random.between(1, 25) : 0;
  if (world_.options.is_verbose) {
    const std::string failing = is_sweep  ? ", each allocation failing in turn"
                                : nth > 0 ? ", allocation " + std::to_string(nth) + " failing"
                                          : "";
    say(index, text_of(call) + failing);
  }
  Outcome outcome = run(random, call, nth);
  if (!is_sweep || outcome.status != ND_NO_MEMORY) return;
  const bool is_bound = std::string(nd_last_error_function()) != "nd_call";
  for (int64_t n = 2; n < 60 && outcome.status == ND_NO_MEMORY && outcome.allocations >= n - 1; ++n)
    outcome = run(random, call, n);
  // What works with enough memory has asked for some.
  if (outcome.status == ND_OK) check_memory_error(function, is_bound);
}

int64_t Session::call_under_clock(const Call& call, nd_cell* results) {
  const bool is_timed = std::ranges::any_of(call.operands, is_huge);
  if (is_timed) {
    set_timer(timer_, kPatience);
    nd_token_use(token_);
  }
  const int64_t count = nd_call(call.name.c_str(), call.cells.data(), call.positional(), call.keywords.data(),
                                static_cast<int64_t>(call.keywords.size()), results, call.room);
  if (is_timed) {
    nd_token_use(nullptr);
    set_timer(timer_, 0);
    nd_token_reset(token_);
  }
  return count;
}

Session::Outcome Session::run(Random& random, Call& call, int64_t nth) {
  if (token_ == nullptr && std::ranges::any_of(call.operands, is_huge)) {
    token_ = nd_token_new();
    timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (token_ == nullptr || nd_token_watch(token_, timer_, -1) != ND_OK)
      report("harness", "nd_token_watch", nd_last_error_message());
  }
  begin_call(call.name);
  std::vector<nd_cell> results(static_cast<size_t>(call.room), nd_cell_int(7));
  const Snapshots before(call.operands);
  const int64_t live = nd_live_handles();
  const FloatingPoint environment;
  if (nth > 0) nd_fail_nth_allocation(nth);
  const int64_t count = call_under_clock(call, results.data());
  const int64_t allocations = nth > 0 ? nd_fail_nth_allocation(0) : 0;
  environment.check(call.name);
  ++board->calls;
  const nd_status status = count < 0 ? static_cast<nd_status>(count) : ND_OK;
  if (status != ND_OK) check_error(*call.function, status, nth > 0);
  before.check(call.name, status == ND_NO_MEMORY);
  check_results(random, call, count, results, live);
  return {status, allocations};
}

void Session::check_results(Random& random, const Call& call, int64_t count, const std::vector<nd_cell>& results,
                            int64_t live_before) {
  const int64_t live = nd_live_handles();
  std::set<void*> given, made;
  for (const nd_cell& cell : call.cells) collect_handles(cell, given);
  board->succeeded += count >= 0 ? 1 : 0;
  for (int64_t i = 0; i < std::ssize(results); ++i) {
    const nd_cell& cell = results[static_cast<size_t>(i)];
    if (i >= count) {
      if (cell.kind != ND_CELL_UNSET) report("results", call.name, "a cell behind the results is " + text_of(cell));
    } else if (cell.kind == ND_CELL_HANDLE) {
      void* const handle = handle_in(cell);
      if (nd_handle_kind(handle) < 0) report("results", call.name, "a dead handle");
      if (nd_handle_kind(handle) == ND_KIND_ARRAY) check_array(call.name, static_cast<nd_array*>(handle));
      if (is_counted(handle) && !given.contains(handle) && !pool_.has(handle)) made.insert(handle);
    } else if (cell.kind == ND_CELL_STRING) {
      check_text(call.name, static_cast<const char*>(handle_in(cell)));
    } else if (cell.kind < ND_CELL_NONE || cell.kind > ND_CELL_LIST_CELL) {
      report("results", call.name, "kind " + std::to_string(cell.kind));
    }
  }
  if (is_alone_ && live != live_before + std::ssize(made)) {
    report("handles", call.name,
           std::to_string(live - live_before) + " more, but " + std::to_string(made.size()) + " were given out");
  }
  for (int64_t i = 0; i < count; ++i) {
    const nd_cell& cell = results[static_cast<size_t>(i)];
    if (cell.kind == ND_CELL_HANDLE && is_counted(handle_in(cell))) pool_.keep(random, handle_in(cell));
  }
}

void Session::fork_here(uint64_t index) {
  say(index, "fork: in the child");
  std::fflush(nullptr);
  begin_call("fork");
  const pid_t child = fork();
  if (child < 0) return;
  if (child == 0) {
    alarm(kChildSeconds);
    for (uint64_t i = 0; i < 5; ++i) {
      Random random(mix(seed_, 100000 + index * 100 + i));
      call_by_name(random, index);
    }
    std::fflush(nullptr);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (board->failed != 0) _exit(kFailedExit);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) report("hang", board->current, "in a forked child");
  if (status != 0) report("crash", board->current, "in a forked child, status " + std::to_string(status));
}

}  // namespace fuzz
