// Calling a ufunc on arrays: dtypes, shapes, outputs, overlap; then the loops, then the floating-point status.
#include <algorithm>
#include <cstring>

#include "array/transfer.hpp"
#include "core/fpstatus.hpp"
#include "iter/axis_order.hpp"
#include "iter/broadcast.hpp"
#include "iter/overlap.hpp"
#include "ufunc/describe.hpp"
#include "ufunc/execute.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

namespace {

// A Python integer that the other's dtype cannot hold is compared as the 64-bit integer it is.
void compare_by_value(std::span<const Array* const> inputs, std::array<TypeOperand, kMaxLoopArgs>& operands) {
  for (size_t i = 0; i < 2; ++i) {
    const DType* other = inputs[1 - i]->dtype;
    if (operands[i].weak != ND_WEAK_INT || inputs[1 - i]->weak != ND_WEAK_NONE) continue;
    if (!weak_integer_fits(*inputs[i], other)) operands[i].weak = ND_WEAK_NONE;
  }
}

class Call {
 public:
  Call(const Ufunc& ufunc, std::span<const Array* const> inputs, std::span<Ref<Array>> outputs,
       const UfuncOptions& options)
      : ufunc_(ufunc), inputs_(inputs), outputs_(outputs), options_(options) {}

  void run() {
    loop_ = loop_for(ufunc_, inputs_, options_);
    broadcast();
    for (int32_t i = 0; i < ufunc_.nout; ++i) prepare_output(i);
    for (int32_t i = 0; i < ufunc_.nin; ++i) prepare_input(i);
    if (options_.where != nullptr) prepare_mask();
    execute(execution());
    report_fp_status(ufunc_.name);
  }

  // Without a mask; outputs without memory.
  void kernels(KernelFiles& files) {
    loop_ = loop_for(ufunc_, inputs_, options_);
    broadcast();
    for (int32_t i = 0; i < ufunc_.nout; ++i) {
      Ref<Array>& output = outputs_[static_cast<size_t>(i)];
      DType* const type = loop_.dtype(ufunc_.nin + i);
      if (!output) output = stand_in(type, shape_, output_strides(type));
      prepare_output(i);
    }
    for (int32_t i = 0; i < ufunc_.nin; ++i) {
      const Array& input = *inputs_[static_cast<size_t>(i)];
      const DType* const type = loop_.dtype(i);
      if (is_number(input, type)) Transfer::kernels(input.dtype, type, 0, 0, files);
      arguments_[static_cast<size_t>(i)] = is_number(input, type)
                                               ? LoopArgument{input.data, Dims(shape_.size(), 0), type, type, true}
                                               : argument_of(input, type);
    }
    execution_kernels(execution(), files);
  }

 private:
  Execution execution() const {
    return {loop_.entry,
            ufunc_.nin,
            ufunc_.cost,
            shape_,
            std::span(arguments_).first(static_cast<size_t>(ufunc_.nin + ufunc_.nout)),
            options_.where != nullptr ? &mask_argument_ : nullptr};
  }

  void broadcast() {
    for (const Array* input : inputs_) operands_[given_++] = input;
    if (options_.where != nullptr) operands_[given_++] = options_.where;
    const size_t readers = given_;
    for (const Ref<Array>& output : outputs_) {
      if (output) operands_[given_++] = output.get();
    }
    shape_ = broadcast_shapes(given_operands(), ufunc_.name);
    for (size_t i = readers; i < given_; ++i) {
      if (std::ranges::equal(operands_[i]->shape(), std::span<const int64_t>(shape_))) continue;
      fail(ND_VALUE_ERROR, ufunc_.name, ": non-broadcastable output operand with shape ", operands_[i]->shape(),
           " doesn't match the broadcast shape ", std::span<const int64_t>(shape_));
    }
  }

  void prepare_output(int32_t i) {
    Ref<Array>& output = outputs_[static_cast<size_t>(i)];
    DType* type = loop_.dtype(ufunc_.nin + i);
    if (!output) {
      output = allocate_output(type);
    } else {
      require_writeable(*output, ufunc_.name, "out");
      if (!can_cast(type, output->dtype, options_.casting)) {
        fail(ND_CASTING_ERROR, "Cannot cast ufunc '", ufunc_.name, "' output from dtype('", type->name, "') to dtype('",
             output->dtype->name, "') with casting rule '", casting_name(options_.casting), "'");
      }
    }
    arguments_[static_cast<size_t>(ufunc_.nin + i)] = {output->data, Dims(output->strides()), output->dtype, type,
                                                       output->aligned};
  }

