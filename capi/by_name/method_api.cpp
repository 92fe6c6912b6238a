// The public functions of the method table: which functions there are, of the library and of the modules that are
// loaded, and all that is known of each.
#include "abi/methods.hpp"

#include "modules/module.hpp"
#include "modules/near_miss.hpp"
#include "ndcore/methods.h"

/*ND_AREA methods The method table: every function with its parameters, documentation and place in the sources. */

using namespace nd;
using namespace nd::capi;

namespace {

// One of the two, by the index that callers see: the library's functions, then each module's in the order of loading.
struct Found {
  const Method* method = nullptr;
  const ModuleMethod* function = nullptr;
  const Module* module = nullptr;
};

int64_t offered_count() { return std::ssize(offered_methods()); }

int64_t method_count() {
  int64_t count = offered_count();
  for (const Module* module : all_modules()) count += std::ssize(module->methods);
  return count;
}

Found method_at(int64_t index) {
  if (index < 0 || index >= method_count())
    fail(ND_INDEX_ERROR, ": argument `index` is ", index, ", but there are ", method_count(), " functions");
  int64_t left = index - offered_count();
  if (left < 0) return {.method = offered_methods()[static_cast<size_t>(index)]};
  for (const Module* module : all_modules()) {
    if (left < std::ssize(module->methods))
      return {.function = &module->methods[static_cast<size_t>(left)], .module = module};
    left -= std::ssize(module->methods);
  }
  fail(ND_INTERNAL_ERROR, ": a module has gone");
}

// Both the table and what is offered of it are in one order.
int64_t index_of(const Method& method) {
  const auto all = offered_methods();
  return std::ranges::lower_bound(all, &method) - all.begin();
}

int64_t find_in_modules(std::string_view name) {
  int64_t before = offered_count();
  for (const Module* module : all_modules()) {
    const auto found = std::ranges::find(module->methods, name, &ModuleMethod::full_name);
    if (found != module->methods.end()) return before + (found - module->methods.begin());
    before += std::ssize(module->methods);
  }
  return -1;
}

nd_method_info info_of(const Method& method) {
  nd_method_info info{};
  info.name = method.name;
  info.signature = method.signature;
  info.summary = method.summary;
  info.documentation = method.documentation;
  info.symbol = method.symbol;
  info.declaration = method.declaration;
  info.group = method.group;
  info.area = method.area;
  info.file = method.file;
  info.line = method.line;
  info.version = method.version;
  info.since = method.since;
  info.removed = method.removed;
  info.slot = method.slot;
  info.flags = (method.state != State::draft ? ND_METHOD_STABLE : 0) | (method.nocall ? ND_METHOD_NOCALL : 0);
  info.parameter_count = method.parameter_count;
  info.result_count = method.result_count;
  info.abi_hash = method.abi_hash;
  info.call_hash = method.call_hash;
  return info;
}

nd_method_info info_of(const ModuleMethod& function, const Module& module) {
  nd_method_info info{};
  info.name = function.full_name.c_str();
  info.signature = function.signature.text.c_str();
  info.summary = function.summary.c_str();
  info.documentation = function.documentation.c_str() + function.summary.size();
  info.group = module.name.c_str();
  info.file = module.path.c_str();
  info.version = 1;
  info.slot = -1;
  info.flags = ND_METHOD_MODULE;
  info.parameter_count = static_cast<int32_t>(function.signature.parameters.size());
  info.result_count = static_cast<int32_t>(function.signature.results.size());
  return info;
}

constexpr const char* kRoles[] = {"integer",     "double",    "handle",     "any_handle",  "handles",
                                  "string",      "strings",   "array",      "bytes",       "memory",
                                  "opaque",      "callback",  "struct",     "length",      "cells",
                                  "out_value",   "out_array", "out_handle", "out_handles", "out_string",
                                  "out_pointer", "out_bytes", "out_text",   "out_struct",  "out_cells"};
static_assert(std::size(kRoles) == static_cast<size_t>(Role::out_cells_) + 1);

int32_t flags_of(const Parameter& parameter) {
  const bool is_field = parameter.parent >= 0;
  int32_t flags = is_field ? ND_PARAMETER_FIELD : 0;
  if (parameter.way == Way::argument_) {
    flags |= ND_PARAMETER_KEYWORD | (is_field ? 0 : ND_PARAMETER_POSITIONAL);
    if (parameter.default_value != nullptr) flags |= ND_PARAMETER_OPTIONAL;
    if (parameter.role == Role::out_handles_) flags |= ND_PARAMETER_RESULT;
  }
  if (parameter.way == Way::result_) flags |= ND_PARAMETER_RESULT;
  if (parameter.way == Way::length_) flags |= ND_PARAMETER_LENGTH;
  return flags;
}

nd_parameter_info info_of(const Parameter& parameter, bool nocall) {
  nd_parameter_info info{};
  info.name = parameter.name;
  info.kind = nocall ? nullptr : parameter.kind;
  info.type = parameter.type;
  info.role = kRoles[static_cast<size_t>(parameter.role)];
  info.default_value = parameter.default_value;
  info.documentation = parameter.text;
  info.direction = static_cast<int32_t>(parameter.direction);
  info.ownership = static_cast<int32_t>(parameter.ownership);
  info.flags = nocall ? 0 : flags_of(parameter);
  info.counter = parameter.counter;
  return info;
}

nd_parameter_info info_of(const MethodParameter& parameter) {
  nd_parameter_info info{};
  info.name = parameter.name.c_str();
  info.kind = parameter.kind_text.c_str();
  info.default_value = parameter.optional ? parameter.default_text.c_str() : nullptr;
  info.documentation = "";
  info.flags = (parameter.by_position ? ND_PARAMETER_POSITIONAL : 0) |
               (parameter.by_keyword ? ND_PARAMETER_KEYWORD : 0) | (parameter.optional ? ND_PARAMETER_OPTIONAL : 0);
  info.ownership = parameter.type.kind == ValueKind::array || parameter.type.kind == ValueKind::dtype ||
                           parameter.type.kind == ValueKind::ufunc
                       ? ND_OWNERSHIP_BORROWED
                       : ND_OWNERSHIP_NONE;
  info.counter = -1;
  return info;
}

static_assert(int{ND_DIRECTION_INOUT} == static_cast<int>(Direction::inout) &&
              int{ND_OWNERSHIP_OWNED} == static_cast<int>(Ownership::owned));

}  // namespace

