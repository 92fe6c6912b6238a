// Loops by their dtypes and sources, and how many threads they get.
#include "ufunc/describe.hpp"

#include "core/threads.hpp"
#include "ufunc/execute.hpp"

namespace nd {

LoopText loop_types(const LoopEntry& entry, int32_t nin, int32_t nout) noexcept {
  LoopText text;
  for (int32_t i = 0; i < nin + nout; ++i) {
    if (i > 0) text(i == nin ? "->" : ",");
    text(dtype_of(entry.types[static_cast<size_t>(i)])->name);
  }
  return text;
}

void note_loop(const LoopEntry& entry, int32_t nin, int32_t nout) noexcept {
  tracing::note_loop(entry.ufunc, loop_types(entry, nin, nout).view());
}

void note_loop(std::string_view name, std::initializer_list<const DType*> in, const DType* out) noexcept {
  LoopText types;
  for (const DType* type : in) types(types.empty() ? "" : ",", type->name);
  tracing::note_loop(name, types("->", out->name).view());
}

void note_fold(const Ufunc& ufunc, std::string_view method, const DType* from, const DType* to) noexcept {
  FixedText<96> name;
  note_loop(name(std::string_view(ufunc.name), '.', method).view(), {from}, to);
}

int planned_threads(const Ufunc& ufunc, const LoopEntry& entry, int64_t size) {
  const int64_t grain = thread_grain(ufunc.cost);
  return entry.serial || size < 2 * grain ? 1 : threads_for(size, grain);
}

}  // namespace nd
