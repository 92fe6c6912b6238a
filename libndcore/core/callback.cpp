// The errors of callbacks.
#include "core/callback.hpp"

namespace nd {

void fail_callback(std::string_view what, nd_status status, bool has_message) {
  if (has_message) throw Error(status, error_text(thread_state().error.message));
  fail(status, ": ", what, " failed with status ", status);
}

void fail_status(std::string_view what, nd_status status) {
  fail(ND_CALLBACK_ERROR, ": ", what, " returned ", status, ", which is no status: ND_OK is 0, errors are negative");
}

void fail_thrown(std::string_view what) {
  try {
    throw;
  } catch (const std::exception& error) {
    fail(ND_CALLBACK_ERROR, ": ", what, " threw an exception: ", error.what());
  } catch (...) {
    // Not a C++ exception: the thread is being cancelled.
    if (!std::current_exception()) throw;
    fail(ND_CALLBACK_ERROR, ": ", what, " threw an exception of unknown type");
  }
}

}  // namespace nd
