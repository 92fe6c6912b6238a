// accumulate(): running results along one axis, one after another in every lane, so that each rounds as a loop would.
#include <cstdlib>
#include <cstring>

#include "core/cancel.hpp"
#include "core/fpstatus.hpp"
#include "core/threads.hpp"
#include "iter/overlap.hpp"
#include "ufunc/describe.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/reduce_loop.hpp"
#include "ufunc/reduce_run.hpp"

namespace nd {

namespace {

class Accumulate {
 public:
  Accumulate(const ReduceLoopChoice& loop, const Array& in, Array& out, int32_t axis)
      : loop_(loop),
        n_(in.shape(axis)),
        in_stride_(in.stride(axis)),
        out_stride_(out.stride(axis)),
        by_rows_(prefers_rows(out, axis)),
        nest_(lane_nest(in, out, axis)) {}

  void run() const {
    const SerialScope serial(loop_.entry != nullptr && loop_.entry->serial);
    const int64_t lanes = nest_.size();
    const int64_t grain = std::max<int64_t>(by_rows_ ? 64 : 1, kReduceGrain / n_);
    parallel_for(lanes, grain, [&](int64_t begin, int64_t end) {
      nest_.run(begin, end, [&](std::byte* const* pointers, int64_t count) {
        if (by_rows_) {
          run_rows(pointers[0], pointers[1], count);
        } else {
          run_lanes(pointers[0], pointers[1], count);
        }
      });
    });
  }

 private:
  // Rows are walked where neighbours along another axis lie closer than those along this one.
  bool prefers_rows(const Array& out, int32_t axis) const {
    if (loop_.entry == nullptr || loop_.entry->loop == nullptr) return false;
    for (int32_t i = 0; i < out.ndim; ++i) {
      if (i != axis && out.shape(i) >= 8 && std::abs(out.stride(i)) < std::abs(out_stride_)) return true;
    }
    return false;
  }

  void run_lanes(const std::byte* in, std::byte* out, int64_t lanes) const {
    for (int64_t i = 0; i < lanes; ++i) {
      run_lane(in + i * nest_.inner_strides()[0], out + i * nest_.inner_strides()[1]);
    }
  }

  void run_lane(const std::byte* in, std::byte* out) const {
    if (loop_.kernel != nullptr) {
      loop_.kernel->accumulate(in, in_stride_, out, out_stride_, n_);
      return;
    }
    std::memmove(out, in, static_cast<size_t>(loop_.type->itemsize));
    const int64_t strides[] = {0, 0, 0};
    PatientCheck check;
    for (int64_t i = 1; i < n_; ++i) {
      check.worked(1);
      std::byte* args[] = {out + (i - 1) * out_stride_, const_cast<std::byte*>(in + i * in_stride_),
                           out + i * out_stride_};
      loop_.entry->loop(args, 1, strides, loop_.entry->context);
    }
  }

  void run_rows(std::byte* in, std::byte* out, int64_t count) const {
    const int64_t in_step = nest_.inner_strides()[0];
    const int64_t out_step = nest_.inner_strides()[1];
    if (in != out) Transfer(loop_.type, loop_.type).run(in, in_step, out, out_step, count);
    const int64_t strides[] = {out_step, in_step, out_step};
    PatientCheck check;
    for (int64_t i = 1; i < n_; ++i) {
      check.worked(count);
      std::byte* args[] = {out + (i - 1) * out_stride_, in + i * in_stride_, out + i * out_stride_};
      loop_.entry->loop(args, count, strides, loop_.entry->context);
    }
  }

  const ReduceLoopChoice& loop_;
  const int64_t n_, in_stride_, out_stride_;
  const bool by_rows_;
  const LoopNest nest_;
};

// May the running results be written to `out` at once?
bool is_fit(const Array& out, const Array& in, const DType* type) {
  return out.dtype == type && out.aligned && safe_elementwise(in, out);
}

}  // namespace

Ref<Array> accumulate(const Ufunc& ufunc, const Array& a, int64_t axis, DType* dtype, Array* out) {
  const ReduceLoopChoice loop = resolve_reduce(ufunc, a, dtype, out, "accumulate");
  if (a.ndim == 0) fail(ND_TYPE_ERROR, ufunc.name, ": cannot accumulate on a scalar");
  if (loop.in_type != loop.type) {
    fail(ND_TYPE_ERROR, "the resolved dtypes are not compatible with ", ufunc.name, ".accumulate. Resolved (",
         loop.type->name, ", ", loop.in_type->name, ", ", loop.type->name, ")");
  }
  const int32_t normal = normalize_axis(axis, a.ndim, ufunc.name);
  if (out != nullptr) {
    if (!std::ranges::equal(out->shape(), a.shape())) {
      fail(ND_VALUE_ERROR, ufunc.name, ": argument `out` has shape ", out->shape(), ", the result has ", a.shape());
    }
    require_writeable(*out, ufunc.name, "out");
  }
  const bool in_place = out != nullptr && is_fit(*out, a, loop.type);
  Ref<Array> result = in_place ? Ref<Array>(out) : empty_like(a, loop.type);
  if (a.size > 0) {
    const bool converts = a.dtype != loop.type || !a.aligned;
    if (converts) assign(*result, a);
    Accumulate(loop, converts ? *result : a, *result, normal).run();
    if (loop.quiet) {
      clear_fp_flags();
    } else {
      report_fp_status("accumulate");
    }
  }
  if (tracing::on()) [[unlikely]]
    note_fold(ufunc, "accumulate", a.dtype, loop.type);
  if (out == nullptr || in_place) return result;
  assign(*out, *result);
  return Ref<Array>(out);
}

}  // namespace nd
