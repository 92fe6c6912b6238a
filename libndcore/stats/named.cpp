// Statistics by name, with every option that each takes: what nd_reduce calls.
#include <algorithm>

#include "stats/stats.hpp"

namespace nd {

namespace {

// What one takes beside axes, keepdims and out.
enum Takes : uint8_t { kDtype = 1, kWhere = 2, kInitial = 4, kSpread = 8, kOneAxis = 16, kRunning = 32 };

struct Named {
  std::string_view name;
  int32_t takes;
  Ref<Array> (*function)(const Array& a, Axes axes, const NamedOptions& options);
};

Ref<Array> fold(std::string_view ufunc, std::string_view name, const Array& a, Axes axes, const NamedOptions& options) {
  ReduceOptions chosen = options.reduce;
  chosen.operation = name;
  return reduce(find_ufunc(ufunc), a, axes.axes, axes.all, chosen);
}

VarianceOptions spread(const NamedOptions& o) {
  return {o.reduce.dtype, o.ddof, o.mean, o.reduce.where, o.reduce.keepdims, o.reduce.out};
}

const int64_t* axis_of(Axes axes) { return axes.all ? nullptr : axes.axes.data(); }

template <auto kFunction>
Ref<Array> averaged(const Array& a, Axes axes, const NamedOptions& options) {
  const ReduceOptions& o = options.reduce;
  return kFunction(a, axes, o.dtype, o.keepdims, o.where, o.out);
}

template <auto kFunction>
Ref<Array> spread_of(const Array& a, Axes axes, const NamedOptions& options) {
  return kFunction(a, axes, spread(options));
}

template <auto kFunction>
Ref<Array> folded(const Array& a, Axes axes, const NamedOptions& options) {
  return kFunction(a, axes, options.reduce);
}

template <auto kFunction>
Ref<Array> position(const Array& a, Axes axes, const NamedOptions& options) {
  return kFunction(a, axis_of(axes), options.reduce.keepdims, options.reduce.out);
}

template <auto kFunction>
Ref<Array> running(const Array& a, Axes axes, const NamedOptions& options) {
  return kFunction(a, axis_of(axes), options.reduce.dtype, options.reduce.out);
}

Ref<Array> peak_to_peak(const Array& a, Axes axes, const NamedOptions& options) {
  return ptp(a, axes, options.reduce.keepdims, options.reduce.out);
}

constexpr int32_t kFold = kWhere | kInitial;

constexpr Named kNamed[] = {
    {"sum", kFold | kDtype, [](auto& a, auto x, auto& o) { return fold("add", "sum", a, x, o); }},
    {"prod", kFold | kDtype, [](auto& a, auto x, auto& o) { return fold("multiply", "prod", a, x, o); }},
    {"min", kFold, [](auto& a, auto x, auto& o) { return fold("minimum", "min", a, x, o); }},
    {"max", kFold, [](auto& a, auto x, auto& o) { return fold("maximum", "max", a, x, o); }},
    {"any", kFold, [](auto& a, auto x, auto& o) { return fold("logical_or", "any", a, x, o); }},
    {"all", kFold, [](auto& a, auto x, auto& o) { return fold("logical_and", "all", a, x, o); }},
    {"nansum", kFold | kDtype, folded<nansum>},
    {"nanprod", kFold | kDtype, folded<nanprod>},
    {"nanmin", kFold, folded<nanmin>},
    {"nanmax", kFold, folded<nanmax>},
    {"ptp", 0, peak_to_peak},
    {"mean", kWhere | kDtype, averaged<mean>},
    {"nanmean", kWhere | kDtype, averaged<nanmean>},
    {"var", kWhere | kDtype | kSpread, spread_of<var>},
    {"std", kWhere | kDtype | kSpread, spread_of<nd::std>},
    {"nanvar", kWhere | kDtype | kSpread, spread_of<nanvar>},
    {"nanstd", kWhere | kDtype | kSpread, spread_of<nanstd>},
    {"argmin", kOneAxis, position<argmin>},
    {"argmax", kOneAxis, position<argmax>},
    {"nanargmin", kOneAxis, position<nanargmin>},
    {"nanargmax", kOneAxis, position<nanargmax>},
    {"cumsum", kOneAxis | kRunning | kDtype, running<cumsum>},
    {"cumprod", kOneAxis | kRunning | kDtype, running<cumprod>},
    {"nancumsum", kOneAxis | kRunning | kDtype, running<nancumsum>},
    {"nancumprod", kOneAxis | kRunning | kDtype, running<nancumprod>},
};

void check_options(const Named& named, Axes axes, const NamedOptions& options) {
  const auto refuse = [&](bool given, const char* option) {
    if (given) fail(ND_VALUE_ERROR, named.name, ": takes no `", option, "`");
  };
  const auto takes = [&](int32_t what) { return (named.takes & what) != 0; };
  const ReduceOptions& reduce = options.reduce;
  refuse(reduce.dtype != nullptr && !takes(kDtype), "dtype");
  refuse(reduce.where != nullptr && !takes(kWhere), "where");
  refuse(reduce.initial != nullptr && !takes(kInitial), "initial");
  refuse(reduce.no_initial && !takes(kInitial), "no_initial");
  refuse(reduce.keepdims && takes(kRunning), "keepdims");
  refuse(options.mean != nullptr && !takes(kSpread), "mean");
  refuse(options.ddof != 0 && !takes(kSpread), "ddof");
  if (takes(kOneAxis) && !axes.all && axes.axes.size() != 1) {
    fail(ND_VALUE_ERROR, named.name, ": takes one axis or all, not ", static_cast<int64_t>(axes.axes.size()));
  }
}

}  // namespace

Ref<Array> reduce_named(std::string_view name, const Array& a, Axes axes, const NamedOptions& options) {
  const auto* const found = std::ranges::find(kNamed, name, &Named::name);
  if (found == std::ranges::end(kNamed)) fail(ND_NOT_FOUND, ": there is no reduction '", name, "'");
  check_options(*found, axes, options);
  return found->function(a, axes, options);
}

}  // namespace nd
