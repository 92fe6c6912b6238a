// The header of .npy files: a Python dictionary of three entries, of which exactly the form that NumPy writes (in any
// order and spacing) is understood. No recursion, no evaluation, nothing allocated by what it says.
#include <bit>
#include <charconv>

#include "io/npy.hpp"

namespace nd {

namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kAlignment = 64;
constexpr int64_t kGrowthDigits = 21;  // NumPy leaves room for the first extent to grow in place

[[noreturn]] void refuse(std::string_view name, std::string_view what) {
  fail(ND_FORMAT_ERROR, name, " is no .npy file that can be read: ", what);
}

// The dictionary, read from left to right.
class HeaderText {
 public:
  HeaderText(std::string_view header, std::string_view file) : text_(header), file_(file) {}

  void skip_blanks() {
    while (!text_.empty() && (text_[0] == ' ' || text_[0] == '\n' || text_[0] == '\t' || text_[0] == '\r'))
      text_.remove_prefix(1);
  }
  bool accept(char wanted) {
    skip_blanks();
    if (text_.empty() || text_[0] != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }
  void expect(char wanted, std::string_view where) {
    if (!accept(wanted)) fail_here(text("'", wanted, "' expected ", where));
  }
  void expect_end() {
    skip_blanks();
    if (!text_.empty()) fail_here("the header goes on behind its dictionary");
  }

  std::string_view string() {
    skip_blanks();
    if (text_.size() > 1 && (text_[0] == 'u' || text_[0] == 'U'))
      text_.remove_prefix(1);  // of Python 2's unicode strings
    const char quote = text_.empty() ? '\0' : text_[0];
    if (quote == '[' || quote == '(') fail_here("structured dtypes are not supported");
    if (quote != '\'' && quote != '"') fail_here("a string expected");
    const size_t end = text_.find(quote, 1);
    if (end == std::string_view::npos) fail_here("a string has no end");
    const std::string_view found = text_.substr(1, end - 1);
    if (found.find('\\') != std::string_view::npos) fail_here("an escape in a string");
    text_.remove_prefix(end + 1);
    return found;
  }
  bool boolean() {
    skip_blanks();
    if (accept_word("True")) return true;
    if (accept_word("False")) return false;
    fail_here("True or False expected");
  }
  Dims shape() {
    expect('(', "in front of the shape");
    Dims found;
    while (!accept(')')) {
      if (found.size() == kMaxDims) fail_here(text("more than ", kMaxDims, " dimensions"));
      found.push_back(extent());
      if (accept(',')) continue;
      if (found.size() == 1) fail_here("the shape is a number, not a tuple");
      expect(')', "behind the shape");
      break;
    }
    return found;
  }

  [[noreturn]] void fail_here(std::string_view what) const {
    const std::string_view rest = text_.substr(0, 20);
    std::string shown;
    for (const char c : rest) shown += c >= ' ' && c <= '~' ? c : '?';
    refuse(file_, text(what, rest.empty() ? ", at its end" : ", at `" + shown + "`"));
  }

 private:
  bool accept_word(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  int64_t extent() {
    skip_blanks();
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (error == std::errc::result_out_of_range) fail_here("an extent exceeds 2^63 - 1");
    if (error != std::errc()) fail_here("an extent is no integer");
    if (text_[0] == '-') fail_here("an extent is negative");
    const auto length = static_cast<size_t>(end - text_.data());
    if (length > 1 && text_[0] == '0') fail_here("an extent has a leading zero");
    text_.remove_prefix(length);
    accept_word("L");  // of Python 2's long integers
    return value;
  }

  std::string_view text_;
  std::string_view file_;
};

DType* dtype_of_descr(std::string_view descr, const HeaderText& where) {
  if (descr == "<V2") return dtype_of(ND_BFLOAT16, std::endian::native == std::endian::big);
  if (descr == ">V2") return dtype_of(ND_BFLOAT16, std::endian::native == std::endian::little);
  if (descr == "|O" || descr == "O") {
    where.fail_here("descr '|O': Python objects are not supported, arrays of ndcore hold numbers");
  }
  try {
    DType* const found = parse_dtype(descr);
    if (found->user == nullptr) return found;
  } catch (const Error&) {
  }
  where.fail_here(text("descr '", descr.substr(0, 40), "' is no dtype of ndcore"));
}

NpyHeader parse_dictionary(std::string_view dictionary, std::string_view name) {
  HeaderText header(dictionary, name);
  NpyHeader result{};
  bool has_order = false;
  bool has_shape = false;
  header.expect('{', "in front of the dictionary");
  while (!header.accept('}')) {
    const std::string_view key = header.string();
    header.expect(':', "behind a key");
    if (key == "descr" && result.dtype == nullptr) {
      result.dtype = dtype_of_descr(header.string(), header);
    } else if (key == "fortran_order" && !has_order) {
      result.fortran_order = header.boolean();
      has_order = true;
    } else if (key == "shape" && !has_shape) {
      result.shape = header.shape();
      has_shape = true;
    } else {
      header.fail_here(text("key '", key.substr(0, 40), "' is unknown or stands there twice"));
    }
    if (header.accept(',')) continue;
    header.expect('}', "behind the dictionary");
    break;
  }
  header.expect_end();
  if (result.dtype == nullptr) refuse(name, "the header lacks 'descr'");
  if (!has_order) refuse(name, "the header lacks 'fortran_order'");
  if (!has_shape) refuse(name, "the header lacks 'shape'");
  return result;
}

// The product of shape and itemsize; extents of 0 do not hide that the others overflow, as in NumPy.
int64_t data_bytes(const NpyHeader& header, std::string_view name) {
  int64_t bytes = header.dtype->itemsize;
  bool empty = false;
  for (const int64_t extent : header.shape) {
    if (extent == 0) {
      empty = true;
    } else if (__builtin_mul_overflow(bytes, extent, &bytes)) {
      refuse(name, text("shape ", std::span<const int64_t>(header.shape), " exceeds the address space"));
    }
  }
  return empty ? 0 : bytes;
}

struct Preamble {
  int64_t text_offset;
  int64_t text_bytes;
};

Preamble parse_preamble(std::string_view bytes, std::string_view name) {
  if (bytes.substr(0, kMagic.size()) != kMagic.substr(0, bytes.size()) || bytes.empty())
    refuse(name, "the magic string \\x93NUMPY is missing");
  if (bytes.size() < 12) refuse(name, "it ends within the header");
  const auto byte = [&](size_t i) { return static_cast<int64_t>(static_cast<unsigned char>(bytes[i])); };
  const int64_t major = byte(6);
  if (major < 1 || major > 3 || byte(7) != 0) refuse(name, text("unknown format version ", major, ".", byte(7)));
  const int64_t length = major == 1 ? byte(8) | byte(9) << 8 : byte(8) | byte(9) << 8 | byte(10) << 16 | byte(11) << 24;
  const int64_t offset = major == 1 ? 10 : 12;
  if (offset + length > kNpyHeaderLimit) refuse(name, text("a header of ", length, " bytes, of at most 10000"));
  return {offset, length};
}

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

int64_t npy_header_size(std::span<const std::byte> bytes, std::string_view name) {
  if (bytes.size() < 12) {
    const std::string_view head = as_text(bytes).substr(0, kMagic.size());
    if (head != kMagic.substr(0, head.size())) refuse(name, "the magic string \\x93NUMPY is missing");
    return 12;
  }
  const Preamble preamble = parse_preamble(as_text(bytes), name);
  return preamble.text_offset + preamble.text_bytes;
}

NpyHeader parse_npy_header(std::span<const std::byte> bytes, std::string_view name) {
  const Preamble preamble = parse_preamble(as_text(bytes), name);
  const int64_t end = preamble.text_offset + preamble.text_bytes;
  if (std::ssize(bytes) < end) refuse(name, "it ends within the header");
  const auto offset = static_cast<size_t>(preamble.text_offset);
  NpyHeader result = parse_dictionary(as_text(bytes).substr(offset, static_cast<size_t>(preamble.text_bytes)), name);
  result.data_offset = end;
  result.data_bytes = data_bytes(result, name);
  return result;
}

std::string npy_header(const Array& a, int32_t version) {
  if (version < 1 || version > 3) fail(ND_VALUE_ERROR, "save: argument `version` must be 1, 2 or 3, not ", version);
  if (a.dtype->user != nullptr) {
    fail(ND_TYPE_ERROR, "save: the .npy format has no place for the registered dtype '", a.dtype->name, "'");
  }
  const bool fortran_order = a.f_contiguous && !a.c_contiguous;
  std::string dictionary =
      text("{'descr': '", a.dtype->type_str, "', 'fortran_order': ", fortran_order ? "True" : "False",
           ", 'shape': ", a.shape(), ", }");
  if (a.ndim > 0) {
    const int64_t growing = a.shape(fortran_order ? a.ndim - 1 : 0);
    dictionary.append(static_cast<size_t>(kGrowthDigits) - std::to_string(growing).size(), ' ');
  }
  const size_t offset = version == 1 ? 10 : 12;
  // One byte for the line's end, then up to the next multiple; NumPy pads by 1 to 64 bytes, never by none.
  const size_t unpadded = offset + dictionary.size() + 1;
  dictionary.append(kAlignment - unpadded % kAlignment, ' ');
  dictionary += '\n';
  std::string result(kMagic);
  result += static_cast<char>(version);
  result += '\0';
  for (size_t i = 0; i < offset - 8; ++i) result += static_cast<char>(dictionary.size() >> 8 * i & 0xff);
  return result + dictionary;
}

}  // namespace nd
