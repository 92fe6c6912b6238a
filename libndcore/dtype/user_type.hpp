// Dtypes that clients register: callbacks instead of kernels. What they are cast from and to, and how they are found.
// Their elements are plain bytes, which views, copies and indexing move as they are.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dtype/dtype.hpp"
#include "ndcore/dtype_def.h"

namespace nd {

// A conversion between a registered dtype and a built-in one.
struct UserCast {
  nd_type_code code;  // the built-in end
  int32_t casting;    // the strictest rule that allows it
  nd_cast_function run;
  void* data;
};

struct UserType {
  std::string name, type_str;
  int32_t itemsize, alignment;
  std::vector<UserCast> from, to;  // made from built-in dtypes; made into them
  nd_compare_function compare;     // null: no order
  nd_format_function format;
  nd_parse_function parse;  // null: not read from text
  void* data;
  // What zeros() fills with: the cast from 0, or zero bytes where there is none.
  alignas(16) std::array<std::byte, kMaxItemsize> zero{};

  bool zero_is_bytes() const { return zero == std::array<std::byte, kMaxItemsize>{}; }
  // Both call back and throw what the callback reports. order: below, at or above 0.
  int32_t order(const void* a, const void* b) const { return compare(a, b, data); }
  std::string format_element(const void* element) const;
  void parse_element(std::string_view text, void* element) const;
};

// How elements get from one dtype to another when one of the two is registered and the other built in: by a cast of the
// registered one, from or to `through`, and by the library between that and the built-in dtype.
struct CastRoute {
  const UserCast* cast;
  DType* through;
  int32_t casting;
};
std::optional<CastRoute> find_route(const DType* from, const DType* to);

// A dtype with a code of its own, which arrays can have at once; it is found by name or code only when published.
// ND_VALUE_ERROR for a name that is taken or is no identifier, ND_NO_MEMORY when there are 128 already.
DType* make_user_dtype(UserType type);
// Letters, digits and underscores, no digit first.
bool is_identifier(std::string_view name);
void require_free_dtype_name(std::string_view name);
// Publishes all of them, or throws before the first; then calls `last`, which must not throw, while nobody else can
// publish.
void publish_user_dtypes(const std::vector<DType*>& dtypes, const std::function<void()>& last);
// Null if there is none.
DType* find_user_dtype(std::string_view name);
DType* find_user_dtype(nd_type_code code);

void put_in_table(DType* dtype) noexcept;  // dtype.cpp

}  // namespace nd
