// The conformance vectors through ndcore.hpp: `driver vectors.jsonl`. See README.md.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

#include "dispatch.hpp"
#include "nan_signs.h"

namespace {

Bytes unhex(const std::string& digits) {
  Bytes made(digits.size() / 2);
  for (std::size_t i = 0; i < made.size(); ++i) {
    made[i] = static_cast<unsigned char>(std::stoul(digits.substr(2 * i, 2), nullptr, 16));
  }
  return made;
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  static const char digits[] = "0123456789abcdef";
  std::string made;
  for (std::size_t i = 0; i < size; ++i) made += {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
  return made;
}

Json text_of(const std::string& characters) {
  Json made;
  made.kind = Json::text;
  made.characters = characters;
  return made;
}

Json number_of(std::int64_t number) {
  Json made;
  made.kind = Json::integer;
  made.number = number;
  return made;
}

Json object(std::vector<std::string> keys, std::vector<Json> values) {
  Json made;
  made.kind = Json::object;
  made.keys = std::move(keys);
  made.items = std::move(values);
  return made;
}

Value decode(const Json& json);

Values decode_all(const Json& list) {
  Values made;
  for (const Json& item : list.items) made.push_back(decode(item));
  return made;
}

Fields decode_fields(const Json& json) {
  Fields made;
  for (std::size_t i = 0; i < json.keys.size(); ++i) made[json.keys[i]] = decode(json.items[i]);
  return made;
}

Value decode_object(const Json& json) {
  if (const Json* fields = json.find("struct")) return decode_fields(*fields);
  if (const Json* digits = json.find("int")) {
    if (digits->characters[0] == '-') return std::int64_t{std::stoll(digits->characters)};
    return std::uint64_t{std::stoull(digits->characters)};
  }
  if (const Json* bits = json.find("double")) {
    double number;
    std::memcpy(&number, unhex(bits->characters).data(), sizeof number);
    return number;
  }
  if (const Json* bytes = json.find("bytes")) return unhex(bytes->characters);
  if (const Json* name = json.find("dtype")) return ndcore::dtype(name->characters);
  if (const Json* name = json.find("array")) {
    std::vector<std::int64_t> shape;
    for (const Json& extent : json.at("shape").items) shape.push_back(extent.number);
    return ndcore::array_from_memory(unhex(json.at("data").characters).data(), ndcore::dtype(name->characters), shape);
  }
  return functions().at(json.at("call").characters)(decode_all(json.at("arguments"))).at(0);
}

Value decode(const Json& json) {
  switch (json.kind) {
    case Json::null: return Value();
    case Json::integer: return json.number;
    case Json::text: return json.characters;
    case Json::list: return decode_all(json);
    default: return decode_object(json);
  }
}

Json dtype_of(const ndcore::dtype& dtype) {
  return text_of(ndcore::dtype_is_swapped(dtype) ? ndcore::dtype_type_str(dtype) : dtype.name());
}

Json encode(const Value& value);

Json encode_array(const ndcore::array& a) {
  Json shape;
  shape.kind = Json::list;
  for (std::int64_t extent : a.shape()) shape.items.push_back(number_of(extent));
  const Bytes data = ndcore::array_to_memory(a, a.nbytes());
  return object({"array", "shape", "data"}, {dtype_of(a.dtype()), shape, text_of(hex(data.data(), data.size()))});
}

Json encode_integer(const Integer& i) {
  constexpr std::int64_t kSafe = std::int64_t{1} << 53;
  if (i.is_huge) return object({"int"}, {text_of(std::to_string(static_cast<std::uint64_t>(i.bits)))});
  if (i.bits > kSafe || i.bits < -kSafe) return object({"int"}, {text_of(std::to_string(i.bits))});
  return number_of(i.bits);
}

Json encode(const Value& value) {
  if (const auto* i = value.as<Integer>()) return encode_integer(*i);
  if (const auto* text = value.as<std::string>()) return text_of(*text);
  if (const auto* a = value.as<ndcore::array>()) return encode_array(*a);
  if (const auto* dtype = value.as<ndcore::dtype>()) return object({"dtype"}, {dtype_of(*dtype)});
  if (const auto* bytes = value.as<Bytes>()) return object({"bytes"}, {text_of(hex(bytes->data(), bytes->size()))});
  if (const auto* number = value.as<double>()) {
    return object({"double"}, {text_of(hex(reinterpret_cast<const unsigned char*>(number), sizeof *number))});
  }
  if (const auto* list = value.as<Values>()) {
    Json made;
    made.kind = Json::list;
    for (const Value& item : *list) made.items.push_back(encode(item));
    return made;
  }
  return object({"handle"}, {text_of("of another type")});
}

std::vector<double> floats(const Json& a) {
  const Bytes data = unhex(a.at("data").characters);
  const std::string& dtype = a.at("array").characters;
  std::vector<double> made;
  if (dtype == "float32" || dtype == "complex64") {
    std::vector<float> numbers(data.size() / sizeof(float));
    std::memcpy(numbers.data(), data.data(), data.size());
    made.assign(numbers.begin(), numbers.end());
  } else {
    made.resize(data.size() / sizeof(double));
    std::memcpy(made.data(), data.data(), data.size());
  }
  return made;
}

bool near(const Json& got, const Json& want, std::int64_t tolerance) {
  static const std::map<std::string, double> epsilons = {
      {"float32", 0x1p-23}, {"complex64", 0x1p-23}, {"float64", 0x1p-52}, {"complex128", 0x1p-52}};
  const auto epsilon = epsilons.find(want.at("array").characters);
  if (epsilon == epsilons.end()) return got == want;
  if (!(got.at("array") == want.at("array") && got.at("shape") == want.at("shape"))) return false;
  const std::vector<double> ours = floats(got), theirs = floats(want);
  double largest = 0;
  for (double number : theirs) largest = std::max(largest, std::abs(number));
  const double allowed = static_cast<double>(tolerance) * epsilon->second * largest;
  return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                    [&](double a, double b) { return std::abs(a - b) <= allowed; });
}

Json comparable(Json json) {
  const Json* const dtype = json.find("array");
  const std::string name = dtype ? dtype->characters : "float64", digits = dtype ? "data" : "double";
  for (std::size_t i = 0; i < json.keys.size(); ++i) {
    if (json.keys[i] == digits) forget_nan_signs(name.c_str(), json.items[i].characters.data());
  }
  return json;
}

bool same(const Json& result, const Json& wanted, std::int64_t tolerance) {
  if (wanted.find("any")) return true;
  const Json got = comparable(result), want = comparable(wanted);
  if (tolerance > 0 && want.find("array") && got.find("array")) return near(got, want, tolerance);
  return got == want;
}

// What is wrong with the outcome of one vector; empty: nothing.
std::string fault(const Json& row) {
  const Values arguments = decode_all(row.at("arguments"));
  const Json* error = row.find("error");
  Values results;
  try {
    results = functions().at(row.at("function").characters)(arguments);
  } catch (const ndcore::error& e) {
    return error && e.kind() == error->characters ? "" : e.kind() + ": " + e.what();
  }
  if (error) return "no error, " + error->characters + " was expected";
  const std::vector<Json>& wanted = row.at("results").items;
  if (results.size() != wanted.size()) return std::to_string(results.size()) + " results";
  const Json* tolerance = row.find("tolerance");
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!same(encode(results[i]), wanted[i], tolerance ? tolerance->number : 0))
      return "another result " + std::to_string(i);
  }
  if (const Json* after = row.find("after")) {
    for (const Json& pair : after->items) {
      const auto at = static_cast<std::size_t>(pair.items[0].number);
      if (!same(encode(arguments[at]), pair.items[1], 0)) return "another argument afterwards";
    }
  }
  return "";
}

}  // namespace

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "tests/conformance/vectors.jsonl");
  const std::string wrong = R"({"function": "status_name", "arguments": [-7], "results": ["ND_OK"]})";
  if (fault(Parser(wrong).value()).empty()) return 2;  // a driver that finds no fault is no driver
  int count = 0, faults = 0;
  for (std::string line; std::getline(file, line); ++count) {
    const Json row = Parser(line).value();
    std::string why;
    try {
      why = fault(row);
    } catch (const std::exception& e) {
      why = std::string("the driver cannot: ") + e.what();
    }
    if (why.empty()) continue;
    std::printf("%s: %s\n", row.at("id").characters.c_str(), why.c_str());
    ++faults;
  }
  std::printf("%d vectors, %d failures\n", count, faults);
  return faults != 0 || count < 500;
}
