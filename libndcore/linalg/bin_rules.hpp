// NumPy's rules for the number of bins of a histogram. They stand here, not with the histograms, because 'stone' needs
// a product of vectors.
#pragma once

#include "stats/histogram.hpp"

namespace nd {

// In the order of the ND_BIN_RULE_ constants, of which the first, 0, is no rule.
enum class BinRule : uint8_t { automatic = 1, doane, fd, rice, scott, sqrt, stone, sturges };

// How many bins of equal width the rule makes of the real numbers of `a` that lie in the range, null: of all.
int64_t bins_by_rule(BinRule rule, const Array& a, const Range* range);

}  // namespace nd
