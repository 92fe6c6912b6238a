// The name that was meant, for errors about names that there are not. Looked for only when an error is being made.
#pragma once

#include <string>
#include <string_view>

namespace nd::capi {

// Of the names that are offered the one most like `wanted`, if it is alike at all.
class NearMiss {
 public:
  explicit NearMiss(std::string_view wanted) : wanted_(wanted) {}
  void offer(std::string_view name);
  // "did you mean 'sum'?" between the two, or nothing at all.
  std::string hint(std::string_view before, std::string_view after = "") const;

 private:
  std::string_view wanted_;
  std::string best_;
  size_t distance_ = SIZE_MAX;
};

// ND_NOT_FOUND for a function that neither the library nor a module has.
[[noreturn]] void refuse_function(std::string_view name);

}  // namespace nd::capi
