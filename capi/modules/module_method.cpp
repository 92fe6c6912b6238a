// Binding, conversion and checks around the function of a module.
#include "modules/module_method.hpp"

#include <bit>

#include "core/callback.hpp"
#include "modules/cells.hpp"
#include "modules/module.hpp"
#include "modules/near_miss.hpp"

namespace nd::capi {

namespace {

// The values of one call, in the order of the parameters, and what was made for them.
class Row {
 public:
  explicit Row(const ModuleMethod& method) : method_(method), signature_(method.signature) {
    cells_.resize(signature_.parameters.size());
  }
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  void bind(std::span<const nd_cell> args, int64_t npos, std::span<const char* const> keywords) {
    if (npos > signature_.positional) {
      refuse("takes at most ", signature_.positional, " positional arguments, not ", npos);
    }
    const auto positional = static_cast<size_t>(npos);
    std::ranges::copy(args.first(positional), cells_.begin());
    for (size_t i = 0; i < keywords.size(); ++i) place(text_argument(keywords[i], "kwnames"), args[positional + i]);
    for (size_t i = 0; i < cells_.size(); ++i) complete(i);
  }

  const nd_cell* data() const { return cells_.data(); }
  int64_t size() const { return static_cast<int64_t>(cells_.size()); }

  template <class... Parts>
  [[noreturn]] void refuse(const Parts&... problem) const {
    const size_t open = signature_.text.find('(');
    fail(ND_TYPE_ERROR, method_.full_name, ": ", problem..., "; ", method_.full_name,
         std::string_view(signature_.text).substr(open));
  }

 private:
  void place(std::string_view name, const nd_cell& value) {
    for (size_t i = 0; i < cells_.size(); ++i) {
      const MethodParameter& parameter = signature_.parameters[i];
      if (parameter.name != name || !parameter.by_keyword) continue;
      if (cells_[i].kind != ND_CELL_UNSET) refuse("argument `", name, "` is given twice");
      cells_[i] = value;
      return;
    }
    NearMiss near(name);
    for (const MethodParameter& parameter : signature_.parameters) {
      if (parameter.by_keyword) near.offer(parameter.name);
    }
    refuse("there is no keyword argument `", name, "`", near.hint(" (", ")"));
  }

  void complete(size_t i) {
    const MethodParameter& parameter = signature_.parameters[i];
    nd_cell& cell = cells_[i];
    if (cell.kind == ND_CELL_UNSET) {
      if (!parameter.optional) refuse("argument `", parameter.name, "` is missing");
      cell = parameter.fallback;
    }
    const bool may_be_none = parameter.optional && parameter.fallback.kind == ND_CELL_NONE;
    if (cell.kind == ND_CELL_NONE && (may_be_none || parameter.type.kind == ValueKind::any)) return;
    if (!convert(parameter, cell)) {
      refuse("argument `", parameter.name, "` (", static_cast<int64_t>(i + 1), ") must be ", to_string(parameter.type),
             ", not ", kind_of(cell));
    }
  }

  // Makes the cell what the function expects; false if it is of another kind.
  bool convert(const MethodParameter& parameter, nd_cell& cell) {
    if (parameter.type.is_list) return to_list(parameter, cell);
    switch (parameter.type.kind) {
      case ValueKind::any:
        if (!to_text(cell, parameter.name.c_str())) check_cell(cell, parameter.name.c_str());
        return true;
      case ValueKind::array: return values_.to_array(cell, parameter.name.c_str());
      case ValueKind::dtype: return to_dtype(cell, parameter.name.c_str());
      case ValueKind::ufunc: return to_ufunc(cell, parameter.name.c_str());
      case ValueKind::integer: return to_integer(cell);
      case ValueKind::real: return to_real(cell);
      case ValueKind::complex: return to_complex(cell);
      case ValueKind::boolean:
        if (cell.kind == ND_CELL_BOOL) to_integer(cell);
        if (cell.kind == ND_CELL_INT && cell.value <= 1) cell.kind = ND_CELL_BOOL;
        return cell.kind == ND_CELL_BOOL;
      case ValueKind::text: return to_text(cell, parameter.name.c_str());
      default:
        if (cell.kind == ND_CELL_BYTES) check_cell(cell, parameter.name.c_str());
        return cell.kind == ND_CELL_BYTES;
    }
  }

  // UTF-8 that ends with NUL, whether its extent tells the length or not: functions may read either.
  bool to_text(nd_cell& cell, const char* name) {
    if (cell.kind != ND_CELL_STRING) return false;
    const std::string_view text = text_in(cell, name);
    if (cell.extent >= 0) cell.value = word_of(values_.terminated(text));
    return true;
  }

