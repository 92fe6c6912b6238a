#include "checks.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "arrays.hpp"
#include "board.hpp"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace fuzz {

namespace {

constexpr int64_t kLookedAt = 1 << 16;  // bytes of an array that are read

struct Extent {
  const std::byte* begin;
  int64_t bytes;
};

bool is_empty(const nd_array_info& info) {
  return std::find(info.shape, info.shape + info.ndim, 0) != info.shape + info.ndim;
}

// From the first to the last byte of the elements; nothing of empty arrays.
Extent extent_of(const nd_array_info& info) {
  if (is_empty(info)) return {nullptr, 0};
  int64_t low = 0, high = info.itemsize;
  for (int32_t i = 0; i < info.ndim; ++i) {
    const int64_t reach = (info.shape[i] - 1) * info.strides[i];
    (reach < 0 ? low : high) += reach;
  }
  return {static_cast<const std::byte*>(info.data) + low, high - low};
}

bool describe(nd_array* array, nd_array_info& info) {
  info = {};
  info.struct_size = sizeof info;
  return nd_array_describe(array, &info) == ND_OK;
}

// Without the axes whose stride nobody follows.
bool is_contiguous(const nd_array_info& info, bool c_order) {
  int64_t step = info.itemsize;
  for (int32_t k = 0; k < info.ndim; ++k) {
    const int32_t axis = c_order ? info.ndim - 1 - k : k;
    if (info.shape[axis] == 1) continue;
    if (info.strides[axis] != step) return false;
    step *= info.shape[axis];
  }
  return true;
}

std::string wrong_in(nd_array* array, const nd_array_info& info) {
  nd_dtype* const dtype = nd_array_dtype(array);
  if (info.ndim < 0 || info.ndim > 64 || info.ndim != nd_array_ndim(array)) return "ndim";
  int64_t size = 1;
  for (int32_t i = 0; i < info.ndim; ++i) {
    if (info.shape[i] < 0) return "a negative extent";
    if (__builtin_mul_overflow(size, info.shape[i], &size) && !is_empty(info)) return "the size overflows";
  }
  if (info.size != (is_empty(info) ? 0 : size) || info.size != nd_array_size(array)) return "size";
  if (info.itemsize != nd_dtype_itemsize(dtype) || info.code != nd_dtype_code(dtype)) return "itemsize or code";
  if (info.swapped != nd_dtype_is_swapped(dtype)) return "byte order";
  if (info.weak < ND_WEAK_NONE || info.weak > ND_WEAK_COMPLEX) return "weak";
  if (info.data == nullptr) return "data is NULL";
  const bool c_flag = (info.flags & ND_C_CONTIGUOUS) != 0, f_flag = (info.flags & ND_F_CONTIGUOUS) != 0;
  if (c_flag != (is_empty(info) || is_contiguous(info, true))) return "the flag of C order";
  if (f_flag != (is_empty(info) || is_contiguous(info, false))) return "the flag of Fortran order";
  if ((info.flags & ND_ALIGNED) == 0 || is_empty(info)) return "";
  auto bits = reinterpret_cast<uintptr_t>(info.data);
  for (int32_t i = 0; i < info.ndim; ++i) bits |= info.shape[i] > 1 ? static_cast<uintptr_t>(info.strides[i]) : 0;
  const auto alignment = static_cast<uintptr_t>(nd_dtype_alignment(dtype));
  return bits % alignment != 0 ? "the flag of alignment" : "";
}

bool is_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i++]);
    const int more = first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
    if (more < 0 || i + static_cast<size_t>(more) > text.size()) return false;
    for (int k = 0; k < more; ++k)
      if ((static_cast<unsigned char>(text[i++]) & 0xC0) != 0x80) return false;
  }
  return true;
}

unsigned control_word() {
#if defined(__x86_64__)
  return _mm_getcsr() & 0xFFC0;
#else
  return 0;
#endif
}

}  // namespace

