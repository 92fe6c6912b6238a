// ArrowSchema and ArrowArray as arrays. What they say comes from others: it is checked before it is used.
#include <charconv>
#include <utility>

#include "array/creation.hpp"
#include "array/deleters.hpp"
#include "core/checked.hpp"
#include "interchange/arrow.hpp"

namespace nd {

namespace {

// The place of one struct of the tree that is looked at: `length` elements from `start` in its buffers.
struct Level {
  const ArrowSchema* schema;
  const ArrowArray* array;
  int64_t start;
  int64_t length;
};

bool bit(const void* bits, int64_t i) { return (static_cast<const uint8_t*>(bits)[i / 8] >> (i % 8) & 1) != 0; }

// The nulls of an array are counted where the parent's part of it lies, whatever else it has.
void refuse_nulls(const Level& level) {
  const ArrowArray& array = *level.array;
  if (array.null_count == 0 || (array.null_count < 0 && array.buffers[0] == nullptr)) return;
  if (array.buffers[0] == nullptr)
    fail(ND_VALUE_ERROR, ": ", array.null_count, " values are null, their bitmap is NULL");
  int64_t nulls = 0;
  for (int64_t i = level.start; i < level.start + level.length; ++i) nulls += bit(array.buffers[0], i) ? 0 : 1;
  if (nulls != 0) {
    fail(ND_BUFFER_ERROR, ": ", nulls, " of ", level.length, " values are null, which no element of an array is");
  }
}

void check_level(const Level& level, int64_t buffers, int64_t children) {
  const ArrowArray& array = *level.array;
  if (level.schema->dictionary != nullptr || array.dictionary != nullptr) {
    fail(ND_BUFFER_ERROR, ": arrays with a dictionary are not supported");
  }
  if (array.n_buffers != buffers || array.buffers == nullptr) {
    fail(ND_VALUE_ERROR, ": an array of format ", level.schema->format, " has ", buffers, " buffers, not ",
         array.buffers == nullptr ? 0 : array.n_buffers);
  }
  if (level.schema->n_children != children || array.n_children != children) {
    fail(ND_VALUE_ERROR, ": an array of format ", level.schema->format, " has ", children, " children, not ",
         level.schema->n_children, " in the schema and ", array.n_children, " in the array");
  }
  refuse_nulls(level);
}

int64_t list_size(std::string_view format) {
  const std::string_view digits = format.substr(kArrowFixedList.size());
  int32_t size = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (error != std::errc{} || end != digits.data() + digits.size() || size < 0) {
    fail(ND_VALUE_ERROR, ": format ", format, " has no size of lists between 0 and 2147483647");
  }
  return size;
}

Level child_of(const Level& parent, int64_t size) {
  check_level(parent, 1, 1);
  if (parent.schema->children == nullptr || parent.array->children == nullptr ||
      parent.schema->children[0] == nullptr || parent.array->children[0] == nullptr ||
      parent.array->children[0]->release == nullptr) {
    fail(ND_VALUE_ERROR, ": the child of format ", parent.schema->format, " is NULL or was released");
  }
  const ArrowArray& array = *parent.array->children[0];
  const int64_t start = checked_multiply(parent.start, size, "");
  const int64_t length = checked_multiply(parent.length, size, "");
  if (array.length < 0 || array.offset < 0 || checked_add(start, length, "") > array.length) {
    fail(ND_VALUE_ERROR, ": lists of ", size, " need ", start + length, " elements; their child has ", array.length,
         " from offset ", array.offset);
  }
  checked_add(array.length, array.offset, "");
  return {parent.schema->children[0], &array, checked_add(start, array.offset, ""), length};
}

const char* format_of(const Level& level) {
  if (level.schema->format == nullptr) fail(ND_VALUE_ERROR, ": the schema's format is NULL");
  return level.schema->format;
}

Ref<Array> unpacked_bits(const void* bits, int64_t start, std::span<const int64_t> shape) {
  Ref<Array> made = empty(dtype_of(ND_BOOL), shape);
  for (int64_t i = 0; i < made->size; ++i) made->as<uint8_t>()[i] = bit(bits, start + i) ? 1 : 0;
  return made;
}

// The elements of the innermost level in `shape`.
Ref<Array> elements_of(const Level& level, DType* dtype, std::span<const int64_t> shape, int32_t copy) {
  check_level(level, 2, 0);
  const void* const data = level.array->buffers[1];
  if (data == nullptr && level.length != 0) {
    fail(ND_VALUE_ERROR, ": the elements are NULL, ", level.length, " are described");
  }
  if (dtype->is_bool()) {
    if (copy == ND_COPY_NEVER) fail(ND_BUFFER_ERROR, ": Arrow's bools are bits, and a copy is not allowed");
    return unpacked_bits(data, level.start, shape);
  }
  // NULL has no elements behind it, whatever the offset is.
  const int64_t offset = data == nullptr ? 0 : checked_multiply(level.start, dtype->itemsize, "");
  const auto address = reinterpret_cast<uintptr_t>(data) + static_cast<uintptr_t>(offset);
  Ref<Array> made = wrap(reinterpret_cast<void*>(address), dtype, shape, nullptr, false, nullptr, nullptr);
  return copy == ND_COPY_ALWAYS ? nd::copy(*made) : made;
}

// A Buffer::Deleter.
void give_back(void*, void* context) noexcept {
  const std::unique_ptr<ArrowArray> owner(static_cast<ArrowArray*>(context));
  owner->release(owner.get());
}

}  // namespace

ArrowImport from_arrow(const ArrowSchema& schema, const ArrowArray& array, int32_t copy) {
  if (schema.release == nullptr) fail(ND_VALUE_ERROR, ": argument `schema` was released or moved away");
  if (array.release == nullptr) fail(ND_VALUE_ERROR, ": argument `array` was released or moved away");
  if (array.length < 0 || array.offset < 0) {
    fail(ND_VALUE_ERROR, ": an array cannot have ", array.length, " elements from offset ", array.offset);
  }
  checked_add(array.length, array.offset, "");
  Dims shape{array.length};
  Level level{&schema, &array, array.offset, array.length};
  while (std::string_view(format_of(level)).starts_with(kArrowFixedList)) {
    const int64_t size = list_size(level.schema->format);
    if (shape.size() == kMaxDims) fail(ND_VALUE_ERROR, ": lists in lists have more than ", kMaxDims, " dimensions");
    shape.push_back(size);
    level = child_of(level, size);
  }
  DType* const dtype = dtype_of_arrow(level.schema->format);
  if (dtype == nullptr) fail(ND_BUFFER_ERROR, ": Arrow's format ", level.schema->format, " has no dtype");
  auto owner = std::make_unique<ArrowArray>();
  return {elements_of(level, dtype, shape, copy), std::move(owner)};
}

void take_arrow(const Array& made, std::unique_ptr<ArrowArray> owner, ArrowArray& source) noexcept {
  *owner = std::exchange(source, ArrowArray{});
  if (made.buffer->owns_block) {
    run_deleter(give_back, nullptr, owner.release());
  } else {
    made.buffer->set_deleter(give_back, owner.release());
  }
}

}  // namespace nd
