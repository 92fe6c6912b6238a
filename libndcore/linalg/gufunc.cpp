// Generalized ufuncs: operands are cast and their core axes moved to the end, the product itself is that of linalg.hpp.
#include "linalg/gufunc.hpp"

#include <algorithm>

#include "array/dims.hpp"
#include "iter/convert.hpp"
#include "linalg/linalg.hpp"
#include "shape/shape.hpp"

namespace nd {

constinit const Gufunc kMatmul{
    "matmul", "(n?,k),(k,m?)->(n?,m?)", {2, 2}, true, [](const Array& a, const Array& b) { return matmul(a, b); }};
constinit const Gufunc kVecdot{"vecdot", "(n),(n)->()", {1, 1}, false, vecdot};
constinit const Gufunc kMatvec{"matvec", "(m,n),(n)->(m)", {2, 1}, false, matvec};
constinit const Gufunc kVecmat{"vecmat", "(n),(n,m)->(m)", {1, 2}, false, vecmat};

namespace {

class GufuncCall {
 public:
  GufuncCall(const Gufunc& function, const Array& a, const Array& b, const GufuncOptions& options)
      : function_(function), options_(options), operands_{as_operand(a), as_operand(b)} {}

  Ref<Array> run(const CoreAxes& axes) {
    cast();
    count_cores();
    const std::array<Dims, 2> places{operand_axes(0, axes), operand_axes(1, axes)};
    const std::optional<std::span<const int64_t>> kept = result_axes(axes);
    const bool fortran = is_fortran();
    for (size_t i = 0; i < 2; ++i) operands_[i] = moveaxis(*operands_[i], places[i], last(cores_[i]));
    Ref<Array> result = function_.product(*operands_[0], *operands_[1]);
    if (options_.keepdims) result = expand_dims(*result, last(1));
    if (kept) result = moveaxis(*result, last(cores_[2]), normalize_axes(*kept, result->ndim, function_.name));
    return finished(std::move(result), fortran);
  }

 private:
  static Ref<Array> as_operand(const Array& x) { return Ref<Array>(const_cast<Array*>(&x)); }

  static Dims last(int32_t count) {
    Dims axes;
    for (int32_t i = count; i > 0; --i) axes.push_back(-i);
    return axes;
  }

  void check_cast(const TypeOperand& from, const DType* to, const char* what) const {
    if (can_cast(from, to, options_.casting)) return;
    fail(ND_CASTING_ERROR, "Cannot cast ufunc '", function_.name, "' ", what, " from dtype('", from.dtype->name,
         "') to dtype('", to->name, "') with casting rule '", casting_name(options_.casting), "'");
  }

  void cast() {
    const TypeOperand types[] = {operands_[0]->type_operand(), operands_[1]->type_operand()};
    DType* const loop = options_.dtype != nullptr ? native(options_.dtype) : result_type(types);
    check_cast(types[0], loop, "input 0");
    check_cast(types[1], loop, "input 1");
    if (options_.out != nullptr) {
      require_writeable(*options_.out, function_.name, "out");
      check_cast({loop}, options_.out->dtype, "output");
    }
    for (Ref<Array>& operand : operands_) {
      check_weak_integer(*operand, loop);
      if (operand->dtype != loop) operand = astype(*operand, loop);
    }
  }

  void count_cores() {
    if (options_.keepdims && !function_.reduces()) {
      fail(ND_TYPE_ERROR, function_.name, " does not support keepdims: its signature ", function_.signature,
           " has more than a single shared core dimension");
    }
    for (size_t i = 0; i < 2; ++i) cores_[i] = core_axes(function_, i, operands_[i]->ndim, function_.name);
    cores_[2] = cores_[0] + cores_[1] - 2 + (options_.keepdims ? 1 : 0);
  }

  void check_count(size_t i, size_t given) const {
    if (given == static_cast<size_t>(cores_[i])) return;
    fail(ND_AXIS_ERROR, function_.name, ": operand ", static_cast<int64_t>(i), " has ", cores_[i],
         " core dimensions, but ", static_cast<int64_t>(given), " dimensions are specified by axes tuple.");
  }

