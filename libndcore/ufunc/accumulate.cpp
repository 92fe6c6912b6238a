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

constexpr int64_t kColumns = 2048;

bool any_nan(const DType* type, const std::byte* p, int64_t step, int64_t n) {
  return visit_type(type->code, [&]<class T>(Type<T>) {
    bool found = false;
    for (int64_t i = 0; i < n; ++i) {
      T x;
      std::memcpy(&x, p + i * step, sizeof x);
      if constexpr (kIsComplex<T>) {
        found |= (x.re != x.re) | (x.im != x.im);
      } else if constexpr (kIsFloat<T>) {
        const auto number = static_cast<std::conditional_t<kIsHalf<T>, float, T>>(x);
        found |= number != number;
      }
    }
    return found;
  });
}

class Accumulate {
 public:
  Accumulate(const ReduceLoopChoice& loop, const Array& in, Array& out, int32_t axis)
      : loop_(loop),
        n_(in.shape(axis)),
        in_stride_(in.stride(axis)),
        out_stride_(out.stride(axis)),
        by_rows_(prefers_rows(out, axis)),
        nest_(lane_nest(in, out, axis)) {}

  void kernels(KernelFiles& files) const {
    if (by_rows_) {
      const int64_t* strides = nest_.inner_strides();
      if (nest_.data(0) != nest_.data(1)) Transfer::kernels(loop_.type, loop_.type, strides[0], strides[1], files);
      if (n_ > 1) files.add(loop_.entry->source);
    } else {
      files.add(loop_.kernel != nullptr ? loop_.kernel->source : loop_.entry->source);
    }
  }

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

  // A stretch of columns at a time, whose results stay in the first-level cache from one row to the next.
  void run_rows(std::byte* in, std::byte* out, int64_t count) const {
    const int64_t in_step = nest_.inner_strides()[0];
    const int64_t out_step = nest_.inner_strides()[1];
    const int64_t strides[] = {out_step, in_step, out_step};
    PatientCheck check;
    for (int64_t column = 0; column < count; column += kColumns) {
      const int64_t n = std::min(kColumns, count - column);
      std::byte* from = in + column * in_step;
      std::byte* to = out + column * out_step;
      if (in != out) Transfer(loop_.type, loop_.type).run(from, in_step, to, out_step, n);
      for (int64_t i = 1; i < n_; ++i) {
        check.worked(n);
        std::byte* args[] = {to + (i - 1) * out_stride_, from + i * in_stride_, to + i * out_stride_};
        loop_.entry->loop(args, n, strides, loop_.entry->context);
      }
      settle(to, out_step, n);
    }
  }

  // The ufunc's loop leaves either of two NaNs, the kernel one. A running result that is NaN remains one to the end,
  // or, where NaNs are passed over, was one from the start.
  void settle(std::byte* to, int64_t step, int64_t n) const {
    if (loop_.kernel == nullptr || !loop_.type->is_inexact()) return;
    if (!any_nan(loop_.type, to, step, n) && !any_nan(loop_.type, to + (n_ - 1) * out_stride_, step, n)) return;
    const bool side_by_side = step == loop_.type->itemsize;
    for (int64_t i = 0; i < n_; ++i) {
      std::byte* const row = to + i * out_stride_;
      for (int64_t j = 0; j < n; j += side_by_side ? n : 1) {
        loop_.kernel->rows(row + j * step, nullptr, 0, 0, side_by_side ? n : 1);
      }
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

Ref<Array> accumulate_kernels(const Ufunc& ufunc, const Array& a, int64_t axis, KernelFiles& files) {
  if (a.dtype->user != nullptr) files.add_unknown();
  const ReduceLoopChoice loop = resolve_reduce(ufunc, a, nullptr, nullptr, "accumulate");
  Ref<Array> result = stand_in_like(a, loop.type);
  if (a.size == 0) return result;
  const bool converts = a.dtype != loop.type || !a.aligned;
  if (converts) assign_kernels(*result, a, files);
  Accumulate(loop, converts ? *result : a, *result, normalize_axis(axis, a.ndim, ufunc.name)).kernels(files);
  return result;
}

}  // namespace nd
