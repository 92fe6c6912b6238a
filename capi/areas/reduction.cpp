// Arguments of reductions.
#include "areas/reduction.hpp"

#include "runtime/arguments.hpp"

namespace nd::capi {

namespace {

// Whether `name` is one of the words of "dtype, out, keepdims, *, where"; one may have NumPy's default behind it.
bool names(std::string_view keywords, std::string_view name) {
  while (!keywords.empty()) {
    const size_t end = std::min(keywords.find(','), keywords.size());
    const std::string_view word = keywords.substr(0, end);
    if (word.substr(0, word.find('=')) == name) return true;
    keywords.remove_prefix(end);
    keywords.remove_prefix(std::min(keywords.find_first_not_of(", "), keywords.size()));
  }
  return false;
}

}  // namespace

Axes axes_of(const int64_t* axes, int32_t naxes, const char* name) {
  return {span_of(axes, naxes, name), axes == nullptr};
}

ReduceOptions reduce_options(const nd_reduce_options* given) {
  if (given == nullptr) return {};
  const nd_reduce_options options = struct_argument(given, "options");
  ReduceOptions result;
  result.dtype = optional_dtype(options.dtype, "options.dtype");
  result.out = optional_array(options.out, "options.out");
  result.initial = optional_array(options.initial, "options.initial");
  result.where = optional_array(options.where, "options.where");
  result.keepdims = options.keepdims != 0;
  result.no_initial = options.no_initial != 0;
  result.ddof = options.ddof;
  result.mean = optional_array(options.mean, "options.mean");
  if (result.initial != nullptr && result.initial->ndim != 0) {
    fail(ND_VALUE_ERROR, ": argument `options.initial` must be 0-d, not of shape ", result.initial->shape());
  }
  return result;
}

ReduceOptions reduce_options(const nd_reduce_options* given, std::string_view keywords) {
  if (given == nullptr) return {};
  ReduceOptions result = reduce_options(given);
  const auto refuse = [&](bool is_set, const char* option, const char* keyword) {
    if (is_set && !names(keywords, keyword)) {
      fail(ND_VALUE_ERROR, ": argument `options.", option, "` must be left out: the function takes no such option");
    }
  };
  refuse(result.dtype != nullptr, "dtype", "dtype");
  refuse(result.out != nullptr, "out", "out");
  refuse(result.initial != nullptr, "initial", "initial");
  refuse(result.no_initial, "no_initial", "initial");
  refuse(result.where != nullptr, "where", "where");
  refuse(result.keepdims, "keepdims", "keepdims");
  refuse(result.ddof != 0, "ddof", "ddof");
  refuse(result.mean != nullptr, "mean", "mean");
  return result;
}

}  // namespace nd::capi
