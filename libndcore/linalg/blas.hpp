// BLAS and LAPACK, found at run time on first use: NDCORE_BLAS, or OpenBLAS beside the library, in the Python package
// scipy_openblas32 beside the library's folder, or of the system.
// Calls use the Fortran interface, column-major. Integers are passed as int64_t by address, which a 32-bit BLAS reads
// correctly on little-endian machines: one code serves both widths.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>

#include "core/lazy.hpp"
#include "core/memory.hpp"
#include "dtype/elements.hpp"

namespace nd::blas {

// The routines in use, for each of s, d, c, z.
enum class Routine : uint8_t { gemm, gemv, gesv, syevd, gesdd, getrf, potrf, geqrf, orgqr, geev, gelsd, count };

// True if a BLAS was found; loads it on the first call.
bool available();
// Where it was found, its version line and core type; or what was looked for.
const std::string& description();
// The address of a routine for element type T; ND_NOT_FOUND naming what was looked for when there is no BLAS.
void* find(Routine routine, nd_type_code code);
// Sets the number of threads of the BLAS to ours, if it differs.
void match_threads();
// The largest extent and distance of rows that the BLAS counts.
int64_t largest_integer();
// True if the BLAS may run a product of these extents in threads of its own.
bool may_share(int64_t m, int64_t n, int64_t k);
// What LAPACK wrote into `info`, for either width of integers.
int64_t info_value(int64_t raw);

template <class T>
concept Element = std::is_same_v<T, float> || std::is_same_v<T, double> || std::is_same_v<T, complex64> ||
                  std::is_same_v<T, complex128>;
template <Element T>
struct RealOf {
  using type = T;
};
template <class R>
struct RealOf<complex<R>> {
  using type = R;
};
template <Element T>
using Real = typename RealOf<T>::type;

// Real numbers an element.
template <class T>
inline constexpr int64_t kParts = std::is_same_v<T, Real<T>> ? 1 : 2;

// The routine for T, looked for once.
template <class Function, Element T>
Function routine(LazyPointer<void>& found, Routine name) {
  return reinterpret_cast<Function>(found.get([&] { return find(name, kCode<T>); }));
}

// C = op(A) op(B), column-major; op is 'N' or 'T'.
template <Element T>
void gemm(char op_a, char op_b, int64_t m, int64_t n, int64_t k, const T* a, int64_t lda, const T* b, int64_t ldb, T* c,
          int64_t ldc) {
  using Function =
      void (*)(const char*, const char*, const int64_t*, const int64_t*, const int64_t*, const T*, const T*,
               const int64_t*, const T*, const int64_t*, const T*, T*, const int64_t*, size_t, size_t);
  static constinit LazyPointer<void> found;
  const auto function = routine<Function, T>(found, Routine::gemm);
  T one{};
  if constexpr (kIsComplex<T>) {
    one.re = 1;
  } else {
    one = 1;
  }
  const T zero{};
  function(&op_a, &op_b, &m, &n, &k, &one, a, &lda, b, &ldb, &zero, c, &ldc, 1, 1);
}

// y = op(A) x, column-major A of m rows and n columns. OpenBLAS 0.3.21 reads an element past a complex `x` if op is N
// and m % 4 is 2: there it gets a copy with room behind it.
template <Element T>
void gemv(char op, int64_t m, int64_t n, const T* a, int64_t lda, const T* x, int64_t incx, T* y, int64_t incy) {
  using Function = void (*)(const char*, const int64_t*, const int64_t*, const T*, const T*, const int64_t*, const T*,
                            const int64_t*, const T*, T*, const int64_t*, size_t);
  static constinit LazyPointer<void> found;
  const auto function = routine<Function, T>(found, Routine::gemv);
  T one{};
  if constexpr (kIsComplex<T>) {
    one.re = 1;
  } else {
    one = 1;
  }
  const T zero{};
  if (kIsComplex<T> && op == 'N' && m % 4 == 2 && incx == 1) {
    const Scratch roomy(static_cast<size_t>(n + 1) * sizeof(T));
    T* const kept = reinterpret_cast<T*>(roomy.data());
    *std::copy_n(x, n, kept) = zero;
    function(&op, &m, &n, &one, a, &lda, kept, &incx, &zero, y, &incy, 1);
    return;
  }
  function(&op, &m, &n, &one, a, &lda, x, &incx, &zero, y, &incy, 1);
}

// Solves A X = B in place; returns info. `pivots` has room for n integers of 8 bytes.
template <Element T>
int64_t gesv(int64_t n, int64_t columns, T* a, int64_t* pivots, T* b) {
  using Function = void (*)(const int64_t*, const int64_t*, T*, const int64_t*, int64_t*, T*, const int64_t*, int64_t*);
  static constinit LazyPointer<void> found;
  const auto function = routine<Function, T>(found, Routine::gesv);
  const int64_t ld = n > 0 ? n : 1;
  int64_t info = 0;
  function(&n, &columns, a, &ld, pivots, b, &ld, &info);
  return info_value(info);
}

// Eigenvalues (ascending) and, with job 'V', eigenvectors in `a`, of a symmetric or Hermitian matrix. A work size of -1
// is a query: the sizes arrive in the first elements.
template <Element T>
int64_t syevd(char job, char triangle, int64_t n, T* a, Real<T>* values, T* work, int64_t work_size, Real<T>* real_work,
              int64_t real_size, int64_t* integer_work, int64_t integer_size) {
  const int64_t ld = n > 0 ? n : 1;
  int64_t info = 0;
  if constexpr (kIsComplex<T>) {
    using Function =
        void (*)(const char*, const char*, const int64_t*, T*, const int64_t*, Real<T>*, T*, const int64_t*, Real<T>*,
                 const int64_t*, int64_t*, const int64_t*, int64_t*, size_t, size_t);
    static constinit LazyPointer<void> found;
    const auto function = routine<Function, T>(found, Routine::syevd);
    function(&job, &triangle, &n, a, &ld, values, work, &work_size, real_work, &real_size, integer_work, &integer_size,
             &info, 1, 1);
  } else {
    using Function = void (*)(const char*, const char*, const int64_t*, T*, const int64_t*, T*, T*, const int64_t*,
                              int64_t*, const int64_t*, int64_t*, size_t, size_t);
    static constinit LazyPointer<void> found;
    const auto function = routine<Function, T>(found, Routine::syevd);
    function(&job, &triangle, &n, a, &ld, values, work, &work_size, integer_work, &integer_size, &info, 1, 1);
  }
  return info_value(info);
}

// Singular value decomposition by divide and conquer; job is 'A', 'S' or 'N'. `real_work` is for complex types only.
template <Element T>
int64_t gesdd(char job, int64_t m, int64_t n, T* a, Real<T>* s, T* u, int64_t ldu, T* vt, int64_t ldvt, T* work,
              int64_t work_size, Real<T>* real_work, int64_t* integer_work) {
  const int64_t ld = m > 0 ? m : 1;
  int64_t info = 0;
  if constexpr (kIsComplex<T>) {
    using Function =
        void (*)(const char*, const int64_t*, const int64_t*, T*, const int64_t*, Real<T>*, T*, const int64_t*, T*,
                 const int64_t*, T*, const int64_t*, Real<T>*, int64_t*, int64_t*, size_t);
    static constinit LazyPointer<void> found;
    const auto function = routine<Function, T>(found, Routine::gesdd);
    function(&job, &m, &n, a, &ld, s, u, &ldu, vt, &ldvt, work, &work_size, real_work, integer_work, &info, 1);
  } else {
    using Function = void (*)(const char*, const int64_t*, const int64_t*, T*, const int64_t*, T*, T*, const int64_t*,
                              T*, const int64_t*, T*, const int64_t*, int64_t*, int64_t*, size_t);
    static constinit LazyPointer<void> found;
    const auto function = routine<Function, T>(found, Routine::gesdd);
    function(&job, &m, &n, a, &ld, s, u, &ldu, vt, &ldvt, work, &work_size, integer_work, &info, 1);
  }
  return info_value(info);
}

// LU factorisation in place with row exchanges: A = P L U. A result above 0: the matrix is singular. `pivots` has room
// for n integers of 8 bytes.
template <Element T>
int64_t getrf(int64_t n, T* a, int64_t* pivots) {
  using Function = void (*)(const int64_t*, const int64_t*, T*, const int64_t*, int64_t*, int64_t*);
  static constinit LazyPointer<void> found;
  const int64_t ld = n > 0 ? n : 1;
  int64_t info = 0;
  routine<Function, T>(found, Routine::getrf)(&n, &n, a, &ld, pivots, &info);
  return info_value(info);
}

// Whether the exchanges that getrf has noted change the sign of the determinant.
bool odd_exchanges(const int64_t* pivots, int64_t n);

// Cholesky factor in the lower ('L') or upper ('U') triangle; the other one stays. Above 0: not positive definite.
template <Element T>
int64_t potrf(char triangle, int64_t n, T* a) {
  using Function = void (*)(const char*, const int64_t*, T*, const int64_t*, int64_t*, size_t);
  static constinit LazyPointer<void> found;
  const int64_t ld = n > 0 ? n : 1;
  int64_t info = 0;
  routine<Function, T>(found, Routine::potrf)(&triangle, &n, a, &ld, &info, 1);
  return info_value(info);
}

// R in the upper triangle, Householder vectors below it, their factors in `tau`. A work size of -1 is a query.
template <Element T>
int64_t geqrf(int64_t m, int64_t n, T* a, T* tau, T* work, int64_t work_size) {
  using Function = void (*)(const int64_t*, const int64_t*, T*, const int64_t*, T*, T*, const int64_t*, int64_t*);
  static constinit LazyPointer<void> found;
  const int64_t ld = m > 0 ? m : 1;
  int64_t info = 0;
  routine<Function, T>(found, Routine::geqrf)(&m, &n, a, &ld, tau, work, &work_size, &info);
  return info_value(info);
}

// The first `columns` columns of Q from the first k Householder vectors of geqrf; ungqr of complex types.
template <Element T>
int64_t orgqr(int64_t m, int64_t columns, int64_t k, T* a, const T* tau, T* work, int64_t work_size) {
  using Function = void (*)(const int64_t*, const int64_t*, const int64_t*, T*, const int64_t*, const T*, T*,
                            const int64_t*, int64_t*);
  static constinit LazyPointer<void> found;
  const int64_t ld = m > 0 ? m : 1;
  int64_t info = 0;
  routine<Function, T>(found, Routine::orgqr)(&m, &columns, &k, a, &ld, tau, work, &work_size, &info);
  return info_value(info);
}

// Eigenvalues of any square matrix and, with job 'V', right eigenvectors. Of real types `values` has the n real parts,
// then the n imaginary ones, and `real_work` is not used; a pair of conjugate vectors stands in two columns.
template <Element T>
int64_t geev(char job, int64_t n, T* a, T* values, T* vectors, T* work, int64_t work_size, Real<T>* real_work) {
  const int64_t ld = n > 0 ? n : 1;
  const int64_t one = 1;
  int64_t info = 0;
  static constinit LazyPointer<void> found;
  if constexpr (kIsComplex<T>) {
    using Function = void (*)(const char*, const char*, const int64_t*, T*, const int64_t*, T*, T*, const int64_t*, T*,
                              const int64_t*, T*, const int64_t*, Real<T>*, int64_t*, size_t, size_t);
    routine<Function, T>(found, Routine::geev)("N", &job, &n, a, &ld, values, nullptr, &one, vectors, &ld, work,
                                               &work_size, real_work, &info, 1, 1);
  } else {
    using Function = void (*)(const char*, const char*, const int64_t*, T*, const int64_t*, T*, T*, T*, const int64_t*,
                              T*, const int64_t*, T*, const int64_t*, int64_t*, size_t, size_t);
    routine<Function, T>(found, Routine::geev)("N", &job, &n, a, &ld, values, values + n, nullptr, &one, vectors, &ld,
                                               work, &work_size, &info, 1, 1);
  }
  return info_value(info);
}

// Least squares by singular values, divide and conquer: the solution in the first n rows of `b`, whose columns have
// max(m, n) rows. A work size of -1 is a query: the sizes arrive in the first elements.
template <Element T>
int64_t gelsd(int64_t m, int64_t n, int64_t columns, T* a, T* b, Real<T>* s, Real<T> rcond, int64_t& rank, T* work,
              int64_t work_size, Real<T>* real_work, int64_t* integer_work) {
  const int64_t lda = std::max<int64_t>(m, 1);
  const int64_t ldb = std::max({m, n, int64_t{1}});
  int64_t info = 0;
  int64_t found_rank = 0;
  static constinit LazyPointer<void> found;
  if constexpr (kIsComplex<T>) {
    using Function = void (*)(const int64_t*, const int64_t*, const int64_t*, T*, const int64_t*, T*, const int64_t*,
                              Real<T>*, const Real<T>*, int64_t*, T*, const int64_t*, Real<T>*, int64_t*, int64_t*);
    routine<Function, T>(found, Routine::gelsd)(&m, &n, &columns, a, &lda, b, &ldb, s, &rcond, &found_rank, work,
                                                &work_size, real_work, integer_work, &info);
  } else {
    using Function = void (*)(const int64_t*, const int64_t*, const int64_t*, T*, const int64_t*, T*, const int64_t*,
                              T*, const T*, int64_t*, T*, const int64_t*, int64_t*, int64_t*);
    routine<Function, T>(found, Routine::gelsd)(&m, &n, &columns, a, &lda, b, &ldb, s, &rcond, &found_rank, work,
                                                &work_size, integer_work, &info);
  }
  rank = info_value(found_rank);
  return info_value(info);
}

}  // namespace nd::blas
