// The method table as the fuzzer uses it: which functions there are, what they take, how they may fail.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ndcore/ndcore.h"

namespace fuzz {

struct Parameter {
  std::string name;
  std::string kind;  // "array", "list[int]" …
  std::string role;  // "memory" is what the library cannot check
  bool by_position = false;
  bool by_keyword = false;
  bool optional = false;
};

struct Function {
  std::string name;    // for nd_call: "sum", "fill@1"
  std::string symbol;  // "nd_sum"; empty of a module's function
  std::string signature;
  std::vector<Parameter> parameters;  // that a caller gives
  std::set<nd_status> errors;         // of its documentation
  bool has_errors = false;            // whether the documentation tells them
  bool writes = false;                // one of its arrays

  // Whether an array given for it may change.
  bool is_written(const Parameter& parameter) const;
};

// Every function that nd_call can call and that this program may call at random. Registered dtypes bring statuses of
// their own.
std::vector<Function> read_table(bool any_status);
// nd_call.
const Function& call_itself();

}  // namespace fuzz
