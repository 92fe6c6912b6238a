#include "worker.hpp"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <sstream>
#include <thread>

#include "sequence.hpp"
#include "texts.hpp"

namespace fuzz {

namespace {

constexpr auto kPatience = std::chrono::seconds(60);  // of one call

// Files are made in a folder of the process, which goes with it.
[[noreturn]] void work(const Options& options, Board* shared, int log) {
  board = shared;
  dup2(log, STDERR_FILENO);
  run_sequences(options);
  std::fflush(nullptr);
  _exit(0);
}

}  // namespace

Worker::Worker(const Options& options) : options_(options), last_beat_(std::chrono::steady_clock::now()) {
  void* const memory = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  log_ = memfd_create("log", MFD_CLOEXEC);
  if (memory == MAP_FAILED || log_ < 0) std::abort();
  board_ = new (memory) Board;
  board_->sequence = options.first;
  std::fflush(nullptr);
  pid_ = fork();
  if (pid_ < 0) std::abort();
  if (pid_ == 0) work(options_, board_, log_);
}

Worker::~Worker() {
  if (!has_ended_) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(log_);
  munmap(board_, sizeof(Board));
}

std::string Worker::read_log() const {
  std::string text;
  char piece[4096];
  off_t at = 0;
  for (ssize_t got; (got = pread(log_, piece, sizeof piece, at)) > 0 && at < 1 << 20; at += got)
    text.append(piece, static_cast<size_t>(got));
  return text;
}

void Worker::read_end(int status) {
  has_ended_ = true;
  if (status == 0) return;
  Failure found;
  found.sequence = board_->sequence;
  found.step = board_->step;
  found.log = read_log();
  found.kind = is_hanging_ ? "hang" : "crash";
  found.function = board_->current;
  if (!is_hanging_ && board_->failed != 0) {
    found.kind = board_->kind;
    found.function = board_->function;
    found.message = board_->message;
  }
  failure_ = found;
}

bool Worker::has_ended() {
  if (has_ended_) return true;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) == pid_) {
    read_end(status);
    return true;
  }
  const auto now = std::chrono::steady_clock::now();
  if (beats_ != board_->beats) {
    beats_ = board_->beats;
    last_beat_ = now;
  } else if (now - last_beat_ > kPatience && !is_hanging_) {
    is_hanging_ = true;
    kill(pid_, SIGABRT);  // a sanitizer shows where it stands
    std::this_thread::sleep_for(std::chrono::seconds(2));
    kill(pid_, SIGKILL);
  }
  return false;
}

void Worker::wait() {
  while (!has_ended()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

}  // namespace fuzz
