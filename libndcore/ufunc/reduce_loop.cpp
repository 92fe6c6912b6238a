// Dtype rules and identities of reductions.
#include "ufunc/reduce_loop.hpp"

#include <cstring>
#include <limits>

#include "array/transfer.hpp"
#include "core/fpstatus.hpp"

namespace nd {

namespace {

using kernels::Reduction;

constexpr std::array<std::string_view, kernels::kReductionCount> kNames = {
    "add",         "multiply",   "maximum",     "minimum",     "fmax",       "fmin",
    "logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor"};

bool is_logical(Reduction r) {
  return r == Reduction::logical_and || r == Reduction::logical_or || r == Reduction::logical_xor;
}
bool is_extremum(Reduction r) {
  return r == Reduction::maximum || r == Reduction::minimum || r == Reduction::fmax || r == Reduction::fmin;
}

// Sums and products of booleans and integers are 64 bits wide.
DType* widened(Reduction reduction, DType* dtype) {
  if (reduction != Reduction::add && reduction != Reduction::multiply) return nullptr;
  if (dtype->is_bool()) return dtype_of(ND_INT64);
  if (!dtype->is_integer()) return nullptr;
  return dtype_of(dtype->is_unsigned_integer() ? ND_UINT64 : ND_INT64);
}

const LoopEntry& find_entry(const Ufunc& ufunc, const Array& a, DType* dtype, const Array* out,
                            std::string_view method) {
  if (dtype != nullptr) {
    const LoopEntry* found = ufunc.find_loop(
        [&](const LoopEntry& entry) { return entry.types[0] == dtype->code && entry.types[2] == dtype->code; });
    if (found != nullptr) return *found;
    fail(ND_TYPE_ERROR, "No loop matching the specified signature and casting was found for ufunc ", ufunc.name);
  }
  const TypeOperand operands[] = {out != nullptr ? TypeOperand{native(out->dtype)} : TypeOperand{native(a.dtype)},
                                  TypeOperand{native(a.dtype)}};
  const LoopEntry& entry = *resolve_loop(ufunc, operands, {}).entry;
  if (entry.types[0] != entry.types[2]) {
    fail(ND_TYPE_ERROR, "the resolved dtypes are not compatible with ", ufunc.name, ".", method, ". Resolved (",
         dtype_of(entry.types[0])->name, ", ", dtype_of(entry.types[1])->name, ", ", dtype_of(entry.types[2])->name,
         ")");
  }
  return entry;
}

// Registered dtypes are made from the number; those that cannot be have no identity.
bool user_identity(Identity identity, const DType* type, std::byte* value) {
  constexpr std::array kNumbers = {0.0, 0.0, 1.0, -1.0, -std::numeric_limits<double>::infinity()};
  const double number = kNumbers[static_cast<size_t>(identity)];
  const auto integer = static_cast<int64_t>(identity == Identity::negative_infinity ? 0.0 : number);
  if (identity == Identity::none) return false;
  const bool is_integer = identity != Identity::negative_infinity;
  const DType* from = is_integer ? dtype_of<int64_t>() : dtype_of<double>();
  if (!find_route(from, type)) return false;
  const void* source = is_integer ? static_cast<const void*>(&integer) : &number;
  Transfer(from, type).run(static_cast<const std::byte*>(source), 0, value, 0, 1);
  return true;
}

}  // namespace

std::optional<Reduction> reduction_of(const Ufunc& ufunc) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (ufunc.name == kNames[i]) return static_cast<Reduction>(i);
  }
  return std::nullopt;
}

bool is_reorderable(const Ufunc& ufunc) {
  if (ufunc.identity != Identity::none) return true;
  const std::optional<Reduction> reduction = reduction_of(ufunc);
  return reduction && is_extremum(*reduction);
}

