// Which loop runs for given dtypes: NumPy 2's rules, a linear search in the order of dtype codes.
#include "ufunc/ufunc.hpp"

namespace nd {

namespace {

bool all_of(std::span<const TypeOperand> inputs, bool (DType::*is)() const) {
  return std::ranges::all_of(inputs, [&](const TypeOperand& input) { return (input.dtype->*is)(); });
}

[[noreturn]] void fail_unsupported(const Ufunc& ufunc, std::span<const TypeOperand> inputs) {
  std::string types;
  for (const TypeOperand& input : inputs) types += (types.empty() ? "" : ", ") + std::string(input.dtype->name);
  fail(ND_TYPE_ERROR, "ufunc '", ufunc.name, "' not supported for the input types (", types,
       "), and the inputs could not be safely coerced to any supported types according to the casting rule 'safe'");
}

[[noreturn]] void fail_bool(const Ufunc& ufunc, std::span<const TypeOperand> inputs) {
  if (ufunc.name == "subtract") {
    fail(ND_TYPE_ERROR, "boolean subtract, the `-` operator, is not supported, use bitwise_xor or logical_xor instead");
  }
  if (ufunc.name == "negative" || ufunc.name == "positive") {
    fail(ND_TYPE_ERROR, "boolean ", ufunc.name,
         ", the unary operator, is not supported, use logical_not or invert instead");
  }
  fail_unsupported(ufunc, inputs);
}

// The inputs as the search sees them. Weak numbers take the dtype that promotion gives them, each its own if there are
// only such; a weak integer beside numbers other than booleans fits any argument of integers or floats (ldexp).
struct Candidates {
  std::array<TypeOperand, kMaxLoopArgs> types;
  bool matches(const LoopEntry& entry, int32_t nin, int32_t casting) const {
    for (int32_t i = 0; i < nin; ++i) {
      const auto k = static_cast<size_t>(i);
      const DType* wanted = dtype_of(entry.types[k]);
      const bool fits = types[k].weak == ND_WEAK_INT && wanted->user == nullptr && can_cast(types[k], wanted, casting);
      if (!fits && !can_cast(types[k].dtype, wanted, casting)) return false;
    }
    return true;
  }
};

Candidates candidates(const Ufunc& ufunc, std::span<const TypeOperand> inputs, bool given_dtype) {
  Candidates result;
  std::ranges::copy(inputs, result.types.begin());
  const auto is_weak = [](const TypeOperand& input) { return input.weak != ND_WEAK_NONE; };
  const bool all_weak = std::ranges::all_of(inputs, is_weak);
  const bool beside_numbers =
      std::ranges::any_of(inputs, [&](const TypeOperand& input) { return !is_weak(input) && !input.dtype->is_bool(); });
  const DType* common = all_weak || std::ranges::none_of(inputs, is_weak) ? nullptr : result_type(inputs);
  for (size_t i = 0; i < inputs.size(); ++i) {
    TypeOperand& type = result.types[i];
    if (is_weak(type) && common != nullptr) type.dtype = common;
    if (!beside_numbers) type.weak = ND_WEAK_NONE;
  }
  if (ufunc.resolution == Resolution::integers_as_float64 && !given_dtype) {
    const bool only_integers = std::ranges::none_of(
        std::span(result.types).first(inputs.size()),
        [](const TypeOperand& input) { return input.dtype->is_inexact() || input.dtype->user != nullptr; });
    if (only_integers) {
      for (size_t i = 0; i < inputs.size(); ++i) result.types[i].dtype = dtype_of<double>();
    }
  }
  return result;
}

// The dtype of all inputs, weak numbers that take it among them where `weak` allows; null if they differ.
const DType* common_dtype(std::span<const TypeOperand> inputs, bool weak) {
  const DType* strong = nullptr;
  for (const TypeOperand& input : inputs) {
    if (input.weak != ND_WEAK_NONE) continue;
    if (strong != nullptr && input.dtype->code != strong->code) return nullptr;
    strong = input.dtype;
  }
  if (strong == nullptr) return nullptr;
  for (const TypeOperand& input : inputs) {
    if (input.weak != ND_WEAK_NONE && (!weak || !can_cast(input, strong, ND_CASTING_SAFE))) return nullptr;
  }
  return strong;
}

const LoopEntry* search(const Ufunc& ufunc, const Candidates& types, int32_t casting, const DType* output) {
  return ufunc.find_loop([&](const LoopEntry& entry) {
    if (output != nullptr && entry.types[static_cast<size_t>(ufunc.nin)] != output->code) return false;
    return types.matches(entry, ufunc.nin, casting);
  });
}

}  // namespace

ResolvedLoop resolve_loop(const Ufunc& ufunc, std::span<const TypeOperand> inputs, const UfuncOptions& options) {
  if (options.dtype == nullptr) {
    const DType* const common = common_dtype(inputs, !ufunc.mixed);
    const int16_t known = common != nullptr ? ufunc.homogeneous_loop(common->code) : int16_t{-1};
    if (known >= 0) return {&ufunc.loops[static_cast<size_t>(known)]};
  }
  const bool wants_bool = options.dtype == nullptr || options.dtype->is_bool();
  if (ufunc.resolution == Resolution::no_bool && wants_bool && all_of(inputs, &DType::is_bool))
    fail_bool(ufunc, inputs);
  const Candidates types = candidates(ufunc, inputs, options.dtype != nullptr);
  const LoopEntry* found = search(ufunc, types, ND_CASTING_SAFE, options.dtype);
  if (found != nullptr) return {found};
  if (options.dtype == nullptr) fail_unsupported(ufunc, inputs);
  found = search(ufunc, types, options.casting, options.dtype);
  if (found != nullptr) return {found};
  fail(ND_TYPE_ERROR, "No loop matching the specified signature and casting was found for ufunc ", ufunc.name);
}

}  // namespace nd
