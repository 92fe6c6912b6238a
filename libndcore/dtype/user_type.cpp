// The set of registered dtypes, and the ways of their casts.
#include "dtype/user_type.hpp"

#include <algorithm>
#include <atomic>
#include <memory>

#include "core/callback.hpp"
#include "core/lazy.hpp"
#include "core/locks.hpp"

namespace nd {

namespace {

using DTypes = std::vector<DType*>;
constinit Lazy<DTypes> published;
constinit std::atomic<nd_type_code> next_code{kFirstUserCode};

DTypes no_dtypes() { return {}; }

template <class Is>
DType* find_published(Is&& is) {
  const DTypes& all = published.get(no_dtypes);
  const auto found = std::ranges::find_if(all, is);
  return found == all.end() ? nullptr : *found;
}

bool is_known(std::string_view name) {
  try {
    parse_dtype(name);
    return true;
  } catch (const Error&) {
    return false;
  }
}

// The strictest rule that allows a cast between two built-in dtypes.
int32_t least_casting(const DType* from, const DType* to) {
  int32_t casting = ND_CASTING_SAFE;
  while (!can_cast(from, to, casting)) ++casting;
  return casting;
}

CastRoute route_by(const UserCast& cast, int32_t casting) { return {&cast, dtype_of(cast.code), casting}; }

std::optional<CastRoute> route_into(const UserType& type, const DType* from) {
  for (const UserCast& cast : type.from) {
    if (cast.code == from->code) return route_by(cast, cast.casting);
  }
  for (const UserCast& cast : type.from) {
    if (can_cast(from, dtype_of(cast.code), ND_CASTING_SAFE)) return route_by(cast, cast.casting);
  }
  return std::nullopt;
}

std::optional<CastRoute> route_out_of(const UserType& type, const DType* to) {
  const UserCast* best = nullptr;
  int rank = 0;
  for (const UserCast& cast : type.to) {
    const int fit = cast.code == to->code                   ? 4
                    : dtype_of(cast.code)->kind == to->kind ? 3
                    : cast.code == ND_FLOAT64               ? 2
                                                            : 1;
    if (fit <= rank) continue;
    rank = fit;
    best = &cast;
  }
  if (best == nullptr) return std::nullopt;
  return route_by(*best, std::max(best->casting, least_casting(dtype_of(best->code), to)));
}

}  // namespace

bool is_identifier(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !name.empty() && is_letter(name[0]) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

constexpr int64_t kLongestText = 1 << 20;  // of one element

std::string UserType::format_element(const void* element) const {
  std::string text(64, '\0');
  while (true) {
    const auto capacity = static_cast<int64_t>(text.size());
    const int64_t length =
        run_callback("the format of the dtype", [&] { return format(element, text.data(), capacity, data); });
    if (length > kLongestText)
      fail(ND_CALLBACK_ERROR, ": the format of the dtype '", name, "' wants to write ", length, " bytes");
    text.resize(static_cast<size_t>(length));
    if (length <= capacity) return text;
  }
}

void UserType::parse_element(std::string_view text, void* element) const {
  if (parse == nullptr) fail(ND_TYPE_ERROR, ": dtype '", name, "' is not read from text");
  run_callback("the parser of the dtype",
               [&] { return parse(text.data(), static_cast<int64_t>(text.size()), element, data); });
}

std::optional<CastRoute> find_route(const DType* from, const DType* to) {
  if (from->user != nullptr && to->user != nullptr) return std::nullopt;
  return from->user != nullptr ? route_out_of(*from->user, to) : route_into(*to->user, from);
}

void require_free_dtype_name(std::string_view name) {
  if (!is_identifier(name)) fail(ND_VALUE_ERROR, ": the name of a dtype must be an identifier, not '", name, "'");
  if (is_known(name)) fail(ND_VALUE_ERROR, ": the dtype name '", name, "' is taken");
}

DType* make_user_dtype(UserType type) {
  require_free_dtype_name(type.name);
  auto facts = std::make_unique<UserType>(std::move(type));
  nd_type_code code = next_code.load();
  do {
    if (code == kTypeCodes) {
      fail(ND_NO_MEMORY, ": dtype '", facts->name, "': there are ", kTypeCodes - kFirstUserCode, " registered already");
    }
  } while (!next_code.compare_exchange_weak(code, code + 1));
  auto* const made = new DType(code, *facts);
  [[maybe_unused]] const auto* const kept = facts.release();  // immortal, as the dtype is
  put_in_table(made);
  return made;
}

void publish_user_dtypes(const std::vector<DType*>& dtypes, const std::function<void()>& last) {
  const std::scoped_lock lock(mutex_of(Lock::dtypes));
  for (const DType* dtype : dtypes) {
    if (find_user_dtype(dtype->name)) fail(ND_VALUE_ERROR, ": the dtype name '", dtype->name, "' is taken");
  }
  auto next = published.copy(no_dtypes);
  next->value.insert(next->value.end(), dtypes.begin(), dtypes.end());
  last();
  published.replace(std::move(next));
}

DType* find_user_dtype(std::string_view name) {
  return find_published([&](const DType* dtype) { return name == dtype->name; });
}

DType* find_user_dtype(nd_type_code code) {
  return find_published([&](const DType* dtype) { return code == dtype->code; });
}

}  // namespace nd