  Ref<Array> allocate_output(DType* type) const {
    const int32_t order = output_order();
    return order != ND_ORDER_K ? empty(type, shape_, order) : empty_in_order(type, shape_, output_axes());
  }

  Dims output_strides(const DType* type) const {
    const int32_t order = output_order();
    return order != ND_ORDER_K ? contiguous_strides(shape_, type->itemsize, order)
                               : strides_in_order(shape_, type->itemsize, output_axes());
  }

  // ND_ORDER_C, ND_ORDER_F or, if output_axes() tells, ND_ORDER_K.
  int32_t output_order() const {
    if (options_.order == ND_ORDER_C || options_.order == ND_ORDER_F) return options_.order;
    const std::span<const Array* const> operands = given_operands();
    if (options_.order == ND_ORDER_A) {
      return std::ranges::all_of(operands, &Array::f_contiguous) ? ND_ORDER_F : ND_ORDER_C;
    }
    return std::ranges::all_of(operands, &Array::c_contiguous) ? ND_ORDER_C : ND_ORDER_K;
  }

  // K order: the axes as all operands lie in memory.
  Dims output_axes() const {
    const std::span<const Array* const> operands = given_operands();
    std::array<Dims, kMaxOperands> strides;
    for (size_t i = 0; i < operands.size(); ++i) {
      strides[i] = broadcast_strides(operands[i]->shape(), operands[i]->strides(), shape_, ufunc_.name);
      std::ranges::reverse(strides[i]);
    }
    Dims order = sort_axes(std::span<const Dims>(strides).first(operands.size()));
    for (int64_t& axis : order) axis = shape_.size() - 1 - axis;
    return order;
  }

  // Inputs, mask and the outputs that the caller gave.
  std::span<const Array* const> given_operands() const { return std::span(operands_).first(given_); }

  bool overlaps_output(const Array& input) const {
    return std::ranges::any_of(outputs_, [&](const Ref<Array>& output) { return !safe_elementwise(input, *output); });
  }

  void prepare_input(int32_t i) {
    const auto k = static_cast<size_t>(i);
    const Array* input = inputs_[k];
    const DType* type = loop_.dtype(i);
    LoopArgument& argument = arguments_[k];
    if (is_number(*input, type)) {
      // One number is converted once, on the spot.
      std::byte* place = scalars_[k].data();
      Transfer(input->dtype, type).run(input->data, 0, place, 0, 1);
      argument = {place, Dims(shape_.size(), 0), type, type, true};
      return;
    }
    if (overlaps_output(*input)) {
      copies_[k] = copy(*input);
      input = copies_[k].get();
    }
    argument = argument_of(*input, type);
  }

  static bool is_number(const Array& input, const DType* type) { return input.ndim == 0 && input.dtype != type; }

  LoopArgument argument_of(const Array& input, const DType* type) const {
    return {input.data, broadcast_strides(input.shape(), input.strides(), shape_, ufunc_.name), input.dtype, type,
            input.aligned};
  }

  void prepare_mask() {
    const Array* mask = options_.where;
    if (!mask->dtype->is_bool()) {
      fail(ND_CASTING_ERROR, ufunc_.name, ": argument `where` must be of dtype bool, not ", mask->dtype->name);
    }
    const bool overlaps =
        std::ranges::any_of(outputs_, [&](const Ref<Array>& output) { return may_share_memory(*mask, *output); });
    if (overlaps) {
      mask_copy_ = copy(*mask);
      mask = mask_copy_.get();
    }
    mask_argument_ = {mask->data, broadcast_strides(mask->shape(), mask->strides(), shape_, ufunc_.name), mask->dtype,
                      mask->dtype, true};
  }

  static constexpr size_t kMaxOperands = 2 * kMaxLoopArgs + 1;

