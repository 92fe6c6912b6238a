#include "block.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

#include "board.hpp"

namespace fuzz {

namespace {

std::atomic<int64_t> blocks{0};

}  // namespace

Block::Block(size_t bytes, bool is_guarded) {
  ++blocks;
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  mapped_ = is_guarded ? (bytes + page - 1) / page * page + page : 0;
  base_ = is_guarded ? mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                     : std::malloc(bytes);
  if (base_ == nullptr || base_ == MAP_FAILED) report("harness", "block", "no memory");
  memory_ = static_cast<std::byte*>(base_);
  if (!is_guarded) return;
  mprotect(memory_ + mapped_ - page, page, PROT_NONE);
  memory_ += mapped_ - page - bytes;
}

Block::~Block() {
  if (mapped_ > 0) {
    munmap(base_, mapped_);
  } else {
    std::free(base_);
  }
  --blocks;
}

int64_t Block::count() { return blocks; }

}  // namespace fuzz
