/* Constants that choose one of several ways of an operation, beside those of types.h. By hand, C99 and C++. */
#ifndef NDCORE_OPTIONS_H
#define NDCORE_OPTIONS_H

/* Drafts: they may change until a revision freezes them. */
#ifndef ND_STABLE_ONLY

/* What nd_pad fills with, beside ND_PAD_CONSTANT … ND_PAD_EMPTY. */
#define ND_PAD_LINEAR_RAMP 6 /* even steps from the edge to an end value */
#define ND_PAD_MAXIMUM 7     /* of the elements at the edge, or of all along the axis */
#define ND_PAD_MEAN 8        /* of the same elements */
#define ND_PAD_MEDIAN 9      /* of the same elements */
#define ND_PAD_MINIMUM 10    /* of the same elements */

/* Methods of nd_quantile, with NumPy's names and formulas; the first nine are those of Hyndman and Fan (1996). */
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

#endif

#endif
