// Arrays by dtype and shape, other objects by name.
#include "observe/summary.hpp"

#include "modules/module.hpp"
#include "ufunc/ufunc.hpp"

namespace nd::capi {

Summary summary_of(const Array& array) noexcept {
  Summary text;
  text(array.weak != ND_WEAK_NONE ? "weak " : "", array.dtype->name, '[');
  for (int32_t axis = 0; axis < array.ndim; ++axis) text(axis > 0 ? ", " : "", array.shape(axis));
  return text(']');
}

Summary summary_of_handle(const void* handle) noexcept {
  Summary text;
  if (handle == nullptr) return text("NULL");
  Kind kind{};
  const Object* const found = handles::find_any(*current_thread_state, handle, kind);
  if (found == nullptr) return text("dead handle");
  switch (kind) {
    case Kind::array: return summary_of(*static_cast<const Array*>(found));
    case Kind::dtype: return text("dtype(", static_cast<const DType*>(found)->name, ')');
    case Kind::ufunc: return text("ufunc(", std::string_view(static_cast<const Ufunc*>(found)->name), ')');
    case Kind::module: return text("module(", std::string_view(static_cast<const Module*>(found)->name), ')');
    case Kind::buffer: return text("buffer(", static_cast<const Buffer*>(found)->bytes, " bytes)");
    case Kind::token: return text("token");
    case Kind::file: return text("file");
  }
  return text("handle");
}

}  // namespace nd::capi
