// The one-line forms of elementwise functions. Each looks its ufunc up once, on its first call, and runs the common
// form of it; the generator reads the lines themselves (capi/generator/one_liners.py), so that the documentation stands
// there.
#pragma once

#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "ufunc/known_ufunc.hpp"

namespace nd::capi {

// Two results or none.
inline void apply_pair(const Ufunc& function, std::span<const Array* const> inputs, nd_array** out1, nd_array** out2) {
  out_pointer(out1, "out1");
  out_pointer(out2, "out2");
  Ref<Array> results[2];
  call_ufunc(function, inputs, results);
  std::vector<Ref<Array>> both;
  both.push_back(std::move(results[0]));
  both.push_back(std::move(results[1]));
  give_all<Array>({out1, out2}, std::move(both));
}

}  // namespace nd::capi

#define ND_UNARY(name, document, ...)                                      \
  ND_EXPORT nd_array* nd_##name(nd_array* x) {                             \
    return nd::capi::call("nd_" #name, [&] {                               \
      static constinit const nd::KnownUfunc function(#name);               \
      return nd::capi::give(nd::apply(function, nd::capi::array(x, "x"))); \
    });                                                                    \
  }

#define ND_BINARY(name, document, ...)                                             \
  ND_EXPORT nd_array* nd_##name(nd_array* x1, nd_array* x2) {                      \
    return nd::capi::call("nd_" #name, [&] {                                       \
      static constinit const nd::KnownUfunc function(#name);                       \
      const nd::Array& left = nd::capi::array(x1, "x1");                           \
      return nd::capi::give(nd::apply(function, left, nd::capi::array(x2, "x2"))); \
    });                                                                            \
  }

#define ND_UNARY_2(name, document, ...)                                          \
  ND_EXPORT nd_status nd_##name(nd_array* x, nd_array** out1, nd_array** out2) { \
    return nd::capi::call("nd_" #name, [&] {                                     \
      static constinit const nd::KnownUfunc function(#name);                     \
      const nd::Array* const inputs[] = {&nd::capi::array(x, "x")};              \
      nd::capi::apply_pair(function, inputs, out1, out2);                        \
    });                                                                          \
  }

#define ND_BINARY_2(name, document, ...)                                                        \
  ND_EXPORT nd_status nd_##name(nd_array* x1, nd_array* x2, nd_array** out1, nd_array** out2) { \
    return nd::capi::call("nd_" #name, [&] {                                                    \
      static constinit const nd::KnownUfunc function(#name);                                    \
      const nd::Array& left = nd::capi::array(x1, "x1");                                        \
      const nd::Array* const inputs[] = {&left, &nd::capi::array(x2, "x2")};                    \
      nd::capi::apply_pair(function, inputs, out1, out2);                                       \
    });                                                                                         \
  }
