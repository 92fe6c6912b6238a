// Calls of deleters, which belong to clients. An interpreter that ends lets nobody in but the thread that ends it: its
// deleters are confined to that thread, and what goes on others is left to the end of the process.
#pragma once

#include "array/array.hpp"

namespace nd {

// Calls `deleter`, unless deleters are confined to another thread.
void run_deleter(Buffer::Deleter deleter, void* data, void* context) noexcept;

// Confines all deleters to the calling thread, or lets every thread call them again. When it returns, no other thread
// is inside of one.
void confine_deleters(bool confined) noexcept;

}  // namespace nd
