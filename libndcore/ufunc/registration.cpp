// Checks what clients add, and turns their loops into the engine's.
#include "ufunc/registration.hpp"

#include <algorithm>
#include <cstring>

#include "array/transfer.hpp"
#include "core/callback.hpp"

namespace nd {

namespace {

// What the engine's loop has as its context.
struct LoopContext {
  nd_loop_function run;
  void* data;
  std::string what;  // "the loop of 'logit'"
};

void run_loop(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  const auto& loop = *static_cast<const LoopContext*>(context);
  run_callback(loop.what, [&] { return loop.run(reinterpret_cast<char* const*>(args), n, strides, loop.data); });
}

void reduce_by_loop(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void* context) {
  std::byte* const args[] = {accumulator, const_cast<std::byte*>(in), accumulator};
  const int64_t strides[] = {0, stride, 0};
  run_loop(args, n, strides, context);
}

void check_loop(const Ufunc& ufunc, const UserLoop& loop) {
  if (static_cast<int32_t>(loop.types.size()) != ufunc.nin + ufunc.nout) {
    fail(ND_VALUE_ERROR, ": ufunc '", ufunc.name, "' has ", ufunc.nin + ufunc.nout, " arguments, its loop ",
         static_cast<int64_t>(loop.types.size()));
  }
  if (loop.run == nullptr) fail(ND_VALUE_ERROR, ": a loop of ufunc '", ufunc.name, "' has no function");
  if ((loop.flags & ~(ND_LOOP_THREADS | ND_LOOP_REDUCES)) != 0)
    fail(ND_VALUE_ERROR, ": a loop of ufunc '", ufunc.name, "' has unknown flags: ", loop.flags);
  if ((loop.flags & ND_LOOP_REDUCES) != 0 && (ufunc.nin != 2 || ufunc.nout != 1 || loop.types[0] != loop.types[2])) {
    fail(ND_VALUE_ERROR, ": a loop of ufunc '", ufunc.name,
         "' cannot reduce: it takes two inputs and one output, of the first input's dtype");
  }
}

LoopEntry make_entry(const Ufunc& ufunc, const UserLoop& loop, std::shared_ptr<void>& owner) {
  check_loop(ufunc, loop);
  LoopEntry entry{.ufunc = ufunc.name, .loop = run_loop};
  std::ranges::copy(loop.types, entry.types.begin());
  if ((loop.flags & ND_LOOP_REDUCES) != 0) entry.reduce = reduce_by_loop;
  entry.serial = (loop.flags & ND_LOOP_THREADS) == 0;
  owner = std::make_shared<LoopContext>(LoopContext{loop.run, loop.data, text("the loop of '", ufunc.name, "'")});
  entry.context = owner.get();
  return entry;
}

bool is_registered(nd_type_code code) { return code >= kFirstUserCode; }

// Comparisons and extrema by the order of the dtype.
template <class Holds>
void compare_loop(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  const auto& type = *static_cast<const UserType*>(context);
  run_callback("the comparison of the dtype", [&] {
    for (int64_t i = 0; i < n; ++i) {
      const int32_t order = type.order(args[0] + i * strides[0], args[1] + i * strides[1]);
      args[2][i * strides[2]] = std::byte{Holds{}(order, 0)};
    }
    return ND_OK;
  });
}

template <class Holds>
void extremum_loop(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  const auto& type = *static_cast<const UserType*>(context);
  run_callback("the comparison of the dtype", [&] {
    for (int64_t i = 0; i < n; ++i) {
      const std::byte* a = args[0] + i * strides[0];
      const std::byte* b = args[1] + i * strides[1];
      std::memmove(args[2] + i * strides[2], Holds{}(type.order(a, b), 0) ? a : b, static_cast<size_t>(type.itemsize));
    }
    return ND_OK;
  });
}

struct OrderLoop {
  const char* ufunc;
  Loop loop;
};
constexpr OrderLoop kComparisons[] = {
    {"equal", compare_loop<std::equal_to<>>},  {"not_equal", compare_loop<std::not_equal_to<>>},
    {"less", compare_loop<std::less<>>},       {"less_equal", compare_loop<std::less_equal<>>},
    {"greater", compare_loop<std::greater<>>}, {"greater_equal", compare_loop<std::greater_equal<>>},
};
constexpr OrderLoop kExtrema[] = {{"maximum", extremum_loop<std::greater_equal<>>},
                                  {"minimum", extremum_loop<std::less_equal<>>}};

// Words are chosen between as they are, whatever they mean: that of integers of the same size will do.
nd_type_code word_of(int32_t itemsize) {
  return itemsize == 1   ? ND_UINT8
         : itemsize == 2 ? ND_UINT16
         : itemsize == 4 ? ND_UINT32
         : itemsize == 8 ? ND_UINT64
                         : ND_COMPLEX128;
}

}  // namespace

nd_loop_function client_loop(const LoopEntry& entry) noexcept {
  return entry.loop == run_loop ? static_cast<const LoopContext*>(entry.context)->run : nullptr;
}

void Registration::pend(Ufunc& ufunc, const LoopEntry& entry, std::shared_ptr<void> context) {
  loops_.push_back({&ufunc, std::make_unique<AddedLoop>(entry, std::move(context))});
}

void Registration::add_dtype_loops(const DType& dtype) {
  const nd_type_code code = dtype.code;
  auto* const type = const_cast<UserType*>(dtype.user);
  Ufunc& where = find_ufunc("where");
  const nd_type_code word = word_of(dtype.itemsize);
  const LoopEntry* select = where.find_loop([&](const LoopEntry& entry) { return entry.types[1] == word; });
  LoopEntry chosen = *select;
  chosen.types = {ND_BOOL, code, code, code};
  pend(where, chosen);
  if (type->compare == nullptr) return;
  for (const OrderLoop& order : kComparisons) {
    pend(find_ufunc(order.ufunc),
         {order.ufunc, {code, code, ND_BOOL}, order.loop, nullptr, {}, type, false, __builtin_FILE()});
  }
  for (const OrderLoop& order : kExtrema) {
    pend(find_ufunc(order.ufunc),
         {order.ufunc, {code, code, code}, order.loop, nullptr, {}, type, false, __builtin_FILE()});
  }
}

DType* Registration::add_dtype(UserType type) {
  for (const DType* other : dtypes_) {
    if (type.name == other->name) fail(ND_VALUE_ERROR, ": the dtype name '", type.name, "' is taken");
  }
  DType* const made = make_user_dtype(std::move(type));
  dtypes_.push_back(made);
  try {
    if (find_route(dtype_of<int64_t>(), made)) {
      const int64_t zero = 0;
      auto& place = const_cast<UserType*>(made->user)->zero;
      Transfer(dtype_of<int64_t>(), made).run(reinterpret_cast<const std::byte*>(&zero), 0, place.data(), 0, 1);
    }
    add_dtype_loops(*made);
  } catch (...) {
    dtypes_.pop_back();
    std::erase_if(loops_, [&](const PendingLoop& loop) { return loop.loop->entry.types[1] == made->code; });
    throw;
  }
  return made;
}

Ufunc* Registration::add_ufunc(Ref<Ufunc> ufunc, std::span<const UserLoop> loops) {
  if (loops.empty()) fail(ND_VALUE_ERROR, ": ufunc '", ufunc->name, "' needs a loop");
  for (const UserLoop& loop : loops) {
    std::shared_ptr<void> context;
    const LoopEntry entry = make_entry(*ufunc, loop, context);
    for (const LoopEntry& other : ufunc->loops) {
      if (std::equal(entry.types.begin(), entry.types.begin() + ufunc->nin, other.types.begin()))
        fail(ND_VALUE_ERROR, ": ufunc '", ufunc->name, "' has two loops for the same inputs");
    }
    ufunc->loops.push_back(entry);
    ufunc->contexts.push_back(std::move(context));
  }
  const bool taken = std::ranges::any_of(ufuncs_, [&](const auto& other) { return other->name == ufunc->name; }) ||
                     has_ufunc(ufunc->name);
  if (taken) fail(ND_VALUE_ERROR, ": the ufunc name '", ufunc->name, "' is taken");
  ufuncs_.push_back(std::move(ufunc));
  return ufuncs_.back().get();
}

void Registration::add_loop(Ufunc& ufunc, const UserLoop& loop) {
  std::shared_ptr<void> context;
  const LoopEntry entry = make_entry(ufunc, loop, context);
  if (std::ranges::none_of(loop.types, is_registered)) {
    fail(ND_VALUE_ERROR, ": a loop that is added to ufunc '", ufunc.name,
         "' must have a registered dtype among its own");
  }
  pend(ufunc, entry, std::move(context));
}

void Registration::commit(const std::function<void()>& last) {
  publish_user_dtypes(dtypes_, [&] { publish_ufuncs(ufuncs_, std::move(loops_), last); });
}

}  // namespace nd
