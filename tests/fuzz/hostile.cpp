#include "hostile.hpp"

#include "elements.hpp"
#include "texts.hpp"

namespace fuzz {

namespace {

int64_t bad_extent(Random& random) { return random.of<int64_t>({-1, -2, -1000, INT64_MIN, INT64_MIN + 1}); }

// NULL with any extent, or memory with one below zero.
nd_cell without_memory(Random& random, Call& call) {
  const auto kind =
      static_cast<int32_t>(random.of({ND_CELL_STRING, ND_CELL_BYTES, ND_CELL_LIST_INT, ND_CELL_LIST_DOUBLE,
                                      ND_CELL_LIST_STRING, ND_CELL_LIST_HANDLE, ND_CELL_LIST_CELL}));
  if (random.chance(60))
    return nd_cell_of(kind, 0, random.chance(70) ? random.of<int64_t>({0, 1, 3, 100, INT64_MAX}) : bad_extent(random));
  return nd_cell_pointing(kind, call.keep(std::vector<int64_t>(4)), bad_extent(random));
}

nd_cell text_cell(Random& random, Call& call) {
  const std::string text = hostile_text(random);
  if (random.chance(50)) return nd_cell_string(call.keep(text));
  // Without a NUL at its end, or with one within.
  const std::string whole = random.chance(50) ? text : text + '\0' + text;
  return nd_cell_pointing(ND_CELL_STRING, call.keep(whole.data(), whole.size()), static_cast<int64_t>(whole.size()));
}

nd_cell list_cell(Random& random, Pool& pool, Call& call, int depth) {
  std::vector<nd_cell> cells(random.below(4));
  for (nd_cell& cell : cells) cell = hostile_cell(random, pool, call, depth + 1);
  const auto* const kept = call.keep(cells);
  return nd_cell_list(kept, static_cast<int64_t>(cells.size()));
}

nd_cell handles_cell(Random& random, Pool& pool, Call& call) {
  std::vector<void*> handles(random.below(4));
  for (void*& handle : handles) {
    const bool is_bad = random.chance(50);
    handle = is_bad ? pool.bad_handle(random) : pool.array(random);
    if (!is_bad) call.operands.push_back({static_cast<nd_array*>(handle), true});
  }
  const auto* const kept = call.keep(handles);
  return nd_cell_handles(kept, static_cast<int64_t>(handles.size()));
}

nd_cell strings_cell(Random& random, Call& call) {
  std::vector<const char*> texts(random.below(4));
  for (const char*& text : texts) text = random.chance(30) ? nullptr : call.keep(hostile_text(random));
  const auto* const kept = call.keep(texts);
  return nd_cell_strings(kept, static_cast<int64_t>(texts.size()));
}

nd_cell numbers_cell(Random& random, Call& call) {
  if (random.chance(30)) {
    std::vector<double> numbers(random.below(5));
    for (double& number : numbers) number = any_number(random);
    return nd_cell_doubles(call.keep(numbers), static_cast<int64_t>(numbers.size()));
  }
  std::vector<int64_t> numbers(random.below(5));
  for (int64_t& number : numbers) number = extreme_integer(random);
  return nd_cell_ints(call.keep(numbers), static_cast<int64_t>(numbers.size()));
}

}  // namespace

int64_t extreme_integer(Random& random) {
  return random.of<int64_t>({INT64_MAX, INT64_MIN, INT64_MAX - 1, INT64_MIN + 1, INT32_MAX, INT32_MIN, int64_t{1} << 31,
                             int64_t{1} << 32, (int64_t{1} << 32) + 1, int64_t{1} << 60, int64_t{1} << 62, -1, 0, 65});
}

nd_cell hostile_cell(Random& random, Pool& pool, Call& call, int depth) {
  switch (random.below(depth < 2 ? 14 : 9)) {
    case 0: return nd_cell_of(random.of({15, -1, INT32_MAX, INT32_MIN, 99}), random.next(), bad_extent(random));
    case 1:
    case 2: return without_memory(random, call);
    case 3: return nd_cell_int(extreme_integer(random));
    case 4: return nd_cell_uint(random.chance(50) ? UINT64_MAX : random.next());
    case 5: return nd_cell_double(any_number(random));
    case 6: return text_cell(random, call);
    case 7: return nd_cell_handle(pool.bad_handle(random));
    case 8: return random.chance(50) ? nd_cell_none() : nd_cell_complex(any_number(random), any_number(random));
    case 9: return list_cell(random, pool, call, depth);
    case 10: return handles_cell(random, pool, call);
    case 11: return strings_cell(random, call);
    case 12: return numbers_cell(random, call);
    default: {
      nd_cell cell = nd_cell_bool(1);
      cell.value = random.next();
      cell.reserved = -1;
      return cell;
    }
  }
}

}  // namespace fuzz
