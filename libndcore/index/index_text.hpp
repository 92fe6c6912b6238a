// An index as text, as it stands between the brackets in Python: "1:, -1, ..., None".
#pragma once

#include <string_view>
#include <vector>

#include "index/index.hpp"

namespace nd {

// Integers, slices, `...` and `None` or `newaxis`, with commas between. A refusal names the character by its place,
// counted from 1.
std::vector<IndexItem> parse_index(std::string_view text);

}  // namespace nd
