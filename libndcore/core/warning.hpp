// Warnings: what a caller should hear of though the call succeeds. Raised by operations, heard by the client's handler.
#pragma once

#include "ndcore/types.h"

namespace nd {

// Of all threads; null: nobody hears.
void set_warning_handler(nd_warning_callback handler, void* data) noexcept;

// Tells the handler. To be called before a result is written: throws Error(ND_CALLBACK_ERROR) if the handler refuses.
void warn(nd_warning_kind kind, const char* message);

}  // namespace nd
