// Covariances and correlations of variables, each with several observations.
#pragma once

#include "array/array.hpp"

namespace nd {

struct CovarianceOptions {
  const Array* y = nullptr;  // further variables
  bool rows = true;          // each row is a variable, each column an observation; else the other way round
  int64_t ddof = 1;
  const Array* frequencies = nullptr;  // 1-d whole numbers: how often each observation counts
  const Array* importances = nullptr;  // 1-d: how much each observation weighs
  DType* dtype = nullptr;              // null: at least float64
};
// The matrix of covariances, 0-d for a single variable. Too few observations divide by zero.
Ref<Array> covariance(const Array& m, const CovarianceOptions& options = {});
// The same over the standard deviations; the parts of the numbers stay within [-1, 1].
Ref<Array> correlation(const Array& m, const CovarianceOptions& options = {});

}  // namespace nd
