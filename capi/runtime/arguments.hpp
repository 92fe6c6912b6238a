// Checked arguments of public functions: handles become objects that are borrowed until the call ends, pointers and
// lengths become spans. Every refusal names the argument. Include the engine's headers of the types that you use.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/object.hpp"
#include "ndcore/capsule.h"
#include "ndcore/dtype_def.h"
#include "ndcore/method_info.h"
#include "ndcore/options.h"
#include "ndcore/text_options.h"
#include "ndcore/trace.h"
#include "ndcore/types.h"
#include "runtime/guard.hpp"
#include "runtime/handles.hpp"

namespace nd {
class Array;
class Buffer;
class DType;
class Token;
class Ufunc;
}  // namespace nd

namespace nd::capi {

// The kind of a class and its public handle type.
template <class T>
struct HandleOf;
template <>
struct HandleOf<Array> {
  static constexpr Kind kind = Kind::array;
  using type = nd_array;
};
template <>
struct HandleOf<Buffer> {
  static constexpr Kind kind = Kind::buffer;
  using type = nd_buffer;
};
template <>
struct HandleOf<DType> {
  static constexpr Kind kind = Kind::dtype;
  using type = nd_dtype;
};
template <>
struct HandleOf<Ufunc> {
  static constexpr Kind kind = Kind::ufunc;
  using type = nd_ufunc;
};
template <>
struct HandleOf<Token> {
  static constexpr Kind kind = Kind::token;
  using type = nd_token;
};

// Each throws Error(ND_INVALID_HANDLE or ND_VALUE_ERROR), worded ": argument `a` must be an array handle, not NULL".
[[noreturn]] void refuse_handle(const void* handle, Kind kind, const char* name);
[[noreturn]] void refuse_any_handle(const void* handle, const char* name);
[[noreturn]] void refuse_pointer(const char* name);
[[noreturn]] void refuse_struct_size(int64_t given, int64_t least, const char* name);
[[noreturn]] void refuse_span(const void* pointer, int64_t length, const char* name);

template <class T>
T& object(const typename HandleOf<T>::type* handle, const char* name) {
  Object* const found = handles::find(*current_thread_state, handle, HandleOf<T>::kind);
  if (!found) [[unlikely]]
    refuse_handle(handle, HandleOf<T>::kind, name);
  return *static_cast<T*>(found);
}

// NULL gives null, every other handle must be good.
template <class T>
T* optional_object(const typename HandleOf<T>::type* handle, const char* name) {
  return handle ? &object<T>(handle, name) : nullptr;
}

// Templates, so that a file which needs only dtypes need not include arrays.
template <class T = Array>
T& array(const nd_array* handle, const char* name) {
  return object<T>(handle, name);
}
template <class T = Array>
T* optional_array(const nd_array* handle, const char* name) {
  return optional_object<T>(handle, name);
}
template <class T = DType>
T& dtype(const nd_dtype* handle, const char* name) {
  return object<T>(handle, name);
}
template <class T = DType>
T* optional_dtype(const nd_dtype* handle, const char* name) {
  return optional_object<T>(handle, name);
}
template <class T = Ufunc>
T& ufunc(const nd_ufunc* handle, const char* name) {
  return object<T>(handle, name);
}
template <class T = Token>
T& token(const nd_token* handle, const char* name) {
  return object<T>(handle, name);
}
template <class T = Token>
T* optional_token(const nd_token* handle, const char* name) {
  return optional_object<T>(handle, name);
}

// NULL is allowed exactly when the length is 0; a negative length never.
template <class T>
std::span<T> span_of(T* pointer, int64_t length, const char* name) {
  if (length < 0 || (length > 0 && !pointer)) [[unlikely]]
    refuse_span(pointer, length, name);
  return {pointer, static_cast<size_t>(length)};
}

// Objects behind an array of handles; `optional` lets NULL elements through as null.
template <class T>
void look_up(std::span<T*> out, typename HandleOf<T>::type* const* handles, const char* name, bool optional = false) {
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = optional ? optional_object<T>(handles[i], name) : &object<T>(handles[i], name);
  }
}

template <class T>
std::vector<T*> objects(typename HandleOf<T>::type* const* handles, int64_t length, const char* name,
                        bool optional = false) {
  std::vector<T*> out(span_of(handles, length, name).size());
  look_up<T>(out, handles, name, optional);
  return out;
}

// Where a result is written.
template <class T>
T& out_pointer(T* pointer, const char* name) {
  if (!pointer) [[unlikely]]
    refuse_pointer(name);
  return *pointer;
}

// UTF-8 text; NULL and malformed sequences are refused.
std::string_view text_argument(const char* text, const char* name);

// The size of a public struct in the revision that introduced it.
template <class T>
inline constexpr int64_t kFirstSize = -1;
#include "generated/struct_sizes.inc"

// A copy of a struct of the caller, whose `struct_size` may be of an older or newer revision: what is missing is zero,
// what we do not know must be zero.
void copy_struct(void* to, int64_t size, const void* from, int64_t least, const char* name);

template <class T>
T struct_argument(const T* argument, const char* name) {
  T copy{};
  if (!argument) refuse_pointer(name);
  copy_struct(&copy, sizeof(T), argument, kFirstSize<T>, name);
  copy.struct_size = sizeof(T);
  return copy;
}

// Fills a struct of the caller as far as its `struct_size` says that the caller knows it.
template <class T>
void fill_struct(T* out, T full, const char* name) {
  full.struct_size = out_pointer(out, name).struct_size;
  if (full.struct_size < kFirstSize<T>) refuse_struct_size(full.struct_size, kFirstSize<T>, name);
  std::memcpy(out, &full, std::min(sizeof(T), static_cast<size_t>(full.struct_size)));
}

// A new handle for the caller, or one more owner of the object's live one. Null gives NULL. On failure nothing leaks.
template <class T>
typename HandleOf<T>::type* give(Ref<T> result) {
  if (!result) return nullptr;
  return static_cast<typename HandleOf<T>::type*>(handles::give(Ref<Object>::adopt(result.detach())));
}

// The same for immortal objects, which nobody holds references to.
template <class T>
typename HandleOf<T>::type* give(T* result) {
  static_assert(handles::is_permanent(HandleOf<T>::kind));
  return give(Ref<T>(result));
}

// Handles of several results, or of none when one fails; a place of NULL takes nothing.
template <class T>
void give_all(std::vector<typename HandleOf<T>::type**> places, std::vector<Ref<T>> results) {
  std::vector<typename HandleOf<T>::type*> given(results.size(), nullptr);
  try {
    for (size_t i = 0; i < results.size(); ++i) {
      if (places[i]) given[i] = give(std::move(results[i]));
    }
  } catch (...) {
    for (auto* handle : given) {
      if (handle) handles::release(*current_thread_state, handle);
    }
    throw;
  }
  for (size_t i = 0; i < results.size(); ++i) {
    if (places[i]) *places[i] = given[i];
  }
}

// The same into an array of the caller's.
template <class T>
void give_all(typename HandleOf<T>::type** out, std::vector<Ref<T>> results) {
  std::vector<typename HandleOf<T>::type**> places;
  for (size_t i = 0; i < results.size(); ++i) places.push_back(out + i);
  give_all<T>(std::move(places), std::move(results));
}

}  // namespace nd::capi