ReduceLoopChoice resolve_reduce(const Ufunc& ufunc, const Array& a, DType* dtype, const Array* out,
                                std::string_view method) {
  if (ufunc.nin != 2) fail(ND_VALUE_ERROR, ufunc.name, ": ", method, " only supported for binary functions");
  if (ufunc.nout != 1) {
    fail(ND_VALUE_ERROR, ufunc.name, ": ", method, " only supported for functions returning a single value");
  }
  ReduceLoopChoice choice{};
  choice.reduction = reduction_of(ufunc);
  if (choice.reduction && is_logical(*choice.reduction)) {
    if (dtype != nullptr && !dtype->is_bool()) {
      fail(ND_TYPE_ERROR, "No loop matching the specified signature and casting was found for ufunc ", ufunc.name);
    }
    choice.type = choice.in_type = dtype_of(ND_BOOL);
    choice.kernel = &kernels::reduce_kernel(*choice.reduction, ND_BOOL);
    for (const LoopEntry& entry : ufunc.loops) {
      if (entry.types[0] == ND_BOOL && entry.types[1] == ND_BOOL) choice.entry = &entry;
    }
    choice.quiet = true;
    return choice;
  }
  if (dtype == nullptr && out == nullptr && choice.reduction) dtype = widened(*choice.reduction, a.dtype);
  choice.entry = &find_entry(ufunc, a, dtype, out, method);
  choice.type = dtype_of(choice.entry->types[0]);
  choice.in_type = dtype_of(choice.entry->types[1]);
  if (choice.reduction && choice.in_type == choice.type) {
    choice.kernel = &kernels::reduce_kernel(*choice.reduction, choice.type->code);
    if (choice.kernel->fold == nullptr) choice.kernel = nullptr;
    choice.quiet = is_extremum(*choice.reduction);
  }
  return choice;
}

bool identity_value(const Ufunc& ufunc, const DType* type, std::byte* value) {
  const auto itemsize = static_cast<size_t>(type->itemsize);
  if (type->user != nullptr) return user_identity(ufunc.identity, type, value);
  switch (ufunc.identity) {
    case Identity::none: return false;
    case Identity::zero: std::memset(value, 0, itemsize); return true;
    case Identity::all_ones: std::memset(value, type->is_bool() ? 1 : 0xFF, itemsize); return true;
    default: break;
  }
  visit_type(type->code, [&]<class T>(Type<T>) {
    T number{};
    const bool is_one = ufunc.identity == Identity::one;
    if constexpr (kIsComplex<T>) {
      number.re = is_one ? 1 : -std::numeric_limits<decltype(T::re)>::infinity();
    } else if constexpr (kIsFloat<T>) {
      number = T(is_one ? 1.0F : -std::numeric_limits<float>::infinity());
    } else {
      number = T(1);
    }
    std::memcpy(value, &number, sizeof number);
  });
  return true;
}

bool identity_value(Reduction reduction, const DType* type, std::byte* value) {
  return identity_value(find_ufunc(kNames[static_cast<size_t>(reduction)]), type, value);
}

ReduceLoop direct_loop(const ReduceLoopChoice& loop, const DType* from) {
  if (!loop.reduction) return nullptr;
  switch (*loop.reduction) {
    case Reduction::add: return from == loop.type ? nullptr : kernels::widening_sum(from->code, loop.type->code);
    case Reduction::logical_or: return kernels::any_loop(from->code);
    case Reduction::logical_and: return kernels::all_loop(from->code);
    default: return nullptr;
  }
}

const char* direct_source(const ReduceLoopChoice& loop) {
  return loop.reduction == Reduction::add ? loop.kernel->source : kernels::kCountSource;
}

const char* reduce_all_source(Reduction reduction, const DType* type) {
  if (reduction == Reduction::logical_or || reduction == Reduction::logical_and) return kernels::kCountSource;
  if (reduction != Reduction::add && !is_extremum(reduction)) return nullptr;
  return kernels::reduce_kernel(reduction, type->code).source;
}

Ref<Array> reduce_all(Reduction reduction, const Array& a) {
  alignas(16) std::byte acc[16] = {};
  DType* type = a.dtype;
  const int64_t itemsize = a.itemsize();
  if (is_extremum(reduction)) {
    std::memcpy(acc, a.data, static_cast<size_t>(itemsize));
    kernels::reduce_kernel(reduction, type->code).fold(acc, a.data + itemsize, a.size - 1, itemsize, nullptr);
    clear_fp_flags();
    return scalar(type, acc);
  }
  if (reduction == Reduction::add) {
    DType* wide = widened(reduction, type);
    if (wide != nullptr && wide != type) {
      kernels::widening_sum(type->code, wide->code)(acc, a.data, a.size, itemsize, nullptr);
      return scalar(wide, acc);
    }
    kernels::reduce_kernel(reduction, type->code).fold(acc, a.data, a.size, itemsize, nullptr);
    report_fp_status("reduce");
    return scalar(type, acc);
  }
  if (reduction == Reduction::logical_or || reduction == Reduction::logical_and) {
    const bool all = reduction == Reduction::logical_and;
    acc[0] = std::byte{all};
    (all ? kernels::all_loop : kernels::any_loop)(type->code)(acc, a.data, a.size, itemsize, nullptr);
    return scalar(dtype_of(ND_BOOL), acc);
  }
  return nullptr;
}

}  // namespace nd
