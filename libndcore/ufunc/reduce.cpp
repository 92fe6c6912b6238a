// reduce(): which loop, which result, which start; the work itself is planned and run by reduce_plan and reduce_run.
#include "ufunc/reduce.hpp"
#include "ufunc/describe.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

#include "array/single.hpp"
#include "core/fpstatus.hpp"
#include "core/memory.hpp"
#include "core/threads.hpp"
#include "iter/broadcast.hpp"
#include "iter/loop_nest.hpp"
#include "ufunc/reduce_loop.hpp"
#include "ufunc/reduce_run.hpp"

namespace nd {

uint64_t axis_bits(std::span<const int64_t> axes, bool all_axes, int32_t ndim, std::string_view operation) {
  uint64_t bits = 0;
  if (all_axes) return ndim == 64 ? ~uint64_t{0} : (uint64_t{1} << ndim) - 1;
  // As NumPy does for numbers: axis 0 of a 0-d array.
  if (ndim == 0 && axes.size() == 1 && (axes[0] == 0 || axes[0] == -1)) return 0;
  const Dims normal = normalize_axes(axes, ndim, operation);
  for (const int64_t axis : normal) bits |= uint64_t{1} << axis;
  return bits;
}

namespace {

// A Python-like number that `to` cannot hold is no start, as it can be assigned to no element.
void check_initial(const Array& initial, const DType* to) {
  require_scalar(initial, "", "initial");
  check_weak_integer(initial, to);
  if (initial.weak == ND_WEAK_COMPLEX && (to->is_integer() || to->is_float())) {
    fail(ND_TYPE_ERROR, ": argument `initial` is complex, which ", to->name, " cannot hold");
  }
  if (initial.weak != ND_WEAK_FLOAT || !to->is_integer()) return;
  const double value = *initial.as<double>();
  if (std::isnan(value)) fail(ND_VALUE_ERROR, "cannot convert float NaN to integer");
  if (std::isinf(value)) fail(ND_OVERFLOW_ERROR, "cannot convert float infinity to integer");
  visit_type(to->code, [&]<class T>(Type<T>) {
    if constexpr (std::is_integral_v<T>) {
      // One more than the largest is a power of two, which a double holds.
      const double above = std::ldexp(1.0, std::numeric_limits<T>::digits);
      const double whole = std::trunc(value);
      if (whole >= above || whole < static_cast<double>(std::numeric_limits<T>::min())) {
        fail(ND_OVERFLOW_ERROR, "Python integer ", whole, " out of bounds for ", to->name);
      }
    }
  });
}

class Reduce {
 public:
  Reduce(const Ufunc& ufunc, const Array& a, uint64_t reduced, const ReduceOptions& options)
      : ufunc_(ufunc),
        a_(a),
        reduced_(reduced),
        options_(options),
        loop_(resolve_reduce(ufunc, a, options.dtype, options.out, "reduce")) {}

  Ref<Array> run() {
    check_out();
    if (options_.where != nullptr) prepare_mask();
    layout_ = {a_.shape(), a_.strides(), mask_strides_, {}, reduced_, a_.dtype != loop_.in_type || !a_.aligned, false};
    if (options_.out != nullptr) lay_out_like(*options_.out);
    const ReducePlan plan = plan_reduction(layout_);
    Ref<Array> acc = make_accumulators(layout_, plan.order, loop_.type, options_.keepdims);
    const bool has_start = start(*acc);
    if (a_.size > 0 && !(copied_first_ && all_taken())) execute(plan, *acc, !has_start);
    report();
    return finish(std::move(acc));
  }

  // Over all axes, with nothing given but dtype and keepdims.
  Ref<Array> kernels(KernelFiles& files) {
    layout_ = {a_.shape(), a_.strides(), mask_strides_, {}, reduced_, a_.dtype != loop_.in_type || !a_.aligned, false};
    const ReducePlan plan = plan_reduction(layout_);
    const Dims shape = result_shape();
    Ref<Array> acc = stand_in(loop_.type, shape, contiguous_strides(shape, loop_.type->itemsize, ND_ORDER_C));
    if (loop_.type->user != nullptr) return acc;  // its casts and loops are a client's
    alignas(16) std::byte value[kMaxItemsize];
    const bool has_start = identity_value(ufunc_, loop_.type, value);
    if (!has_start) {
      if (a_.size == 0) return acc;
      Transfer::kernels(a_.dtype, loop_.type, 0, 0, files);
      if (a_.size == 1) {
        if (loop_.kernel != nullptr) files.add(loop_.kernel->source);
        return acc;
      }
    }
    if (a_.size > 0) reduction_kernels(job_of(plan, *acc, !has_start), files);
    return acc;
  }