  [[noreturn]] static void refuse_entries() {
    fail(ND_VALUE_ERROR,
         "axes should be a list with an entry for all 3 inputs and outputs; entries for outputs can only be omitted if "
         "none of them has core axes.");
  }

  Dims operand_axes(size_t i, const CoreAxes& axes) const {
    if (!axes[0] && !axes[1] && !axes[2]) return last(cores_[i]);
    if (!axes[0] || !axes[1]) refuse_entries();
    check_count(i, axes[i]->size());
    return normalize_axes(*axes[i], operands_[i]->ndim, function_.name);
  }

  // None: they are the last ones. Without a list of its own an axis that is kept stands where the first operand had it.
  std::optional<std::span<const int64_t>> result_axes(const CoreAxes& axes) const {
    if (!axes[0]) return std::nullopt;
    if (!axes[2] && !function_.reduces()) refuse_entries();
    if (!axes[2] && !options_.keepdims) return std::nullopt;
    const std::span<const int64_t> given = axes[2] ? *axes[2] : *axes[0];
    check_count(2, given.size());
    return given;
  }

  bool is_fortran() const {
    if (options_.order != ND_ORDER_A) return options_.order == ND_ORDER_F;
    return std::ranges::all_of(operands_, [](const Ref<Array>& x) { return x->f_contiguous && !x->c_contiguous; });
  }

  Ref<Array> finished(Ref<Array> result, bool fortran) const {
    if (options_.out != nullptr) return into_output(std::move(result), options_.out, function_.name, ND_CASTING_UNSAFE);
    return fortran && !result->f_contiguous ? copy(*result, ND_ORDER_F) : result;
  }

  const Gufunc& function_;
  const GufuncOptions& options_;
  std::array<Ref<Array>, 2> operands_;
  std::array<int32_t, 3> cores_{};
};

}  // namespace

const Gufunc& find_gufunc(std::string_view name) {
  for (const Gufunc* const one : {&kMatmul, &kVecdot, &kMatvec, &kVecmat}) {
    if (name == one->name) return *one;
  }
  fail(ND_NOT_FOUND, "there is no generalized universal function `", name,
       "`: matmul, vecdot, matvec, vecmat are known");
}

int32_t core_axes(const Gufunc& function, size_t i, int32_t ndim, std::string_view operation) {
  const int32_t wanted = function.cores[i];
  if (ndim >= wanted) return wanted;
  if (function.vectors && ndim == 1) return 1;
  fail(ND_VALUE_ERROR, operation, ": Input operand ", static_cast<int64_t>(i), " does not have enough dimensions (has ",
       ndim, ", gufunc core with signature ", function.signature, " requires ", function.vectors ? 1 : wanted, ")");
}

void check_cores(const Gufunc& function, const Array& a, const Array& b, std::string_view operation) {
  core_axes(function, 0, a.ndim, operation);
  const int32_t cores = core_axes(function, 1, b.ndim, operation);
  const int64_t inner_a = a.shape(a.ndim - 1);
  const int64_t inner_b = b.shape(b.ndim - cores);
  if (inner_a == inner_b) return;
  fail(ND_VALUE_ERROR, operation, ": Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ",
       function.signature, " (size ", inner_b, " is different from ", inner_a, "); shapes ", a.shape(), " and ",
       b.shape());
}

Ref<Array> call_gufunc(const Gufunc& function, const Array& a, const Array& b, const CoreAxes& axes,
                       const GufuncOptions& options) {
  const bool plain = options.dtype == nullptr && options.casting == ND_CASTING_SAME_KIND &&
                     options.order == ND_ORDER_K && !options.keepdims;
  if (plain && !axes[0] && !axes[1] && !axes[2]) {
    return into_output(function.product(a, b), options.out, function.name);
  }
  return GufuncCall(function, a, b, options).run(axes);
}

Ref<Array> call_gufunc(const Gufunc& function, const Array& a, const Array& b, int64_t axis,
                       const GufuncOptions& options) {
  if (!function.reduces()) {
    fail(ND_TYPE_ERROR, function.name,
         ": axis can only be used with a single shared core dimension, not with those of ", function.signature);
  }
  const std::span<const int64_t> one(&axis, 1);
  return call_gufunc(function, a, b, {one, one, std::nullopt}, options);
}

}  // namespace nd
