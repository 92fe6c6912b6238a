// What a worker tells the supervisor through shared memory: where it is, and the first failure it has found.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace fuzz {

struct Board {
  std::atomic<uint64_t> sequence{0};
  std::atomic<uint64_t> step{0};
  std::atomic<uint64_t> beats{0};  // changes with every call
  std::atomic<uint64_t> calls{0};
  std::atomic<uint64_t> succeeded{0};
  std::atomic<uint32_t> failed{0};
  char current[64] = "";  // the function that is running
  char kind[48] = "";
  char function[64] = "";
  char message[1800] = "";
};

inline constexpr int kFailedExit = 77;

// The board of this process, which the supervisor reads.
extern Board* board;

void copy_text(char* to, size_t room, const std::string& text);
// Says what runs now; for the watchdog and for crashes.
void begin_call(const std::string& function);
// Tells the failure and ends this process; of several threads the first is heard.
[[noreturn]] void report(const std::string& kind, const std::string& function, const std::string& message);

}  // namespace fuzz
