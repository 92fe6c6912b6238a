// Warnings that a client hears.
#include "ndcore/warning.h"

#include "core/warning.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_AREA warning Warnings: what a caller should hear of though a call succeeds. */

/*ND_API warning_set_handler nocall
 * Sets the function that hears of warnings, of every thread.
 * Warnings are NumPy's: the mean of no elements, variances without degrees of freedom, slices of nothing but NaNs,
 * imaginary parts that a cast drops. Without a handler nobody hears. Floating-point status has a handler of its own.
 * handler  in optional  NULL: none
 * data     in opaque optional  given to the handler
 * threads  no other thread may be inside a call
 * see      nd_fp_set_default_handler
 */
ND_EXPORT nd_status nd_warning_set_handler(nd_warning_callback handler, void* data) {
  return reading("nd_warning_set_handler", [&] { set_warning_handler(handler, data); });
}
