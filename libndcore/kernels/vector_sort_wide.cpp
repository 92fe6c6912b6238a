// Sorting integers of 64 bits and pairs of 128, compiled once per instruction set; called by sort/keys.cpp.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/vector_sort_wide.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/vector_sort-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {

void sort_int64(int64_t* keys, int64_t n) { sort_ascending(keys, n); }
void sort_uint64(uint64_t* keys, int64_t n) { sort_ascending(keys, n); }
void sort_pairs(kernels::KeyPosition* pairs, int64_t n) { sort_ascending(pairs, n); }

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(sort_int64);
HWY_EXPORT(sort_uint64);
HWY_EXPORT(sort_pairs);
namespace kernels {
const char* const kWideSortSource = HWY_TARGET_INCLUDE;

void vector_sort(int64_t* keys, int64_t n) { HWY_DYNAMIC_DISPATCH(sort_int64)(keys, n); }
void vector_sort(uint64_t* keys, int64_t n) { HWY_DYNAMIC_DISPATCH(sort_uint64)(keys, n); }
void vector_sort(KeyPosition* pairs, int64_t n) { HWY_DYNAMIC_DISPATCH(sort_pairs)(pairs, n); }
}  // namespace kernels
}  // namespace nd
#endif
