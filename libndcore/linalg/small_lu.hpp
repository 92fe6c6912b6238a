// LU factorisation of real matrices so small that a call of LAPACK costs more than the work: columns lie one behind the
// other, rows are exchanged as getrf does, the first largest magnitude in a column being its pivot.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace nd {

inline constexpr int64_t kSmallMatrix = 8;

// Whether that is for a matrix: of infinities and NaN it is LAPACK that says what comes of them.
template <class R>
bool is_small(int64_t n, const R* a) {
  if (n > kSmallMatrix) return false;
  R sum = 0;
  for (int64_t i = 0; i < n * n; ++i) sum += R{0} * a[i];
  return sum == 0;
}

// What getrf would give: above 0, the first column without a pivot. `kExtent`: n, where it is known.
template <int64_t kExtent = 0, class R>
int64_t small_factor(int64_t given, R* a, int8_t* exchanges) {
  const int64_t n = kExtent > 0 ? kExtent : given;
  int64_t info = 0;
  for (int64_t k = 0; k < n; ++k) {
    R* const column = a + k * n;
    int64_t at = k;
    for (int64_t i = k + 1; i < n; ++i) at = std::fabs(column[i]) > std::fabs(column[at]) ? i : at;
    exchanges[k] = static_cast<int8_t>(at);
    if (column[at] == 0) {
      if (info == 0) info = k + 1;
      continue;
    }
    if (at != k) {
      for (int64_t j = 0; j < n; ++j) std::swap(a[j * n + k], a[j * n + at]);
    }
    const R pivot = column[k];
    for (int64_t i = k + 1; i < n; ++i) column[i] /= pivot;
    for (int64_t j = k + 1; j < n; ++j) {
      const R factor = a[j * n + k];
      for (int64_t i = k + 1; i < n; ++i) a[j * n + i] -= column[i] * factor;
    }
  }
  return info;
}

// A X = B by the factors, over B.
template <int64_t kExtent = 0, class R>
void small_substitute(int64_t given, const R* a, const int8_t* exchanges, int64_t columns, R* b) {
  const int64_t n = kExtent > 0 ? kExtent : given;
  for (int64_t c = 0; c < columns; ++c, b += n) {
    for (int64_t k = 0; k < n; ++k) std::swap(b[k], b[exchanges[k]]);
    for (int64_t k = 0; k < n; ++k) {
      for (int64_t i = k + 1; i < n; ++i) b[i] -= a[k * n + i] * b[k];
    }
    for (int64_t k = n; k-- > 0;) {
      b[k] /= a[k * n + k];
      for (int64_t i = 0; i < k; ++i) b[i] -= a[k * n + i] * b[k];
    }
  }
}

template <class R>
int64_t small_factor_any(int64_t n, R* a, int8_t* exchanges) {
  switch (n) {
    case 2: return small_factor<2>(n, a, exchanges);
    case 3: return small_factor<3>(n, a, exchanges);
    case 4: return small_factor<4>(n, a, exchanges);
    default: return small_factor(n, a, exchanges);
  }
}

// What gesv would do.
template <class R>
int64_t small_solve(int64_t n, int64_t columns, R* a, R* b) {
  int8_t exchanges[kSmallMatrix];
  const int64_t info = small_factor_any(n, a, exchanges);
  if (info > 0) return info;
  switch (n) {
    case 2: small_substitute<2>(n, a, exchanges, columns, b); break;
    case 3: small_substitute<3>(n, a, exchanges, columns, b); break;
    case 4: small_substitute<4>(n, a, exchanges, columns, b); break;
    default: small_substitute(n, a, exchanges, columns, b);
  }
  return 0;
}

}  // namespace nd
