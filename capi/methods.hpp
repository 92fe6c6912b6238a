// The method table: what the library knows about each of its functions. Written by the generator from the tags; read by
// nd_get_c_api, by lookups by name and by calls by name.
#pragma once

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
enum class Direction : uint8_t { in, out, inout };
enum class Ownership : uint8_t { none, borrowed, owned };
enum class Return : uint8_t { owned_, borrowed_, status_, reading_, value_, void_ };
enum class State : uint8_t { draft, stable, removed };

struct Parameter {
  const char* name;
  const char* type;
  const char* default_value;  // as written in the tag, or null
  const char* text;
  Role role;
  Direction direction;
  Ownership ownership;
  bool optional;
  int16_t counter;  // the parameter that tells the length, or -1
  int16_t factor;   // of that parameter; -1: the length is its ndim; with counter -1: the length itself
};

// Where the engine does a function's work, as the generator found it in the sources; all empty if it does so itself.
struct Engine {
  const char* file = "";
  int32_t line = 0;
  const char* function = "";
  const char* kernels = "";  // files that it can reach, "a.cpp, b.cpp"
};

struct Method {
  const char* name;
  const char* symbol;
  const char* signature;
  const char* summary;
  const char* documentation;
  const char* group;
  const char* area;
  const char* file;
  int32_t line;
  Engine engine;
  int32_t version, since, removed, slot;
  State state;
  Return returns;
  bool nocall;
  uint64_t abi_hash, call_hash;
  const Parameter* parameters;
  int32_t parameter_count;
  void (*function)();
};

// All functions, sorted by name, versions of one name in order.
std::span<const Method> methods() noexcept;

// All versions of one name; empty if there is none.
std::span<const Method> find_methods(std::string_view name) noexcept;

}  // namespace nd::capi
