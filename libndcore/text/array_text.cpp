// Brackets, line breaks and summaries around the elements.
#include <algorithm>
#include <cmath>
#include <limits>

#include "array/single.hpp"
#include "dtype/user_type.hpp"
#include "index/index.hpp"
#include "text/element_format.hpp"
#include "text/number.hpp"
#include "text/text.hpp"

namespace nd {

namespace {

// Only the elements at the ends of long axes, which a summary prints.
Ref<Array> printed_part(const Array& a, int64_t edge) {
  Ref<Array> part = view(a, a.data, a.shape(), a.strides());
  for (int32_t axis = 0; axis < a.ndim; ++axis) {
    const int64_t extent = a.shape(axis);
    if (extent - edge <= edge) continue;
    const Ref<Array> positions = empty(dtype_of<int64_t>(), Dims{2 * edge});
    for (int64_t i = 0; i < edge; ++i) {
      positions->as<int64_t>()[i] = i;
      positions->as<int64_t>()[edge + i] = extent - edge + i;
    }
    const int64_t along = axis;
    part = take(*part, *positions, &along, ND_MODE_RAISE);
  }
  return part;
}

std::string_view without_trailing_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

class Layout {
 public:
  Layout(const Array& part, const Array& whole, const PrintOptions& options, std::string_view separator, bool summary)
      : part_(part),
        whole_(whole),
        options_(options),
        separator_(separator),
        summary_(summary),
        format_(text_format::element_format(part, options)) {}

  std::string element(const std::byte* place) const { return format_(place); }

  // `indent` blanks stand before the axis' inner lines, `width` characters are left of a line.
  std::string axis(int32_t axis, const std::byte* place, int64_t indent, int64_t width) const {
    if (axis == part_.ndim) return format_(place);
    const bool innermost = axis + 1 == part_.ndim;
    const bool cut = summary_ && whole_.shape(axis) - options_.edgeitems > options_.edgeitems;
    return "[" + (innermost ? words(axis, place, indent, width, cut) : rows(axis, place, indent, width, cut)) + "]";
  }

 private:
  std::string words(int32_t axis, const std::byte* place, int64_t indent, int64_t width, bool cut) const {
    const int64_t n = part_.shape(axis);
    const auto room = width - std::max<int64_t>(static_cast<int64_t>(without_trailing_blanks(separator_).size()), 1);
    std::string text;
    std::string line(static_cast<size_t>(indent), ' ');
    const auto extend = [&](const std::string& word) {
      const bool wraps =
          static_cast<int64_t>(line.size() + word.size()) > room && static_cast<int64_t>(line.size()) > indent;
      if (wraps) {
        text += std::string(without_trailing_blanks(line)) + "\n";
        line.assign(static_cast<size_t>(indent), ' ');
      }
      line += word;
    };
    for (int64_t i = 0; i < n; ++i) {
      if (i > 0) line += separator_;
      if (cut && i == options_.edgeitems) {
        extend("...");
        line += separator_;
      }
      extend(format_(place + i * part_.stride(axis)));
    }
    if (cut && options_.edgeitems == 0) extend("...");
    text += line;
    return text.substr(static_cast<size_t>(indent));
  }

  std::string rows(int32_t axis, const std::byte* place, int64_t indent, int64_t width, bool cut) const {
    const int64_t n = part_.shape(axis);
    const std::string hanging(static_cast<size_t>(indent), ' ');
    const std::string line_end = std::string(without_trailing_blanks(separator_)) +
                                 std::string(static_cast<size_t>(part_.ndim - axis - 1), '\n');
    const std::string next_row = line_end + hanging;
    std::string text;
    for (int64_t i = 0; i < n; ++i) {
      if (i > 0) text += next_row;
      if (cut && i == options_.edgeitems) text.append("...").append(next_row);
      text += this->axis(axis + 1, place + i * part_.stride(axis), indent + 1, width - 1);
    }
    if (cut && options_.edgeitems == 0) text += "...";
    return text;
  }

