// The method table and lookups in it.
#include "abi/methods.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <type_traits>
#include <utility>

#include "abi/revision.hpp"
#include "lines.hpp"
#include "ndcore/ndcore.h"

#include "generated/traced.hpp"

namespace nd::capi {

namespace {

template <class T>
T from_word(uint64_t word) {
  if constexpr (std::is_pointer_v<T>) {
    return reinterpret_cast<T>(static_cast<uintptr_t>(word));
  } else if constexpr (std::is_same_v<T, double>) {
    return std::bit_cast<double>(word);
  } else {
    return static_cast<T>(word);
  }
}

template <class T>
uint64_t to_word(T value) {
  if constexpr (std::is_pointer_v<T>) {
    return reinterpret_cast<uintptr_t>(value);
  } else if constexpr (std::is_same_v<T, double>) {
    return std::bit_cast<uint64_t>(value);
  } else {
    return static_cast<uint64_t>(static_cast<int64_t>(value));
  }
}

template <class Function>
struct Invoker;

template <class R, class... A>
struct Invoker<R(A...)> {
  static void run(void (*function)(), const uint64_t* words, uint64_t& returned) {
    apply(reinterpret_cast<R (*)(A...)>(function), words, returned, std::index_sequence_for<A...>{});
  }

 private:
  template <size_t... I>
  static void apply(R (*function)(A...), [[maybe_unused]] const uint64_t* words, [[maybe_unused]] uint64_t& returned,
                    std::index_sequence<I...> /*indices*/) {
    if constexpr (std::is_void_v<R>) {
      function(from_word<A>(words[I])...);
    } else {
      returned = to_word(function(from_word<A>(words[I])...));
    }
  }
};

#include "generated/methods.inc"

constexpr size_t kMethods = std::size(method_table);
constexpr size_t kPlaces = std::bit_ceil(4 * kMethods);

// Of the first and the last letters: names are short, and what is found is compared.
inline size_t hash_of(std::string_view name) noexcept {
  uint32_t first = 0, last = 0;
  if (name.size() >= sizeof first) {
    std::memcpy(&first, name.data(), sizeof first);
    std::memcpy(&last, name.data() + name.size() - sizeof last, sizeof last);
  } else if (!name.empty()) {
    first = static_cast<unsigned char>(name[name.size() / 2]) << 8 | static_cast<unsigned char>(name.front());
    last = static_cast<unsigned char>(name.back());
  }
  const uint64_t mixed = (uint64_t{first} << 32 | last) * (2 * name.size() + 1) * 0x9E3779B97F4A7C15;
  return static_cast<size_t>(mixed >> 40) % kPlaces;
}

// What this build offers, and an open hash of the names: each leads to the newest version.
struct Index {
  struct Place {
    std::string_view name;
    const Method* method = nullptr;
  };
  std::array<const Method*, kMethods> methods{};
  std::array<Place, kPlaces> places{};
  size_t count = 0;

  Index() noexcept {
    for (const Method& method : method_table) {
      if (!is_offered(method)) continue;
      methods[count++] = &method;
      place_of(method.name) = {method.name, &method};
    }
  }

  Place& place_of(std::string_view name) noexcept {
    size_t place = hash_of(name);
    while (places[place].method != nullptr && places[place].name != name) place = (place + 1) % kPlaces;
    return places[place];
  }
};

Index index;

}  // namespace

std::span<const Method> methods() noexcept { return method_table; }

std::span<const Method> find_methods(std::string_view name) noexcept {
  const auto name_of = [](const Method& method) { return std::string_view(method.name); };
  const auto begin = std::ranges::lower_bound(method_table, name, {}, name_of);
  auto end = begin;
  while (end != std::end(method_table) && end->name == name) ++end;
  return {begin, end};
}

std::span<const Method* const> offered_methods() noexcept { return std::span(index.methods).first(index.count); }

const Method* find_offered(std::string_view name) noexcept {
  const Method* const newest = index.place_of(name).method;
  const size_t mark = newest == nullptr ? name.find('@') : std::string_view::npos;
  if (mark == std::string_view::npos) return newest;
  const std::string_view digits = name.substr(mark + 1);
  int32_t version = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return nullptr;
  for (const Method& method : find_methods(name.substr(0, mark))) {
    if (method.version == version && is_offered(method)) return &method;
  }
  return nullptr;
}

}  // namespace nd::capi
