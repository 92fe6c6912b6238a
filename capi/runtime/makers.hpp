// Which public function made each handle, noted while NDCORE_LEAKS asks for it. Written by capi/observe/watch.cpp, read
// by capi/areas/live.cpp.
#pragma once

#include <cstdint>

namespace nd::makers {

// From now on, for good. False: there is no memory for the notes.
bool start() noexcept;
// Nothing if the handle has a note already: what a call by name gives was made by the function that it called.
void note(const void* handle, int32_t method) noexcept;
// The maker's place in the method table; -1: not noted.
int32_t maker_of(const void* handle) noexcept;

}  // namespace nd::makers
