#include "table.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <string_view>

namespace fuzz {

namespace {

// What the fuzzer does itself, with its books: owners of handles, the token and allocations of its own.
constexpr std::array<std::string_view, 4> kOwn = {"release", "retain", "token_use", "fail_nth_allocation"};

Function itself;

nd_status status_named(std::string_view name) {
  static const std::map<std::string, nd_status, std::less<>> statuses = [] {
    std::map<std::string, nd_status, std::less<>> found;
    for (nd_status status = -64; status < 0; ++status) found[nd_status_name(status)] = status;
    found["ND_ERROR"] = ND_ERROR;
    return found;
  }();
  const auto place = statuses.find(name);
  return place == statuses.end() ? ND_OK : place->second;
}

void read_errors(Function& function, std::string_view documentation) {
  constexpr std::string_view kHead = "Errors\n------\n";
  const size_t start = documentation.find(kHead);
  if (start == std::string_view::npos) return;
  std::string_view text = documentation.substr(start + kHead.size());
  text = text.substr(0, text.find("\n\n"));
  while (true) {
    const size_t begin = text.find("ND_");
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    const size_t end = std::min(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), text.size());
    if (const nd_status status = status_named(text.substr(0, end)); status != ND_OK) function.errors.insert(status);
    text.remove_prefix(end);
  }
}

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

bool read_function(int64_t index, Function& function) {
  nd_method_info info{};
  info.struct_size = sizeof info;
  if (nd_method_get(index, &info) != ND_OK) std::abort();
  function.symbol = text_of(info.symbol);
  function.name = info.name;
  read_errors(function, text_of(info.documentation));
  function.has_errors = !function.symbol.empty() || !function.errors.empty();
  function.writes = function.errors.contains(ND_READ_ONLY);
  if ((info.flags & ND_METHOD_NOCALL) != 0) return false;
  function.signature = info.signature;
  if (!function.symbol.empty()) function.name += "@" + std::to_string(info.version);
  for (int32_t i = 0; i < info.parameter_count; ++i) {
    nd_parameter_info parameter{};
    parameter.struct_size = sizeof parameter;
    if (nd_method_parameter(index, i, &parameter) != ND_OK) std::abort();
    const bool by_position = (parameter.flags & ND_PARAMETER_POSITIONAL) != 0;
    const bool by_keyword = (parameter.flags & ND_PARAMETER_KEYWORD) != 0;
    if (!by_position && !by_keyword) continue;
    function.parameters.push_back({text_of(parameter.name), text_of(parameter.kind), text_of(parameter.role),
                                   by_position, by_keyword, (parameter.flags & ND_PARAMETER_OPTIONAL) != 0});
  }
  return std::ranges::find(kOwn, info.name) == kOwn.end();
}

}  // namespace

bool Function::is_written(const Parameter& parameter) const {
  if (!writes) return false;
  const auto is_target = [](const Parameter& one) {
    return one.name == "out" || one.name == "outputs" || one.name == "destination";
  };
  const auto target = std::ranges::find_if(parameters, is_target);
  if (target != parameters.end()) return is_target(parameter);
  const auto first = std::ranges::find(parameters, "array", &Parameter::kind);
  return first != parameters.end() && parameter.name == first->name;
}

std::vector<Function> read_table(bool any_status) {
  std::vector<Function> functions;
  const int64_t count = nd_method_count();
  for (int64_t i = 0; i < count; ++i) {
    Function function;
    const bool is_called = read_function(i, function);
    if (any_status) function.has_errors = false;
    if (function.symbol == "nd_call") itself = function;
    if (is_called) functions.push_back(std::move(function));
  }
  return functions;
}

const Function& call_itself() { return itself; }

}  // namespace fuzz
