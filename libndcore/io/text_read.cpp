// Reading tables: lines, fields, numbers of the widest type of the dtype's kind, and one conversion at the end.
#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>

#include "array/single.hpp"
#include "core/cancel.hpp"
#include "io/file.hpp"
#include "io/number_parse.hpp"
#include "io/text_file.hpp"

namespace nd {

namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view trimmed(std::string_view field) {
  while (!field.empty() && is_blank(field.front())) field.remove_prefix(1);
  while (!field.empty() && is_blank(field.back())) field.remove_suffix(1);
  return field;
}

// Lines end with \n, \r\n or \r.
class Lines {
 public:
  explicit Lines(std::string_view content) : rest_(content) {}
  std::optional<std::string_view> next() {
    if (rest_.empty()) return std::nullopt;
    ++number_;
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    const size_t early = std::min(rest_.substr(0, end).find('\r'), end);
    const std::string_view line = rest_.substr(0, early);
    const bool both = early < end && early + 1 == end && end < rest_.size();
    rest_.remove_prefix(std::min(both ? end + 1 : early + 1, rest_.size()));
    return line;
  }
  int64_t number() const { return number_; }

 private:
  std::string_view rest_;
  int64_t number_ = 0;
};

class Splitter {
 public:
  explicit Splitter(const TextReading& reading) : reading_(reading) {}

  // The fields of a line, none if it is empty.
  void split(std::string_view line, std::vector<std::string_view>& fields) const {
    fields.clear();
    for (const std::string_view comment : reading_.comments) line = line.substr(0, line.find(comment));
    if (line.empty()) return;
    if (reading_.delimiter.empty()) return split_blanks(line, fields);
    for (;;) {
      const size_t end = line.find(reading_.delimiter);
      fields.push_back(line.substr(0, end));
      if (end == std::string_view::npos) return;
      line.remove_prefix(end + reading_.delimiter.size());
    }
  }

 private:
  static void split_blanks(std::string_view line, std::vector<std::string_view>& fields) {
    const char* at = line.data();
    const char* const end = at + line.size();
    for (;;) {
      while (at != end && is_blank(*at)) ++at;
      if (at == end) return;
      const char* const begin = at;
      while (at != end && !is_blank(*at)) ++at;
      fields.emplace_back(begin, static_cast<size_t>(at - begin));
    }
  }
  const TextReading& reading_;
};

// What integers of a dtype may be; other dtypes accept all.
template <class Wide>
struct Limits {
  explicit Limits(const DType* dtype) {
    if constexpr (std::is_integral_v<Wide>) {
      if (!dtype->is_integer()) return;
      visit_type(dtype->code, [&]<class T>(Type<T>) {
        if constexpr (kIsInteger<T>) {
          lowest = static_cast<Wide>(std::numeric_limits<T>::lowest());
          highest = static_cast<Wide>(std::numeric_limits<T>::max());
        }
      });
    }
  }
  bool hold(Wide value) const {
    if constexpr (std::is_integral_v<Wide>) return value >= lowest && value <= highest;
    return true;
  }
  Wide lowest = std::numeric_limits<Wide>::lowest();
  Wide highest = std::numeric_limits<Wide>::max();
};

// Rows of numbers of type Wide, one after another.
template <class Wide>
class Table {
 public:
  Table(DType* dtype, const TextReading& reading, std::string_view name)
      : dtype_(dtype), reading_(reading), name_(name), limits_(dtype) {
    if (reading.filling == nullptr) return;
    const Ref<Array> filling = single(*reading.filling, name, "filling");
    filling_.emplace();
    assign(*over(&*filling_, {}), *filling);
  }

  Ref<Array> read(std::string_view content) {
    Lines lines(content);
    for (int64_t i = 0; i < reading_.skip_rows && lines.next(); ++i) {
    }
    const Splitter splitter(reading_);
    std::vector<std::string_view> fields;
    while (rows_ != reading_.max_rows) {
      const auto line = lines.next();
      if (!line) break;
      if (lines.number() % 1024 == 0) check_cancelled();
      splitter.split(*line, fields);
      if (!fields.empty()) add_row(fields, lines.number());
    }
    // Without a row nobody knows how many columns there are: NumPy says one.
    const int64_t width = rows_ == 0 ? std::max<int64_t>(std::ssize(reading_.columns), 1) : std::ssize(columns_);
    return astype(*over(values_.data(), {rows_, width}), dtype_);
  }

