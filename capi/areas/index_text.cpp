// Indexing by text, for programs in C.
/*ND_AREA index_text Indexing by the text that stands between the brackets in Python. */
#include "ndcore/index_text.h"

#include "index/index_text.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API index_text group=index
 * The part of `a` that an index in NumPy's words selects: nd_index_text(a, ":, -1, ::2").
 * The text is what stands between the brackets in Python: integers, slices, `...`, and `None` or `newaxis`, with commas
 * between; blanks may stand anywhere but within a number. Index arrays and masks are given to nd_get. The text is read
 * at each call: a loop over single elements is faster with nd_get_item, or on nd_array_data.
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * index    in           UTF-8; "..." is all of it
 * returns  owned  a view; a 0-d copy where integers alone name one element; of `a`'s dtype
 * errors   ND_INDEX_ERROR, ND_VALUE_ERROR (what is no index; the message names the character), ND_NO_MEMORY
 * see  nd_get, nd_set_index_text
 */
ND_EXPORT nd_array* nd_index_text(nd_array* a, const char* index) {
  return call("nd_index_text", [&] {
    const Array& source = array(a, "a");
    return give(get(source, parse_index(text_argument(index, "index"))));
  });
}

/*ND_API set_index_text group=index
 * Assigns to the part of `a` that an index in NumPy's words selects: a[index] = value.
 * Casting, broadcasting and overlap are nd_set's; nothing is written when an index is out of bounds or a shape does not
 * fit.
 * a        in borrowed  writeable; any dtype, shape (d0, …, dk)
 * index    in           UTF-8, as for nd_index_text
 * value    in borrowed  any dtype, broadcasts to the selected shape; 0-d where integers alone name one element
 * errors   ND_INDEX_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR,
 *          ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * see  nd_set, nd_index_text
 */
ND_EXPORT nd_status nd_set_index_text(nd_array* a, const char* index, nd_array* value) {
  return call("nd_set_index_text", [&] {
    Array& target = array(a, "a");
    const Array& source = array(value, "value");
    set(target, parse_index(text_argument(index, "index")), source);
  });
}
