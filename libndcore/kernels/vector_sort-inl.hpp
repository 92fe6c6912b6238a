// Highway's vectorised quicksort for one type of key, in the instruction set that is being compiled; the baseline,
// which it cannot serve, takes std::sort. Equal keys cannot be told apart, so that every set gives the same bits.
// Included by vector_sort_narrow.cpp and vector_sort_wide.cpp, which share the compile time.
#if defined(NDCORE_KERNELS_VECTOR_SORT_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_KERNELS_VECTOR_SORT_INL
#undef NDCORE_KERNELS_VECTOR_SORT_INL
#else
#define NDCORE_KERNELS_VECTOR_SORT_INL
#endif

#include <hwy/highway.h>

#include <hwy/contrib/sort/traits-inl.h>
#include <hwy/contrib/sort/traits128-inl.h>
#include <hwy/contrib/sort/vqsort-inl.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "kernels/vector_sort.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#if VQSORT_ENABLED
template <class Traits, class T>
void quicksort(T* lanes, int64_t n) {
  // Only vectors whose width the compiler does not know use it.
  HWY_ALIGN T buffer[hwy::SortConstants::BufNum<T>(HWY_LANES(T))];
  hn::Sort(hn::SortTag<T>(), hn::detail::SharedTraits<Traits>(), lanes, static_cast<size_t>(n), buffer);
}
#endif

template <class K>
void sort_ascending(K* keys, int64_t n) {
  if constexpr (std::is_same_v<K, kernels::KeyPosition>) {
#if VQSORT_ENABLED
    quicksort<hn::detail::Traits128<hn::detail::OrderAscending128>>(&keys->position, 2 * n);
#else
    std::sort(keys, keys + n, [](K a, K b) { return std::pair(a.key, a.position) < std::pair(b.key, b.position); });
#endif
  } else {
#if VQSORT_ENABLED
    quicksort<hn::detail::TraitsLane<hn::detail::OrderAscending<K>>>(keys, n);
#else
    std::sort(keys, keys + n);
#endif
  }
}

}  // namespace
}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
