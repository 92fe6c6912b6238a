// Elements from one of several arrays.
/*ND_AREA choose Elements from one of several arrays: by number, or by the first true condition. */
#include "ndcore/choose.h"
#include "index/index.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API choose group=index python method
 * Each element from the choice whose number stands in `a`: out[i] = choices[a[i]][i], all broadcast together.
 * a        in borrowed  integers in [0, nchoices), or others as `mode` says
 * choices  in borrowed weak len=nchoices  at least one, any dtypes, shapes that broadcast with `a`'s
 * out      in borrowed optional  takes the result, cast to its dtype under the rule unsafe; of the broadcast shape
 * mode     in default=ND_MODE_RAISE  ND_MODE_RAISE refuses other numbers, ND_MODE_WRAP takes them modulo nchoices,
 *                       ND_MODE_CLIP takes the nearest choice
 * returns  owned scalar like=a  the broadcast shape, the promoted dtype of the choices; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_choose(nd_array* a, nd_array* const* choices, int32_t nchoices, nd_array* out,
                              nd_index_mode mode) {
  return call("nd_choose", [&] {
    const Array& numbers = array(a, "a");
    const std::vector<Array*> given = objects<Array>(choices, nchoices, "choices");
    const std::vector<const Array*> all(given.begin(), given.end());
    return give(choose(numbers, all, mode, optional_array(out, "out")));
  });
}

/*ND_API select group=index python asks=*condlist+*choicelist
 * Each element from the choice of the first condition that is true there, else from `otherwise`; all broadcast
 * together.
 * condlist   in borrowed len=ncondlist  booleans, at least one, shapes that broadcast together
 * choicelist in borrowed weak len=nchoicelist  one a condition, any dtypes; shapes that broadcast with the conditions'
 * otherwise in borrowed weak called=default  a shape that broadcasts with the choices'
 * returns  owned  the broadcast shape, the promoted dtype of the choices and `otherwise`
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    condlist, choicelist, default=0
 */
ND_EXPORT nd_array* nd_select(nd_array* const* condlist, int32_t ncondlist, nd_array* const* choicelist,
                              int32_t nchoicelist, nd_array* otherwise) {
  return call("nd_select", [&] {
    const std::vector<Array*> tests = objects<Array>(condlist, ncondlist, "condlist");
    const std::vector<Array*> values = objects<Array>(choicelist, nchoicelist, "choicelist");
    if (ncondlist != nchoicelist) {
      fail(ND_VALUE_ERROR, ": list of cases must be same length as list of conditions, not ", nchoicelist, " and ",
           ncondlist);
    }
    const std::vector<const Array*> all_tests(tests.begin(), tests.end());
    const std::vector<const Array*> all_values(values.begin(), values.end());
    return give(select(all_tests, all_values, array(otherwise, "otherwise")));
  });
}