  const Ufunc& ufunc_;
  std::span<const Array* const> inputs_;
  std::span<Ref<Array>> outputs_;
  const UfuncOptions& options_;
  ResolvedLoop loop_{};
  Dims shape_;
  std::array<const Array*, kMaxOperands> operands_;
  size_t given_ = 0;
  std::array<LoopArgument, kMaxLoopArgs> arguments_;
  std::array<Ref<Array>, kMaxLoopArgs> copies_;
  alignas(16) std::array<std::array<std::byte, kMaxItemsize>, kMaxLoopArgs> scalars_;
  LoopArgument mask_argument_{};
  Ref<Array> mask_copy_;
};

// A call on small dense arrays of one dtype and shape, and numbers beside them: no plan is needed.
class DirectCall {
 public:
  DirectCall(const Ufunc& ufunc, std::span<const Array* const> inputs)
      : ufunc_(ufunc), inputs_(inputs), shaped_(**std::ranges::max_element(inputs, {}, &Array::ndim)) {}

  // False if this short way is not open; nothing has happened then.
  bool apply(Ref<Array>& output) {
    if (!inputs_fit() || !find_loop()) return false;
    DType* const type = result_type();
    if (!output) {
      output = empty(type, shaped_.shape());
    } else if (!takes_result(*output, type)) {
      return false;
    }
    for (size_t i = 0; i < inputs_.size(); ++i) prepare_input(i);
    args_[inputs_.size()] = output->data;
    strides_[inputs_.size()] = output->itemsize();
    if (tracing::on()) [[unlikely]]
      note_loop(*loop_, ufunc_.nin, 1);
    if (shaped_.size > 0) loop_->loop(args_.data(), shaped_.size, strides_.data(), loop_->context);
    report_fp_status(ufunc_.name);
    return true;
  }

  // The same without the call.
  bool kernels(Ref<Array>& output, KernelFiles& files) {
    if (!inputs_fit() || !find_loop()) return false;
    if (!output) {
      output = stand_in_like(shaped_, result_type());
    } else if (!takes_result(*output, result_type())) {
      return false;
    }
    for (size_t i = 0; i < inputs_.size(); ++i) {
      const DType* const type = dtype_of(loop_->types[i]);
      if (is_number(*inputs_[i]) && inputs_[i]->dtype != type) Transfer::kernels(inputs_[i]->dtype, type, 0, 0, files);
    }
    if (shaped_.size > 0) files.add(loop_->source);
    return true;
  }

 private:
  DType* result_type() const { return dtype_of(loop_->types[inputs_.size()]); }

  bool is_number(const Array& input) const { return input.ndim == 0 && shaped_.ndim != 0; }

  bool inputs_fit() {
    constexpr int64_t kSmall = 16384;
    if (shaped_.size > kSmall) return false;
    for (const Array* input : inputs_) {
      if (!input->c_contiguous || !input->behaved()) return false;
      if (is_number(*input)) {
        numbers_ = true;
      } else if (input->weak != ND_WEAK_NONE || input->dtype != shaped_.dtype) {
        return false;
      } else if (input != &shaped_ && !std::ranges::equal(input->shape(), shaped_.shape())) {
        return false;
      }
    }
    return true;
  }

  // The loop must want the arrays as they are (sqrt of integers does not).
  bool find_loop() {
    const nd_type_code code = shaped_.dtype->code;
    if (numbers_) {
      loop_ = loop_for(ufunc_, inputs_, {}).entry;
    } else {
      const int16_t index = ufunc_.homogeneous_loop(code);
      if (index < 0) return false;
      loop_ = &ufunc_.loops[static_cast<size_t>(index)];
    }
    for (size_t i = 0; i < inputs_.size(); ++i) {
      if (loop_->types[i] != code && !is_number(*inputs_[i])) return false;
    }
    return true;
  }

  bool takes_result(const Array& output, const DType* type) const {
    return output.dtype == type && output.writeable && output.c_contiguous && output.behaved() &&
           std::ranges::equal(output.shape(), shaped_.shape()) &&
           std::ranges::all_of(inputs_, [&](const Array* input) { return safe_elementwise(*input, output); });
  }

  void prepare_input(size_t i) {
    const Array& input = *inputs_[i];
    args_[i] = input.data;
    strides_[i] = input.itemsize();
    if (!is_number(input)) return;
    strides_[i] = 0;
    const DType* const type = dtype_of(loop_->types[i]);
    if (input.dtype == type) return;
    args_[i] = numbers_converted_[i].data();
    Transfer(input.dtype, type).run(input.data, 0, args_[i], 0, 1);
  }

