/* Status codes of the ndcore C API. 0 is success, every error is negative; a code never changes its meaning. */
#ifndef NDCORE_STATUS_H
#define NDCORE_STATUS_H

#include <stdint.h>

typedef int32_t nd_status;

#define ND_OK 0
#define ND_ERROR (-1)                /* an error without a code of its own */
#define ND_NO_MEMORY (-2)            /* an allocation failed; nothing was changed */
#define ND_INVALID_HANDLE (-3)       /* a null, released, forged, foreign or wrong-typed handle */
#define ND_TYPE_ERROR (-4)           /* a dtype or kind of argument the operation has no rule for */
#define ND_VALUE_ERROR (-5)          /* a value outside the allowed range, shapes that do not fit */
#define ND_INDEX_ERROR (-6)          /* an index out of bounds */
#define ND_AXIS_ERROR (-7)           /* an axis out of bounds or given twice */
#define ND_OVERFLOW_ERROR (-8)       /* a number that the dtype cannot hold */
#define ND_FLOATING_POINT_ERROR (-9) /* a floating-point status whose mode is ND_FP_RAISE */
#define ND_CASTING_ERROR (-10)       /* a cast that the casting rule forbids; a TypeError in Python */
#define ND_IO_ERROR (-11)            /* the system refused to open, read, write or map a file */
#define ND_FORMAT_ERROR (-12)        /* a file or text whose content is malformed; a ValueError in Python */
#define ND_LINALG_ERROR (-13)        /* singular matrix, no convergence */
#define ND_BUFFER_ERROR (-14)        /* memory that cannot be exported or imported as asked */
#define ND_NOT_FOUND (-15)           /* a name, function, library or file that does not exist */
#define ND_CANCELLED (-16)           /* the call was cancelled through its token or file descriptor */
#define ND_CALLBACK_ERROR (-17)      /* a callback reported an error of its own */
#define ND_VERSION_ERROR (-18)       /* an ABI, revision or hash that this library does not offer */
#define ND_READ_ONLY (-19)           /* a write to a read-only array; a ValueError in Python */
#define ND_INTERNAL_ERROR (-20)      /* a defect of the library, caught before it did harm */

#endif
