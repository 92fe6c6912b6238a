// How a client gets at the functions: the typed tables, and a list in the client's own order.
#include "ndcore/tables.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "abi/methods.hpp"
#include "abi/revision.hpp"
#include "core/error.hpp"
#include "ndcore/api.h"
#include "ndcore/ndcore.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

#include "generated/traced.hpp"

/*ND_AREA tables The tables of functions, for clients that do not link: see loader.h, which does it all. */

namespace {

using nd::capi::kRevision;

#include "generated/tables.inc"

using nd::capi::Method;

constexpr int32_t kMissingNamed = 5;

// The version that a client compiled for `revision` means: the one of this hash, or without a hash the newest it knew.
const Method* choose(std::span<const Method> versions, uint64_t hash, int32_t revision) {
  const Method* best = nullptr;
  for (const Method& method : versions) {
    const bool known = method.state != nd::capi::State::draft && method.since <= revision;
    if (nd::capi::is_offered(method) && (hash != 0 ? method.abi_hash == hash : known)) best = &method;
  }
  return best;
}

// "sum" or "sum nd_array *nd_sum(…)": a client may add its own signature for the message. Only that needs reading to
// its end, and only then: most signatures are five times as long as their names.
std::string_view name_in(const char* asked) {
  if (!asked) nd::capi::refuse_pointer("names");
  return {asked, std::strcspn(asked, " ")};
}

std::string describe_missing(const char* text, uint64_t hash) {
  const std::string_view asked = nd::capi::text_argument(text, "names");
  const std::string_view name = name_in(text);
  const std::string_view theirs = asked.size() > name.size() ? asked.substr(name.size() + 1) : "";
  std::vector<Method> versions;
  std::ranges::copy_if(nd::capi::find_methods(name), std::back_inserter(versions), nd::capi::is_offered);
  std::string message(name);
  if (versions.empty()) {
    message += " is unknown to this library";
    return theirs.empty() ? message : nd::text(message, " (asked for `", theirs, "`)");
  }
  if (hash == 0) {
    const Method& first = versions.front();
    message += first.state == nd::capi::State::draft ? nd::text(" is a draft: ask for it by its hash")
                                                     : nd::text(" came with revision ", first.since);
    return message;
  }
  message += " has another signature: the caller's is ";
  message += theirs.empty() ? "unknown" : nd::text('`', theirs, '`');
  for (const Method& method : versions) message += nd::text(", this library's `", method.declaration, '`');
  return message;
}

}  // namespace

/*ND_API get_api since=1 group=runtime nocall
 * The table of the stable functions.
 * It is valid for as long as the process lives. Members stand at the same place in every later library, so that a
 * client compiled for revision N finds all it knows in the table of any revision from N on.
 * revision  in        the revision the client was compiled for: ND_TARGET_REVISION
 * returns   borrowed  NULL if the library is older than that
 * errors    ND_VERSION_ERROR, ND_VALUE_ERROR
 * threads   safe from any thread
 */
ND_EXPORT const nd_api* nd_get_api(int32_t revision) {
  return nd::capi::reading("nd_get_api", [&]() -> const nd_api* {
    if (revision < 0) nd::fail(ND_VALUE_ERROR, ": revision ", revision, " is negative");
    if (revision > kRevision) {
      nd::fail(ND_VERSION_ERROR, ": this library is of revision ", kRevision, ", the caller needs ", revision);
    }
    return &nd_api_table;
  });
}

/*ND_API get_api_draft since=1 group=runtime nocall
 * The table of the drafts.
 * Its members may change from build to build: a client gets it only from the library of the build that its headers
 * come from.
 * build_hash  in        ND_BUILD_HASH
 * returns     borrowed  NULL if the library is of another build
 * errors      ND_VERSION_ERROR
 * threads     safe from any thread
 */
ND_EXPORT const nd_api_draft* nd_get_api_draft(uint64_t build_hash) {
  return nd::capi::reading("nd_get_api_draft", [&]() -> const nd_api_draft* {
    if (!nd::capi::kDrafts || build_hash != ND_BUILD_HASH) {
      nd::fail(ND_VERSION_ERROR,
               ": the caller was compiled with the drafts of another build of this library; compile it "
               "again, or define ND_STABLE_ONLY");
    }
    return &nd_api_draft_table;
  });
}

/*ND_API get_c_api since=1 group=runtime nocall
 * Functions in the client's own order.
 * A known hash gives exactly that version of the function, draft or stable. Hash 0 gives the newest version that was
 * stable in `compiled_revision`. What there is not becomes NULL, and the error says why, with both signatures where
 * they differ.
 * names              in len=n             as in the method table: `sum`; `sum SIGNATURE` shows the signature in errors
 * hashes             in optional len=n    `abi_hash` of each, or 0; NULL for 0 throughout
 * compiled_revision  in                   the revision the client was compiled for: ND_TARGET_REVISION
 * out                out len=n            the functions
 * returns            reading              how many are missing
 * errors             ND_VERSION_ERROR, ND_VALUE_ERROR
 * threads            safe from any thread
 */
ND_EXPORT int32_t nd_get_c_api(const char* const* names, const uint64_t* hashes, int32_t n, int32_t compiled_revision,
                               void** out) {
  return nd::capi::reading("nd_get_c_api", [&]() -> int32_t {
    const auto asked = nd::capi::span_of(names, n, "names");
    const auto found = nd::capi::span_of(out, n, "out");
    std::string message;
    int32_t missing = 0;
    for (size_t i = 0; i < asked.size(); ++i) {
      const uint64_t hash = hashes ? hashes[i] : 0;
      const Method* method = choose(nd::capi::find_methods(name_in(asked[i])), hash, compiled_revision);
      found[i] = method ? reinterpret_cast<void*>(method->function) : nullptr;
      if (method) continue;
      missing += 1;
      if (missing <= kMissingNamed) message += nd::text(missing == 1 ? ": " : "; ", describe_missing(asked[i], hash));
    }
    if (missing > kMissingNamed) message += nd::text("; and ", missing - kMissingNamed, " more");
    if (missing > 0) nd::capi::record_error("nd_get_c_api", ND_VERSION_ERROR, message);
    return missing;
  });
}
