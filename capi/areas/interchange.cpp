// Arrays from and for other libraries: DLPack's managed tensors, the Arrow C data interface, and the end of the
// capsules in which Python hands both around.
#include <atomic>
#include <utility>

#include "areas/options.hpp"
#include "interchange/arrow.hpp"
#include "interchange/dlpack.hpp"
#include "ndcore/interchange.h"
#include "ndcore/interchange_structs.h"
#include "runtime/arguments.hpp"

/*ND_AREA interchange Arrays from and for other libraries, without copies: DLPack and the Arrow C data interface. */

using namespace nd;
using namespace nd::capi;

/*ND_API to_dlpack nocall
 * An array as a managed tensor of DLPack, over the same memory.
 * The tensor holds the memory, whatever becomes of the array, until its `deleter` is called, once, on any thread. A
 * read-only array is refused where there is no flag for it, in the legacy form. ndcore/interchange_structs.h has the
 * structs.
 * a            in borrowed                any dtype of the machine's byte order, any shape
 * max_version  in default=0               major version of DLPack that the consumer knows: 0 gives the legacy
 *                                         DLManagedTensor, 1 or more a DLManagedTensorVersioned of version 1.0
 * device_type  in default=0               where the data are wanted: 0 for where they are, or 1, the CPU
 * device_id    in default=0               0, of either
 * copy         in default=ND_COPY_IF_NEEDED  ND_COPY_IF_NEEDED: where strides are no multiples of the itemsize;
 *                                         ND_COPY_NEVER or ND_COPY_ALWAYS
 * out          out owned                  the tensor
 * errors       ND_BUFFER_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 * see          nd_from_dlpack
 */
ND_EXPORT nd_status nd_to_dlpack(nd_array* a, int64_t max_version, int64_t device_type, int64_t device_id,
                                 nd_copy_mode copy, void** out) {
  return call("nd_to_dlpack", [&] {
    Array& array = object<Array>(a, "a");
    if (max_version < 0) fail(ND_VALUE_ERROR, ": argument `max_version` must not be negative, not ", max_version);
    void*& place = out_pointer(out, "out");
    place = to_dlpack(array, {max_version, device_type, device_id, checked_copy(copy)});
  });
}

/*ND_API from_dlpack nocall
 * An array over the memory of a managed tensor of DLPack.
 * If this call succeeds, the tensor is the array's: its `deleter` is called once, when the last array over the memory
 * is gone, on any thread; after a copy at once. If this call fails, the tensor still is the caller's and its deleter
 * has not been called. An array over a legacy tensor is read-only, as one over a tensor that says so.
 * managed    in memory                     DLManagedTensor, or DLManagedTensorVersioned of major version 0 or 1; data
 *                                          that the CPU reads
 * versioned  in default=0                  1: it is a DLManagedTensorVersioned
 * copy       in default=ND_COPY_IF_NEEDED  ND_COPY_ALWAYS: a copy, unless the tensor says that it is one; never needed
 * returns    owned                         of the tensor's shape and dtype
 * errors     ND_BUFFER_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 * see        nd_to_dlpack
 */
ND_EXPORT nd_array* nd_from_dlpack(void* managed, nd_flag versioned, nd_copy_mode copy) {
  return call("nd_from_dlpack", [&] {
    if (managed == nullptr) refuse_pointer("managed");
    const bool is_versioned = flag_argument(versioned, "versioned");
    const Ref<Array> made = from_dlpack(managed, is_versioned, checked_copy(copy));
    nd_array* const handle = give(Ref<Array>(made));
    take_dlpack(*made, managed, is_versioned);
    return handle;
  });
}

/*ND_API to_arrow nocall
 * An array as ArrowSchema and ArrowArray of the Arrow C data interface, over the same memory where Arrow's form allows.
 * Arrow's elements lie one after another, in the machine's byte order, and its bools are bits: other arrays, and all of
 * bools, are copied. More than one dimension becomes fixed-size lists. The structs hold what they need, whatever
 * becomes of the array, until their `release` is called, each once, on any thread; they may be moved before. Arrow's
 * arrays are not to be written to: nobody may do so through `a` either, as long as a consumer reads them.
 * a        in borrowed     bool, int8 to uint64, float16, float32 or float64; not 0-d
 * copy     in default=ND_COPY_IF_NEEDED  ND_COPY_IF_NEEDED, ND_COPY_NEVER or ND_COPY_ALWAYS
 * schema   in memory       an ArrowSchema, which is filled
 * array    in memory       an ArrowArray, which is filled
 * errors   ND_BUFFER_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 * see      nd_from_arrow
 */
ND_EXPORT nd_status nd_to_arrow(nd_array* a, nd_copy_mode copy, void* schema, void* array) {
  return call("nd_to_arrow", [&] {
    if (schema == nullptr) refuse_pointer("schema");
    if (array == nullptr) refuse_pointer("array");
    to_arrow(object<Array>(a, "a"), checked_copy(copy), *static_cast<ArrowSchema*>(schema),
             *static_cast<ArrowArray*>(array));
  });
}

