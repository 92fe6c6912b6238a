#include "board.hpp"

#include <unistd.h>

#include <cstdio>

#include "ndcore/ndcore.h"

namespace fuzz {

Board* board = nullptr;

void copy_text(char* to, size_t room, const std::string& text) { std::snprintf(to, room, "%s", text.c_str()); }

void begin_call(const std::string& function) {
  nd_clear_error();  // else a NULL among the arguments would be put down to it
  copy_text(board->current, sizeof board->current, function);
  ++board->beats;
}

void report(const std::string& kind, const std::string& function, const std::string& message) {
  if (board->failed.exchange(1) != 0) pause();  // another thread is about to end this process
  copy_text(board->kind, sizeof board->kind, kind);
  copy_text(board->function, sizeof board->function, function);
  copy_text(board->message, sizeof board->message, message);
  _exit(kFailedExit);
}

}  // namespace fuzz
