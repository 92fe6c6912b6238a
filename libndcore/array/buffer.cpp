// The memory behind arrays: blocks of our own and foreign memory.
#include "array/array.hpp"
#include "core/memory.hpp"

namespace nd {

Ref<Buffer> Buffer::allocate(size_t bytes, bool zeroed) {
  std::byte* block = zeroed ? allocate_zeroed_block(bytes) : allocate_block(bytes);
  try {
    return Ref<Buffer>::adopt(new Buffer(block, bytes, true, true, nullptr, nullptr));
  } catch (...) {
    free_block(block, bytes);
    throw;
  }
}

Ref<Buffer> Buffer::wrap(void* data, size_t bytes, bool writeable, Deleter deleter, void* context) {
  return Ref<Buffer>::adopt(new Buffer(static_cast<std::byte*>(data), bytes, writeable, false, deleter, context));
}

Buffer::~Buffer() {
  if (owns_block) {
    free_block(data, bytes);
  } else if (deleter_ != nullptr) {
    deleter_(data, context_);
  }
}

}  // namespace nd
