// Text of a caller that tells its length: it need not end with NUL.
#pragma once

#include <string_view>

namespace nd::capi {

// The same text; ND_VALUE_ERROR names the first byte that is no UTF-8.
std::string_view checked_utf8(std::string_view text, const char* name);

}  // namespace nd::capi
