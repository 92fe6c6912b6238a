// Memory of exactly the size that was asked for, so that reads and writes beyond it are seen: by a sanitizer, or, in
// code that none has looked into, because the page behind it may not be touched.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fuzz {

class Block {
 public:
  Block(size_t bytes, bool is_guarded);
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  ~Block();

  std::byte* memory() const { return memory_; }
  // How many there are in the process.
  static int64_t count();

 private:
  void* base_ = nullptr;
  size_t mapped_ = 0;  // bytes of whole pages; 0: from malloc
  std::byte* memory_ = nullptr;
};

}  // namespace fuzz
