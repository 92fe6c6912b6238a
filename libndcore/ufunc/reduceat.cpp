// reduceat(): folds of slices along one axis. Slice i is [indices[i], indices[i + 1]), the last one reaches the end; an
// empty or backward slice gives the element at indices[i]. Each is folded on top of its first element, as NumPy does.
#include <cstring>

#include "core/fpstatus.hpp"
#include "core/threads.hpp"
#include "ufunc/describe.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/reduce_loop.hpp"
#include "ufunc/reduce_run.hpp"

namespace nd {

namespace {

Ref<Array> checked_indices(const Ufunc& ufunc, const Array& indices, int64_t n) {
  if (indices.ndim != 1)
    fail(ND_VALUE_ERROR, ufunc.name, ".reduceat: argument `indices` must have 1 dimension, not ", indices.ndim);
  if (!indices.dtype->is_integer() && indices.size > 0) {
    fail(ND_TYPE_ERROR, ufunc.name, ".reduceat: argument `indices` must be of an integer dtype, not ",
         indices.dtype->name);
  }
  Ref<Array> result = astype(indices, dtype_of<int64_t>(), ND_CASTING_UNSAFE, ND_ORDER_C);
  for (int64_t i = 0; i < result->size; ++i) {
    const int64_t index = result->as<int64_t>()[i];
    if (index < 0 || index >= n) {
      fail(ND_INDEX_ERROR, "index ", index, " out-of-bounds in ", ufunc.name, ".reduceat [0, ", n, ")");
    }
  }
  return result;
}

class ReduceAt {
 public:
  ReduceAt(const ReduceLoopChoice& loop, const Array& in, const Array& out, const Array& indices, int32_t axis)
      : loop_(loop),
        indices_(indices.as<int64_t>()),
        count_(indices.size),
        n_(in.shape(axis)),
        in_stride_(in.stride(axis)),
        out_stride_(out.stride(axis)),
        nest_(lane_nest(in, out, axis)) {}

  void run() const {
    const SerialScope serial(loop_.entry->serial);
    parallel_for(nest_.size(), std::max<int64_t>(1, kReduceGrain / std::max(n_, count_)),
                 [&](int64_t begin, int64_t end) {
                   nest_.run(begin, end, [&](std::byte* const* pointers, int64_t lanes) {
                     for (int64_t i = 0; i < lanes; ++i) {
                       run_lane(pointers[0] + i * nest_.inner_strides()[0], pointers[1] + i * nest_.inner_strides()[1]);
                     }
                   });
                 });
  }

 private:
  void run_lane(const std::byte* in, std::byte* out) const {
    for (int64_t k = 0; k < count_; ++k) {
      const int64_t begin = indices_[k];
      const int64_t end = k + 1 < count_ ? indices_[k + 1] : n_;
      std::byte* acc = out + k * out_stride_;
      std::memcpy(acc, in + begin * in_stride_, static_cast<size_t>(loop_.type->itemsize));
      const int64_t more = std::max<int64_t>(end - begin - 1, 0);
      if (more > 0 || loop_.kernel != nullptr) {
        fold(loop_.kernel, loop_.entry, acc, in + (begin + 1) * in_stride_, more, in_stride_);
      }
    }
  }

  const ReduceLoopChoice& loop_;
  const int64_t* const indices_;
  const int64_t count_, n_, in_stride_, out_stride_;
  const LoopNest nest_;
};

}  // namespace

Ref<Array> reduceat(const Ufunc& ufunc, const Array& a, const Array& indices, int64_t axis, DType* dtype, Array* out) {
  const ReduceLoopChoice loop = resolve_reduce(ufunc, a, dtype, out, "reduceat");
  if (a.ndim == 0) fail(ND_TYPE_ERROR, ufunc.name, ": cannot reduceat on a scalar");
  if (loop.in_type != loop.type) {
    fail(ND_TYPE_ERROR, "the resolved dtypes are not compatible with ", ufunc.name, ".reduceat. Resolved (",
         loop.type->name, ", ", loop.in_type->name, ", ", loop.type->name, ")");
  }
  const int32_t normal = normalize_axis(axis, a.ndim, ufunc.name);
  const Ref<Array> starts = checked_indices(ufunc, indices, a.shape(normal));
  Dims shape(a.shape());
  shape[normal] = starts->size;
  if (out != nullptr) {
    if (!std::ranges::equal(out->shape(), std::span<const int64_t>(shape))) {
      fail(ND_VALUE_ERROR, ufunc.name, ": argument `out` has shape ", out->shape(), ", the result has ",
           std::span<const int64_t>(shape));
    }
    require_writeable(*out, ufunc.name, "out");
  }
  Ref<Array> converted;
  if (a.dtype != loop.type || !a.aligned) converted = astype(a, loop.type);
  const Array& in = converted ? *converted : a;
  Ref<Array> result = empty(loop.type, shape);
  if (result->size > 0) {
    ReduceAt(loop, in, *result, *starts, normal).run();
    if (loop.quiet) {
      clear_fp_flags();
    } else {
      report_fp_status("reduceat");
    }
  }
  if (tracing::on()) [[unlikely]]
    note_fold(ufunc, "reduceat", a.dtype, loop.type);
  if (out == nullptr) return result;
  assign(*out, *result);
  return Ref<Array>(out);
}

}  // namespace nd
