// The method table and lookups in it.
#include "methods.hpp"

#include <algorithm>

#include "lines.hpp"
#include "ndcore/ndcore.h"

namespace nd::capi {

#include "generated/methods.inc"

std::span<const Method> methods() noexcept { return method_table; }

std::span<const Method> find_methods(std::string_view name) noexcept {
  const auto name_of = [](const Method& method) { return std::string_view(method.name); };
  const auto begin = std::ranges::lower_bound(method_table, name, {}, name_of);
  auto end = begin;
  while (end != std::end(method_table) && end->name == name) ++end;
  return {begin, end};
}

}  // namespace nd::capi
