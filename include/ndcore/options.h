/* Constants that choose one of several ways of an operation, beside those of types.h. By hand, C99 and C++. */
#ifndef NDCORE_OPTIONS_H
#define NDCORE_OPTIONS_H

#include <stdint.h>

#include "ndcore/types.h"

/* Drafts: they may change until a revision freezes them. */
#ifndef ND_STABLE_ONLY

/* On which side of equal elements searchsorted finds its place. */
typedef int32_t nd_side;
#define ND_SIDE_LEFT 0  /* before them */
#define ND_SIDE_RIGHT 1 /* behind them */

/* How the axes of meshgrid's grids lie. */
typedef int32_t nd_indexing;
#define ND_INDEXING_XY 0 /* the first two change places, as on a plot */
#define ND_INDEXING_IJ 1 /* in the order of the vectors */

/* Which triangle of a symmetric or Hermitian matrix is read. */
typedef int32_t nd_triangle;
#define ND_TRIANGLE_L 0 /* the lower one */
#define ND_TRIANGLE_U 1 /* the upper one */

/* Rules for the number of bins of a histogram, with NumPy's names: each estimates their width from the elements. */
typedef int32_t nd_bin_rule;
#define ND_BIN_RULE_NONE 0    /* as many as the caller says */
#define ND_BIN_RULE_AUTO 1    /* the narrower of FD's and STURGES's */
#define ND_BIN_RULE_DOANE 2   /* STURGES, corrected for skewness */
#define ND_BIN_RULE_FD 3      /* Freedman and Diaconis: by the distance of the quartiles */
#define ND_BIN_RULE_RICE 4    /* by the cube root of the number of elements */
#define ND_BIN_RULE_SCOTT 5   /* by the standard deviation */
#define ND_BIN_RULE_SQRT 6    /* by the square root of the number of elements */
#define ND_BIN_RULE_STONE 7   /* the least estimated squared error, leaving one out */
#define ND_BIN_RULE_STURGES 8 /* by the binary logarithm of the number of elements */

/* How products over core axes go (matmul, vecdot, matvec, vecmat): NumPy's keyword arguments. All zero: the
 * defaults. */
typedef struct nd_gufunc_options {
  int64_t struct_size; /* sizeof(nd_gufunc_options) */
  nd_array* out;       /* takes the result, whose shape it has; NULL: a new array */
  nd_dtype* dtype;     /* of the products, to which the operands are cast; NULL: the promoted one */
  nd_casting casting;  /* of the operands, and of the result to `out`; ND_CASTING_DEFAULT: same kind */
  nd_order order;      /* of a new result: ND_ORDER_F, or with ND_ORDER_A of operands in that order, else C's */
  nd_flag keepdims;    /* the core axis stays, with extent 1; of vecdot alone */
  int32_t reserved;    /* 0 */
} nd_gufunc_options;

/* Methods of nd_quantile, with NumPy's names and formulas; the first nine are those of Hyndman and Fan (1996). */
typedef int32_t nd_quantile_method;
#define ND_QUANTILE_LINEAR 0                    /* method 7, NumPy's default */
#define ND_QUANTILE_INVERTED_CDF 1              /* method 1; the only one that takes weights */
#define ND_QUANTILE_AVERAGED_INVERTED_CDF 2     /* method 2 */
#define ND_QUANTILE_CLOSEST_OBSERVATION 3       /* method 3 */
#define ND_QUANTILE_INTERPOLATED_INVERTED_CDF 4 /* method 4 */
#define ND_QUANTILE_HAZEN 5                     /* method 5 */
#define ND_QUANTILE_WEIBULL 6                   /* method 6 */
#define ND_QUANTILE_MEDIAN_UNBIASED 7           /* method 8 */
#define ND_QUANTILE_NORMAL_UNBIASED 8           /* method 9 */
#define ND_QUANTILE_LOWER 9                     /* the element below */
#define ND_QUANTILE_HIGHER 10                   /* the element above */
#define ND_QUANTILE_MIDPOINT 11                 /* the mean of both */
#define ND_QUANTILE_NEAREST 12                  /* the nearer of both, the even one of equals */

/* What nd_qr gives of a matrix of m rows and n columns, with k = min(m, n). */
typedef int32_t nd_qr_mode;
#define ND_QR_REDUCED 0  /* q of k columns, r of k rows */
#define ND_QR_COMPLETE 1 /* q of m columns, r of m rows */
#define ND_QR_R 2        /* r of k rows */
#define ND_QR_RAW 3      /* LAPACK's reflectors: h, transposed, of n rows and m columns, and their k factors tau */

/* Norms of matrices, for nd_matrix_norm and nd_cond. */
typedef int32_t nd_norm_kind;
#define ND_NORM_FROBENIUS 0         /* root of the sum of the squared magnitudes */
#define ND_NORM_NUCLEAR 1           /* sum of the singular values */
#define ND_NORM_LARGEST_SINGULAR 2  /* the spectral norm, NumPy's 2 */
#define ND_NORM_SMALLEST_SINGULAR 3 /* NumPy's -2 */
#define ND_NORM_LARGEST_COLUMN 4    /* of the sums of magnitudes of columns, NumPy's 1 */
#define ND_NORM_SMALLEST_COLUMN 5   /* NumPy's -1 */
#define ND_NORM_LARGEST_ROW 6       /* of the sums of magnitudes of rows, NumPy's inf */
#define ND_NORM_SMALLEST_ROW 7      /* NumPy's -inf */

#endif

#endif