 private:
  bool is_reduced(int32_t axis) const { return (reduced_ >> axis & 1) != 0; }

  Dims result_shape() const {
    Dims shape;
    for (int32_t i = 0; i < a_.ndim; ++i) {
      if (!is_reduced(i)) {
        shape.push_back(a_.shape(i));
      } else if (options_.keepdims) {
        shape.push_back(1);
      }
    }
    return shape;
  }

  void check_out() const {
    if (!is_reorderable(ufunc_) && std::popcount(reduced_) > 1) {
      fail(ND_VALUE_ERROR, "reduction operation '", ufunc_.name,
           "' is not reorderable, so at most one axis may be specified");
    }
    if (options_.out == nullptr) return;
    const Dims shape = result_shape();
    if (options_.out->ndim != shape.size()) {
      fail(ND_VALUE_ERROR, "output parameter for reduction operation ", ufunc_.name,
           " has the wrong number of dimensions: Found ", options_.out->ndim, " but expected ", shape.size(),
           options_.keepdims ? " (must match the operand's when keepdims=True)" : "");
    }
    if (!std::ranges::equal(options_.out->shape(), std::span<const int64_t>(shape))) {
      fail(ND_VALUE_ERROR, ufunc_.name, ": argument `out` has shape ", options_.out->shape(), ", the result has ",
           std::span<const int64_t>(shape));
    }
    require_writeable(*options_.out, ufunc_.name, "out");
  }

  void prepare_mask() {
    const Array& mask = *options_.where;
    if (!mask.dtype->is_bool()) {
      fail(ND_CASTING_ERROR, ufunc_.name, ": argument `where` must be of dtype bool, not ", mask.dtype->name);
    }
    mask_strides_ = broadcast_strides(mask.shape(), mask.strides(), a_.shape(), ufunc_.name);
  }

  // A given result takes part in the choice of the order of axes.
  void lay_out_like(const Array& out) {
    int32_t next = 0;
    for (int32_t i = 0; i < a_.ndim; ++i) {
      out_strides_.push_back(is_reduced(i) ? 0 : out.stride(next));
      if (!is_reduced(i) || options_.keepdims) ++next;
    }
    layout_.out = out_strides_;
    layout_.out_converts = out.dtype != loop_.type || !out.aligned;
  }

  // Fills the accumulators; false if that took the first elements.
  bool start(const Array& acc) {
    alignas(16) std::byte value[kMaxItemsize];
    const auto itemsize = static_cast<size_t>(loop_.type->itemsize);
    if (options_.initial != nullptr) {
      check_initial(*options_.initial, loop_.type);
      Transfer(options_.initial->dtype, loop_.type).run(options_.initial->data, 0, value, 0, 1);
      settle(value, 1);
    } else if (options_.no_initial || !identity_value(ufunc_, loop_.type, value)) {
      if (options_.where != nullptr) {
        fail(ND_VALUE_ERROR, "reduction operation '", ufunc_.name,
             "' does not have an identity, so to use a where mask one has to specify 'initial'");
      }
      copy_first(acc);
      return false;
    }
    for (int64_t i = 0; i < acc.size; ++i) std::memcpy(acc.data + i * acc.itemsize(), value, itemsize);
    return true;
  }

  // The first elements along the reduced axes become the accumulators.
  void copy_first(const Array& acc) {
    Dims shape;
    Dims strides;
    for (int32_t i = 0; i < a_.ndim; ++i) {
      if (is_reduced(i)) {
        if (a_.shape(i) == 0) {
          fail(ND_VALUE_ERROR, "zero-size array to reduction operation ", ufunc_.name, " which has no identity");
        }
        if (!options_.keepdims) continue;
      }
      shape.push_back(is_reduced(i) ? 1 : a_.shape(i));
      strides.push_back(a_.stride(i));
    }
    const LoopOperand operands[] = {{a_.data, strides}, {acc.data, Dims(acc.strides())}};
    const LoopNest nest(shape, operands);
    const Transfer transfer(a_.dtype, loop_.type);
    nest.run(0, nest.size(), [&](std::byte* const* pointers, int64_t n) {
      transfer.run(pointers[0], nest.inner_strides()[0], pointers[1], nest.inner_strides()[1], n);
    });
    copied_first_ = true;
    if (all_taken()) settle(acc.data, acc.size);
  }

