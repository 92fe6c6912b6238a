// The method table: what the library knows about each of its functions. Written by the generator from the tags; read by
// nd_get_c_api, by lookups by name and by calls by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace nd::capi {

// What a parameter is, from its type and its tag; see README.md.
enum class Role : uint8_t {
  integer_,
  double_,
  handle_,
  any_handle_,
  handles_,
  string_,
  strings_,
  array_,
  bytes_,
  memory_,
  opaque_,
  callback_,
  struct_,
  length_,
  cells_,
  out_value_,
  out_array_,
  out_handle_,
  out_handles_,
  out_string_,
  out_pointer_,
  out_bytes_,
  out_text_,
  out_struct_,
  out_cells_
};  // clang-format skip
// How a parameter takes part in a call by name: given, counted from lists, given back, or a struct whose fields follow.
enum class Way : uint8_t { argument_, length_, result_, fields_ };
enum class Scalar : uint8_t {
  none,
  i8,
  u8,
  i16,
  u16,
  i32,
  u32,
  i64,
  u64,
  f64
};  // a number, or what a pointer points to
enum class Direction : uint8_t { in, out, inout };
enum class Ownership : uint8_t { none, borrowed, owned };
enum class Return : uint8_t { owned_, borrowed_, status_, reading_, value_, void_ };
// What a call gives back besides out-parameters.
enum class Returned : uint8_t { none, number, handle, text, memory, list };
enum class State : uint8_t { draft, stable, removed };

// Bounds of the table, which the generated code asserts.
inline constexpr size_t kMostParameters = 16;
inline constexpr size_t kMostPlaces = 32;

// Calls a function with a word an argument; what it returns becomes a word, integers with their sign.
using Invoke = void (*)(void (*function)(), const uint64_t* words, uint64_t& returned);

struct Parameter {
  const char* name;
  const char* type;           // in C
  const char* kind;           // in a call by name; null where it takes no part
  const char* default_value;  // as text, or null: it must be given
  const char* text;
  Role role;
  Way way;
  Scalar scalar;
  Direction direction;
  Ownership ownership;
  bool optional;          // NULL is allowed
  int16_t counter;        // the parameter that tells the length, or -1
  int16_t factor;         // of that parameter; -1: the length is its ndim; with counter -1: the length itself
  int16_t parent;         // of a field: the parameter that points to its struct; else -1
  int16_t offset;         // of a field; of a struct that is spelled out its size
  uint8_t exact;          // the kind of cell that needs no conversion; ND_CELL_UNSET if all do
  uint64_t default_word;  // as a C caller would pass it
};

struct Method {
  const char* name;
  const char* symbol;
  const char* declaration;
  const char* signature;  // of a call by name; null: there is none
  const char* summary;
  const char* documentation;
  const char* group;
  const char* area;
  const char* file;
  int32_t line;
  int32_t version, since, removed, slot;
  State state;
  Return returns;
  Returned result;  // of a call by name
  Scalar result_scalar;
  bool nocall;
  bool plain;  // what it gives is returned, and what it takes are its parameters: neither out-parameters nor structs
  uint32_t required;  // a bit each parameter or field that must be given
  uint64_t abi_hash, call_hash;
  const Parameter* parameters;  // those of the C function, then fields
  int32_t parameter_count;
  int32_t c_count;       // parameters of the C function
  int32_t result_count;  // of a call by name; -1: it depends on the arguments
  void (*function)();
  Invoke invoke;  // null: not by name
};

// All functions, sorted by name, versions of one name in order.
std::span<const Method> methods() noexcept;

// All versions of one name; empty if there is none.
std::span<const Method> find_methods(std::string_view name) noexcept;

// What this build offers, in the same order, and one of them by "sum", of several versions the newest, or by "sum@1";
// null if there is none.
std::span<const Method* const> offered_methods() noexcept;
const Method* find_offered(std::string_view name) noexcept;

}  // namespace nd::capi
