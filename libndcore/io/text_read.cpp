// Reading tables: numbers of the widest type of the dtype's kind, and one conversion at the end.
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "array/single.hpp"
#include "core/cancel.hpp"
#include "io/gzip.hpp"
#include "io/number_reader.hpp"
#include "io/text_file.hpp"
#include "io/tokenizer.hpp"

namespace nd {

namespace {

// A number of another type, if there is such a one; fractions are cut off.
template <class Wide, class Number>
std::optional<Wide> converted(Number number) {
  if constexpr (kIsComplex<Wide>) {
    return Wide{static_cast<double>(number), 0};
  } else if constexpr (!std::is_integral_v<Wide>) {
    return static_cast<Wide>(number);
  } else if constexpr (std::is_integral_v<Number>) {
    return std::in_range<Wide>(number) ? std::optional(static_cast<Wide>(number)) : std::nullopt;
  } else {
    const double whole = std::trunc(number);
    const double end = std::ldexp(1.0, std::numeric_limits<Wide>::digits);  // the first that is too large
    if (!(whole < end && whole >= (std::is_signed_v<Wide> ? -end : 0.0))) return std::nullopt;
    return static_cast<Wide>(whole);
  }
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// The value of a cell as a number of type Wide; none: it has no such value.
template <class Wide>
std::optional<Wide> number_in(const nd_cell& cell) {
  const double real = std::bit_cast<double>(cell.value);
  switch (cell.kind) {
    case ND_CELL_BOOL:
    case ND_CELL_UINT: return converted<Wide>(cell.value);
    case ND_CELL_INT: return converted<Wide>(static_cast<int64_t>(cell.value));
    case ND_CELL_DOUBLE: return converted<Wide>(real);
    case ND_CELL_COMPLEX:
      if constexpr (kIsComplex<Wide>) return Wide{real, std::bit_cast<double>(cell.extent)};
      return std::nullopt;
    case ND_CELL_NONE:
      if constexpr (std::is_integral_v<Wide>) return std::nullopt;
      if constexpr (kIsComplex<Wide>) return Wide{kNan, kNan};
      return converted<Wide>(kNan);
    default: return std::nullopt;
  }
}

// Rows of numbers of type Wide, one after another.
template <class Wide>
class Table {
 public:
  Table(DType* dtype, const TextReading& reading, std::string_view name)
      : dtype_(dtype), reading_(reading), name_(name), numbers_(dtype) {
    if (reading.columns) columns_ = *reading.columns;
    if (reading.filling == nullptr) return;
    const Ref<Array> filling = single(*reading.filling, name, "filling");
    filling_.emplace();
    assign(*array_over(&*filling_, {}), *reading.filling);
  }

  Ref<Array> read(ByteSource& source) {
    Tokenizer rows(source, reading_, name_);
    for (int64_t i = 0; i < reading_.skip_rows && rows.skip_line(); ++i) {
    }
    while (rows_ != reading_.max_rows && rows.next_row()) {
      if (rows.line() % 1024 == 0) check_cancelled();
      if (rows.count() > 0) add_row(rows);
    }
    // Without a row nobody knows how many columns there are: NumPy says one.
    const int64_t width = rows_ == 0 && !reading_.columns ? 1 : std::ssize(columns_);
    return astype(*array_over(values_.data(), {rows_, width}), dtype_);
  }

 private:
  void begin(int64_t count) {
    if (!reading_.columns) {
      columns_.resize(static_cast<size_t>(count));
      std::iota(columns_.begin(), columns_.end(), int64_t{0});
    }
    asked_.assign(columns_.size(), reading_.converter != nullptr);
  }

  void add_row(const Tokenizer& row) {
    const int64_t count = row.count();
    if (rows_ == 0) begin(count);
    if (!reading_.columns && count != std::ssize(columns_)) {
      fail(ND_FORMAT_ERROR, name_, ": the number of columns changed from ", std::ssize(columns_), " to ", count,
           " at row ", rows_ + 1, " (line ", row.line(), "); use `usecols` to select a subset and avoid this error");
    }
    for (size_t i = 0; i < columns_.size(); ++i) {
      const int64_t column = columns_[i] < 0 ? columns_[i] + count : columns_[i];
      if (column < 0 || column >= count) {
        fail(ND_FORMAT_ERROR, name_, ": invalid column index ", columns_[i], " at row ", rows_ + 1, " with ", count,
             " columns (line ", row.line(), ")");
      }
      values_.push_back(value_of(row, column, i));
    }
    ++rows_;
  }

  Wide value_of(const Tokenizer& row, int64_t column, size_t place) {
    const std::string_view field = row.field(column);
    Wide value{};
    if (asked_[place] && convert(row, column, place, value)) return value;
    if (numbers_.read(field, value)) return value;
    if (filling_) return *filling_;
    refuse(ND_FORMAT_ERROR, row, column, "");
  }

  // False: the column has no converter.
  bool convert(const Tokenizer& row, int64_t column, size_t place, Wide& value) {
    const std::string_view field = row.field(column);
    nd_cell cell{};
    try {
      if (!(*reading_.converter)(field, rows_, static_cast<int64_t>(place), std::ssize(columns_), cell))
        return asked_[place] = false;
    } catch (const Error& error) {
      const std::string_view why = error.what();
      refuse(error.status(), row, column, why.starts_with(':') ? std::string(why) : text(": ", why));
    }
    if (cell.kind == ND_CELL_STRING) {
      const auto* const given = reinterpret_cast<const char*>(static_cast<uintptr_t>(cell.value));
      if (given == nullptr) refuse(ND_VALUE_ERROR, row, column, ": the converter gave no text");
      const std::string_view whole =
          cell.extent < 0 ? std::string_view(given) : std::string_view(given, static_cast<size_t>(cell.extent));
      if (numbers_.read(whole, value)) return true;
      refuse(ND_FORMAT_ERROR, row, column, text(": the converter gave '", whole.substr(0, kMostShown), "'"));
    }
    const std::optional<Wide> number = number_in<Wide>(cell);
    if (!number) refuse(ND_FORMAT_ERROR, row, column, ": the converter gave no such value");
    value = *number;
    if constexpr (std::is_integral_v<Wide>) {
      // A fraction is true as well.
      if (dtype_->code == ND_BOOL && cell.kind == ND_CELL_DOUBLE) value = std::bit_cast<double>(cell.value) != 0;
    }
    if (!numbers_.holds(value)) refuse(ND_FORMAT_ERROR, row, column, ": the converter's value is out of bounds");
    return true;
  }

  [[noreturn]] void refuse(nd_status status, const Tokenizer& row, int64_t column, std::string_view why) const {
    fail(status, name_, ": could not convert string '", row.field(column).substr(0, kMostShown), "' to ", dtype_->name,
         " at row ", rows_, ", column ", column + 1, " (line ", row.line(), ")", why);
  }

  static constexpr size_t kMostShown = 80;  // bytes of a field, in messages
  DType* const dtype_;
  const TextReading& reading_;
  const std::string_view name_;
  const NumberReader<Wide> numbers_;
  std::optional<Wide> filling_;
  std::vector<Wide> values_;
  std::vector<int64_t> columns_;
  std::vector<bool> asked_;  // by column of the table: it may have a converter
  int64_t rows_ = 0;
};

Ref<Array> read_table(ByteSource& source, DType* dtype, const TextReading& reading, std::string_view name) {
  return visit_wide(dtype, [&]<class Wide>(Type<Wide>) { return Table<Wide>(dtype, reading, name).read(source); });
}

// Axes of length 1 go, but `ndmin` of them stay; a single row or column of ndmin 1 becomes 1-d.
Ref<Array> squeezed(const Array& table, int32_t ndmin) {
  Dims shape(table.shape());
  if (ndmin < 2 && shape[1] == 1) shape.erase(1);
  if (ndmin < shape.size() && shape[0] == 1) shape.erase(0);
  return view(table, table.data, shape, contiguous_strides(shape, table.itemsize(), ND_ORDER_C));
}

}  // namespace

Ref<Array> read_text(ByteSource& source, DType* dtype, const TextReading& reading, std::string_view name) {
  if (reading.ndmin < 0 || reading.ndmin > 2)
    fail(ND_VALUE_ERROR, ": argument `ndmin` must be 0, 1 or 2, not ", reading.ndmin);
  if (reading.compression != Compression::gzip)
    return squeezed(*read_table(source, dtype, reading, name), reading.ndmin);
  GzipSource unpacked(source, name);
  return squeezed(*read_table(unpacked, dtype, reading, name), reading.ndmin);
}

Ref<Array> load_text(std::string_view path, DType* dtype, const TextReading& reading) {
  const InputFile file("loadtxt", path);
  TextReading as_named = reading;
  as_named.compression = compression_of(reading.compression, path, "loadtxt");
  const auto read = [&](std::span<char> out) { return file.read_some(std::as_writable_bytes(out)); };
  FunctionSource source(read);
  return read_text(source, dtype, as_named, file.name());
}

}  // namespace nd
