// Numbers of text files. Unlike strtod: independent of the locale, no hexadecimal, no payload of NaNs.
#pragma once

#include <string_view>

#include "dtype/elements.hpp"

namespace nd {

// Each reads the whole of a field, without blanks around it; false: it is no such number. "inf", "infinity" and "nan"
// in any case; overflow gives infinity and underflow zero. Complex: "1", "2j", "1+2j", "(1+2j)".
bool parse_number(std::string_view field, double& value);
bool parse_number(std::string_view field, complex128& value);
// No fraction, no exponent; what does not fit is no number. Unsigned numbers have no minus sign.
bool parse_number(std::string_view field, int64_t& value);
bool parse_number(std::string_view field, uint64_t& value);

}  // namespace nd
