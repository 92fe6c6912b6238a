/* Short words for C programs over ndcore.h: lists with their lengths, options by name, releases of several handles.
 * Macros only, C99; what they make lives until the enclosing block ends. */
#ifndef NDCORE_SHORT_H
#define NDCORE_SHORT_H

#include "ndcore/ndcore.h"

/* Numbers as a list and its length, for two parameters: nd_zeros(ND_SHAPE(3, 4), NULL, ND_ORDER_C), nd_flip(a, ND_AXES(0)). */
#define ND_SHAPE(...) \
  ((const int64_t[]){__VA_ARGS__}), ((int32_t)(sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)))
#define ND_AXES(...) ND_SHAPE(__VA_ARGS__)

/* No list: all axes, where that is the default. */
#define ND_ALL NULL, 0

/* Options of reductions by name, the others at their defaults: nd_sum(a, ND_AXES(0), ND_REDUCE(.keepdims = 1)). */
#define ND_REDUCE(...) (&(const nd_reduce_options){.struct_size = sizeof(nd_reduce_options), __VA_ARGS__})

/* Releases several handles; NULL among them is passed over: ND_RELEASE(a, b, c). */
#define ND_RELEASE(...)                                                                   \
  do {                                                                                    \
    void* nd_released_[] = {__VA_ARGS__};                                                 \
    for (size_t nd_i_ = 0; nd_i_ < sizeof nd_released_ / sizeof *nd_released_; ++nd_i_) { \
      if (nd_released_[nd_i_] != NULL) nd_release(nd_released_[nd_i_]);                   \
    }                                                                                     \
  } while (0)

#endif
