// Values that are made or found on first use, without a lock: of threads that come together each makes its own, and all
// take that of the one which was first. Nobody waits for another thread, so a fork() beside a first use leaves nothing
// half done. For objects that live as long as the process: `static constinit`, and never destroyed.
#pragma once

#include <atomic>
#include <memory>

namespace nd {

// A pointer that whoever looks for it finds the same: to a constant table, a ufunc, a function of a loaded library.
template <class T>
class LazyPointer {
 public:
  template <class Find>
  T* get(Find&& find) {
    T* found = pointer_.load(std::memory_order_acquire);
    if (found) [[likely]]
      return found;
    found = find();
    pointer_.store(found, std::memory_order_release);
    return found;
  }

 private:
  std::atomic<T*> pointer_{nullptr};
};

// A value of its own on the heap. `make` may run more than once and then its other results are destroyed.
template <class T>
class Lazy {
  struct Version {
    T value;
    const Version* before;
  };

 public:
  template <class Make>
  const T& get(Make&& make) {
    const Version* const made = newest_.load(std::memory_order_acquire);
    return made ? made->value : first(make);
  }

  // A place for the next version, filled by the caller, which holds a lock against others that replace.
  using Next = std::unique_ptr<Version>;
  template <class Make>
  Next copy(Make&& make) {
    const T& now = get(make);
    return Next(new Version{now, newest_.load(std::memory_order_relaxed)});
  }
  // Readers of the versions before may go on: these stay.
  void replace(Next next) noexcept { newest_.store(next.release(), std::memory_order_release); }

 private:
  template <class Make>
  [[gnu::noinline]] const T& first(Make&& make) {
    Next made(new Version{make(), nullptr});
    const Version* none = nullptr;
    if (!newest_.compare_exchange_strong(none, made.get(), std::memory_order_acq_rel)) return none->value;
    return made.release()->value;
  }

  std::atomic<const Version*> newest_{nullptr};
};

}  // namespace nd