  const Ufunc& ufunc_;
  std::span<const Array* const> inputs_;
  const Array& shaped_;
  bool numbers_ = false;
  const LoopEntry* loop_ = nullptr;
  std::array<std::byte*, kMaxLoopArgs> args_;
  std::array<int64_t, kMaxLoopArgs> strides_;
  alignas(16) std::array<std::array<std::byte, kMaxItemsize>, kMaxLoopArgs> numbers_converted_;
};

bool is_plain(const Ufunc& ufunc, const UfuncOptions& options) {
  return ufunc.nout == 1 && options.where == nullptr && options.dtype == nullptr && options.order == ND_ORDER_K &&
         options.casting == ND_CASTING_SAME_KIND;
}

Ref<Array> apply_any(const Ufunc& ufunc, std::span<const Array* const> inputs) {
  Ref<Array> output;
  call_ufunc(ufunc, inputs, std::span(&output, 1));
  return output;
}

}  // namespace

ResolvedLoop loop_for(const Ufunc& ufunc, std::span<const Array* const> inputs, const UfuncOptions& options) {
  std::array<TypeOperand, kMaxLoopArgs> operands;
  for (size_t i = 0; i < inputs.size(); ++i) operands[i] = inputs[i]->type_operand();
  const bool logical = ufunc.resolution == Resolution::logical;
  if (logical || ufunc.resolution == Resolution::comparison) compare_by_value(inputs, operands);
  const ResolvedLoop loop = resolve_loop(ufunc, std::span(operands).first(inputs.size()), options);
  for (size_t i = 0; i < inputs.size(); ++i) {
    const DType* to = loop.dtype(static_cast<int32_t>(i));
    check_weak_integer(*inputs[i], to);
    if (!logical && !can_cast(inputs[i]->type_operand(), to, options.casting)) {
      fail(ND_CASTING_ERROR, "Cannot cast ufunc '", ufunc.name, "' input ", static_cast<int64_t>(i), " from dtype('",
           inputs[i]->dtype->name, "') to dtype('", to->name, "') with casting rule '", casting_name(options.casting),
           "'");
    }
  }
  return loop;
}

void call_ufunc(const Ufunc& ufunc, std::span<const Array* const> inputs, std::span<Ref<Array>> outputs,
                const UfuncOptions& options) {
  if (static_cast<int32_t>(inputs.size()) != ufunc.nin || static_cast<int32_t>(outputs.size()) != ufunc.nout) {
    fail(ND_TYPE_ERROR, ufunc.name, ": takes ", ufunc.nin, " inputs and ", ufunc.nout, " outputs, not ",
         static_cast<int64_t>(inputs.size()), " and ", static_cast<int64_t>(outputs.size()));
  }
  if (is_plain(ufunc, options) && DirectCall(ufunc, inputs).apply(outputs[0])) return;
  Call(ufunc, inputs, outputs, options).run();
}

void call_kernels(const Ufunc& ufunc, std::span<const Array* const> inputs, Ref<Array>& output,
                  const UfuncOptions& options, KernelFiles& files) {
  if (is_plain(ufunc, options) && DirectCall(ufunc, inputs).kernels(output, files)) return;
  std::array<Ref<Array>, kMaxLoopArgs> outputs{output};
  Call(ufunc, inputs, std::span(outputs).first(static_cast<size_t>(ufunc.nout)), options).kernels(files);
  output = outputs[0];
}

Ref<Array> call_kernels(const Ufunc& ufunc, std::initializer_list<const Array*> inputs, KernelFiles& files,
                        Ref<Array> output, const UfuncOptions& options) {
  call_kernels(ufunc, std::span(inputs.begin(), inputs.size()), output, options, files);
  return output;
}

Ref<Array> apply(const Ufunc& ufunc, const Array& x) {
  const Array* const inputs[] = {&x};
  return apply_any(ufunc, inputs);
}

Ref<Array> apply(const Ufunc& ufunc, const Array& x1, const Array& x2) {
  const Array* const inputs[] = {&x1, &x2};
  return apply_any(ufunc, inputs);
}

}  // namespace nd
