// Whether the build runs under AddressSanitizer, and its marks on memory that nobody may touch: nothing without it.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define ND_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ND_ADDRESS_SANITIZER 1
#endif
#endif

#if defined(ND_ADDRESS_SANITIZER)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) (static_cast<void>(address), static_cast<void>(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) (static_cast<void>(address), static_cast<void>(size))
#endif

namespace nd {

#if defined(ND_ADDRESS_SANITIZER)
inline constexpr bool kAddressSanitizer = true;
#else
inline constexpr bool kAddressSanitizer = false;
#endif

}  // namespace nd
