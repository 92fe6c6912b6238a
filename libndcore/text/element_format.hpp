// How the elements of one array are written so that they line up: widths and digits are chosen over all of them, as
// NumPy does. Used by array_text.
#pragma once

#include <functional>
#include <string>

#include "text/text.hpp"

namespace nd::text_format {

// Writes the element at an address.
using ElementFormat = std::function<std::string(const std::byte*)>;

// The format for the elements of a C-contiguous, native array (those that will be printed).
ElementFormat element_format(const Array& printed, const PrintOptions& options);

}  // namespace nd::text_format
