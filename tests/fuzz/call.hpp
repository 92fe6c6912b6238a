// One call by name with all that its cells point to, each in a block of exactly its size.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "block.hpp"
#include "ndcore/cell.h"
#include "ndcore/ndcore.h"
#include "table.hpp"

namespace fuzz {

// An array that was given, and whether the function may write to it.
struct Operand {
  nd_array* array;
  bool is_written;
};

struct Call {
  explicit Call(const Function& called) : function(&called), name(called.name) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() {
    for (nd_array* array : temporaries) nd_release(array);
  }

  // A copy of `bytes` bytes that lives as long as the call.
  const void* keep(const void* memory, size_t bytes) {
    storage.push_back(std::make_unique<Block>(bytes, is_guarded));
    void* const copy = storage.back()->memory();
    if (bytes > 0) std::memcpy(copy, memory, bytes);
    return copy;
  }
  template <class T>
  const T* keep(const std::vector<T>& elements) {
    return static_cast<const T*>(keep(elements.data(), elements.size() * sizeof(T)));
  }
  const char* keep(const std::string& text) { return static_cast<const char*>(keep(text.c_str(), text.size() + 1)); }

  const Function* function;
  std::string name;
  std::vector<nd_cell> cells;  // by position, then one for each keyword
  std::vector<const char*> keywords;
  int64_t room = 24;
  std::vector<Operand> operands;
  std::vector<nd_array*> temporaries;
  std::vector<std::unique_ptr<Block>> storage;
  bool is_guarded = false;

  int64_t positional() const { return static_cast<int64_t>(cells.size() - keywords.size()); }
};

// "roll(float64[0,3] strides [24,8], [], axes=[0])".
std::string text_of(const Call& call);
std::string text_of(const nd_cell& cell);

}  // namespace fuzz
