// A module: its functions, and what its init has registered. Used by registration.cpp, module.cpp (loading) and
// module_api.cpp (the public functions).
#pragma once

#include <string>
#include <vector>

#include "core/locks.hpp"
#include "modules/module_method.hpp"
#include "runtime/arguments.hpp"
#include "ufunc/registration.hpp"

namespace nd::capi {

class Module final : public Object {
 public:
  explicit Module(std::string module_name) : Object(Kind::module), name(std::move(module_name)) {}

  const std::string name;
  std::string documentation, path;  // the path is absolute and without links
  std::vector<ModuleMethod> methods;
  std::vector<Ufunc*> ufuncs;
  std::vector<DType*> dtypes;
  Module* failed_before = nullptr;  // of those whose init failed

  // Runs `add` on what is staged. ND_VALUE_ERROR unless the module's init is running.
  template <class Add>
  auto stage(Add&& add) {
    const std::scoped_lock lock(mutex_of(Lock::staging));
    if (staged_ == nullptr) fail(ND_VALUE_ERROR, ": module '", name, "' registers only while its init runs");
    return add(*staged_);
  }
  void begin(Registration& registration) {
    const std::scoped_lock lock(mutex_of(Lock::staging));
    staged_ = &registration;
  }
  void end() noexcept {
    const std::scoped_lock lock(mutex_of(Lock::staging));
    staged_ = nullptr;
  }

 private:
  Registration* staged_ = nullptr;
};

template <>
struct HandleOf<Module> {
  static constexpr Kind kind = Kind::module;
  using type = nd_module;
};

// Loads a module by name (on the search path) or absolute path, once: the same module again and from every thread.
Module& load_module(std::string_view name_or_path);
void add_module_path(std::string_view folder);
// ND_NOT_FOUND if there is none.
Module& find_module(std::string_view name);
std::vector<Module*> all_modules();
// "specials.smooth"; null if there is none.
const ModuleMethod* find_module_method(std::string_view full_name);

}  // namespace nd::capi
