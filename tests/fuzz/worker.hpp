// A process that runs sequences, watched from outside: what it has come to, also when it crashes or hangs.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "board.hpp"
#include "world.hpp"

namespace fuzz {

struct Failure {
  std::string kind, function, message, log;
  uint64_t sequence = 0, step = 0;

  bool is_like(const Failure& other) const { return kind == other.kind && function == other.function; }
};

class Worker {
 public:
  explicit Worker(const Options& options);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  // Whether it has ended; kills it when no call has ended for long.
  bool has_ended();
  void wait();
  const std::optional<Failure>& failure() const { return failure_; }
  const Board& board() const { return *board_; }
  const Options& options() const { return options_; }

 private:
  void read_end(int status);
  std::string read_log() const;

  Options options_;
  Board* board_;
  int log_;
  pid_t pid_;
  uint64_t beats_ = 0;
  std::chrono::steady_clock::time_point last_beat_;
  bool is_hanging_ = false, has_ended_ = false;
  std::optional<Failure> failure_;
};

}  // namespace fuzz