  bool to_list(const MethodParameter& parameter, nd_cell& cell) {
    const ValueKind kind = parameter.type.kind;
    const char* const name = parameter.name.c_str();
    const int32_t wanted = kind == ValueKind::integer ? ND_CELL_LIST_INT
                           : kind == ValueKind::real  ? ND_CELL_LIST_DOUBLE
                           : kind == ValueKind::text  ? ND_CELL_LIST_STRING
                                                      : ND_CELL_LIST_HANDLE;
    if (cell.kind == wanted) {
      if (wanted == ND_CELL_LIST_HANDLE) objects<Array>(pointer_in<nd_array* const>(cell), cell.extent, name);
      check_cell(cell, name);
      return true;
    }
    if (cell.kind == ND_CELL_LIST_INT && kind == ValueKind::real) return from_integers(cell, name);
    return cell.kind == ND_CELL_LIST_CELL && from_cells(parameter, wanted, cell);
  }

  bool from_integers(nd_cell& cell, const char* name) {
    const auto numbers = span_of(pointer_in<const int64_t>(cell), cell.extent, name);
    uint64_t* const words = values_.words(numbers.size());
    for (size_t i = 0; i < numbers.size(); ++i) words[i] = std::bit_cast<uint64_t>(static_cast<double>(numbers[i]));
    cell = {ND_CELL_LIST_DOUBLE, 0, word_of(words), cell.extent};
    return true;
  }

  // Each element is converted as an argument of its own; what is left are words: numbers, texts or handles.
  bool from_cells(const MethodParameter& parameter, int32_t wanted, nd_cell& cell) {
    const auto cells = span_of(pointer_in<const nd_cell>(cell), cell.extent, parameter.name.c_str());
    uint64_t* const words = values_.words(cells.size());
    MethodParameter each;
    each.name = parameter.name;
    each.type.kind = parameter.type.kind;
    for (size_t i = 0; i < cells.size(); ++i) {
      nd_cell element = cells[i];
      if (!convert(each, element)) return false;
      words[i] = element.value;
    }
    cell = {wanted, 0, word_of(words), cell.extent};
    return true;
  }

  const ModuleMethod& method_;
  const MethodSignature& signature_;
  std::vector<nd_cell> cells_;
  CallValues values_;
};

bool result_fits(ValueKind kind, const nd_cell& cell) {
  switch (kind) {
    case ValueKind::any: return true;
    case ValueKind::array:
      return cell.kind == ND_CELL_HANDLE &&
             handles::find(*current_thread_state, pointer_in<void>(cell), Kind::array) != nullptr;
    case ValueKind::dtype:
      return cell.kind == ND_CELL_HANDLE &&
             handles::find(*current_thread_state, pointer_in<void>(cell), Kind::dtype) != nullptr;
    case ValueKind::ufunc:
      return cell.kind == ND_CELL_HANDLE &&
             handles::find(*current_thread_state, pointer_in<void>(cell), Kind::ufunc) != nullptr;
    case ValueKind::integer: return cell.kind == ND_CELL_INT;
    case ValueKind::real: return cell.kind == ND_CELL_DOUBLE;
    case ValueKind::complex: return cell.kind == ND_CELL_COMPLEX;
    case ValueKind::boolean: return cell.kind == ND_CELL_BOOL;
    case ValueKind::text: return cell.kind == ND_CELL_STRING;
    default: return cell.kind == ND_CELL_BYTES;
  }
}

// Cells that can be read as far as they go, of the kinds that the signature says.
void check_results(const ModuleMethod& method, std::span<const nd_cell> results) {
  const std::vector<ValueType>& kinds = method.signature.results;
  for (size_t i = 0; i < kinds.size(); ++i) {
    const std::string place = text("result ", static_cast<int64_t>(i + 1));
    if (!result_fits(kinds[i].kind, results[i])) {
      fail(ND_CALLBACK_ERROR, method.full_name, ": ", place, " must be ", to_string(kinds[i]), ", not ",
           kind_of(results[i]));
    }
    try {
      check_cell(results[i], place.c_str());
    } catch (const Error& error) {
      fail(ND_CALLBACK_ERROR, method.full_name, std::string_view(error.what()));
    }
  }
}

// Gives back what a call that failed, or broke its word, has left.
void drop_results(std::span<nd_cell> results) {
  for (nd_cell& cell : results) {
    if (cell.kind == ND_CELL_HANDLE) handles::release(*current_thread_state, pointer_in<void>(cell));
    cell = {};
  }
}

}  // namespace

int64_t call_method(const ModuleMethod& method, std::span<const nd_cell> args, int64_t npos,
                    std::span<const char* const> keywords, std::span<nd_cell> results) {
  Row row(method);
  on_behalf_of(method.full_name, [&] { row.bind(args, npos, keywords); });
  const auto count = std::ssize(method.signature.results);
  if (std::ssize(results) < count)
    fail(ND_VALUE_ERROR, method.full_name, ": gives ", count, " results, but there is room for ", std::ssize(results));
  try {
    run_callback(method.full_name,
                 [&] { return method.function(method.data, row.data(), row.size(), results.data(), count); });
    check_results(method, results);
  } catch (...) {
    drop_results(results);
    throw;
  }
  return count;
}

}  // namespace nd::capi
