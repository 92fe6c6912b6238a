// The public call by name: of the library's own functions and of those of modules.
#include "ndcore/call.h"

#include <algorithm>

#include "by_name/call_by_name.hpp"
#include "modules/module.hpp"
#include "modules/near_miss.hpp"

/*ND_AREA call Calls by name: any function of the library or of a module, with values in cells. */

using namespace nd;
using namespace nd::capi;

/*ND_API call since=3 nocall
 * Calls a function by its name.
 * Arguments and results stand in the order of the function's signature, which nd_method_find shows: lengths are told by
 * the lists, the fields of a struct of options are given by keyword, and what the function returns, unless it is a
 * status, comes before what it writes. A number serves where an array is wanted, as a weak 0-d array; text serves where
 * a dtype is wanted, or a ufunc. A number serves as a list of one, and the keyword `axis` for `axes`, as in NumPy.
 * ND_CELL_UNSET leaves a parameter to its default, ND_CELL_NONE is NULL. ndcore/cell.h makes cells.
 * name      in  of a function of the library: "sum", the newest version that this library has, or "sum@1", that version
 *               in every library; of a module, "specials.smooth"
 * args      in len=unchecked  the values given by position, then one for each name of `kwnames`; handles are borrowed
 * npos      in  how many are given by position
 * kwnames   in len=nkw  names of the values given by keyword
 * results   out len=nresults  room for all, else ND_VALUE_ERROR; handles are owned; texts and lists live as long as the
 *                             function says; the rest, and all of them on failure, are ND_CELL_UNSET
 * returns   reading  how many results there are; where the function itself fails, its status and its error
 * errors    ND_NOT_FOUND (no such function), ND_TYPE_ERROR (an argument does not fit the signature), ND_VALUE_ERROR,
 *           ND_CALLBACK_ERROR (a module's function gives what its signature does not say), ND_NO_MEMORY
 */
ND_EXPORT int64_t nd_call(const char* name, const nd_cell* args, int64_t npos, const char* const* kwnames, int64_t nkw,
                          nd_cell* results, int64_t nresults) {
  return reading("nd_call", [&] {
    const auto room = span_of(results, nresults, "results");
    std::ranges::fill(room, nd_cell{});
    const auto keywords = span_of(kwnames, nkw, "kwnames");
    if (npos < 0 || npos > INT64_MAX - nkw) fail(ND_VALUE_ERROR, ": argument `npos` must not be ", npos);
    const auto given = span_of(args, npos + nkw, "args");
    if (name == nullptr) refuse_pointer("name");
    // What is in the table needs no further check.
    if (const Method* const method = find_offered(name)) {
      if (method->nocall) {
        fail(ND_TYPE_ERROR, ": '", name,
             "' cannot be called by name: it takes callbacks or tables, or depends on its caller");
      }
      return call_by_name(*method, given, npos, keywords, room);
    }
    const std::string_view asked = text_argument(name, "name");
    const ModuleMethod* const method = find_module_method(asked);
    if (method == nullptr) refuse_function(asked);
    const FpEnvironment environment;
    return call_method(*method, given, npos, keywords, room);
  });
}
