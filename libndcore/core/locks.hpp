// The mutexes of the library, all of them: fork() takes each and gives it back in parent and child, so that none is
// held for ever in a child. There is no other one, nor a static object that threads wait for (core/lazy.hpp).
#pragma once

#include <atomic>
#include <mutex>

namespace nd {

// In the order in which they are taken: who holds one takes only those that stand below it.
enum class Lock : unsigned char {
  loading,   // of modules, while their code runs; the only one that its owner may take again
  staging,   // what the init of a module has registered
  modules,   // their list is being replaced
  dtypes,    // the list of registered ones
  ufuncs,    // their table
  blas,      // is being opened, or told its number of threads
  progress,  // callback and data of a token
  reclaim,   // objects that wait for their users
  handles,   // free slots
  pool,      // workers are being started
  memory,    // cached blocks
  count
};

struct alignas(64) LockEntry {
  std::mutex mutex;
  std::atomic<const void*> owner{nullptr};  // known of what may be taken again
  int depth = 0;
};
extern constinit LockEntry lock_table[static_cast<size_t>(Lock::count)];

inline std::mutex& mutex_of(Lock lock) noexcept { return lock_table[static_cast<size_t>(lock)].mutex; }

// Holds a lock that its thread may hold already; such a thread may fork, too.
class OwnedLock {
 public:
  explicit OwnedLock(Lock lock) noexcept;
  OwnedLock(const OwnedLock&) = delete;
  OwnedLock& operator=(const OwnedLock&) = delete;
  ~OwnedLock();

 private:
  LockEntry& entry_;
};

// For fork() alone: takes and gives back what the calling thread does not own.
void lock_all() noexcept;
void unlock_all() noexcept;
void forget_other_forks() noexcept;  // in the child: the threads that wait to fork are not there

}  // namespace nd
