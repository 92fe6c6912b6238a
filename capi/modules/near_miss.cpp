// The distance of names: how many letters are to be changed, left out, put in, or exchanged with their neighbour.
#include "modules/near_miss.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "abi/methods.hpp"
#include "core/error.hpp"
#include "modules/module.hpp"

namespace nd::capi {

namespace {

constexpr size_t kLongest = 64;

// Dynamic programming over prefixes, three rows of it ("optimal string alignment").
size_t distance(std::string_view a, std::string_view b) {
  std::array<std::array<size_t, kLongest + 1>, 3> rows{};
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

void NearMiss::offer(std::string_view name) {
  if (wanted_.size() > kLongest || name.size() > kLongest) return;
  // A third of the letters may be wrong; of short names one, but not all.
  const size_t most = std::min(std::max<size_t>(wanted_.size() / 3, 1), std::max<size_t>(name.size(), 1) - 1);
  const size_t away = distance(wanted_, name);
  if (away > most || away >= distance_) return;
  distance_ = away;
  best_ = name;
}

std::string NearMiss::hint(std::string_view before, std::string_view after) const {
  return best_.empty() ? "" : text(before, "did you mean '", best_, "'?", after);
}

void refuse_function(std::string_view name) {
  // The symbol is told from the name by its prefix only.
  NearMiss near(name.starts_with("nd_") ? name.substr(3) : name);
  for (const Method* method : offered_methods()) near.offer(method->name);
  for (const Module* module : all_modules()) {
    for (const ModuleMethod& method : module->methods) near.offer(method.full_name);
  }
  fail(ND_NOT_FOUND, ": there is no function '", name, "'", near.hint("; "));
}

}  // namespace nd::capi
