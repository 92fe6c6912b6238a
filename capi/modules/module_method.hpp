// Calls of modules' functions: arguments given by position and keyword become one row of checked cells.
#pragma once

#include <span>
#include <string>

#include "modules/module_signature.hpp"

namespace nd::capi {

struct ModuleMethod {
  MethodSignature signature;
  std::string full_name;      // "specials.smooth"
  std::string documentation;  // may be empty
  std::string summary;        // the first sentence of it
  nd_method_function function;
  void* data;
};

// `args` holds `npos` positional values, then one for each of `keywords`. `results` are unset, and again so where it
// fails; returns how many there are. Errors name the function, the argument and the signature.
int64_t call_method(const ModuleMethod& method, std::span<const nd_cell> args, int64_t npos,
                    std::span<const char* const> keywords, std::span<nd_cell> results);

}  // namespace nd::capi
