// The memory of arrays: objects, elements, and how they end. A small array is one block of the cache — buffer, array,
// shape and strides, then the elements — so that a result of a few elements costs one allocation; views of it keep the
// block.
#include <cstring>
#include <new>

#include "array/array.hpp"
#include "array/deleters.hpp"
#include "core/address_sanitizer.hpp"
#include "core/memory.hpp"

namespace nd {

namespace {

constexpr size_t kSmall = 16 << 10;  // bytes of elements; beyond it one allocation more does not count
constexpr size_t kAlignment = 64;
// Between objects and elements, so that a loop that runs off the front of its memory is seen.
constexpr size_t kRedZone = kAddressSanitizer ? kAlignment : 0;

}  // namespace

Ref<Buffer> Buffer::allocate(size_t bytes, bool zeroed) {
  std::byte* block = zeroed ? allocate_zeroed_block(bytes) : allocate_block(bytes);
  try {
    return Ref<Buffer>::adopt(new Buffer(block, bytes, true, true));
  } catch (...) {
    free_block(block, bytes);
    throw;
  }
}

Ref<Buffer> Buffer::wrap(void* data, size_t bytes, bool writeable, Deleter deleter, void* context) {
  Ref<Buffer> made = Ref<Buffer>::adopt(new Buffer(static_cast<std::byte*>(data), bytes, writeable, false));
  made->set_deleter(deleter, context);
  return made;
}

void Buffer::dispose() noexcept {
  if (head_ != 0) {
    std::byte* const block = data - head_;
    const size_t block_bytes = head_ + bytes;
    this->~Buffer();
    return free_block(block, block_bytes);
  }
  if (owns_block) {
    free_block(data, bytes);
  } else if (deleter_ != nullptr) {
    run_deleter(deleter_, data, context_);
  }
  delete this;
}

Ref<Array> Array::create(DType* dtype, std::span<const int64_t> shape, std::span<const int64_t> strides,
                         std::byte* data, Ref<Buffer> buffer, bool writeable, bool is_view, int32_t weak) {
  void* const place = ::operator new(object_bytes(shape.size()));
  return Ref<Array>::adopt(new (place) Array(dtype, shape, strides, data, std::move(buffer), writeable, is_view, weak));
}

Ref<Array> Array::allocate(DType* dtype, std::span<const int64_t> shape, std::span<const int64_t> strides, size_t bytes,
                           bool zeroed, int32_t weak) {
  if (bytes > kSmall) {
    Ref<Buffer> buffer = Buffer::allocate(bytes, zeroed);
    std::byte* const data = buffer->data;
    return create(dtype, shape, strides, data, std::move(buffer), true, false, weak);
  }
  const size_t objects = sizeof(Buffer) + object_bytes(shape.size());
  const size_t head = (objects + kRedZone + kAlignment - 1) / kAlignment * kAlignment;
  std::byte* const block = allocate_block(head + bytes);
  std::byte* const data = block + head;
  ASAN_POISON_MEMORY_REGION(block + objects, head - objects);
  if (zeroed) std::memset(data, 0, bytes);
  auto buffer = Ref<Buffer>::adopt(new (block) Buffer(data, bytes, true, true));
  buffer->head_ = head;
  void* const place = buffer.get() + 1;
  return Ref<Array>::adopt(new (place) Array(dtype, shape, strides, data, std::move(buffer), true, false, weak));
}

void Array::dispose() noexcept {
  const Ref<Buffer> last = std::move(buffer);  // whose block this array may stand in
  const bool in_block = last->head_ != 0 && static_cast<void*>(last.get() + 1) == this;
  this->~Array();
  if (!in_block) ::operator delete(this);
}

}  // namespace nd
