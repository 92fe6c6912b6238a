// at(): a[index] = ufunc(a[index], b) once for every index, repeated ones included, in order.
#include "array/transfer.hpp"
#include "core/cancel.hpp"
#include "core/fpstatus.hpp"
#include "core/memory.hpp"
#include "iter/broadcast.hpp"
#include "iter/loop_nest.hpp"
#include "iter/overlap.hpp"
#include "ufunc/describe.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/reduce_loop.hpp"

namespace nd {

namespace {

constexpr int64_t kBlock = 4096;  // places worked on at a time

class At {
 public:
  At(const Ufunc& ufunc, Array& a, std::span<const Array* const> indices, const Array* b) : ufunc_(ufunc), a_(a) {
    require_writeable(a, ufunc.name, "a");
    if (ufunc.nout != 1) fail(ND_VALUE_ERROR, ufunc.name, ".at: only supported for functions with one output");
    if (ufunc.nin != (b == nullptr ? 1 : 2)) {
      fail(ND_VALUE_ERROR, ufunc.name, ".at: ",
           b == nullptr ? "second operand needed for ufunc with 2 inputs"
                        : "second operand provided when ufunc has 1 input");
    }
    if (indices.empty() || static_cast<int64_t>(indices.size()) > a.ndim) {
      fail(ND_INDEX_ERROR, ufunc.name, ".at: too many indices for array: array is ", a.ndim, "-dimensional, but ",
           static_cast<int64_t>(indices.size()), " were indexed");
    }
    resolve(b);
    locate(indices);
    if (b != nullptr) prepare_operand(*b);
  }

  void run() {
    std::vector<int64_t> offsets(static_cast<size_t>(kBlock));
    const int64_t total = count_of(shape_);
    for (int64_t begin = 0; begin < total; begin += kBlock) {
      check_cancelled();
      const int64_t n = std::min(kBlock, total - begin);
      fill_offsets(begin, n, offsets.data());
      const std::byte* values = operand_ ? operand_->data + begin * operand_step_ : nullptr;
      if (kernel_ != nullptr) {
        kernel_->scatter(a_.data, offsets.data(), values, operand_step_, n);
      } else {
        run_generic(offsets.data(), values, n);
      }
    }
    report_fp_status(ufunc_.name);
  }

 private:
  void resolve(const Array* b) {
    std::array<TypeOperand, 2> operands{TypeOperand{native(a_.dtype)}, TypeOperand{}};
    if (b != nullptr) operands[1] = {native(b->dtype)};  // as in NumPy, weak numbers count as arrays here
    loop_ = resolve_loop(ufunc_, std::span(operands).first(static_cast<size_t>(ufunc_.nin)), {});
    const DType* result = loop_.dtype(ufunc_.nin);
    const auto reduction = reduction_of(ufunc_);
    const bool uniform = loop_.dtype(0) == result && b != nullptr && loop_.dtype(1) == result;
    if (!reduction || !uniform || a_.dtype != result || !a_.aligned) return;
    kernel_ = &kernels::reduce_kernel(*reduction, result->code);
    if (kernel_->scatter == nullptr) kernel_ = nullptr;
  }

  // One array of int64 for a 1-d array: its positions are checked first and turned into offsets block by block.
  bool locate_directly(const Array& index) {
    if (a_.ndim != 1 || index.ndim != 1 || index.dtype != dtype_of<int64_t>() || !index.c_contiguous ||
        !index.aligned) {
      return false;
    }
    const auto* positions = index.as<int64_t>();
    int64_t low = 0;
    int64_t high = -1;
    for (const auto& [reduction, limit] :
         {std::pair{kernels::Reduction::minimum, &low}, {kernels::Reduction::maximum, &high}}) {
      kernels::reduce_kernel(reduction, ND_INT64)
          .fold(reinterpret_cast<std::byte*>(limit), index.data, index.size, sizeof(int64_t), nullptr);
    }
    const int64_t extent = a_.shape(0);
    if (low < -extent || high >= extent) return false;  // the careful way finds out which
    positions_ = positions;
    any_negative_ = low < 0;
    shape_ = Dims{index.size};
    return true;
  }