  // What no elements are folded into has the NaN that others have.
  void settle(std::byte* results, int64_t n) const {
    if (loop_.kernel != nullptr) loop_.kernel->rows(results, nullptr, 0, 0, n);
  }

  // Were the first elements all there are?
  bool all_taken() const {
    for (int32_t i = 0; i < a_.ndim; ++i) {
      if (is_reduced(i) && a_.shape(i) > 1) return false;
    }
    return true;
  }

  ReduceJob job_of(const ReducePlan& plan, const Array& acc, bool skip_first) const {
    ReduceJob job{.plan = plan,
                  .acc = acc.data,
                  .type = loop_.type,
                  .in = a_.data,
                  .in_dtype = a_.dtype,
                  .in_type = loop_.in_type,
                  .in_aligned = a_.aligned,
                  .mask = options_.where != nullptr ? options_.where->data : nullptr,
                  .entry = loop_.entry,
                  .kernel = loop_.kernel,
                  .skip_first = skip_first};
    if (a_.behaved()) job.direct = direct_loop(loop_, a_.dtype);
    if (job.direct != nullptr) job.direct_source = direct_source(loop_);
    return job;
  }

  void execute(const ReducePlan& plan, const Array& acc, bool skip_first) const {
    const SerialScope serial(loop_.entry->serial);
    run_reduction(job_of(plan, acc, skip_first));
  }

  // Comparisons raise flags on NaNs that mean nothing to a minimum or maximum.
  void report() const {
    if (loop_.quiet) {
      clear_fp_flags();
    } else {
      report_fp_status("reduce");
    }
  }

  Ref<Array> finish(Ref<Array> acc) const {
    if (options_.out == nullptr) return acc;
    Ref<Array> result = options_.beside ? empty_like(*options_.out, options_.out->dtype) : Ref<Array>(options_.out);
    assign(*result, *acc);
    return result;
  }

  const Ufunc& ufunc_;
  const Array& a_;
  const uint64_t reduced_;
  const ReduceOptions& options_;
  const ReduceLoopChoice loop_;
  ReduceLayout layout_;
  Dims mask_strides_, out_strides_;
  bool copied_first_ = false;
};

// A small array side by side, all of it, nothing special: one call of the fold.
[[gnu::always_inline]] inline std::optional<kernels::Reduction> direct_reduction(const Ufunc& ufunc, const Array& a,
                                                                                 uint64_t reduced,
                                                                                 const ReduceOptions& options) {
  constexpr int64_t kSmall = 8192;
  if (a.dtype->user != nullptr) return std::nullopt;
  if (a.size > kSmall || a.size == 0 || !(a.c_contiguous || a.f_contiguous) || !a.behaved()) return std::nullopt;
  if (reduced != axis_bits({}, true, a.ndim, ufunc.name) || a.ndim == 0) return std::nullopt;
  if (options.dtype != nullptr || options.out != nullptr || options.keepdims || options.initial != nullptr ||
      options.no_initial || options.where != nullptr) {
    return std::nullopt;
  }
  return reduction_of(ufunc);
}

}  // namespace

Ref<Array> reduce(const Ufunc& ufunc, const Array& a, std::span<const int64_t> axes, bool all_axes,
                  const ReduceOptions& options) {
  const std::string_view operation = options.operation.empty() ? std::string_view(ufunc.name) : options.operation;
  const uint64_t reduced = axis_bits(axes, all_axes, a.ndim, operation);
  const std::optional<kernels::Reduction> direct = direct_reduction(ufunc, a, reduced, options);
  Ref<Array> result = direct ? reduce_all(*direct, a) : nullptr;
  if (!result) result = Reduce(ufunc, a, reduced, options).run();
  if (tracing::on()) [[unlikely]]
    note_fold(ufunc, "reduce", a.dtype, result->dtype);
  return result;
}

Ref<Array> reduce_kernels(const Ufunc& ufunc, const Array& a, const ReduceOptions& options, KernelFiles& files) {
  const uint64_t reduced = axis_bits({}, true, a.ndim, ufunc.name);
  if (a.dtype->user != nullptr) files.add_unknown();
  const std::optional<kernels::Reduction> direct = direct_reduction(ufunc, a, reduced, options);
  const char* const source = direct ? reduce_all_source(*direct, a.dtype) : nullptr;
  if (source == nullptr) return Reduce(ufunc, a, reduced, options).kernels(files);
  files.add(source);
  return stand_in(resolve_reduce(ufunc, a, nullptr, nullptr, "reduce").type, {}, {});
}

}  // namespace nd
