// What the headers of Highway's sort want of Highway's library, which is not linked; the choice of the instruction set
// stands in core/cpu.cpp.
#include <hwy/contrib/sort/vqsort.h>

#include <bit>
#include <cstring>

#include "core/error.hpp"

namespace hwy {

// Seeds the choice of pivots. It depends on the length alone, so that a call takes the same way each time; an order
// that makes it choose badly costs time, and a bad one ends in a heap sort.
void Sorter::Fill24Bytes(const void* /*seed_heap*/, size_t seed_num, void* bytes) {
  uint64_t words[3];
  uint64_t word = seed_num;
  for (uint64_t& out : words) {
    word = std::rotl(word + UINT64_C(0x9e3779b97f4a7c15), 29) * UINT64_C(0xd6e8feb86659fd93);
    out = word;
  }
  std::memcpy(bytes, words, sizeof words);
}

// A broken assertion is an error of one call, not the end of the process.
void Abort(const char* file, int line, const char* /*format*/, ...) {
  nd::fail(ND_INTERNAL_ERROR, ": ", file, ":", int64_t{line}, ": an assertion of Highway does not hold");
}

}  // namespace hwy
