// What happens when an operation divides by zero, overflows, underflows or has an invalid operand.
#include "ndcore/fp.h"

#include <cstddef>

#include "core/fpstatus.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_AREA fp Floating-point status: division by zero, overflow, underflow, invalid operands. */

namespace {

void check_mode(int32_t mode, const char* name) {
  if (mode < ND_FP_IGNORE || mode > ND_FP_CALL) fail(ND_VALUE_ERROR, ": unknown mode ", mode, " for `", name, "`");
}

}  // namespace

/*ND_API fp_get_modes since=1
 * Reads what this thread does about each floating-point status.
 * At first that is ND_FP_WARN for all but underflow, which is ignored.
 * modes    inout  struct_size is to be set by the caller
 * errors   ND_VALUE_ERROR
 * threads  each thread has its own modes
 */
ND_EXPORT nd_status nd_fp_get_modes(nd_fp_modes* modes) {
  return reading("nd_fp_get_modes", [&] {
    const FpModes& own = fp_modes();
    fill_struct(modes, {0, own.divide, own.overflow, own.underflow, own.invalid}, "modes");
  });
}

/*ND_API fp_set_modes since=1
 * Sets what this thread does about each floating-point status.
 * ND_FP_IGNORE: nothing. ND_FP_WARN: the handler is called, if there is one. ND_FP_CALL: the handler is called, without
 * one the operation fails. ND_FP_RAISE: the operation fails with ND_FLOATING_POINT_ERROR; its result is written, but
 * not returned.
 * modes    in  all four
 * errors   ND_VALUE_ERROR
 * threads  each thread has its own modes
 */
ND_EXPORT nd_status nd_fp_set_modes(const nd_fp_modes* modes) {
  return reading("nd_fp_set_modes", [&] {
    const nd_fp_modes given = struct_argument(modes, "modes");
    check_mode(given.divide, "divide");
    check_mode(given.overflow, "overflow");
    check_mode(given.underflow, "underflow");
    check_mode(given.invalid, "invalid");
    fp_modes() = {given.divide, given.overflow, given.underflow, given.invalid};
  });
}

/*ND_API fp_set_handler since=1 nocall
 * Sets the handler of this thread for the modes ND_FP_WARN and ND_FP_CALL.
 * It is called once for each status of an operation, after its loops, on the thread of the call.
 * handler  in optional  NULL: none
 * data     in opaque optional  given to the handler
 * threads  each thread has its own handler
 */
ND_EXPORT nd_status nd_fp_set_handler(nd_fp_callback handler, void* data) {
  return reading("nd_fp_set_handler", [&] { set_fp_handler(handler, data); });
}

/*ND_API fp_set_default_handler since=1 nocall
 * Sets the handler of every thread that has none of its own, threads to come included.
 * For frontends whose users start threads that the frontend does not hear of.
 * handler  in optional  NULL: none
 * data     in opaque optional  given to the handler
 * threads  no other thread may be inside a call
 */
ND_EXPORT nd_status nd_fp_set_default_handler(nd_fp_callback handler, void* data) {
  return reading("nd_fp_set_default_handler", [&] { set_default_fp_handler(handler, data); });
}

/*ND_API fp_flag_text since=1
 * What messages call a floating-point status: "divide by zero", "overflow", "underflow" or "invalid value".
 * NumPy's words: a whole message reads "divide by zero encountered in log".
 * flag     in  one of ND_FP_DIVIDE, ND_FP_OVERFLOW, ND_FP_UNDERFLOW, ND_FP_INVALID
 * returns  borrowed  valid for ever
 * errors   ND_VALUE_ERROR
 */
ND_EXPORT const char* nd_fp_flag_text(int32_t flag) {
  return reading("nd_fp_flag_text", [&] {
    const char* const text = fp_flag_text(flag);
    if (!text) fail(ND_VALUE_ERROR, ": ", flag, " is not one floating-point flag");
    return text;
  });
}
