// where and the copies under a mask: all run as the ufunc `where`, which selects bytes and computes nothing.
#include "core/kernels_of.hpp"
#include "index/index.hpp"
#include "iter/broadcast.hpp"
#include "ufunc/known_ufunc.hpp"

namespace nd {

namespace {

const Ufunc& where_ufunc() {
  static constinit const KnownUfunc found("where");
  return found;
}

// The condition as booleans: itself, or whether its elements differ from zero.
Ref<Array> as_condition(const Array& condition) {
  if (condition.dtype->is_bool()) return Ref<Array>(const_cast<Array*>(&condition));
  return astype(condition, dtype_of<bool8>());
}

UfuncOptions where_options(const Array& x, const Array& y) {
  const TypeOperand operands[] = {x.type_operand(), y.type_operand()};
  return {.casting = ND_CASTING_UNSAFE, .dtype = result_type(operands)};
}

}  // namespace

ND_KERNELS_OF(where, 3) {
  const Array& condition = *inputs[0];
  const Ref<Array> mask =
      condition.dtype->is_bool() ? nullptr : astype_kernels(condition, dtype_of<bool8>(), ND_ORDER_K, files);
  call_kernels(where_ufunc(), {mask ? mask.get() : &condition, inputs[1], inputs[2]}, files, nullptr,
               where_options(*inputs[1], *inputs[2]));
}

Ref<Array> where(const Array& condition, const Array& x, const Array& y) {
  const Ref<Array> mask = as_condition(condition);
  const Array* const inputs[] = {mask.get(), &x, &y};
  Ref<Array> result;
  call_ufunc(where_ufunc(), inputs, std::span(&result, 1), where_options(x, y));
  return result;
}

void copy_where(Array& destination, const Array& source, const Array& mask, int32_t casting) {
  require_writeable(destination, "copyto", "dst");
  if (!can_cast(source.type_operand(), destination.dtype, casting)) {
    fail(ND_CASTING_ERROR, "copyto: Cannot cast array data from dtype('", source.dtype->name, "') to dtype('",
         destination.dtype->name, "') according to the rule '", casting_name(casting), "'");
  }
  const Ref<Array> condition = as_condition(mask);
  // Inputs that do not broadcast to the destination are refused before anything is written.
  broadcast_strides(source.shape(), source.strides(), destination.shape(), "copyto");
  broadcast_strides(condition->shape(), condition->strides(), destination.shape(), "copyto");
  UfuncOptions options;
  options.dtype = native(destination.dtype);
  options.casting = ND_CASTING_UNSAFE;
  const Array* const inputs[] = {condition.get(), &source, &destination};
  Ref<Array> out(&destination);
  call_ufunc(where_ufunc(), inputs, std::span(&out, 1), options);
}

void putmask(Array& a, const Array& mask, const Array& values) {
  require_writeable(a, "putmask", "a");
  if (!std::ranges::equal(mask.shape(), a.shape())) {
    fail(ND_VALUE_ERROR, "putmask: mask and data must be the same size, not ", mask.shape(), " and ", a.shape());
  }
  check_weak_integer(values, a.dtype);
  if (values.size == 1) {
    const Ref<Array> value = view(values, values.data, {}, {});
    copy_where(a, *value, mask, ND_CASTING_UNSAFE);
    return;
  }
  if (values.size == 0) return;
  // values.flat[i % n] at i: positions of the mask, then the same positions modulo n.
  Ref<Array> dense_mask = as_contiguous(const_cast<Array&>(mask), dtype_of<bool8>());
  const Ref<Array> flat_mask = view(*dense_mask, dense_mask->data, Dims{mask.size}, Dims{1});
  const std::vector<Ref<Array>> positions = nonzero(*flat_mask);
  const Ref<Array> chosen = take(values, *positions[0], nullptr, ND_MODE_WRAP);
  put(a, *positions[0], *chosen, ND_MODE_RAISE);
}

}  // namespace nd
