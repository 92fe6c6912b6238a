// The one handler of warnings.
#include "core/warning.hpp"

#include <atomic>

#include "core/callback.hpp"
#include "core/error.hpp"

namespace nd {

namespace {

constinit std::atomic<nd_warning_callback> warning_handler{nullptr};
constinit std::atomic<void*> warning_data{nullptr};

}  // namespace

void set_warning_handler(nd_warning_callback handler, void* data) noexcept {
  warning_data.store(data, std::memory_order_release);
  warning_handler.store(handler, std::memory_order_release);
}

void warn(nd_warning_kind kind, const char* message) {
  const nd_warning_callback handler = warning_handler.load(std::memory_order_acquire);
  if (handler == nullptr) return;
  if (handler(kind, message, warning_data.load(std::memory_order_acquire)) != 0) {
    fail(ND_CALLBACK_ERROR, ": the handler refused the warning \"", message, "\"");
  }
}

}  // namespace nd
