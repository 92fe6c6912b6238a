// A module in C++: the dtype `rational`, a fraction of two 64-bit integers, its arithmetic, and functions that take it
// apart. Fractions are kept in lowest terms with a positive denominator; what does not fit is an error.
#include <charconv>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#define ND_MODE ND_MODE_TABLE
#include "ndcore/cell.h"
#include "ndcore/loader.h"

namespace {

__extension__ using wide = __int128;

struct Rational {
  int64_t numerator, denominator;
};

Rational make(wide numerator, wide denominator) {
  if (denominator == 0) throw std::domain_error("rational: division by zero");
  wide a = numerator < 0 ? -numerator : numerator;
  wide b = denominator < 0 ? -denominator : denominator;
  while (b != 0) a = std::exchange(b, a % b);
  if (denominator < 0) a = -a;
  numerator /= a;
  denominator /= a;
  if (numerator > INT64_MAX || numerator < -INT64_MAX || denominator > INT64_MAX)
    throw std::overflow_error("rational: the fraction does not fit 64 bits");
  return {static_cast<int64_t>(numerator), static_cast<int64_t>(denominator)};
}

// Uninitialised memory holds anything; a denominator below 1 stands for 1.
Rational load(const void* place) {
  Rational x;
  std::memcpy(&x, place, sizeof x);
  if (x.denominator < 1) x.denominator = 1;
  return x;
}
void store(void* place, Rational x) { std::memcpy(place, &x, sizeof x); }

wide num(Rational x) { return x.numerator; }
wide den(Rational x) { return x.denominator; }

Rational add(Rational a, Rational b) { return make(num(a) * den(b) + num(b) * den(a), den(a) * den(b)); }
Rational subtract(Rational a, Rational b) { return make(num(a) * den(b) - num(b) * den(a), den(a) * den(b)); }
Rational multiply(Rational a, Rational b) { return make(num(a) * num(b), den(a) * den(b)); }
Rational divide(Rational a, Rational b) { return make(num(a) * den(b), den(a) * num(b)); }
Rational negative(Rational a) { return make(-num(a), den(a)); }
Rational absolute(Rational a) { return a.numerator < 0 ? negative(a) : a; }

// Exceptions end here: nothing may be thrown through C.
template <class Body>
nd_status guarded(Body&& body) noexcept {
  try {
    body();
    return ND_OK;
  } catch (const std::overflow_error& error) {
    return nd_set_error(ND_OVERFLOW_ERROR, error.what());
  } catch (const std::exception& error) {
    return nd_set_error(ND_VALUE_ERROR, error.what());
  }
}

template <Rational (*op)(Rational, Rational)>
nd_status binary(char* const* args, int64_t n, const int64_t* strides, void*) {
  return guarded([&] {
    for (int64_t i = 0; i < n; ++i)
      store(args[2] + i * strides[2], op(load(args[0] + i * strides[0]), load(args[1] + i * strides[1])));
  });
}

template <Rational (*op)(Rational)>
nd_status unary(char* const* args, int64_t n, const int64_t* strides, void*) {
  return guarded([&] {
    for (int64_t i = 0; i < n; ++i) store(args[1] + i * strides[1], op(load(args[0] + i * strides[0])));
  });
}

// Casts: convert(const From&) for n strided elements.
template <class From, class To, To (*convert)(From)>
nd_status cast(const void* from, int64_t from_stride, void* to, int64_t to_stride, int64_t n, void*) {
  return guarded([&] {
    for (int64_t i = 0; i < n; ++i) {
      From x;
      std::memcpy(&x, static_cast<const char*>(from) + i * from_stride, sizeof x);
      const To y = convert(x);
      std::memcpy(static_cast<char*>(to) + i * to_stride, &y, sizeof y);
    }
  });
}

Rational from_int(int64_t x) { return make(x, 1); }
double to_double(Rational x) {
  x = load(&x);
  return static_cast<double>(x.numerator) / static_cast<double>(x.denominator);
}
int64_t to_int(Rational x) {
  x = load(&x);
  return x.numerator / x.denominator;
}

int32_t compare(const void* a, const void* b, void*) {
  const Rational x = load(a);
  const Rational y = load(b);
  const wide left = num(x) * den(y);
  const wide right = num(y) * den(x);
  return left < right ? -1 : left > right ? 1 : 0;
}

int64_t format(const void* element, char* text, int64_t capacity, void*) {
  const Rational x = load(element);
  char buffer[64];
  char* end = std::to_chars(buffer, buffer + 32, x.numerator).ptr;
  if (x.denominator != 1) {
    *end++ = '/';
    end = std::to_chars(end, buffer + sizeof buffer, x.denominator).ptr;
  }
  if (end - buffer <= capacity) std::memcpy(text, buffer, static_cast<size_t>(end - buffer));
  return end - buffer;
}

nd_status parse(const char* text, int64_t length, void* element, void*) {
  return guarded([&] {
    const char* const end = text + length;
    int64_t numerator = 0;
    int64_t denominator = 1;
    auto read = std::from_chars(text, end, numerator);
    if (read.ec == std::errc() && read.ptr != end && *read.ptr == '/')
      read = std::from_chars(read.ptr + 1, end, denominator);
    if (read.ec != std::errc() || read.ptr != end)
      throw std::invalid_argument("rational: '" + std::string(text, end) + "' is no fraction");
    store(element, make(numerator, denominator));
  });
}

// The numerators or denominators of an array, through its memory.
nd_status part(const nd_cell* args, nd_cell* results, size_t offset) {
  nd_array* const given = nd_cell_as_array(&args[0]);
  nd_dtype* const rational = nd_dtype_parse("rational");
  nd_array* const dense = nd_astype(given, rational, ND_CASTING_SAFE, ND_ORDER_C);
  if (dense == nullptr) return nd_last_error_status();
  nd_array_info about{};
  about.struct_size = sizeof about;
  nd_array* out = nullptr;
  if (nd_array_describe(dense, &about) == ND_OK)
    out = nd_zeros(about.shape, about.ndim, nd_dtype_from_code(ND_INT64, ND_NATIVE), ND_ORDER_C);
  if (out != nullptr) {
    auto* to = static_cast<char*>(nd_array_data(out));
    const auto* from = static_cast<const char*>(about.data) + offset;
    for (int64_t i = 0; i < about.size; ++i) std::memcpy(to + 8 * i, from + 16 * i, 8);
    results[0] = nd_cell_handle(out);
  }
  nd_release(dense);
  return out != nullptr ? ND_OK : nd_last_error_status();
}
nd_status numerator(void*, const nd_cell* args, int64_t, nd_cell* results, int64_t) { return part(args, results, 0); }
nd_status denominator(void*, const nd_cell* args, int64_t, nd_cell* results, int64_t) {
  return part(args, results, sizeof(int64_t));
}

nd_dtype* register_dtype(nd_module* module) {
  const nd_cast_def casts[] = {
      {sizeof(nd_cast_def), ND_INT64, ND_CAST_FROM, ND_CASTING_SAFE, 0, cast<int64_t, Rational, from_int>, nullptr},
      {sizeof(nd_cast_def), ND_FLOAT64, ND_CAST_TO, ND_CASTING_SAME_KIND, 0, cast<Rational, double, to_double>,
       nullptr},
      {sizeof(nd_cast_def), ND_INT64, ND_CAST_TO, ND_CASTING_UNSAFE, 0, cast<Rational, int64_t, to_int>, nullptr}};
  const nd_cast_def* const list[] = {&casts[0], &casts[1], &casts[2]};
  const nd_dtype_def def{sizeof def, "rational", sizeof(Rational), 0, list, 3, compare, format, parse, nullptr};
  return nd_dtype_register(module, &def);
}

nd_status add_loop(nd_module* module, const char* ufunc, int32_t code, int arguments, nd_loop_function function) {
  const nd_type_code types[] = {code, code, code};
  const int32_t flags = ND_LOOP_THREADS | (arguments == 3 ? ND_LOOP_REDUCES : 0);
  const nd_loop_def loop{sizeof loop, types, function, nullptr, flags, 0};
  return nd_ufunc_add_loop(module, nd_ufunc_find(ufunc), &loop);
}

nd_status init(nd_module* module, const nd_module_host* host, void*) {
  if (const nd_status status = nd_load_module(host, nullptr, 0); status < 0) return status;
  nd_dtype* const dtype = register_dtype(module);
  if (dtype == nullptr) return nd_last_error_status();
  const int32_t code = nd_dtype_code(dtype);
  const struct {
    const char* ufunc;
    int arguments;
    nd_loop_function function;
  } loops[] = {{"add", 3, binary<add>},       {"subtract", 3, binary<subtract>}, {"multiply", 3, binary<multiply>},
               {"divide", 3, binary<divide>}, {"negative", 2, unary<negative>},  {"absolute", 2, unary<absolute>}};
  for (const auto& loop : loops) {
    const nd_status status = add_loop(module, loop.ufunc, code, loop.arguments, loop.function);
    if (status < 0) return status;
  }
  return ND_OK;
}

const nd_method_def kNumerator{sizeof(nd_method_def), "numerator(x: array) -> array",
                               "Numerators in lowest terms, as int64.", numerator, nullptr};
const nd_method_def kDenominator{sizeof(nd_method_def), "denominator(x: array) -> array",
                                 "Denominators in lowest terms, as int64.", denominator, nullptr};
const nd_method_def* const kMethods[] = {&kNumerator, &kDenominator};

}  // namespace

extern "C" {
ND_EXPORT extern const nd_module_def ndcore_module;
const nd_module_def ndcore_module{sizeof(nd_module_def),
                                  ND_ABI,
                                  ND_TARGET_REVISION,
                                  "rational",
                                  "Exact fractions as a dtype.",
                                  kMethods,
                                  2,
                                  init,
                                  nullptr,
                                  nullptr};
}