/*ND_API method_count since=1
 * How many functions there are: the library's, then those of the modules that are loaded.
 * A function keeps its index for as long as the process lives; loading a module adds some at the end.
 * returns  reading  each version of a function counts
 */
ND_EXPORT int64_t nd_method_count(void) {
  return reading("nd_method_count", [] { return method_count(); });
}

/*ND_API method_find since=1
 * The index of a function.
 * name     in  "sum", or "specials.smooth" of a module; of several versions this is the newest, "sum@1" is version 1
 * returns  reading  what nd_method_get and nd_method_parameter take
 * errors   ND_NOT_FOUND, ND_VALUE_ERROR
 */
ND_EXPORT int64_t nd_method_find(const char* name) {
  return reading("nd_method_find", [&] {
    const std::string_view wanted = text_argument(name, "name");
    if (const Method* const method = find_offered(wanted)) return index_of(*method);
    const int64_t index = find_in_modules(wanted);
    if (index < 0) refuse_function(wanted);
    return index;
  });
}

/*ND_API method_get since=1
 * What is known of a function.
 * index    in     from 0 to nd_method_count() - 1
 * info     inout  struct_size is to be set by the caller
 * errors   ND_INDEX_ERROR, ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_method_get(int64_t index, nd_method_info* info) {
  return reading("nd_method_get", [&] {
    const Found found = method_at(index);
    fill_struct(info, found.method ? info_of(*found.method) : info_of(*found.function, *found.module), "info");
  });
}

/*ND_API method_parameter since=1
 * What is known of a parameter of a function.
 * index    in     of the function, from 0 to nd_method_count() - 1
 * i        in     from 0 to one below its parameter_count
 * info     inout  struct_size is to be set by the caller
 * errors   ND_INDEX_ERROR, ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_method_parameter(int64_t index, int32_t i, nd_parameter_info* info) {
  return reading("nd_method_parameter", [&] {
    const Found found = method_at(index);
    const int64_t count =
        found.method ? found.method->parameter_count : std::ssize(found.function->signature.parameters);
    if (i < 0 || i >= count)
      fail(ND_INDEX_ERROR, ": argument `i` is ", i, ", but the function has ", count, " parameters");
    fill_struct(info,
                found.method ? info_of(found.method->parameters[i], found.method->nocall)
                             : info_of(found.function->signature.parameters[static_cast<size_t>(i)]),
                "info");
  });
}
