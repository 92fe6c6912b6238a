// Reference-counted objects behind handles, and the intrusive pointer that holds them.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace nd {

// What kind of handle may name an object; a handle of another kind is refused.
enum class Kind : uint8_t { array, dtype, ufunc, buffer, token, module, file };

class Object {
 public:
  explicit Object(Kind object_kind) noexcept : kind(object_kind) {}
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;

  void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() noexcept {
    // The only owner counts down without a locked instruction: nobody is left who could make another reference.
    if (unique() || references_.fetch_sub(1, std::memory_order_acq_rel) == 1) dispose();
  }

  // True if the caller's reference is the only one: nobody else can make another.
  bool unique() const noexcept { return references_.load(std::memory_order_acquire) == 1; }
  // Bytes that may become free with this object; a released object that holds much does not wait in a batch.
  virtual int64_t held_bytes() const noexcept { return 0; }

  const Kind kind;

  // Owned by capi/runtime/handles: the last handle given for this object, alive or not, or 0. One object has at most
  // one live handle.
  std::atomic<uint64_t> handle{0};

 protected:
  // Ends the object when its last reference is gone; another way for objects that do not stand in memory of their own.
  virtual void dispose() noexcept { delete this; }

 private:
  std::atomic<int64_t> references_{1};
};

// Owns one reference. `Ref<T>::adopt(new T)` takes over the first one.
template <class T>
class Ref {
 public:
  Ref() noexcept = default;
  Ref(std::nullptr_t) noexcept {}  // NOLINT: as for std::shared_ptr
  explicit Ref(T* object) noexcept : object_(object) {
    if (object_) object_->retain();
  }
  static Ref adopt(T* object) noexcept {
    Ref ref;
    ref.object_ = object;
    return ref;
  }
  Ref(const Ref& other) noexcept : Ref(other.object_) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() {
    if (object_) object_->release();
  }

  T* get() const noexcept { return object_; }
  T& operator*() const noexcept { return *object_; }
  T* operator->() const noexcept { return object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }
  T* detach() noexcept { return std::exchange(object_, nullptr); }

 private:
  T* object_ = nullptr;
};

}  // namespace nd