/*ND_API from_arrow nocall
 * An array over the memory of an ArrowArray of the Arrow C data interface; read-only, as that is, unless it is a copy.
 * If this call succeeds, `array` was moved: its `release` is NULL, and what it was is released when the last array over
 * the memory is gone, on any thread; after a copy at once. If this call fails, nothing has changed. `schema` is only
 * read and stays the caller's.
 * schema   in memory                     an ArrowSchema: numbers or bools, or fixed-size lists of such, which become
 *                                        further dimensions
 * array    in memory                     its ArrowArray, without nulls
 * copy     in default=ND_COPY_IF_NEEDED  ND_COPY_IF_NEEDED: bools, which are bits in Arrow; ND_COPY_NEVER or
 *                                        ND_COPY_ALWAYS
 * returns  owned                         at least 1-d
 * errors   ND_BUFFER_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 * see      nd_to_arrow
 */
ND_EXPORT nd_array* nd_from_arrow(const void* schema, void* array, nd_copy_mode copy) {
  return call("nd_from_arrow", [&] {
    if (schema == nullptr) refuse_pointer("schema");
    if (array == nullptr) refuse_pointer("array");
    auto& source = *static_cast<ArrowArray*>(array);
    ArrowImport made = from_arrow(*static_cast<const ArrowSchema*>(schema), source, checked_copy(copy));
    nd_array* const handle = give(Ref<Array>(made.array));
    take_arrow(*made.array, std::move(made.owner), source);
    return handle;
  });
}

namespace {

// nd_capsule_functions, with types. Set once and for all in effect: a process has one such host language.
constinit std::atomic<int (*)(void*, const char*)> is_valid{nullptr};
constinit std::atomic<void* (*)(void*, const char*)> get_pointer{nullptr};
constinit std::atomic<void (*)(void*)> free_memory{nullptr};
constinit std::atomic<void (*)(void**, void**, void**)> save_error{nullptr};
constinit std::atomic<void (*)(void*, void*, void*)> restore_error{nullptr};

template <class Function>
void set(std::atomic<Function>& place, const void* function) noexcept {
  place.store(reinterpret_cast<Function>(const_cast<void*>(function)));
}

template <class Managed>
void end_tensor(void* memory) noexcept {
  auto* const managed = static_cast<Managed*>(memory);
  if (managed->deleter != nullptr) managed->deleter(managed);
}

template <class Struct>
void end_struct(void* memory) noexcept {
  auto* const held = static_cast<Struct*>(memory);
  if (held->release != nullptr) held->release(held);
  free_memory.load()(memory);
}

struct CapsuleKind {
  const char* name;
  void (*end)(void* memory) noexcept;
};
constexpr CapsuleKind kCapsuleKinds[] = {
    {"dltensor", end_tensor<nd_dlpack_managed>},
    {"dltensor_versioned", end_tensor<nd_dlpack_managed_versioned>},
    {"arrow_schema", end_struct<ArrowSchema>},
    {"arrow_array", end_struct<ArrowArray>},
};

}  // namespace

/*ND_API capsule_set_functions nocall
 * Tells how capsules of a host language are read, for nd_capsule_destroy; a frontend does so once.
 * functions  in          those of the process's one host language
 * errors     ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_capsule_set_functions(const nd_capsule_functions* functions) {
  return reading("nd_capsule_set_functions", [&] {
    const nd_capsule_functions given = struct_argument(functions, "functions");
    if (given.is_valid == nullptr) refuse_pointer("functions->is_valid");
    if (given.get_pointer == nullptr) refuse_pointer("functions->get_pointer");
    if (given.free == nullptr) refuse_pointer("functions->free");
    if ((given.save_error == nullptr) != (given.restore_error == nullptr)) {
      fail(ND_VALUE_ERROR, ": functions->save_error and functions->restore_error belong together");
    }
    set(get_pointer, given.get_pointer);
    set(free_memory, given.free);
    set(save_error, given.save_error);
    set(restore_error, given.restore_error);
    set(is_valid, given.is_valid);  // last: where it is set, the others are
  });
}

/*ND_API capsule_destroy nocall
 * The destructor of a capsule named "dltensor", "dltensor_versioned", "arrow_schema" or "arrow_array": what nobody has
 * taken out of it is released, and the struct of an Arrow capsule freed. A frontend gives the address of this function
 * to its language (PyCapsule_New), so that no code in that language runs when a capsule ends, perhaps while an error is
 * being raised. It does nothing before nd_capsule_set_functions.
 * capsule  in opaque   the host language's capsule
 * threads  wherever the host language ends its capsules
 */
ND_EXPORT void nd_capsule_destroy(void* capsule) {
  const auto is_named = is_valid.load();
  if (is_named == nullptr || capsule == nullptr) return;
  for (const CapsuleKind& kind : kCapsuleKinds) {
    if (is_named(capsule, kind.name) == 0) continue;
    void *type = nullptr, *value = nullptr, *traceback = nullptr;
    const auto save = save_error.load();
    if (save != nullptr) save(&type, &value, &traceback);
    kind.end(get_pointer.load()(capsule, kind.name));
    if (save != nullptr) restore_error.load()(type, value, traceback);
    return;
  }
}