  // Offsets in bytes of the places the index arrays name, checked before anything is written.
  void locate(std::span<const Array* const> indices) {
    if (indices.size() == 1 && locate_directly(*indices[0])) return;
    const Dims index_shape = broadcast_shapes(indices, ufunc_.name);
    places_ = zeros(dtype_of<int64_t>(), index_shape);
    auto* places = places_->as<int64_t>();
    for (size_t k = 0; k < indices.size(); ++k) {
      if (!indices[k]->dtype->is_integer()) {
        fail(ND_INDEX_ERROR, ufunc_.name, ".at: arrays used as indices must be of integer (or boolean) type, not ",
             indices[k]->dtype->name);
      }
      const auto axis = static_cast<int32_t>(k);
      const Ref<Array> positions =
          astype(*broadcast_to(*indices[k], index_shape), dtype_of<int64_t>(), ND_CASTING_UNSAFE, ND_ORDER_C);
      for (int64_t i = 0; i < positions->size; ++i) {
        const int64_t given = positions->as<int64_t>()[i];
        const int64_t position = given < 0 ? given + a_.shape(axis) : given;
        if (position < 0 || position >= a_.shape(axis)) {
          fail(ND_INDEX_ERROR, "index ", given, " is out of bounds for axis ", axis, " with size ", a_.shape(axis));
        }
        places[i] += position * a_.stride(axis);
      }
    }
    shape_ = index_shape;
    for (auto axis = static_cast<int32_t>(indices.size()); axis < a_.ndim; ++axis) {
      shape_.push_back(a_.shape(axis));
      rest_shape_.push_back(a_.shape(axis));
      rest_strides_.push_back(a_.stride(axis));
    }
    rest_ = count_of(rest_shape_);
  }

  void prepare_operand(const Array& b) {
    const DType* type = loop_.dtype(1);
    if (b.size == 1 && b.ndim <= shape_.size()) {
      operand_ = astype(b, dtype_of(type->code), ND_CASTING_UNSAFE, ND_ORDER_C);
      return;
    }
    const Ref<Array> stretched = broadcast_to(b, shape_);
    if (stretched->dtype == type && stretched->aligned && stretched->ndim == 1) {
      operand_ = stretched;
      operand_step_ = stretched->stride(0);
      return;
    }
    operand_ = astype(*stretched, dtype_of(type->code), ND_CASTING_UNSAFE, ND_ORDER_C);
    operand_step_ = type->itemsize;
  }

  // The places at [begin, begin + n) of the whole, in C order: an index times the elements behind it.
  void fill_offsets(int64_t begin, int64_t n, int64_t* offsets) const {
    if (positions_ != nullptr) {
      const int64_t stride = a_.stride(0);
      const int64_t extent = any_negative_ ? a_.shape(0) : 0;
      for (int64_t i = 0; i < n; ++i) {
        const int64_t position = positions_[begin + i];
        offsets[i] = (position + (position >> 63 & extent)) * stride;
      }
      return;
    }
    const auto* places = places_->as<int64_t>();
    if (rest_shape_.empty()) {
      std::copy_n(places + begin, n, offsets);
      return;
    }
    for (int64_t i = 0; i < n; ++i) {
      int64_t position = (begin + i) % rest_;
      int64_t offset = places[(begin + i) / rest_];
      for (int32_t axis = rest_shape_.size() - 1; axis >= 0; --axis) {
        offset += position % rest_shape_[axis] * rest_strides_[axis];
        position /= rest_shape_[axis];
      }
      offsets[i] = offset;
    }
  }

  void run_generic(const int64_t* offsets, const std::byte* values, int64_t n) const {
    alignas(16) std::array<std::byte, kMaxItemsize> in;
    alignas(16) std::array<std::byte, kMaxItemsize> out;
    const Transfer load(a_.dtype, loop_.dtype(0));
    const Transfer store(loop_.dtype(ufunc_.nin), a_.dtype);
    const int64_t strides[] = {0, 0, 0};
    for (int64_t i = 0; i < n; ++i) {
      std::byte* place = a_.data + offsets[i];
      load.run(place, 0, in.data(), 0, 1);
      std::byte* args[] = {in.data(), out.data(), nullptr};
      if (values != nullptr) {
        args[1] = const_cast<std::byte*>(values + i * operand_step_);
        args[2] = out.data();
      }
      loop_.entry->loop(args, 1, strides, loop_.entry->context);
      store.run(out.data(), 0, place, 0, 1);
    }
  }

  const Ufunc& ufunc_;
  Array& a_;
  ResolvedLoop loop_{};
  const kernels::ReduceKernel* kernel_ = nullptr;
  Dims shape_, rest_shape_, rest_strides_;  // of all places; of the axes behind the indexed ones
  int64_t rest_ = 1;
  Ref<Array> places_, operand_;
  bool any_negative_ = false;
  const int64_t* positions_ = nullptr;  // of the one index array, where it is used as it is
  int64_t operand_step_ = 0;
};

}  // namespace

void at(const Ufunc& ufunc, Array& a, std::span<const Array* const> indices, const Array* b) {
  // What shares memory with `a` is read before it is written.
  std::vector<Ref<Array>> copies;
  std::vector<const Array*> safe(indices.begin(), indices.end());
  for (const Array*& index : safe) {
    if (!may_share_memory(*index, a)) continue;
    copies.push_back(copy(*index));
    index = copies.back().get();
  }
  if (b != nullptr && may_share_memory(*b, a)) {
    copies.push_back(copy(*b));
    b = copies.back().get();
  }
  At(ufunc, a, safe, b).run();
  if (tracing::on()) [[unlikely]]
    note_fold(ufunc, "at", b != nullptr ? b->dtype : a.dtype, a.dtype);
}

}  // namespace nd
