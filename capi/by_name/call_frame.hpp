// What a call of a library's function by name works on: what was given, the words of the C call, where results go.
// Filled by call_arguments.cpp and call_results.cpp for call_by_name.cpp.
#pragma once

#include <array>
#include <span>

#include "abi/methods.hpp"
#include "core/error.hpp"
#include "modules/cells.hpp"
#include "ndcore/types.h"
#include "runtime/handles.hpp"

namespace nd::capi {

struct CallFrame {
  explicit CallFrame(const Method& called) : method(called) {}
  CallFrame(const CallFrame&) = delete;
  CallFrame& operator=(const CallFrame&) = delete;

  // Parameters of the C function, then fields of its structs.
  std::span<const Parameter> places() const { return {method.parameters, static_cast<size_t>(method.parameter_count)}; }
  size_t c_count() const { return static_cast<size_t>(method.c_count); }
  bool is_field_of(size_t k, size_t i) const { return method.parameters[k].parent == static_cast<int16_t>(i); }

  template <class T>
  T* pointer(size_t i) const {
    return reinterpret_cast<T*>(static_cast<uintptr_t>(words[i]));
  }
  // Of the array in a word; -1 where it is none, which the function itself refuses.
  int64_t ndim(size_t i) const {
    const Object* const found = handles::find(*current_thread_state, pointer<void>(i), Kind::array);
    return found != nullptr ? static_cast<const Array*>(found)->ndim : -1;
  }

  template <class... Parts>
  [[noreturn, gnu::cold, gnu::noinline]] void refuse(const Parts&... problem) const {
    fail(ND_TYPE_ERROR, method.name, ": ", problem..., "; ", method.signature);
  }
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_length(const Parameter& place, int64_t wanted,
                                                            int64_t extent) const {
    fail(ND_VALUE_ERROR, method.name, ": argument `", place.name, "` must have ", wanted, " elements, not ", extent);
  }

  const Method& method;
  // Not cleared: most functions have few parameters.
  std::array<uint64_t, kMostPlaces> words;       // as the C function takes them, then those of fields
  std::array<uint64_t, kMostParameters> slots;   // of results that are one word; of handles in and out, those given
  std::array<int64_t, kMostParameters> lengths;  // of results that are lists, and of lists as long as an array has axes
  int64_t count = 0;                             // of results
  CallValues values;
};

}  // namespace nd::capi
