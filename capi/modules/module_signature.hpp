// Signatures of modules' functions, as their authors write them: "smooth(x: array, /, width: int = 3, *, edge: str =
// 'same') -> array". Read when a module is loaded, used by each call.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ndcore/types.h"

namespace nd::capi {

enum class ValueKind : uint8_t { any, array, dtype, ufunc, integer, real, complex, boolean, text, bytes };

struct ValueType {
  ValueKind kind = ValueKind::any;
  bool is_list = false;
};
std::string to_string(ValueType type);  // "int", "list[array]"

struct MethodParameter {
  std::string name;
  ValueType type;
  bool by_position = true, by_keyword = true;
  bool optional = false;  // has a default
  nd_cell fallback{};     // the default; texts are kept by `fallback_text`
  std::shared_ptr<const std::string> fallback_text;
  std::string kind_text, default_text;  // as in the signature
};

struct MethodSignature {
  std::string name;
  std::string text;  // as it was written
  std::vector<MethodParameter> parameters;
  std::vector<ValueType> results;
  int64_t positional = 0;  // parameters that can be given by position
};

// ND_VALUE_ERROR says what cannot be read.
MethodSignature parse_signature(std::string_view text);

}  // namespace nd::capi
