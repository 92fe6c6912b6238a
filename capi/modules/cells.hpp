// Values of calls by name, for functions of modules (module_method.cpp) and of the library (call_arguments.cpp).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "array/array.hpp"
#include "ndcore/types.h"

namespace nd::capi {

// "int", "list[str]": what a cell holds, for messages.
std::string_view kind_of(const nd_cell& cell);

template <class T>
T* pointer_in(const nd_cell& cell) {
  return reinterpret_cast<T*>(static_cast<uintptr_t>(cell.value));
}
inline uint64_t word_of(const void* pointer) { return reinterpret_cast<uintptr_t>(pointer); }
inline nd_cell handle_cell(const void* handle) { return {ND_CELL_HANDLE, 0, word_of(handle), 0}; }
// ND_CELL_NONE for NULL.
inline nd_cell pointer_cell(int32_t kind, uint64_t word, int64_t extent) {
  return word != 0 ? nd_cell{kind, 0, word, extent} : nd_cell{ND_CELL_NONE, 0, 0, 0};
}
// Runs `bind`, whose refusals name the argument, with the function that is called in front of them.
template <class Bind>
void on_behalf_of(std::string_view function, Bind&& bind) {
  try {
    bind();
  } catch (const Error& error) {
    const std::string_view what = error.what();
    if (!what.starts_with(':')) throw;
    fail(error.status(), function, what);
  }
}

// What can be read of a cell of a caller: NULL behind an extent, a negative extent, bytes that are no UTF-8, a handle
// that is none and an unknown kind are refused, in the elements of lists, too. For cells that are handed on as they
// are.
void check_cell(const nd_cell& cell, const char* name);
// The UTF-8 text of a cell, which need not end with NUL and holds none.
std::string_view text_in(const nd_cell& cell, const char* name);
// One element of a list of cells, integers or handles.
nd_cell element_cell(const nd_cell& list, size_t i);

// Each makes the cell of its kind if the value is one; else false, and the cell is as it was.
bool to_integer(nd_cell& cell);
bool to_real(nd_cell& cell);
bool to_complex(nd_cell& cell);
bool to_dtype(nd_cell& cell, const char* name);  // of a text, too
bool to_ufunc(nd_cell& cell, const char* name);  // of a name, too

// What is made for the time of one call, and goes with it.
class CallValues {
 public:
  CallValues() = default;
  CallValues(const CallValues&) = delete;
  CallValues& operator=(const CallValues&) = delete;
  ~CallValues() {
    if (made_count_ > 0) release_made();
  }

  // Numbers become weak 0-d arrays, lists of numbers 1-d ones.
  bool to_array(nd_cell& cell, const char* name);
  // `count` words of 0.
  uint64_t* words(size_t count);
  // A copy that ends with a 0.
  const char* terminated(std::string_view text);

 private:
  nd_cell hold(Ref<Array> made);
  void release_made() noexcept;

  // What few values need is at hand, so that most calls ask for no memory.
  std::array<void*, 8> made_;
  std::array<uint64_t, 48> words_;
  size_t made_count_ = 0, word_count_ = 0;
  struct More {
    std::vector<void*> made;
    std::vector<std::unique_ptr<uint64_t[]>> words;
  };
  More& more();
  std::unique_ptr<More> more_;
};

}  // namespace nd::capi
