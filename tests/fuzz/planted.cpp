#include "planted.hpp"

#include <unistd.h>

#include <cfenv>
#include <csignal>
#include <cstdlib>

#include "board.hpp"

namespace fuzz {

namespace {

nd_status crash(char* const*, int64_t, const int64_t*, void*) {
  std::raise(SIGSEGV);
  return ND_OK;
}

// Behind the last element of the output, where only a sanitizer sees it.
nd_status overrun(char* const* args, int64_t n, const int64_t* strides, void*) {
  args[1][n * strides[1]] = 1;
  return ND_OK;
}

nd_status leak(char* const*, int64_t, const int64_t*, void*) { return nd_weak_int(1) == nullptr ? ND_ERROR : ND_OK; }

nd_status rounding(char* const*, int64_t, const int64_t*, void*) {
  std::fesetround(FE_UPWARD);
  return ND_OK;
}

nd_status input(char* const* args, int64_t, const int64_t*, void*) {
  args[0][0] = static_cast<char>(args[0][0] ^ 1);
  return ND_OK;
}

nd_status hang(char* const*, int64_t, const int64_t*, void*) {
  while (true) pause();
}

nd_status status(char* const*, int64_t, const int64_t*, void*) { return nd_set_error(ND_IO_ERROR, "planted: no file"); }

struct Defect {
  const char* name;
  nd_loop_function loop;
};
constexpr Defect kDefects[] = {{"crash", crash}, {"overrun", overrun}, {"leak", leak},    {"rounding", rounding},
                               {"input", input}, {"hang", hang},       {"status", status}};
constexpr nd_type_code kTypes[] = {ND_FLOAT64, ND_FLOAT64};

}  // namespace

nd_ufunc* plant(const std::string& defect) {
  if (defect.empty()) return nullptr;
  for (const Defect& one : kDefects) {
    if (defect != one.name) continue;
    const nd_loop_def loop{sizeof loop, kTypes, one.loop, nullptr, 0, 0};
    const nd_loop_def* const loops[] = {&loop};
    const nd_ufunc_def def{sizeof def, "planted", nullptr, loops, 1, 1, 1, ND_IDENTITY_NONE, 0};
    return nd_ufunc_register(nullptr, &def);
  }
  report("harness", defect, "there is no such defect");
}

}  // namespace fuzz
