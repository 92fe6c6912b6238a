// The family of functions of four operands; called by its declaration in ufunc/ops/.
#pragma once

#include "kernels/loops.hpp"

namespace nd {

void register_four_operands(LoopTable& table);  // isclose, nan_to_num

}  // namespace nd
