// Copies, conversions and assignments of whole arrays: checks the casting rule, resolves overlap, moves the elements.
#include "iter/convert.hpp"

#include <cstring>

#include "array/array.hpp"
#include "array/single.hpp"
#include "array/transfer.hpp"
#include "core/fpstatus.hpp"
#include "core/kernels_of.hpp"
#include "iter/broadcast.hpp"
#include "iter/move.hpp"
#include "iter/overlap.hpp"

namespace nd {

namespace {

Place place_of(const Array& a) { return {a.data, Dims(a.strides()), a.dtype}; }

// Casts that can raise a floating-point flag: NaN to an integer, a number too large for the new type.
void report_cast(const DType* from, const DType* to) {
  if (from->code != to->code && (from->is_inexact() || to->code == ND_FLOAT16) && !to->is_bool()) {
    report_fp_status("cast");
  }
}

bool same_layout(const Array& a, const Array& b) {
  return a.ndim == b.ndim && ((a.c_contiguous && b.c_contiguous) || (a.f_contiguous && b.f_contiguous));
}

bool is_fit(const Array& a, const DType* wanted) { return a.c_contiguous && a.aligned && a.dtype == wanted; }

// A few bytes that lie alike are copied without a plan.
bool moves_simply(const Array& from, const Array& to) {
  constexpr int64_t kSmallBytes = 4096;
  return from.dtype == to.dtype && to.nbytes() <= kSmallBytes && same_layout(from, to);
}

// Two arrays of one shape that do not overlap.
void move_array(const Array& from, Array& to) {
  if (to.size == 0) return;  // the caller's memory of no elements may be NULL
  if (moves_simply(from, to)) {
    std::memcpy(to.data, from.data, static_cast<size_t>(to.nbytes()));
    return;
  }
  move_elements(to.shape(), place_of(from), place_of(to));
  report_cast(from.dtype, to.dtype);
}

// Blocks of our own cannot overlap each other.
bool surely_apart(const Array& a, const Array& b) {
  return a.buffer.get() != b.buffer.get() && a.buffer->owns_block && b.buffer->owns_block;
}

void broadcast_move(Array& destination, const Array& source, std::string_view operation) {
  Place from = place_of(source);
  // As in NumPy, leading axes of extent 1 that the destination lacks are dropped.
  std::span<const int64_t> shape = source.shape();
  std::span<const int64_t> strides = source.strides();
  while (shape.size() > static_cast<size_t>(destination.ndim) && shape[0] == 1) {
    shape = shape.subspan(1);
    strides = strides.subspan(1);
  }
  from.strides = broadcast_strides(shape, strides, destination.shape(), operation);
  if (surely_apart(source, destination)) {
    move_elements(destination.shape(), from, place_of(destination));
    return;
  }
  const Ref<Array> seen = view(source, source.data, destination.shape(), from.strides);
  if (!safe_elementwise(*seen, destination)) {
    const Ref<Array> kept = copy(source, ND_ORDER_K);
    broadcast_move(destination, *kept, operation);
  } else if (seen->data != destination.data || !shares_memory(*seen, destination)) {
    move_elements(destination.shape(), from, place_of(destination));
  }  // else they are the very same elements
}

}  // namespace

std::string describe(const DType* dtype) {
  return text("dtype('", dtype->swapped ? dtype->type_str : dtype->name, "')");
}

void require_cast(const TypeOperand& from, const DType* to, int32_t casting) {
  if (can_cast(from, to, casting)) return;
  fail(ND_CASTING_ERROR, "Cannot cast array data from ", describe(from.dtype), " to ", describe(to),
       " according to the rule '", casting_name(casting), "'");
}

ND_KERNELS_OF(copy, 1) { astype_kernels(*inputs[0], inputs[0]->dtype, ND_ORDER_K, files); }

Ref<Array> copy(const Array& a, int32_t order) { return astype(a, a.dtype, ND_CASTING_UNSAFE, order); }

Ref<Array> astype(const Array& a, DType* dtype, int32_t casting, int32_t order) {
  require_cast({a.dtype}, dtype, casting);
  Ref<Array> result = empty_like(a, dtype, order);
  move_array(a, *result);
  return result;
}

Ref<Array> astype_kernels(const Array& a, DType* dtype, int32_t order, KernelFiles& files) {
  Ref<Array> result = stand_in_like(a, dtype, order);
  if (!moves_simply(a, *result)) move_kernels(result->shape(), place_of(a), place_of(*result), files);
  return result;
}

void assign_kernels(const Array& destination, const Array& source, KernelFiles& files) {
  Place from = place_of(source);
  from.strides = broadcast_strides(source.shape(), source.strides(), destination.shape(), "assign");
  move_kernels(destination.shape(), from, place_of(destination), files);
}

Ref<Array> as_contiguous(Array& a, DType* dtype) {
  DType* const wanted = native(dtype);
  if (is_fit(a, wanted)) return Ref<Array>(&a);
  return astype(a, wanted, ND_CASTING_UNSAFE, ND_ORDER_C);
}

Ref<Array> as_contiguous_kernels(const Array& a, DType* dtype, KernelFiles& files) {
  DType* const wanted = native(dtype);
  if (is_fit(a, wanted)) return Ref<Array>(const_cast<Array*>(&a));
  return astype_kernels(a, wanted, ND_ORDER_C, files);
}

void assign(Array& destination, const Array& source, int32_t casting) {
  require_writeable(destination, "assign", "destination");
  require_cast(source.type_operand(), destination.dtype, casting);
  check_weak_integer(source, destination.dtype);
  if (source.size == 1 && destination.size > 1) {
    fill(destination, source);
    return;
  }
  broadcast_move(destination, source, "assign");
  report_cast(source.dtype, destination.dtype);
}

void fill(Array& destination, const Array& value) {
  require_writeable(destination, "fill", "destination");
  require_single(value, "fill", "value");
  check_weak_integer(value, destination.dtype);
  // Converted once, then repeated.
  alignas(16) std::byte element[kMaxItemsize];
  Transfer(value.dtype, destination.dtype).run(value.data, 0, element, 0, 1);
  report_cast(value.dtype, destination.dtype);
  move_elements(destination.shape(), {element, Dims(destination.ndim, 0), destination.dtype}, place_of(destination));
}

Ref<Array> into_output(Ref<Array> result, Array* out, std::string_view operation, int32_t casting) {
  if (out == nullptr) return result;
  require_writeable(*out, operation, "out");
  if (!std::ranges::equal(out->shape(), result->shape())) {
    fail(ND_VALUE_ERROR, operation, ": output array has shape ", out->shape(), ", but the result has shape ",
         result->shape());
  }
  assign(*out, *result, casting);
  return Ref<Array>(out);
}

}  // namespace nd
