/* Short words for programs over ndcore.h: lists with their lengths, slices, options by name, results in place, releases
 * of several handles. Macros only, C99 and C++11 (options by name: C++20); what they make lives as long as the
 * enclosing block in C, as long as the statement in C++. Arguments are evaluated once, but for the array of
 * ND_UPDATE. */
#ifndef NDCORE_SHORT_H
#define NDCORE_SHORT_H

#include "ndcore/ndcore.h"

#ifdef __cplusplus
/* C++ compilers warn of fields that are not named, which is the point of ND_OPTIONS. */
#pragma GCC system_header
#include <initializer_list>

namespace nd_short {
template <class... Elements>
char (&count(const Elements&...))[sizeof...(Elements)];
template <class Options>
const Options* address(const Options& options) noexcept {
  return &options;
}
/* Of a list that a function fills or replaces. */
inline nd_array** places(std::initializer_list<nd_array*> list) noexcept {
  return const_cast<nd_array**>(list.begin());
}
}  // namespace nd_short

#define ND_LIST_OF(type, ...) (std::initializer_list<type>{__VA_ARGS__}.begin())
#define ND_COUNT_OF(type, ...) ((int32_t)sizeof(nd_short::count(__VA_ARGS__)))
#define ND_PLACES_OF(...) (nd_short::places({__VA_ARGS__}))
#define ND_OPTIONS(type, ...) (nd_short::address(type{.struct_size = sizeof(type), __VA_ARGS__}))
#else
#define ND_LIST_OF(type, ...) ((type const[]){__VA_ARGS__})
#define ND_COUNT_OF(type, ...) ((int32_t)(sizeof((type const[]){__VA_ARGS__}) / sizeof(type)))
#define ND_PLACES_OF(...) ((nd_array*[]){__VA_ARGS__})
/* Options by name, the others at their defaults: ND_OPTIONS(nd_text_load_options, .delimiter = ","). */
#define ND_OPTIONS(type, ...) (&(const type){.struct_size = sizeof(type), __VA_ARGS__})
#endif

/* Numbers as a list and its length, for two parameters: nd_zeros(ND_SHAPE(3, 4), NULL, ND_ORDER_C), nd_flip(a,
 * ND_AXES(0)). */
#define ND_SHAPE(...) ND_LIST_OF(int64_t, __VA_ARGS__), ND_COUNT_OF(int64_t, __VA_ARGS__)
#define ND_AXES(...) ND_SHAPE(__VA_ARGS__)

/* Arrays in the same way: nd_concatenate(ND_ARRAYS(a, b), 0, …), nd_scope_end(ND_ARRAYS(kept)). */
#define ND_ARRAYS(...) ND_LIST_OF(nd_array*, __VA_ARGS__), ND_COUNT_OF(nd_array*, __VA_ARGS__)

/* No list: all axes, where that is the default; elsewhere none. */
#define ND_ALL NULL, 0
#define ND_NONE NULL, 0

/* The items of an index, for two parameters of nd_get and nd_set: a[1, 0:5:2, …] is
 * nd_get(a, ND_INDEX(ND_AT(1), ND_SLICE(0, 5, 2), ND_REST), ND_NONE). ND_UNSET leaves a limit or the step out. */
#define ND_INDEX(...) ND_LIST_OF(int64_t, __VA_ARGS__), (ND_COUNT_OF(int64_t, __VA_ARGS__) / 4)
#define ND_UNSET ND_INDEX_UNSET
#define ND_AT(i) ND_INDEX_INTEGER, (i), 0, 0
#define ND_SLICE(start, stop, step) ND_INDEX_SLICE, (start), (stop), (step)
#define ND_FULL ND_SLICE(ND_UNSET, ND_UNSET, ND_UNSET)
#define ND_REST ND_INDEX_ELLIPSIS, 0, 0, 0
#define ND_NEWAXIS ND_INDEX_NEWAXIS, 0, 0, 0

/* Options of reductions by name: nd_sum(a, ND_AXES(0), ND_REDUCE(.keepdims = 1)), into an array that is there:
 * nd_sum(a, ND_ALL, ND_REDUCE(.out = total)). */
#define ND_REDUCE(...) ND_OPTIONS(nd_reduce_options, __VA_ARGS__)

/* A universal function into an array that is there; a status. ND_INTO(c, "add", a, b) is np.add(a, b, out=c),
 * ND_UPDATE(a, "add", b) is a += b, ND_UPDATE0(a, "sqrt") is np.sqrt(a, out=a). */
#define ND_INTO(out, name, ...) nd_ufunc_call(nd_ufunc_find(name), ND_ARRAYS(__VA_ARGS__), ND_PLACES_OF(out), 1, NULL)
#define ND_UPDATE(a, name, ...) ND_INTO(a, name, a, __VA_ARGS__)
#define ND_UPDATE0(a, name) ND_INTO(a, name, a)

/* Releases several handles; NULL among them is passed over: ND_RELEASE(a, b, c). */
#define ND_RELEASE(...)                                                                   \
  do {                                                                                    \
    void* nd_released_[] = {__VA_ARGS__};                                                 \
    for (size_t nd_i_ = 0; nd_i_ < sizeof nd_released_ / sizeof *nd_released_; ++nd_i_) { \
      nd_release(nd_released_[nd_i_]);                                                    \
    }                                                                                     \
  } while (0)

#endif
