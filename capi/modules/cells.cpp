// Conversions of cells that both kinds of functions share.
#include "modules/cells.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

#include "array/creation.hpp"
#include "runtime/arguments.hpp"
#include "runtime/utf8_argument.hpp"
#include "ufunc/ufunc.hpp"

namespace nd::capi {

namespace {

constexpr std::string_view kCellNames[] = {
    "nothing", "None",  "bool",     "int",       "int",         "float",     "complex",
    "str",     "bytes", "a handle", "list[int]", "list[float]", "list[str]", "a list of handles",
    "a list"};

Ref<Array> listed(const nd_cell& cell, DType* type) {
  span_of(pointer_in<const int64_t>(cell), cell.extent, "args");
  return from_memory(pointer_in<const void>(cell), type, Dims{cell.extent}, nullptr);
}

constexpr int32_t kDeepest = 16;  // lists in lists

void check_cell(const nd_cell& cell, const char* name, int32_t depth) {
  switch (cell.kind) {
    case ND_CELL_STRING: text_in(cell, name); return;
    case ND_CELL_BYTES: span_of(pointer_in<const std::byte>(cell), cell.extent, name); return;
    case ND_CELL_HANDLE: {
      Kind kind{};
      if (!handles::find_any(*current_thread_state, pointer_in<void>(cell), kind))
        refuse_any_handle(pointer_in<void>(cell), name);
      return;
    }
    case ND_CELL_LIST_INT:
    case ND_CELL_LIST_DOUBLE: span_of(pointer_in<const uint64_t>(cell), cell.extent, name); return;
    case ND_CELL_LIST_STRING:
      for (const char* text : span_of(pointer_in<const char* const>(cell), cell.extent, name))
        text_argument(text, name);
      return;
    case ND_CELL_LIST_HANDLE:
    case ND_CELL_LIST_CELL: {
      if (depth == kDeepest) fail(ND_VALUE_ERROR, ": argument `", name, "` has more than ", depth, " lists in lists");
      const size_t count = span_of(pointer_in<const uint64_t>(cell), cell.extent, name).size();
      for (size_t i = 0; i < count; ++i) {
        const nd_cell element = element_cell(cell, i);
        const bool is_none = cell.kind == ND_CELL_LIST_HANDLE && element.value == 0;
        if (!is_none) check_cell(element, name, depth + 1);
      }
      return;
    }
    default:
      if (cell.kind < ND_CELL_UNSET || cell.kind > ND_CELL_LIST_CELL)
        fail(ND_TYPE_ERROR, ": argument `", name, "` is a cell of unknown kind ", cell.kind);
  }
}

// The kind of cell that bool, int, float and complex elements have in common; ND_CELL_UNSET: there is none.
int32_t common_kind(std::span<const nd_cell> cells) {
  int32_t common = cells.empty() ? ND_CELL_DOUBLE : ND_CELL_BOOL;
  for (nd_cell cell : cells) {
    if (cell.kind < ND_CELL_BOOL || cell.kind > ND_CELL_COMPLEX) return ND_CELL_UNSET;
    if (cell.kind == ND_CELL_UINT && !to_integer(cell)) return ND_CELL_UNSET;
    common = std::max(common, cell.kind);
  }
  return common;
}

// 1-d, of the cells' common kind; null if they are not all numbers.
Ref<Array> of_cells(const nd_cell& list) {
  const auto cells = span_of(pointer_in<const nd_cell>(list), list.extent, "args");
  const auto filled = [&]<class T>(T /*type*/, auto element) {
    std::vector<T> numbers(cells.size());
    std::ranges::transform(cells, numbers.begin(), element);
    return from_memory(numbers.data(), dtype_of<T>(), Dims{list.extent}, nullptr);
  };
  const auto whole = [](nd_cell cell) { return to_integer(cell), static_cast<int64_t>(cell.value); };
  const auto real = [](nd_cell cell) { return to_real(cell), std::bit_cast<double>(cell.value); };
  switch (common_kind(cells)) {
    case ND_CELL_BOOL: return filled(bool8(), [](const nd_cell& cell) { return bool8(cell.value != 0); });
    case ND_CELL_INT: return filled(int64_t{}, whole);
    case ND_CELL_DOUBLE: return filled(double{}, real);
    case ND_CELL_COMPLEX:
      return filled(complex128(), [](nd_cell cell) {
        to_complex(cell);
        return complex128{std::bit_cast<double>(cell.value), std::bit_cast<double>(cell.extent)};
      });
    default: return nullptr;
  }
}

}  // namespace

std::string_view text_in(const nd_cell& cell, const char* name) {
  const char* const letters = pointer_in<const char>(cell);
  if (cell.extent == -1) return text_argument(letters, name);
  const auto whole = span_of(letters, cell.extent, name);
  const std::string_view text = checked_utf8({whole.data(), whole.size()}, name);
  if (const size_t zero = text.find('\0'); zero != std::string_view::npos)
    fail(ND_VALUE_ERROR, ": argument `", name, "` holds a zero byte at ", uint64_t{zero});
  return text;
}

void check_cell(const nd_cell& cell, const char* name) { check_cell(cell, name, 0); }

std::string_view kind_of(const nd_cell& cell) {
  const auto kind = static_cast<size_t>(cell.kind);
  return kind < std::size(kCellNames) ? kCellNames[kind] : "a cell of unknown kind";
}

nd_cell element_cell(const nd_cell& list, size_t i) {
  if (list.kind == ND_CELL_LIST_CELL) return pointer_in<const nd_cell>(list)[i];
  const uint64_t value = pointer_in<const uint64_t>(list)[i];
  return list.kind == ND_CELL_LIST_INT ? nd_cell{ND_CELL_INT, 0, value, 0} : nd_cell{ND_CELL_HANDLE, 0, value, 0};
}

bool to_integer(nd_cell& cell) {
  if (cell.kind == ND_CELL_UINT && cell.value > uint64_t{INT64_MAX}) return false;
  if (cell.kind == ND_CELL_BOOL) cell.value = cell.value != 0 ? 1 : 0;
  if (cell.kind == ND_CELL_BOOL || cell.kind == ND_CELL_UINT) cell.kind = ND_CELL_INT;
  return cell.kind == ND_CELL_INT;
}

bool to_real(nd_cell& cell) {
  if (cell.kind == ND_CELL_BOOL) to_integer(cell);
  const bool is_signed = cell.kind == ND_CELL_INT;
  if (is_signed || cell.kind == ND_CELL_UINT) {
    const double number =
        is_signed ? static_cast<double>(static_cast<int64_t>(cell.value)) : static_cast<double>(cell.value);
    cell = {ND_CELL_DOUBLE, 0, std::bit_cast<uint64_t>(number), 0};
  }
  return cell.kind == ND_CELL_DOUBLE;
}

bool to_complex(nd_cell& cell) {
  if (to_real(cell)) cell = {ND_CELL_COMPLEX, 0, cell.value, 0};
  return cell.kind == ND_CELL_COMPLEX;
}

bool to_dtype(nd_cell& cell, const char* name) {
  if (cell.kind == ND_CELL_STRING) {
    cell = handle_cell(give(parse_dtype(text_in(cell, name))));
  } else if (cell.kind == ND_CELL_HANDLE) {
    dtype(pointer_in<nd_dtype>(cell), name);
  }
  return cell.kind == ND_CELL_HANDLE;
}

bool to_ufunc(nd_cell& cell, const char* name) {
  if (cell.kind == ND_CELL_STRING) {
    cell = handle_cell(give(&find_ufunc(text_in(cell, name))));
  } else if (cell.kind == ND_CELL_HANDLE) {
    ufunc(pointer_in<nd_ufunc>(cell), name);
  }
  return cell.kind == ND_CELL_HANDLE;
}

void CallValues::release_made() noexcept {
  for (size_t i = 0; i < made_count_; ++i) handles::release(*current_thread_state, made_[i]);
  if (!more_) return;
  for (void* handle : more_->made) handles::release(*current_thread_state, handle);
}

CallValues::More& CallValues::more() {
  if (!more_) more_ = std::make_unique<More>();
  return *more_;
}

nd_cell CallValues::hold(Ref<Array> made) {
  const bool is_full = made_count_ == made_.size();
  if (is_full) more().made.reserve(more().made.size() + 1);
  nd_array* const handle = give(std::move(made));
  if (is_full) {
    more_->made.push_back(handle);
  } else {
    made_[made_count_++] = handle;
  }
  return handle_cell(handle);
}

bool CallValues::to_array(nd_cell& cell, const char* name) {
  switch (cell.kind) {
    case ND_CELL_HANDLE: array(pointer_in<nd_array>(cell), name); return true;
    case ND_CELL_LIST_INT: cell = hold(listed(cell, dtype_of<int64_t>())); return true;
    case ND_CELL_LIST_DOUBLE: cell = hold(listed(cell, dtype_of<double>())); return true;
    case ND_CELL_LIST_CELL: {
      Ref<Array> made = of_cells(cell);
      if (!made) return false;
      cell = hold(std::move(made));
      return true;
    }
    case ND_CELL_BOOL: cell = hold(scalar(bool8(cell.value != 0))); return true;
    case ND_CELL_INT: cell = hold(scalar(static_cast<int64_t>(cell.value), ND_WEAK_INT)); return true;
    case ND_CELL_UINT: cell = hold(scalar(cell.value, ND_WEAK_INT)); return true;
    case ND_CELL_DOUBLE: cell = hold(scalar(std::bit_cast<double>(cell.value), ND_WEAK_FLOAT)); return true;
    case ND_CELL_COMPLEX:
      cell = hold(
          scalar(complex128{std::bit_cast<double>(cell.value), std::bit_cast<double>(cell.extent)}, ND_WEAK_COMPLEX));
      return true;
    default: return false;
  }
}

uint64_t* CallValues::words(size_t count) {
  const size_t size = std::max<size_t>(count, 1);
  if (size > words_.size() - word_count_) {
    more().words.push_back(std::make_unique<uint64_t[]>(size));
    return more_->words.back().get();
  }
  uint64_t* const words = words_.data() + std::exchange(word_count_, word_count_ + size);
  std::fill_n(words, size, 0);
  return words;
}

const char* CallValues::terminated(std::string_view text) {
  char* const copy = reinterpret_cast<char*>(words(text.size() / 8 + 1));
  std::ranges::copy(text, copy);
  return copy;
}

}  // namespace nd::capi
