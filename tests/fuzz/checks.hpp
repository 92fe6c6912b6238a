// What must hold after each call, whatever it was given. A violation is reported, which ends the process.
#pragma once

#include <cfenv>
#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "call.hpp"
#include "ndcore/ndcore.h"

namespace fuzz {

// Shape, strides, flags and itemsize agree, and every element can be read.
void check_array(const std::string& function, nd_array* array);
// The record of a call that has failed: a status that the documentation names, a message, the function.
// `may_lack_memory`: an allocation was to fail, perhaps one for the message of another error.
void check_error(const Function& function, nd_status status, bool may_lack_memory);
// That the function, or else nd_call, says it may fail for want of memory.
void check_memory_error(const Function& function, bool is_bound);
// Of whatever may fail: a text that is UTF-8.
void check_text(const std::string& function, const char* text);

// The elements of operands as they were before a call.
class Snapshots {
 public:
  explicit Snapshots(std::span<const Operand> operands);
  // `none`: not even the targets may have changed.
  void check(const std::string& function, bool none) const;

 private:
  struct Snapshot {
    const std::byte* begin;
    std::vector<std::byte> bytes;
    bool may_change;
    std::string what;
  };
  std::vector<Snapshot> snapshots_;
};

// Rounding, traps and flush-to-zero of the calling thread. The flags are those of the last operation.
class FloatingPoint {
 public:
  FloatingPoint();
  void check(const std::string& function) const;

 private:
  int rounding_;
  unsigned control_;
};

}  // namespace fuzz
