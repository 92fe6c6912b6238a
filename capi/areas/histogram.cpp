// Counts of values and in bins.
/*ND_AREA histogram Counts of values and in bins. */
#include "ndcore/histogram.h"

#include "areas/options.hpp"
#include "core/warning.hpp"
#include "linalg/bin_rules.hpp"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "stats/histogram.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

// Two numbers or none.
const Range* range_of(nd_array* range, Range& place) {
  const Array* const given = optional_array(range, "range");
  if (given == nullptr) return nullptr;
  if (given->ndim != 1 || given->size != 2) {
    fail(ND_VALUE_ERROR, ": argument `range` must be two numbers, not of shape ", given->shape());
  }
  if (given->dtype->is_complex()) fail(ND_TYPE_ERROR, ": argument `range` must be of real numbers");
  const Ref<Array> ends = astype(*given, dtype_of<double>(), ND_CASTING_UNSAFE, ND_ORDER_C);
  place = {ends->as<double>()[0], ends->as<double>()[1]};
  return &place;
}

// Booleans count as numbers, of which NumPy warns.
Ref<Array> numbers_of(nd_array* a) {
  auto& given = array(a, "a");
  if (!given.dtype->is_bool()) return Ref<Array>(&given);
  warn(ND_WARNING_RUNTIME, "Converting input from bool to uint8 for compatibility.");
  return astype(given, dtype_of<uint8_t>());
}

int64_t number_of_bins(const Array& a, int64_t bins, nd_bin_rule rule, const Range* range, const Array* weights) {
  if (rule == ND_BIN_RULE_NONE) return bins;
  if (rule < ND_BIN_RULE_NONE || rule > ND_BIN_RULE_STURGES) {
    fail(ND_VALUE_ERROR, ": argument `rule` must be ND_BIN_RULE_NONE … ND_BIN_RULE_STURGES, not ", rule);
  }
  if (weights != nullptr) {
    fail(ND_TYPE_ERROR, ": Automated estimation of the number of bins is not supported for weighted data");
  }
  return bins_by_rule(static_cast<BinRule>(rule), a, range);
}

nd_array* give_histogram(Histogram found, nd_array** edges) {
  if (edges == nullptr) return give(std::move(found.counts));
  nd_array* const counts = give(std::move(found.counts));
  try {
    *edges = give(std::move(found.edges));
  } catch (...) {
    handles::release(*current_thread_state, counts);
    throw;
  }
  return counts;
}

}  // namespace

/*ND_API bincount group=stats
 * How often each whole number, from 0 on, occurs.
 * x          in borrowed   1-d, not negative, of booleans or integers
 * weights    in optional   1-d, as long as `x`, real numbers: what each element counts; NULL: 1
 * minlength  in default=0  at least so many results
 * returns    owned         1-d: int64, with weights float64; as long as the greatest element needs
 * errors     ND_VALUE_ERROR, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_bincount(nd_array* x, nd_array* weights, int64_t minlength) {
  return call("nd_bincount",
              [&] { return give(bincount(array(x, "x"), optional_array(weights, "weights"), minlength)); });
}

/*ND_API histogram_bin_edges group=stats
 * The edges of bins of equal width.
 * a        in borrowed    real numbers, any shape
 * bins     in default=10  how many bins, at least 1, where there is no rule
 * rule     in default=ND_BIN_RULE_NONE  for the number of bins: ND_BIN_RULE_AUTO …
 * range    in optional    two real numbers, the outer edges, NULL: the least and the greatest element (of none, 0 and
 *          1); equal ones are moved apart by 1
 * weights  in optional    as for nd_histogram: refused beside a rule, else without effect
 * returns  owned          1-d, one more than there are bins: of `a`'s dtype if that is floating-point, else float64
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_histogram_bin_edges(nd_array* a, int64_t bins, nd_bin_rule rule, nd_array* range,
                                           nd_array* weights) {
  return call("nd_histogram_bin_edges", [&] {
    const Ref<Array> numbers = numbers_of(a);
    Range place{};
    const Range* const ends = range_of(range, place);
    const int64_t count = number_of_bins(*numbers, bins, rule, ends, optional_array(weights, "weights"));
    return give(bin_edges(*numbers, count, ends));
  });
}

/*ND_API histogram group=stats
 * How many elements lie in each of `bins` bins of equal width.
 * A bin holds its lower edge, not its upper one; the last bin holds both. What lies outside, and NaN in a given range,
 * is not counted.
 * a        in borrowed    real numbers, any shape
 * bins     in default=10  how many bins, at least 1, where there is no rule
 * rule     in default=ND_BIN_RULE_NONE  for the number of bins: ND_BIN_RULE_AUTO …; not beside weights
 * range    in optional    two real numbers, the outer edges; as for nd_histogram_bin_edges
 * density  in default=0   1: divided by the width of the bin and by the sum of all, so that the integral is 1
 * weights  in optional    of `a`'s shape: what each element counts; NULL: 1
 * edges    out optional   the edges of the bins, one more than there are bins
 * returns  owned          1-d: int64, with weights of their dtype, as a density float64
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_histogram(nd_array* a, int64_t bins, nd_bin_rule rule, nd_array* range, nd_flag density,
                                 nd_array* weights, nd_array** edges) {
  return call("nd_histogram", [&] {
    const Ref<Array> numbers = numbers_of(a);
    Range place{};
    const Range* const ends = range_of(range, place);
    const HistogramOptions options{optional_array(weights, "weights"), flag_argument(density, "density")};
    const int64_t count = number_of_bins(*numbers, bins, rule, ends, options.weights);
    return give_histogram(histogram(*numbers, count, ends, options), edges);
  });
}

/*ND_API histogram_over group=stats
 * How many elements lie in each bin between given edges.
 * A bin holds its lower edge, not its upper one; the last bin holds both.
 * a        in borrowed     real numbers, any shape
 * edges    in borrowed     1-d, rising or staying
 * density  in default=0    1: divided by the width of the bin and by the sum of all, so that the integral is 1
 * weights  in optional     of `a`'s shape: what each element counts; NULL: 1
 * returns  owned           1-d, one less than there are edges: int64, with weights of their dtype, as a density float64
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_histogram_over(nd_array* a, nd_array* edges, nd_flag density, nd_array* weights) {
  return call("nd_histogram_over", [&] {
    const Ref<Array> numbers = numbers_of(a);
    const Array& given = array(edges, "edges");
    const HistogramOptions options{optional_array(weights, "weights"), flag_argument(density, "density")};
    return give(histogram(*numbers, given, options).counts);
  });
}
