// Built-in ufuncs that a function calls each time, looked up once: `static constinit const KnownUfunc add("add");`.
#pragma once

#include "core/lazy.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

class KnownUfunc {
 public:
  constexpr explicit KnownUfunc(const char* name) : name_(name) {}
  operator const Ufunc&() const {  // NOLINT: stands for the ufunc
    return *found_.get([&] { return &find_ufunc(name_); });
  }

 private:
  const char* name_;
  mutable LazyPointer<const Ufunc> found_;
};

}  // namespace nd
