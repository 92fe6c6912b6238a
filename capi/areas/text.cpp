// Arrays as text.
/*ND_AREA text Arrays and numbers as text, in NumPy's layout. */
#include "ndcore/text.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "text/text.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

FloatMode float_mode(int64_t mode) {
  if (mode < ND_FLOATMODE_FIXED || mode > ND_FLOATMODE_MAXPREC_EQUAL) {
    fail(ND_VALUE_ERROR, ": member `floatmode` of argument `options` is no mode: ", mode);
  }
  return static_cast<FloatMode>(mode);
}

PrintOptions print_options(const nd_print_options* given) {
  PrintOptions options;
  if (given == nullptr) return options;
  const auto read = struct_argument(given, "options");
  options.precision = read.precision;
  options.threshold = read.threshold;
  options.edgeitems = read.edgeitems;
  options.linewidth = read.linewidth;
  options.suppress = read.suppress != 0;
  options.floatmode = float_mode(read.floatmode);
  if (read.sign != '-' && read.sign != '+' && read.sign != ' ') {
    fail(ND_VALUE_ERROR, ": member `sign` of argument `options` must be '-', '+' or ' ', not character ", read.sign);
  }
  options.sign = static_cast<char>(read.sign);
  if (read.nanstr != nullptr) options.nanstr = text_argument(read.nanstr, "options");
  if (read.infstr != nullptr) options.infstr = text_argument(read.infstr, "options");
  return options;
}

Ref<Array> bytes_of(std::string_view text) {
  Ref<Array> result = empty(dtype_of<uint8_t>(), Dims{static_cast<int64_t>(text.size())});
  std::memcpy(result->data, text.data(), text.size());
  return result;
}

}  // namespace

/*ND_API array_text group=text
 * The elements of `a` in brackets, as NumPy's str() and array2string() write them.
 * a          in borrowed  any dtype and shape
 * separator  in           between elements: " " for str, ", " for repr
 * prefix     in default=0  characters that stand before the first line; the others are indented by as many
 * suffix     in default=0  characters that must fit behind the last line
 * options    in optional  NULL: NumPy's defaults
 * returns    owned        the UTF-8 bytes of the text: 1-d uint8, without a terminating zero
 * errors     ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_array_text(nd_array* a, const char* separator, int64_t prefix, int64_t suffix,
                                  const nd_print_options* options) {
  return call("nd_array_text", [&] {
    const Array& source = array(a, "a");
    if (prefix < 0 || prefix > 4096) fail(ND_VALUE_ERROR, ": argument `prefix` must be in [0, 4096], not ", prefix);
    if (suffix < 0) fail(ND_VALUE_ERROR, ": argument `suffix` must not be negative, not ", suffix);
    const std::string_view between = text_argument(separator, "separator");
    return give(bytes_of(array_text(source, print_options(options), between, prefix, suffix)));
  });
}

/*ND_API array_repr group=text
 * `a` as NumPy's repr() writes it: array([1, 2, 3], dtype=int8).
 * a          in borrowed  any dtype and shape
 * name       in           what stands before the parenthesis: "array"
 * options    in optional  NULL: NumPy's defaults
 * returns    owned        the UTF-8 bytes of the text: 1-d uint8, without a terminating zero
 * errors     ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_array_repr(nd_array* a, const char* name, const nd_print_options* options) {
  return call("nd_array_repr", [&] {
    const Array& source = array(a, "a");
    return give(bytes_of(array_repr(source, print_options(options), text_argument(name, "name"))));
  });
}

/*ND_API number_text group=text
 * One number as Python's str() writes it: the shortest digits that read back as the same number of its dtype.
 * a          in borrowed  0-d, any dtype
 * returns    owned        the UTF-8 bytes of the text: 1-d uint8, without a terminating zero
 * errors     ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_number_text(nd_array* a) {
  return call("nd_number_text", [&] { return give(bytes_of(number_text(array(a, "a")))); });
}

/*ND_API print group=text
 * Prints `a` to the program's standard output, as Python's print() does: NumPy's str() and a newline.
 * It goes through C's stdout, behind what printf has written before, and is flushed: what cannot be written is an error
 * now.
 * a          in borrowed  any dtype and shape; a 0-d array as its number
 * errors     ND_IO_ERROR (standard output is closed or full), ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_print(nd_array* a) {
  return call("nd_print", [&] {
    const Array& source = array(a, "a");
    std::string text = source.ndim == 0 ? number_text(source) : array_text(source, {}, " ", 0, 0);
    text += '\n';
    errno = 0;
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (std::fflush(stdout) == 0 && written) return;
    const char* const reason = strerrordesc_np(errno);  // strerror follows the locale, this does not
    fail(ND_IO_ERROR, ": cannot write to standard output: ", reason != nullptr ? reason : "unknown error");
  });
}
