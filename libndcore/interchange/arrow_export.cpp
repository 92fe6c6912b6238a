// Arrays as ArrowSchema and ArrowArray. Each struct of the tree owns what it points to and nothing of its parent's, so
// that a consumer may move a child away and release the rest.
#include <utility>

#include "interchange/arrow.hpp"

namespace nd {

namespace {

struct SchemaNode {
  std::string format;
  ArrowSchema child{};
  ArrowSchema* children = &child;
};

struct ArrayNode {
  const void* buffers[2] = {nullptr, nullptr};  // no bitmap of nulls, then the elements
  ArrowArray child{};
  ArrowArray* children = &child;
  Ref<Buffer> memory;
};

// As the interface wants it: what was moved away or released before is left alone.
template <class Struct, class Node>
void release(Struct* self) noexcept {
  auto* const node = static_cast<Node*>(self->private_data);
  if (node->child.release != nullptr) node->child.release(&node->child);
  delete node;
  self->release = nullptr;
}

ArrowSchema schema_of(const Array& a, int32_t axis) {
  auto node = std::make_unique<SchemaNode>();
  ArrowSchema made{};
  if (axis + 1 < a.ndim) {
    node->format = text(kArrowFixedList, a.shape(axis + 1));
    node->child = schema_of(a, axis + 1);
    made.n_children = 1;
    made.children = &node->children;
  } else {
    node->format = arrow_format(*a.dtype);
  }
  made.format = node->format.c_str();
  made.name = axis == 0 ? "" : "item";
  made.release = release<ArrowSchema, SchemaNode>;
  made.private_data = node.release();
  return made;
}

// `length`: of all lists of the axis together.
ArrowArray array_of(const Array& a, int32_t axis, int64_t length, const Ref<Buffer>& memory, const void* elements) {
  auto node = std::make_unique<ArrayNode>();
  ArrowArray made{};
  made.length = length;
  made.n_buffers = 1;
  if (axis + 1 < a.ndim) {
    node->child = array_of(a, axis + 1, length * a.shape(axis + 1), memory, elements);
    made.n_children = 1;
    made.children = &node->children;
  } else {
    made.n_buffers = 2;
    node->buffers[1] = elements;
    node->memory = memory;
  }
  made.buffers = node->buffers;
  made.release = release<ArrowArray, ArrayNode>;
  made.private_data = node.release();
  return made;
}

// One bit an element, the lowest first.
Ref<Buffer> packed_bits(const Array& a) {
  Ref<Buffer> bits = Buffer::allocate(static_cast<size_t>(a.size / 8 + 1), true);
  for (int64_t i = 0; i < a.size; ++i) {
    if (a.as<uint8_t>()[i] != 0) bits->data[i / 8] |= std::byte{1} << (i % 8);
  }
  return bits;
}

void refuse_copy(const Array& a) {
  const char* const reason = a.dtype->is_bool() ? "Arrow's bools are bits"
                             : a.dtype->swapped ? "Arrow's elements have the machine's byte order"
                             : !a.c_contiguous  ? "Arrow's elements lie one after another"
                                                : "Arrow's elements are aligned";
  fail(ND_BUFFER_ERROR, ": ", reason, ", and a copy is not allowed");
}

}  // namespace

void to_arrow(Array& a, int32_t copy, ArrowSchema& schema, ArrowArray& array) {
  arrow_format(*a.dtype);
  if (a.ndim == 0) fail(ND_VALUE_ERROR, ": a 0-d array has no length, which an array of Arrow's has");
  for (int32_t axis = 1; axis < a.ndim; ++axis) {
    if (a.shape(axis) > INT32_MAX) {
      fail(ND_VALUE_ERROR, ": Arrow's lists have at most 2147483647 elements, axis ", axis, " has ", a.shape(axis));
    }
  }
  const bool shares = a.c_contiguous && a.behaved() && !a.dtype->is_bool();
  if (!shares && copy == ND_COPY_NEVER) refuse_copy(a);
  const bool copies = copy == ND_COPY_ALWAYS && !a.dtype->is_bool();
  const Ref<Array> source =
      copies ? astype(a, native(a.dtype), ND_CASTING_UNSAFE, ND_ORDER_C) : as_contiguous(a, a.dtype);
  const Ref<Buffer> memory = a.dtype->is_bool() ? packed_bits(*source) : source->buffer;
  const void* const elements = a.dtype->is_bool() ? memory->data : source->data;
  ArrowArray made = array_of(*source, 0, source->shape(0), memory, elements);
  try {
    schema = schema_of(*source, 0);
  } catch (...) {
    made.release(&made);
    throw;
  }
  array = made;
}

}  // namespace nd
