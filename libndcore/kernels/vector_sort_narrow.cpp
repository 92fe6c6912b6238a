// Sorting integers of 16 and 32 bits, compiled once per instruction set; called by sort/keys.cpp.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/vector_sort_narrow.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/vector_sort-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {

void sort_int16(int16_t* keys, int64_t n) { sort_ascending(keys, n); }
void sort_uint16(uint16_t* keys, int64_t n) { sort_ascending(keys, n); }
void sort_int32(int32_t* keys, int64_t n) { sort_ascending(keys, n); }
void sort_uint32(uint32_t* keys, int64_t n) { sort_ascending(keys, n); }

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(sort_int16);
HWY_EXPORT(sort_uint16);
HWY_EXPORT(sort_int32);
HWY_EXPORT(sort_uint32);
namespace kernels {
const char* const kNarrowSortSource = HWY_TARGET_INCLUDE;

void vector_sort(int16_t* keys, int64_t n) { HWY_DYNAMIC_DISPATCH(sort_int16)(keys, n); }
void vector_sort(uint16_t* keys, int64_t n) { HWY_DYNAMIC_DISPATCH(sort_uint16)(keys, n); }
void vector_sort(int32_t* keys, int64_t n) { HWY_DYNAMIC_DISPATCH(sort_int32)(keys, n); }
void vector_sort(uint32_t* keys, int64_t n) { HWY_DYNAMIC_DISPATCH(sort_uint32)(keys, n); }
}  // namespace kernels
}  // namespace nd
#endif
