// The floating-point environment of an API call: default rounding, no flush-to-zero, exceptions masked, flags clear.
// Entered by the C API's guard and by worker threads; MXCSR/FPCR is used directly, <fenv.h> costs 100 ns.
#pragma once

#include <cstdint>
#include <string_view>

#include "ndcore/types.h"

namespace nd {

// The raised flags of this thread as ND_FP_* bits; clear_fp_flags() clears them; raise_fp_flags() sets them.
int32_t fp_flags() noexcept;
void clear_fp_flags() noexcept;
void raise_fp_flags(int32_t flags) noexcept;

// Sets the default environment and restores the caller's at the end of its life.
class FpEnvironment {
 public:
  FpEnvironment() noexcept;
  FpEnvironment(const FpEnvironment&) = delete;
  FpEnvironment& operator=(const FpEnvironment&) = delete;
  ~FpEnvironment();

 private:
  uint64_t saved_;
};

// Per-thread modes (ND_FP_IGNORE …) for divide, overflow, underflow, invalid; all ND_FP_WARN but underflow at first.
struct FpModes {
  int32_t divide = ND_FP_WARN, overflow = ND_FP_WARN, underflow = ND_FP_IGNORE, invalid = ND_FP_WARN;
};
FpModes& fp_modes() noexcept;

// Called for ND_FP_WARN and ND_FP_CALL; a non-zero result makes the operation fail with ND_CALLBACK_ERROR.
using FpHandler = nd_fp_callback;
void set_fp_handler(FpHandler handler, void* data) noexcept;          // per thread
void set_default_fp_handler(FpHandler handler, void* data) noexcept;  // of every thread that has none of its own

// "divide by zero", "overflow", "underflow" or "invalid value" for one ND_FP_ flag; null for anything else.
const char* fp_flag_text(int32_t flag) noexcept;

// To be called by an operation after its loops: reads and clears the flags, then acts on them by the modes. Throws
// Error(ND_FLOATING_POINT_ERROR) for ND_FP_RAISE, worded as NumPy does: "divide by zero encountered in divide".
void report_fp_status(std::string_view operation);

}  // namespace nd
