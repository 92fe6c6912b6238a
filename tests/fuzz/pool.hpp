// The handles that calls of one sequence share. A slot is filled when it is first looked at, by a seed of its own:
// calls that are left out of a sequence change little for those that stay.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "arrays.hpp"
#include "ndcore/ndcore.h"
#include "random.hpp"

namespace fuzz {

class Pool {
 public:
  explicit Pool(uint64_t seed) : seed_(seed) {}
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() { release_all(); }

  nd_array* array(Random& random);
  // Takes the handle over; what is too large goes at once.
  void keep(Random& random, void* handle);
  // Gives an array up, and remembers its handle as a dead one.
  void release(Random& random);
  void release_all();
  // Not good: released, forged, of another kind, an address.
  void* bad_handle(Random& random);
  // Other than arrays: buffers and tokens.
  void* other(Random& random, int32_t kind);
  // Read-only arrays of several threads' pools, which stay the lender's.
  void lend(nd_array* array) { lent_.push_back(array); }
  // Handles that another thread may release at any moment: nothing here looks at them, calls are given them.
  void doom(nd_array* array) { dead_[buried_++ % dead_.size()] = array; }
  bool has(const void* handle) const;

 private:
  void bury(void* handle);

  uint64_t seed_;
  std::array<nd_array*, 14> arrays_{};
  std::array<void*, 3> others_{};
  std::array<void*, 6> dead_{};
  std::vector<nd_array*> lent_;
  size_t buried_ = 0;
};

}  // namespace fuzz
