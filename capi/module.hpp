// A module: what its init registers is staged here and seen by all when it has succeeded. Used by registration.cpp and
// by the loading of modules.
#pragma once

#include <mutex>
#include <string>

#include "runtime/arguments.hpp"
#include "ufunc/registration.hpp"

namespace nd::capi {

class Module final : public Object {
 public:
  explicit Module(std::string module_name) : Object(Kind::module), name(std::move(module_name)) {}

  const std::string name;

  // Runs `add` on what is staged. ND_VALUE_ERROR unless the module's init is running.
  template <class Add>
  auto stage(Add&& add) {
    const std::lock_guard lock(mutex_);
    if (staged_ == nullptr) fail(ND_VALUE_ERROR, ": module '", name, "' registers only while its init runs");
    return add(*staged_);
  }
  void begin(Registration& registration) {
    const std::lock_guard lock(mutex_);
    staged_ = &registration;
  }
  void end() noexcept {
    const std::lock_guard lock(mutex_);
    staged_ = nullptr;
  }

 private:
  std::mutex mutex_;
  Registration* staged_ = nullptr;
};

template <>
struct HandleOf<Module> {
  static constexpr Kind kind = Kind::module;
  using type = nd_module;
};

}  // namespace nd::capi
