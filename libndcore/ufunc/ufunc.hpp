// Universal functions: a name, inner loops by dtype, and how dtypes are resolved. Built-in ones stand in
// ufunc/registry.cpp, which collects what kernels/ offers and what ops/ declares.
#pragma once

#include <array>
#include <atomic>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "array/array.hpp"
#include "kernels/loops.hpp"

namespace nd {

enum class Identity : uint8_t { none, zero, one, all_ones /* -1 */, negative_infinity /* logaddexp */ };

// How the loop for given inputs is found. The rule `first_safe`: the first loop to whose types all inputs cast safely.
enum class Resolution : uint8_t {
  first_safe,
  no_bool,              // first_safe, but two booleans are a TypeError (subtract, negative, positive)
  integers_as_float64,  // first_safe, but with integers and booleans only, as if they were float64 (divide)
  comparison,           // first_safe, and a Python integer that the other's dtype cannot hold compares by value
  logical,              // comparison, and inputs are cast whatever the casting rule: only their truth counts
};

// A loop that a client added to a ufunc that was in use already.
struct AddedLoop {
  AddedLoop(const LoopEntry& loop, std::shared_ptr<void> owned) : entry(loop), context(std::move(owned)) {}
  const LoopEntry entry;
  const std::shared_ptr<void> context;  // the entry's
  std::atomic<const AddedLoop*> next{nullptr};
};

class Ufunc final : public Object {
 public:
  Ufunc(std::string ufunc_name, int32_t inputs, int32_t outputs, Resolution rule = Resolution::first_safe,
        Identity id = Identity::none, float ns_per_element = 0.5F)
      : Object(Kind::ufunc),
        name(std::move(ufunc_name)),
        nin(inputs),
        nout(outputs),
        resolution(rule),
        identity(id),
        cost(ns_per_element) {
    homogeneous.fill(-1);
  }
  ~Ufunc() override;

  const std::string name;
  const int32_t nin, nout;
  const Resolution resolution;
  const Identity identity;
  const float cost;           // nanoseconds an element, roughly
  std::string documentation;  // of registered ones
  std::vector<LoopEntry> loops;
  std::vector<std::shared_ptr<void>> contexts;  // of loops that have one
  // Searched after `loops`. Nodes are appended by the registry alone and never go.
  std::atomic<const AddedLoop*> added{nullptr};
  // For inputs that are all of one native dtype: the index of the loop, or -1 if none is found the short way.
  std::array<int16_t, kTypeCount> homogeneous;
  bool mixed = false;  // some loop takes inputs of several dtypes

  int16_t homogeneous_loop(nd_type_code code) const {
    return code < kTypeCount ? homogeneous[static_cast<size_t>(code)] : int16_t{-1};
  }
  // The first loop for which `wanted` holds, in the order of the search; null if there is none.
  template <class Predicate>
  const LoopEntry* find_loop(Predicate&& wanted) const {
    for (const LoopEntry& entry : loops) {
      if (wanted(entry)) return &entry;
    }
    for (const AddedLoop* node = added.load(std::memory_order_acquire); node != nullptr;
         node = node->next.load(std::memory_order_acquire)) {
      if (wanted(node->entry)) return &node->entry;
    }
    return nullptr;
  }
};

// A built-in or registered ufunc by name; ND_NOT_FOUND if there is none. Never goes away.
Ufunc& find_ufunc(std::string_view name);
bool has_ufunc(std::string_view name);
// All of them, in the order of registration.
std::vector<Ufunc*> all_ufuncs();

// Where a ufunc's result goes and how: NumPy's keyword arguments.
struct UfuncOptions {
  const Array* where = nullptr;  // boolean, broadcast with the inputs; null: everywhere
  int32_t casting = ND_CASTING_SAME_KIND;
  DType* dtype = nullptr;  // of the (first) output and so of the loop; null: resolved
  int32_t order = ND_ORDER_K;
};

// The loop for the given inputs, and the dtypes it wants. TypeError names the ufunc and the dtypes.
struct ResolvedLoop {
  const LoopEntry* entry;
  DType* dtype(int32_t argument) const { return dtype_of(entry->types[static_cast<size_t>(argument)]); }
};
ResolvedLoop resolve_loop(const Ufunc& ufunc, std::span<const TypeOperand> inputs, const UfuncOptions& options = {});

// The same for arrays, whose values count where a Python integer is compared. Casting of the inputs is checked too.
ResolvedLoop loop_for(const Ufunc& ufunc, std::span<const Array* const> inputs, const UfuncOptions& options);

// Runs the ufunc. outputs[i] is an array to write to, or null, and then receives a new one.
// Inputs that overlap outputs are treated as if they had been copied first. Reports floating-point status.
void call_ufunc(const Ufunc& ufunc, std::span<const Array* const> inputs, std::span<Ref<Array>> outputs,
                const UfuncOptions& options = {});

// The kernels of a call whose outputs overlap no input, with a stand-in for its first output if that is null.
void call_kernels(const Ufunc& ufunc, std::span<const Array* const> inputs, Ref<Array>& output,
                  const UfuncOptions& options, KernelFiles& files);
Ref<Array> call_kernels(const Ufunc& ufunc, std::initializer_list<const Array*> inputs, KernelFiles& files,
                        Ref<Array> output = nullptr, const UfuncOptions& options = {});

// The common forms.
Ref<Array> apply(const Ufunc& ufunc, const Array& x);
Ref<Array> apply(const Ufunc& ufunc, const Array& x1, const Array& x2);

}  // namespace nd
