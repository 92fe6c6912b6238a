// Calls that nd_call cannot make, and settings.
#include <algorithm>
#include <climits>
#include <cstring>

#include "board.hpp"
#include "checks.hpp"
#include "elements.hpp"
#include "hostile.hpp"
#include "session.hpp"

namespace fuzz {

namespace {

int32_t on_flag(const char* operation, int32_t /*flag*/, int32_t /*mode*/, void* data) {
  check_text("nd_fp_set_handler", operation);
  return data != nullptr ? 1 : 0;
}

int32_t on_progress(const char* function, int64_t done, int64_t total, void* /*data*/) {
  check_text("nd_token_set_progress", function);
  if (done < 0 || total < 0) report("progress", function, std::to_string(done) + " of " + std::to_string(total));
  return 0;
}

void on_trace(const nd_trace_event* event, void* /*data*/) {
  for (const char* text : {event->function, event->arguments, event->result, event->loops, event->target})
    check_text("nd_trace_set", text);
}

void expect(bool is_right, const char* function, const std::string& what) {
  if (!is_right) report("direct", function, what + "; last error: " + nd_last_error_message());
}

std::string describe(Random& random, Pool& pool) {
  begin_call("nd_array_describe");
  struct {
    nd_array_info info;
    int64_t guard;
  } room;
  std::memset(&room, 0x55, sizeof room);
  const int64_t guard = room.guard;
  room.info.struct_size = random.of<int64_t>({sizeof room.info, 0, 7, 8, 16, -1, INT64_MIN, 40});
  const bool is_good = random.chance(70);
  nd_array* const array = is_good ? pool.array(random) : static_cast<nd_array*>(pool.bad_handle(random));
  const nd_status status = nd_array_describe(array, &room.info);
  expect(status == ND_OK || status == nd_last_error_status(), "nd_array_describe", "the record has another status");
  expect(room.guard == guard, "nd_array_describe", "wrote behind the struct");
  expect(nd_array_describe(array, nullptr) < 0, "nd_array_describe", "NULL was taken");
  return "nd_array_describe";
}

// The arrays are never read: most of them lie about their memory.
std::string wrap(Random& random, Pool& /*pool*/) {
  begin_call("nd_array_wrap");
  static std::byte memory[64];
  std::vector<int64_t> shape(random.below(6)), strides(shape.size());
  for (int64_t& extent : shape) extent = random.chance(50) ? random.between(0, 3) : extreme_integer(random);
  for (int64_t& stride : strides) stride = random.chance(50) ? random.between(-16, 16) : extreme_integer(random);
  const auto ndim = random.chance(85) ? static_cast<int32_t>(shape.size()) : random.of({-1, 65, INT_MIN, INT_MAX, 0});
  const bool has_shape = random.chance(95) && (ndim <= std::ssize(shape));
  nd_array* const array =
      nd_array_wrap(random.chance(90) ? memory : nullptr, any_dtype(random), has_shape ? shape.data() : nullptr,
                    random.chance(70) && has_shape ? strides.data() : nullptr, ndim, 1, nullptr, nullptr);
  if (array == nullptr) {
    const nd_status status = nd_last_error_status();
    expect(status == ND_VALUE_ERROR || status == ND_NO_MEMORY, "nd_array_wrap", nd_status_name(status));
    return "nd_array_wrap, refused";
  }
  const std::string text = "nd_array_wrap " + text_of(array);
  nd_may_share_memory(array, array);
  expect(nd_array_nbytes(array) >= 0, "nd_array_nbytes", text);
  nd_release(array);
  return text;
}

// nd_call itself, with pointers and counts that do not fit together.
std::string frame(Random& random, Pool& pool) {
  begin_call("nd_call");
  const nd_cell args[] = {nd_cell_handle(pool.array(random)), nd_cell_int(0)};
  const char* const names[] = {"axes", random.chance(50) ? nullptr : "\xFF"};
  nd_cell results[4] = {};
  const char* const name =
      random.of<const char*>({nullptr, "", "sum", "\xFF\xFE", "sum@0", "sum@", "@", "call", "no.such"});
  const auto count = [&](int64_t most) {
    return random.chance(60) ? random.between(0, most) : random.of<int64_t>({-1, INT64_MIN, 3});
  };
  int64_t npos = count(2), nkw = count(1), room = count(4);
  const bool has_args = random.chance(80), has_names = random.chance(80), has_room = random.chance(80);
  // Lists that are shorter than they say are beyond what a library can see.
  if (has_args && std::max<int64_t>(npos, 0) + std::max<int64_t>(nkw, 0) > 2) npos = nkw = 0;
  if (has_names && nkw > 2) nkw = 0;
  if (has_room && room > 4) room = 4;
  const int64_t made = nd_call(name, has_args ? args : nullptr, npos, has_names ? names : nullptr, nkw,
                               has_room ? results : nullptr, room);
  if (made < 0) expect(nd_last_error_message()[0] != '\0', "nd_call", "without a message");
  for (int64_t i = 0; i < made; ++i)
    if (results[i].kind == ND_CELL_HANDLE)
      nd_release(reinterpret_cast<void*>(static_cast<uintptr_t>(results[i].value)));
  return std::string("nd_call(") + (name == nullptr ? "NULL" : name) + ")";
}

std::string info(Random& random, Pool& /*pool*/) {
  begin_call("nd_method_get");
  nd_method_info method{};
  method.struct_size = random.of<int64_t>({sizeof method, 0, 8, -1, 24});
  const int64_t index = random.chance(50) ? random.between(0, nd_method_count() - 1) : extreme_integer(random);
  nd_method_get(index, &method);
  nd_parameter_info parameter{};
  parameter.struct_size = sizeof parameter;
  nd_method_parameter(index, static_cast<int32_t>(random.of<int64_t>({0, 1, -1, INT32_MAX, INT32_MIN})), &parameter);
  nd_fp_modes modes{};
  modes.struct_size = random.of<int64_t>({sizeof modes, 0, -1, 8});
  nd_fp_get_modes(&modes);
  return "nd_method_get";
}

std::string tables(Random& random, Pool& /*pool*/) {
  begin_call("nd_get_c_api");
  const char* const names[] = {random.of<const char*>({"sum", nullptr, "", "sum nd_array *", "no", "\xFF"}), "add"};
  const uint64_t hashes[] = {random.next(), 0};
  void* functions[2] = {};
  const auto revision = static_cast<int32_t>(random.of<int64_t>({0, 1, 2, 99, -1, INT32_MIN}));
  nd_get_c_api(names, random.chance(50) ? hashes : nullptr, 2, revision, functions);
  return "nd_get_c_api";
}

std::string progress(Random& random, Pool& pool) {
  begin_call("nd_token_set_progress");
  auto* const token = static_cast<nd_token*>(pool.other(random, ND_KIND_TOKEN));
  nd_token_set_progress(token, random.chance(70) ? on_progress : nullptr, nullptr,
                        random.of<int64_t>({0, 1, -1, INT64_MAX}));
  nd_token_use(token);
  nd_array* const sum = nd_add(pool.array(random), pool.array(random));
  nd_token_use(nullptr);
  if (sum != nullptr) nd_release(sum);
  return "nd_token_set_progress, nd_add";
}

}  // namespace

std::string direct_call(Random& random, Pool& pool, bool /*is_alone*/) {
  switch (random.below(7)) {
    case 0: return describe(random, pool);
    case 1:
    case 2: return wrap(random, pool);
    case 3: return info(random, pool);
    case 4: return tables(random, pool);
    case 5: return progress(random, pool);
    default: return frame(random, pool);
  }
}

void change_settings(Random& random, bool is_alone) {
  begin_call("settings");
  const auto mode = [&] { return random.of({ND_FP_IGNORE, ND_FP_WARN, ND_FP_RAISE, ND_FP_CALL}); };
  const nd_fp_modes modes{sizeof modes, mode(), mode(), mode(), mode()};
  nd_fp_set_modes(&modes);
  static int data;
  nd_fp_set_handler(random.chance(70) ? on_flag : nullptr, random.chance(20) ? &data : nullptr);
  nd_set_num_threads(static_cast<int32_t>(random.below(4)));
  nd_set_cache_limit(random.chance(40) ? 0 : -1);
  if (!is_alone) return;
  const nd_trace_sink sink{sizeof sink, random.chance(20) ? on_trace : nullptr, nullptr};
  nd_trace_set(&sink, nullptr);
}

void reset_settings(bool is_alone) {
  const nd_fp_modes modes{sizeof modes, ND_FP_WARN, ND_FP_WARN, ND_FP_IGNORE, ND_FP_WARN};
  nd_fp_set_modes(&modes);
  nd_fp_set_handler(nullptr, nullptr);
  nd_token_use(nullptr);
  if (!is_alone) return;
  nd_trace_set(nullptr, nullptr);
  nd_deleters_confine(0);
}

}  // namespace fuzz
