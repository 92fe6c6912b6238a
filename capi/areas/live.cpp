// Which handles are alive, and what NDCORE_LEAKS=1 says of those that are left when the process ends.
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "abi/methods.hpp"
#include "array/array.hpp"
#include "ndcore/scope.h"
#include "observe/summary.hpp"
#include "runtime/arguments.hpp"
#include "runtime/makers.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

using Line = FixedText<512>;

constexpr int64_t kMostLines = 100;  // at the end of the process

int64_t bytes_of(const handles::Live& live) noexcept {
  if (live.kind != Kind::array) return -1;
  const Object* const found = handles::find(*current_thread_state, live.handle, Kind::array);
  return found ? static_cast<const Array*>(found)->nbytes() : -1;
}

bool is_view(const handles::Live& live) noexcept {
  if (live.kind != Kind::array) return false;
  const Object* const found = handles::find(*current_thread_state, live.handle, Kind::array);
  return found && static_cast<const Array*>(found)->is_view;
}

// "nd_add: float64[2, 3], 48 bytes". Inside a guard.
Line line_of(const handles::Live& live) noexcept {
  Line line;
  const int32_t maker = makers::maker_of(live.handle);
  if (maker >= 0) line(methods()[static_cast<size_t>(maker)].symbol, ": ");
  line(summary_of_handle(live.handle).view());
  const int64_t bytes = bytes_of(live);
  if (bytes >= 0) line(", ", bytes, bytes == 1 ? " byte" : " bytes");
  if (is_view(live)) line(", a view");
  if (live.owners > 1) line(", ", live.owners, " owners");
  return line('\n');
}

// Each in a guard of its own: it lists what is borrowed within.
template <class Visit>
void for_each_live(Visit&& visit) {
  handles::Live live{};
  for (uint32_t slot = 0; handles::next_live(slot, live);) {
    const Guard guard("nd_live_handles_text");
    if (guard) visit(line_of(live));
  }
}

void write_out(std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

bool leaks_wanted() noexcept {
  const char* const wish = std::getenv("NDCORE_LEAKS");
  return wish && *wish != '\0' && std::strcmp(wish, "0") != 0;
}

const bool reporting = leaks_wanted() && makers::start();

// Behind the handlers of exit() and the destructors of the program and its libraries, which may give back the last.
[[gnu::destructor]] void report_leaks() {
  const int64_t count = reporting ? handles::live_count() : 0;
  if (count == 0) return;
  Line head;
  head("ndcore: ", count, count == 1 ? " handle was" : " handles were", " not released:\n");
  write_out(head.view());
  int64_t written = 0;
  for_each_live([&](const Line& line) {
    if (written++ < kMostLines) write_out(Line()("  ", line.view()).view());
  });
  if (written > kMostLines) write_out(Line()("  … and ", written - kMostLines, " more\n").view());
}

}  // namespace

/*ND_AREA scope*/

/*ND_API live_handles_text
 * The handles that are alive in the process, a line each, without dtypes, ufuncs and modules, which live for ever.
 * For finding leaks: "nd_add: float64[2, 3], 48 bytes" names the function that made the handle, if NDCORE_LEAKS=1 stood
 * in the environment when the library was loaded; else the line begins behind it. Of an array the bytes are those of
 * its elements; "a view" shares them, and more owners than one are counted. With NDCORE_LEAKS=1 the same lines go to
 * standard error when the process ends, and nothing where all was released. Off, this costs a call nothing.
 * returns  owned  the UTF-8 bytes of the lines: 1-d uint8, without a terminating zero and without a line for itself
 * errors   ND_NO_MEMORY
 * threads  safe from any thread; what other threads make or release meanwhile may be missing
 * see  nd_live_handles
 */
ND_EXPORT nd_array* nd_live_handles_text(void) {
  return reading("nd_live_handles_text", [] {
    std::string text;
    for_each_live([&](const Line& line) { text += line.view(); });
    const Ref<Array> result = empty(dtype_of<uint8_t>(), Dims{static_cast<int64_t>(text.size())});
    if (!text.empty()) std::memcpy(result->data, text.data(), text.size());
    return give(result);
  });
}
