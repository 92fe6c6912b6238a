// What a worker process has once: options, the method table.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "ndcore/ndcore.h"
#include "table.hpp"

namespace fuzz {

struct Options {
  uint64_t seed = 1;
  uint64_t calls = 200000;
  uint64_t seconds = 0;  // 0: no limit
  unsigned jobs = 1;
  unsigned failures = 10;      // kinds of failures to look for before the end
  uint64_t first = 0;          // sequence
  uint64_t last = UINT64_MAX;  // sequence
  std::set<uint64_t> steps;    // of a sequence; empty: all
  std::string only;            // function
  std::string junit;
  std::string plant;                 // a defect to find
  std::string expect;                // the kind of the one failure that there must be
  std::vector<std::string> modules;  // to load
  bool is_verbose = false;
  bool any_status = false;  // one that the documentation does not name is no failure
  bool is_brief = false;    // failures are not shrunk
};

inline constexpr uint64_t kSteps = 40;  // of a sequence

struct World {
  Options options;
  std::vector<Function> functions;
};

// Makes the library ready: ceiling of memory, modules, files, table.
World make_world(const Options& options);

}  // namespace fuzz
