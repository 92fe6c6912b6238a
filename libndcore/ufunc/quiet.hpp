// Parts of a computation whose floating-point status is nobody's concern.
#pragma once

#include "core/fpstatus.hpp"

namespace nd {

// Ignores division by zero (if asked for) and invalid operations until the end of its life.
class Quiet {
 public:
  explicit Quiet(bool divide = false) : before_(fp_modes()) {
    fp_modes().invalid = ND_FP_IGNORE;
    if (divide) fp_modes().divide = ND_FP_IGNORE;
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() { fp_modes() = before_; }

 private:
  const FpModes before_;
};

}  // namespace nd
