// The steps of one sequence on one thread: calls by name, direct calls, releases, forks, failing allocations.
#pragma once

#include <cstdint>
#include <string>

#include "call.hpp"
#include "ndcore/ndcore.h"
#include "pool.hpp"
#include "random.hpp"
#include "world.hpp"

namespace fuzz {

class Session {
 public:
  // `is_alone`: no other thread calls the library meanwhile.
  Session(const World& world, uint64_t seed, bool is_alone);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  Pool& pool() { return pool_; }
  void step(uint64_t index);

 private:
  struct Outcome {
    nd_status status;
    int64_t allocations;  // that were seen, where one of them was to fail
  };

  void call_by_name(Random& random, uint64_t index);
  // The call, with its `nth` allocation failing; 0: none.
  Outcome run(Random& random, Call& call, int64_t nth);
  int64_t call_under_clock(const Call& call, nd_cell* results);
  void check_results(Random& random, const Call& call, int64_t count, const std::vector<nd_cell>& results,
                     int64_t live_before);
  void fork_here(uint64_t index);
  void release_twice(Random& random);
  void say(uint64_t index, const std::string& what) const;

  const World& world_;
  const uint64_t seed_;
  const bool is_alone_;
  Pool pool_;
  nd_token* token_ = nullptr;  // cancels calls that take long
  int timer_ = -1;             // readable then
};

// Calls that nd_call cannot make: structs, callbacks, tables, and nd_call itself with a broken frame.
std::string direct_call(Random& random, Pool& pool, bool is_alone);
// Settings of the thread and process, at random, and as they were.
void change_settings(Random& random, bool is_alone);
void reset_settings(bool is_alone);

}  // namespace fuzz
