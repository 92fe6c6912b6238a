// What this build of the library offers: all there is, or with the build option abi_revision only what an older frozen
// revision had. Read by the tables and nd_revision.
#pragma once

#include <cstdint>

#include "abi/methods.hpp"
#include "ndcore/revision.h"

namespace nd::capi {

#ifdef ND_LIBRARY_REVISION
inline constexpr int32_t kRevision = ND_LIBRARY_REVISION;
inline constexpr bool kDrafts = false;
#else
inline constexpr int32_t kRevision = ND_REVISION;
inline constexpr bool kDrafts = true;
#endif
static_assert(kRevision <= ND_REVISION, "abi_revision: there is no such revision yet");

inline bool is_offered(const Method& method) {
  return method.state == State::draft ? kDrafts : method.since <= kRevision;
}

}  // namespace nd::capi
