// What an elementwise kernel family hands to the ufunc registry: plain functions for native, aligned elements.
// A family is one file that is compiled once per instruction set (Highway's foreach_target); the best set is chosen
// once, when the family fills its table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "dtype/elements.hpp"

namespace nd {

// One inner loop: args[0 … nin) are inputs, then outputs; strides in bytes; elements are native and aligned. An input
// may be the very same memory as an output, element for element; no other overlap occurs. May throw nd::Error.
using Loop = void (*)(std::byte* const* args, int64_t n, const int64_t* strides, void* context);

// Folds n elements into an accumulator: *accumulator = *accumulator op in[0] op … in the order `ReduceOrder` promises.
using ReduceLoop = void (*)(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void* context);

// In which order a reduction may take its elements, so that its bits do not depend on threads or vector width.
enum class ReduceOrder : uint8_t {
  sequential,   // one after another (the binary loop itself)
  pairwise,     // NumPy's pairwise summation: halves of n rounded down to multiples of 8, leaves of at most 128
  associative,  // any: integer arithmetic, minimum, maximum, logic
};

inline constexpr int32_t kMaxLoopArgs = 5;

struct LoopEntry {
  std::string_view ufunc;                          // "add"
  std::array<nd_type_code, kMaxLoopArgs> types{};  // inputs, then outputs
  Loop loop = nullptr;                             // null: `reduce` is added to the loop of these types
  ReduceLoop reduce = nullptr;                     // optional, for binary loops whose three types are equal
  ReduceOrder order = ReduceOrder::sequential;     // what `reduce` does
  void* context = nullptr;
  bool serial = false;      // one thread runs it within a call
  const char* source = "";  // the file of the kernel, as the compiler or Highway calls it
};

// Filled by the families in the order in which loops are to be searched: the first loop that all inputs can be cast to
// safely wins, so types come in the order of dtype codes.
class LoopTable {
 public:
  void add(std::string_view ufunc, std::initializer_list<nd_type_code> types, Loop loop, void* context = nullptr,
           const char* source = __builtin_FILE()) {
    LoopEntry entry{.ufunc = ufunc, .loop = loop, .context = context, .source = source};
    size_t i = 0;
    for (const nd_type_code type : types) entry.types[i++] = type;
    entries.push_back(entry);
  }
  std::vector<LoopEntry> entries;
};

}  // namespace nd
