// Reads and writes MXCSR (x86-64) or FPCR/FPSR (aarch64), and acts on raised flags by the thread's modes.
#include "core/fpstatus.hpp"

#include <algorithm>
#include <atomic>

#include "core/error.hpp"
#include "core/thread_state.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#elif !defined(__aarch64__)
#include <cfenv>
#endif

namespace nd {

namespace {

// Control bits of the default environment, the four flags that count, and the control bits as a whole. Inexact and
// denormal flags are left as they come: clearing them would cost a write a call, and every libm call raises them.
#if defined(__x86_64__)

constexpr uint32_t kDefault = 0x1F80;
constexpr uint32_t kControl = 0xFFC0;
constexpr uint32_t kInvalid = 0x01, kDivide = 0x04, kOverflow = 0x08, kUnderflow = 0x10;
constexpr uint32_t kFlags = kInvalid | kDivide | kOverflow | kUnderflow;

uint64_t read_environment() noexcept { return _mm_getcsr(); }
void write_environment(uint64_t value) noexcept { _mm_setcsr(static_cast<uint32_t>(value)); }

#elif defined(__aarch64__)

// FPCR in the high half, FPSR in the low.
constexpr uint64_t kDefault = 0;
constexpr uint64_t kControl = 0xFFFFFFFF00000000;
constexpr uint64_t kInvalid = 0x1, kDivide = 0x2, kOverflow = 0x4, kUnderflow = 0x8;
constexpr uint64_t kFlags = kInvalid | kDivide | kOverflow | kUnderflow;

uint64_t read_environment() noexcept {
  uint64_t control = 0, status = 0;
  asm volatile("mrs %0, fpcr\n\tmrs %1, fpsr" : "=r"(control), "=r"(status));
  return control << 32 | (status & 0xFFFFFFFF);
}

void write_environment(uint64_t value) noexcept {
  asm volatile("msr fpcr, %0\n\tmsr fpsr, %1" : : "r"(value >> 32), "r"(value & 0xFFFFFFFF));
}

#else

constexpr uint64_t kDefault = FE_TONEAREST << 16;
constexpr uint64_t kControl = 0xFFFF0000;
constexpr uint64_t kInvalid = FE_INVALID, kDivide = FE_DIVBYZERO, kOverflow = FE_OVERFLOW, kUnderflow = FE_UNDERFLOW;
constexpr uint64_t kFlags = kInvalid | kDivide | kOverflow | kUnderflow;

uint64_t read_environment() noexcept {
  return static_cast<uint64_t>(std::fegetround()) << 16 | static_cast<uint64_t>(std::fetestexcept(FE_ALL_EXCEPT));
}

void write_environment(uint64_t value) noexcept {
  std::fesetround(static_cast<int>(value >> 16));
  std::feclearexcept(FE_ALL_EXCEPT);
  std::feraiseexcept(static_cast<int>(value & 0xFFFF));
}

#endif

struct FlagBits {
  int32_t flag;
  uint64_t bits;
  const char* message;
  int32_t FpModes::* mode;
};

// In the order in which NumPy reports them.
constexpr FlagBits kFlagTable[] = {
    {ND_FP_DIVIDE, kDivide, "divide by zero", &FpModes::divide},
    {ND_FP_OVERFLOW, kOverflow, "overflow", &FpModes::overflow},
    {ND_FP_UNDERFLOW, kUnderflow, "underflow", &FpModes::underflow},
    {ND_FP_INVALID, kInvalid, "invalid value", &FpModes::invalid},
};

int32_t to_public(uint64_t environment) noexcept {
  int32_t flags = 0;
  for (const FlagBits& entry : kFlagTable) {
    if (environment & entry.bits) flags |= entry.flag;
  }
  return flags;
}

// For threads without a handler of their own. The data are written first and read last.
constinit std::atomic<FpHandler> default_handler{nullptr};
constinit std::atomic<void*> default_handler_data{nullptr};

void act(const FlagBits& entry, int32_t mode, std::string_view operation, const ThreadState& state) {
  if (mode == ND_FP_RAISE) fail(ND_FLOATING_POINT_ERROR, entry.message, " encountered in ", operation);
  const bool own = state.fp_handler != nullptr;
  const FpHandler handler = own ? state.fp_handler : default_handler.load(std::memory_order_acquire);
  void* const data = own ? state.fp_handler_data : default_handler_data.load(std::memory_order_acquire);
  if (!handler) {
    if (mode == ND_FP_WARN) return;
    fail(ND_CALLBACK_ERROR, operation, ": no handler is set for ", entry.message, " in mode ND_FP_CALL");
  }
  char name[64];
  const size_t length = std::min(operation.size(), sizeof name - 1);
  std::copy_n(operation.data(), length, name);
  name[length] = '\0';
  const int32_t result = handler(name, entry.flag, mode, data);
  if (result != 0) {
    fail(ND_CALLBACK_ERROR, operation, ": the floating-point handler returned ", result, " for ", entry.message,
         " encountered");
  }
}

[[gnu::noinline]] void act_on_flags(int32_t flags, std::string_view operation) {
  const ThreadState& state = thread_state();
  const FpModes modes = state.fp_modes;
  for (const FlagBits& entry : kFlagTable) {
    const int32_t mode = modes.*entry.mode;
    if ((flags & entry.flag) != 0 && mode != ND_FP_IGNORE) act(entry, mode, operation, state);
  }
}

}  // namespace

int32_t fp_flags() noexcept { return to_public(read_environment()); }

void clear_fp_flags() noexcept {
  const uint64_t environment = read_environment();
  if (environment & kFlags) write_environment(environment & ~uint64_t{kFlags});
}

void raise_fp_flags(int32_t flags) noexcept {
  if (flags == 0) return;
  uint64_t environment = read_environment();
  for (const FlagBits& entry : kFlagTable) {
    if (flags & entry.flag) environment |= entry.bits;
  }
  write_environment(environment);
}

FpEnvironment::FpEnvironment() noexcept : saved_(read_environment()) {
  if ((saved_ & (kControl | kFlags)) != kDefault) [[unlikely]]
    write_environment((saved_ & ~uint64_t{kControl | kFlags}) | kDefault);
}

FpEnvironment::~FpEnvironment() {
  constexpr uint64_t kMatters = kControl | kFlags;
  if ((read_environment() & kMatters) != (saved_ & kMatters)) [[unlikely]]
    write_environment(saved_);
}

FpModes& fp_modes() noexcept {
  // Without memory for the thread's record the API's guard has refused the call already; a stray reader gets defaults.
  static constinit FpModes defaults;
  ThreadState* const state = thread_state_or_null();
  return state ? state->fp_modes : defaults;
}

void set_fp_handler(FpHandler handler, void* data) noexcept {
  ThreadState* const state = thread_state_or_null();
  if (!state) return;
  state->fp_handler = handler;
  state->fp_handler_data = data;
}

void set_default_fp_handler(FpHandler handler, void* data) noexcept {
  default_handler_data.store(data, std::memory_order_release);
  default_handler.store(handler, std::memory_order_release);
}

const char* fp_flag_text(int32_t flag) noexcept {
  for (const FlagBits& entry : kFlagTable) {
    if (entry.flag == flag) return entry.message;
  }
  return nullptr;
}

void report_fp_status(std::string_view operation) {
  const uint64_t environment = read_environment();
  if ((environment & kFlags) == 0) [[likely]]
    return;
  write_environment(environment & ~uint64_t{kFlags});
  act_on_flags(to_public(environment), operation);
}

}  // namespace nd
