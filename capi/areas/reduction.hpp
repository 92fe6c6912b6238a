// The one-line form of reductions: nd_X(a, axes, naxes, options), where the line says which options the function takes.
// The generator reads the lines themselves (capi/generator/one_liners.py).
#pragma once

#include <string_view>

#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "stats/stats.hpp"

namespace nd::capi {

// NULL stands for all axes and has no length.
Axes axes_of(const int64_t* axes, int32_t naxes, const char* name = "axes");

// The options as the engine takes them; NULL: the defaults.
ReduceOptions reduce_options(const nd_reduce_options* options);
// The same; ND_VALUE_ERROR for an option that is not among `keywords`: "dtype, out, keepdims, *, where".
ReduceOptions reduce_options(const nd_reduce_options* options, std::string_view keywords);

}  // namespace nd::capi

#define ND_REDUCTION(name, keywords, document, ...)                                                                  \
  ND_EXPORT nd_array* nd_##name(nd_array* a, const int64_t* axes, int32_t naxes, const nd_reduce_options* options) { \
    return nd::capi::call("nd_" #name, [&] {                                                                         \
      const nd::Array& source = nd::capi::array(a, "a");                                                             \
      const nd::Axes over = nd::capi::axes_of(axes, naxes);                                                          \
      return nd::capi::give(nd::name(source, over, nd::capi::reduce_options(options, keywords)));                    \
    });                                                                                                              \
  }
