// Integers of 16 to 64 bits, and pairs that are numbers of 128 bits, sorted ascending in place on the calling thread
// with the best instruction set of this CPU; called by sort/.
#pragma once

#include <cstdint>

namespace nd::kernels {

void vector_sort(int16_t* keys, int64_t n);
void vector_sort(uint16_t* keys, int64_t n);
void vector_sort(int32_t* keys, int64_t n);
void vector_sort(uint32_t* keys, int64_t n);
void vector_sort(int64_t* keys, int64_t n);
void vector_sort(uint64_t* keys, int64_t n);

// A 64-bit key with a position; compared as one 128-bit number, so that equal keys are ordered by position.
struct alignas(16) KeyPosition {
  uint64_t position;
  uint64_t key;
};
void vector_sort(KeyPosition* pairs, int64_t n);

// The files of the sorts of 16 and 32 bits, and of 64 and 128.
extern const char* const kNarrowSortSource;
extern const char* const kWideSortSource;

}  // namespace nd::kernels