 private:
  static Ref<Array> over(Wide* data, std::initializer_list<int64_t> extents) {
    const Dims shape(extents);
    const int64_t bytes = count_of(shape) * static_cast<int64_t>(sizeof(Wide));
    auto* const start = reinterpret_cast<std::byte*>(data != nullptr ? data : &empty_place);
    return Array::create(dtype_of<Wide>(), shape, contiguous_strides(shape, sizeof(Wide), ND_ORDER_C), start,
                         Buffer::wrap(start, static_cast<size_t>(bytes), true, nullptr, nullptr), true, false);
  }

  void choose_columns(int64_t count) {
    width_ = count;
    if (reading_.columns.empty()) {
      for (int64_t i = 0; i < count; ++i) columns_.push_back(i);
    }
    for (const int64_t column : reading_.columns) columns_.push_back(column < 0 ? column + count : column);
  }

  void add_row(const std::vector<std::string_view>& fields, int64_t line) {
    const auto count = std::ssize(fields);
    if (rows_ == 0) choose_columns(count);
    if (count != width_ && reading_.columns.empty()) {
      fail(ND_FORMAT_ERROR, name_, ": the number of columns changed from ", width_, " to ", count, " at row ",
           rows_ + 1, " (line ", line, ")");
    }
    for (size_t i = 0; i < columns_.size(); ++i) {
      int64_t column = columns_[i];
      if (!reading_.columns.empty() && reading_.columns[i] < 0) column = reading_.columns[i] + count;
      if (column < 0 || column >= count) {
        fail(ND_FORMAT_ERROR, name_, ": invalid column index ", reading_.columns[i], " at row ", rows_ + 1, " with ",
             count, " columns (line ", line, ")");
      }
      values_.push_back(value_of(trimmed(fields[static_cast<size_t>(column)]), column, line));
    }
    ++rows_;
  }

  Wide value_of(std::string_view field, int64_t column, int64_t line) const {
    Wide value{};
    if (parse_number(field, value) && limits_.hold(value)) return value;
    if (filling_) return *filling_;
    fail(ND_FORMAT_ERROR, name_, ": could not convert string '", field.substr(0, 80), "' to ", dtype_->name, " at row ",
         rows_, ", column ", column + 1, " (line ", line, ")");
  }

  inline static Wide empty_place{};
  DType* const dtype_;
  const TextReading& reading_;
  const std::string_view name_;
  const Limits<Wide> limits_;
  std::optional<Wide> filling_;
  std::vector<Wide> values_;
  std::vector<int64_t> columns_;
  int64_t width_ = 0;
  int64_t rows_ = 0;
};

Ref<Array> read_table(std::string_view content, DType* dtype, const TextReading& reading, std::string_view name) {
  if (dtype->is_complex()) return Table<complex128>(dtype, reading, name).read(content);
  if (dtype->is_inexact()) return Table<double>(dtype, reading, name).read(content);
  if (dtype->is_unsigned_integer()) return Table<uint64_t>(dtype, reading, name).read(content);
  return Table<int64_t>(dtype, reading, name).read(content);
}

// Axes of length 1 go, but `ndmin` of them stay; a single row or column of ndmin 1 becomes 1-d.
Ref<Array> squeezed(const Array& table, int32_t ndmin) {
  Dims shape(table.shape());
  if (ndmin < 2 && shape[1] == 1) shape.erase(1);
  if (ndmin < shape.size() && shape[0] == 1) shape.erase(0);
  return view(table, table.data, shape, contiguous_strides(shape, table.itemsize(), ND_ORDER_C));
}

}  // namespace

Ref<Array> read_text(std::string_view content, DType* dtype, const TextReading& reading, std::string_view name) {
  if (reading.ndmin < 0 || reading.ndmin > 2)
    fail(ND_VALUE_ERROR, ": argument `ndmin` must be 0, 1 or 2, not ", reading.ndmin);
  if (reading.skip_rows < 0)
    fail(ND_VALUE_ERROR, ": argument `skiprows` must not be negative, not ", reading.skip_rows);
  for (const std::string_view comment : reading.comments) {
    if (comment.empty()) fail(ND_VALUE_ERROR, ": an element of argument `comments` is empty");
  }
  return squeezed(*read_table(content, dtype, reading, name), reading.ndmin);
}

Ref<Array> load_text(std::string_view path, DType* dtype, const TextReading& reading) {
  const InputFile file("loadtxt", path);
  return read_text(file.read_all(), dtype, reading, file.name());
}

}  // namespace nd
