// Covariance matrices: NumPy's formulas around one product of matrices, which is BLAS's.
#include "linalg/covariance.hpp"

#include "core/warning.hpp"
#include "linalg/linalg.hpp"
#include "shape/join.hpp"
#include "shape/shape.hpp"
#include "stats/shared_steps.hpp"
#include "stats/stats.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/functions.hpp"

namespace nd {

namespace {

using formula::number;
using formula::term;
using formula::Term;

double value_of(const Array& a) { return *astype(a, dtype_of<double>())->as<double>(); }
bool holds_any(const Term& condition) { return *any(*condition.a)->as<uint8_t>() != 0; }

DType* working_type(const Array& m, const CovarianceOptions& options) {
  if (options.dtype != nullptr) return native(options.dtype);
  DType* type = promote(native(m.dtype), dtype_of<double>());
  return options.y != nullptr ? promote(type, native(options.y->dtype)) : type;
}

// A variable a row.
Ref<Array> variables_of(const Array& m, const CovarianceOptions& options, bool flip_vectors) {
  if (m.ndim > 2) fail(ND_VALUE_ERROR, "cov: an argument has more than 2 dimensions: ", m.shape());
  const Ref<Array> matrix = atleast(*astype(m, working_type(m, options)), 2);
  const bool vector = flip_vectors ? matrix->shape(0) == 1 : m.ndim == 1;
  return options.rows || vector ? matrix : transpose(*matrix);
}

Ref<Array> checked_weights(const Array& weights, int64_t observations, const char* name) {
  if (weights.ndim > 1) fail(ND_VALUE_ERROR, "cov: cannot handle multidimensional ", name);
  if (weights.ndim == 0 || weights.size != observations) {
    fail(ND_VALUE_ERROR, "cov: incompatible numbers of samples and ", name, ": ", observations, " and ", weights.size);
  }
  Ref<Array> result = astype(weights, dtype_of<double>());
  if (holds_any(term(*result) < number(int64_t{0}))) fail(ND_VALUE_ERROR, "cov: ", name, " cannot be negative");
  return result;
}

struct Weights {
  Ref<Array> all, importances;  // null: none
};
Weights weights_of(const CovarianceOptions& options, int64_t observations) {
  Weights result;
  if (options.frequencies != nullptr) {
    const Ref<Array> whole = astype(*options.frequencies, dtype_of<double>());
    if (*all(*(Term{whole} == Term{round(*whole, 0)}).a)->as<uint8_t>() == 0) {
      fail(ND_TYPE_ERROR, "cov: fweights must be integer");
    }
    result.all = checked_weights(*whole, observations, "fweights");
  }
  if (options.importances != nullptr) {
    result.importances = checked_weights(*options.importances, observations, "aweights");
    result.all = result.all ? (Term{result.all} * Term{result.importances}).a : result.importances;
  }
  return result;
}

// What the products are divided by; not below zero.
double divisor(const Weights& weights, const Array& sums, const CovarianceOptions& options, int64_t observations) {
  double result = static_cast<double>(observations) - static_cast<double>(options.ddof);
  if (weights.all) {
    const double total = value_of(*reshape(*slice_of(*ravel(sums), 0, 0, 1), {}));
    const auto less = static_cast<double>(options.ddof);
    if (options.ddof == 0) {
      result = total;
    } else if (!weights.importances) {
      result = total - less;
    } else {
      result = total - less * value_of(*sum(*(Term{weights.all} * Term{weights.importances}).a)) / total;
    }
  }
  if (result <= 0) warn(ND_WARNING_RUNTIME, stats::kNoFreedom);
  return result > 0 ? result : 0;
}

}  // namespace

Ref<Array> covariance(const Array& m, const CovarianceOptions& options) {
  Ref<Array> x = variables_of(m, options, false);
  if (x->shape(0) == 0) return zeros(dtype_of<double>(), Dims{0, 0});
  if (options.y != nullptr) {
    const Ref<Array> y = variables_of(*options.y, options, true);
    const Array* const parts[] = {x.get(), y.get()};
    x = concatenate(parts, 0);
  }
  const int64_t observations = x->shape(1);
  const Weights weights = weights_of(options, observations);
  const int64_t axis = 1;
  Ref<Array> sums;
  const Term means{average(*x, {std::span(&axis, 1), false}, weights.all.get(), true, &sums)};
  const double fact = divisor(weights, *sums, options, observations);
  const Term deviations = Term{x} - means;
  const Term weighted = weights.all ? deviations * Term{weights.all} : deviations;
  const Term products{dot(*deviations.a, *apply(find_ufunc("conjugate"), *transpose(*weighted.a)))};
  const Term scale = Term{scalar(1.0)} / Term{scalar(fact)};
  const Term adapting{scalar(dtype_of<double>(), scale.a->data, ND_WEAK_FLOAT)};
  return squeeze(*(products * adapting).a);
}

Ref<Array> correlation(const Array& m, const CovarianceOptions& options) {
  const Term c{covariance(m, options)};
  if (c.a->ndim == 0) return (c / c).a;
  const Ref<Array> variances = diagonal(*c.a);
  const Term spread = formula::call("sqrt", {real_part(*variances)});
  const Dims last{-1};
  const Dims first{0};
  const Ref<Array> result = (c / Term{expand_dims(*spread.a, last)} / Term{expand_dims(*spread.a, first)}).a;
  const Ref<Array> low = number(int64_t{-1}).a;
  const Ref<Array> high = number(int64_t{1}).a;
  const Ref<Array> real = real_part(*result);
  assign(*real, *clip(*real, low.get(), high.get()));
  if (result->dtype->is_complex()) {
    const Ref<Array> imaginary = imag_part(*result);
    assign(*imaginary, *clip(*imaginary, low.get(), high.get()));
  }
  return result;
}

}  // namespace nd