  const Array& part_;
  const Array& whole_;
  const PrintOptions& options_;
  const std::string_view separator_;
  const bool summary_;
  const text_format::ElementFormat format_;
};

bool dtype_is_implied(const DType* dtype) {
  return !dtype->swapped && (dtype->code == ND_BOOL || dtype->code == ND_INT64 || dtype->code == ND_FLOAT64 ||
                             dtype->code == ND_COMPLEX128);
}

}  // namespace

std::string array_text(const Array& a, const PrintOptions& options, std::string_view separator, int64_t prefix,
                       int64_t suffix) {
  if (options.edgeitems < 0)
    fail(ND_VALUE_ERROR, "array_text: edgeitems must not be negative, not ", options.edgeitems);
  if (a.size == 0) return "[]";
  const bool summary = a.size > options.threshold;
  const Ref<Array> chosen = summary ? printed_part(a, options.edgeitems) : Ref<Array>(const_cast<Array*>(&a));
  const Ref<Array> part = astype(*chosen, native(a.dtype), ND_CASTING_UNSAFE, ND_ORDER_C);
  const Layout layout(*part, a, options, separator, summary);
  if (a.ndim == 0) return layout.element(part->data);
  // Beyond these no line is shorter or longer, and differences do not overflow.
  constexpr int64_t kLongest = std::numeric_limits<int32_t>::max();
  const int64_t width = std::clamp<int64_t>(options.linewidth, 0, kLongest) - std::clamp<int64_t>(suffix, 0, kLongest);
  return layout.axis(0, part->data, prefix + 1, width);
}

std::string array_repr(const Array& a, const PrintOptions& options, std::string_view name) {
  const std::string prefix = std::string(name) + "(";
  const std::string elements = array_text(a, options, ", ", static_cast<int64_t>(prefix.size()), 1);
  std::string extras;
  const bool is_plainly_empty = a.ndim == 1 && a.shape(0) == 0;
  if ((a.size == 0 && !is_plainly_empty) || a.size > options.threshold) extras = text("shape=", a.shape());
  if (!dtype_is_implied(a.dtype) || a.size == 0) {
    extras += std::string(extras.empty() ? "" : ", ") +
              "dtype=" + (a.dtype->swapped ? "'" + std::string(a.dtype->type_str) + "'" : std::string(a.dtype->name));
  }
  if (extras.empty()) return prefix + elements + ")";
  const std::string start = prefix + elements + ",";
  const size_t last_line = start.size() - (start.rfind('\n') + 1);
  const bool fits = static_cast<int64_t>(last_line + extras.size() + 2) <= options.linewidth;
  return start + (fits ? " " : "\n" + std::string(prefix.size(), ' ')) + extras + ")";
}

std::string number_text(const Array& a) {
  require_scalar(a, "number_text", "a");
  const Ref<Array> value = astype(a, native(a.dtype));
  if (a.dtype->user != nullptr) return a.dtype->user->format_element(value->data);
  return visit_type(a.dtype->code, [&]<class T>(Type<T>) -> std::string {
    const T x = *value->as<T>();
    if constexpr (kIsBool<T>) {
      return x.value != 0 ? "True" : "False";
    } else if constexpr (kIsInteger<T>) {
      return std::to_string(x);
    } else if constexpr (kIsComplex<T>) {
      // As Python: (1+2j), without a point behind whole numbers; 2j alone where the real part is positive zero.
      const auto part = [](auto y) {
        std::string digits = text_format::shortest(y);
        if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
        return digits;
      };
      std::string imaginary = part(x.im) + "j";
      if (x.re == 0 && !std::signbit(x.re)) return imaginary;
      return "(" + part(x.re) + (imaginary[0] == '-' || imaginary[0] == '+' ? "" : "+") + imaginary + ")";
    } else {
      return text_format::shortest(x);
    }
  });
}

}  // namespace nd
