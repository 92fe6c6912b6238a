// What a client adds at run time: dtypes, ufuncs, loops. All of it is seen at once when it is committed, or nothing
// ever. Called by capi/areas/registration.cpp and by the loading of modules.
#pragma once

#include "dtype/user_type.hpp"
#include "ufunc/registry.hpp"

namespace nd {

struct UserLoop {
  std::vector<nd_type_code> types;  // inputs, then outputs
  nd_loop_function run;
  void* data;
  int32_t flags;  // ND_LOOP_THREADS …
};

class Registration {
 public:
  // The dtype can be used at once, in loops above all. Comparisons, maximum, minimum and `where` get loops for it.
  DType* add_dtype(UserType type);
  // Checks counts and dtypes; the loops are searched in their order.
  Ufunc* add_ufunc(Ref<Ufunc> ufunc, std::span<const UserLoop> loops);
  // For a ufunc of anybody's: one dtype at least must be a registered one, so that nothing that works changes.
  void add_loop(Ufunc& ufunc, const UserLoop& loop);
  bool empty() const { return dtypes_.empty() && ufuncs_.empty() && loops_.empty(); }
  // Throws if a name or loop is taken. `last` is called when nothing but itself can fail any more.
  void commit(const std::function<void()>& last = [] {});

  std::span<DType* const> dtypes() const { return dtypes_; }
  std::span<const Ref<Ufunc>> ufuncs() const { return ufuncs_; }

 private:
  void add_dtype_loops(const DType& dtype);
  void pend(Ufunc& ufunc, const LoopEntry& entry, std::shared_ptr<void> context = nullptr);

  std::vector<DType*> dtypes_;
  std::vector<Ref<Ufunc>> ufuncs_;
  std::vector<PendingLoop> loops_;
};

// The function of a loop that a client registered; null for one of ours.
nd_loop_function client_loop(const LoopEntry& entry) noexcept;

}  // namespace nd