void check_array(const std::string& function, nd_array* array) {
  nd_array_info info;
  if (!describe(array, info)) report("result", function, std::string("no array: ") + nd_last_error_message());
  const std::string wrong = wrong_in(array, info);
  if (!wrong.empty()) report("result", function, wrong + " of " + text_of(array));
  const Extent extent = extent_of(info);
  std::byte sum{};
  for (int64_t i = 0; i < std::min(extent.bytes, kLookedAt); ++i) sum ^= extent.begin[i];
  static std::atomic<std::byte> read;
  read = sum;  // so that the compiler reads them, too
}

void check_text(const std::string& function, const char* text) {
  if (text == nullptr || !is_utf8(text)) report("text", function, "not UTF-8");
}

void check_error(const Function& function, nd_status status, bool may_lack_memory) {
  const std::string name = nd_status_name(status);
  const std::string message = nd_last_error_message(), culprit = nd_last_error_function();
  const std::string said = name + " `" + message + "`";
  check_text(function.name, message.c_str());
  if (nd_last_error_status() != status) report("record", function.name, "the record is not of " + name + ": " + said);
  if (status == ND_INTERNAL_ERROR || message.empty()) report("internal", function.name, said);
  const bool is_binding = culprit == "nd_call";
  if (!is_binding && culprit != function.symbol && !function.symbol.empty())
    report("culprit", function.name, "named " + culprit + ": " + said);
  const Function& teller = is_binding ? call_itself() : function;
  const std::set<nd_status>& errors = teller.errors;
  const bool goes_without_saying = status == ND_INVALID_HANDLE || status == ND_CANCELLED ||
                                   (status == ND_NO_MEMORY && may_lack_memory) ||
                                   (status == ND_CALLBACK_ERROR && errors.contains(ND_FLOATING_POINT_ERROR));
  if (!errors.contains(status) && !goes_without_saying && teller.has_errors)
    report("undocumented " + name, is_binding ? "call" : function.name, said);
}

void check_memory_error(const Function& function, bool is_bound) {
  const Function& teller = is_bound ? function : call_itself();
  if (!teller.errors.contains(ND_NO_MEMORY) && teller.has_errors)
    report("undocumented ND_NO_MEMORY", is_bound ? function.name : "call", "an allocation that fails");
}

Snapshots::Snapshots(std::span<const Operand> operands) {
  std::vector<Extent> targets;
  nd_array_info info;
  for (const Operand& operand : operands)
    if (operand.is_written && describe(operand.array, info)) targets.push_back(extent_of(info));
  for (const Operand& operand : operands) {
    if (!describe(operand.array, info)) continue;
    const Extent extent = extent_of(info);
    if (extent.bytes <= 0 || extent.bytes > kLookedAt) continue;
    const auto meets = [&](const Extent& target) {
      return extent.begin < target.begin + target.bytes && target.begin < extent.begin + extent.bytes;
    };
    snapshots_.push_back({extent.begin,
                          {extent.begin, extent.begin + extent.bytes},
                          std::ranges::any_of(targets, meets),
                          operand.is_written ? "a target" : "an input"});
  }
}

void Snapshots::check(const std::string& function, bool none) const {
  for (const Snapshot& one : snapshots_) {
    if (one.may_change && !none) continue;
    if (std::memcmp(one.begin, one.bytes.data(), one.bytes.size()) == 0) continue;
    report(none ? "half-written" : "input", function,
           one.what + " has changed" + (none ? ", yet the call says ND_NO_MEMORY" : ""));
  }
}

// Flags that the caller has left are none of the call's.
FloatingPoint::FloatingPoint() : rounding_(std::fegetround()), control_(control_word()) {
  std::feraiseexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW | FE_UNDERFLOW);
}

void FloatingPoint::check(const std::string& function) const {
  if (std::fegetround() != rounding_ || control_word() != control_) report("rounding", function, "changed");
}

}  // namespace fuzz
