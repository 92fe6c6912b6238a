#include "texts.hpp"

#include <algorithm>
#include <fstream>
#include <vector>

namespace fuzz {

namespace {

// Files that are mapped are never written: to cut a mapped file off is the caller's fault, and a signal.
constexpr std::string_view kMapped[] = {"mapped.npy", "fortran.npy", "raw.bin", "empty.bin", "broken.npy", "nothing"};
constexpr std::string_view kRead[] = {"mapped.npy", "fortran.npy", "broken.npy", "table.txt", "empty.bin",
                                      "saved",      "nothing",     ".",          "folder/x"};
constexpr std::string_view kWritten[] = {"saved", "saved.txt", "folder/x", "."};

std::string npy(std::string_view descr, std::string_view shape, bool is_fortran, size_t bytes) {
  std::string header = "{'descr': '" + std::string(descr) + "', 'fortran_order': " + (is_fortran ? "True" : "False") +
                       ", 'shape': " + std::string(shape) + ", }";
  header.resize((header.size() + 10 + 64) / 64 * 64 - 11, ' ');
  header += '\n';
  std::string image("\x93NUMPY\x01\x00", 8);
  image += static_cast<char>(header.size() & 0xFF);
  image += static_cast<char>(header.size() >> 8);
  return image + header + std::string(bytes, '\x01');
}

std::string any_npy(Random& random) {
  constexpr std::string_view kShapes[] = {"()",
                                          "(3,)",
                                          "(2, 3)",
                                          "(0,)",
                                          "(0, 4294967296)",
                                          "(-1,)",
                                          "(1, )",
                                          "(3L,)",
                                          "(2, 9223372036854775807)",
                                          "(9223372036854775808,)",
                                          "(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)"};
  constexpr std::string_view kTypes[] = {"<f8", ">f8", "|b1", "<i4", "|u1", "<c16",
                                         ">f2", "|O",  "<f3", "=i8", "V4",  ""};
  return npy(random.any(kTypes), random.any(kShapes), random.chance(30), random.of<size_t>({48, 48, 0, 8, 24, 200}));
}

void mutate(Random& random, std::string& bytes) {
  for (size_t n = random.below(4); n > 0 && !bytes.empty(); --n) {
    const size_t at = random.below(random.chance(60) ? std::min<size_t>(bytes.size(), 80) : bytes.size());
    switch (random.below(4)) {
      case 0: bytes[at] = static_cast<char>(random.next()); break;
      case 1: bytes.erase(at, random.below(5)); break;
      case 2: bytes.insert(at, 1, random.of({'\0', '(', '9', '\'', ',', '\n', '-', '\xFF'})); break;
      default: bytes.resize(at);
    }
  }
}

std::string table(Random& random) {
  constexpr std::string_view kCells[] = {"1",
                                         "-2.5",
                                         "nan",
                                         "inf",
                                         "1e400",
                                         "0x10",
                                         "1_000",
                                         "",
                                         "#",
                                         "+3",
                                         "1+2j",
                                         "True",
                                         "99999999999999999999",
                                         "\xC2\xA0",
                                         "\"7\"",
                                         "1.5e",
                                         "-"};
  const std::string separator(1, random.of({' ', ',', '\t', ';'}));
  std::string text;
  const size_t columns = random.below(4) + 1;
  for (size_t row = random.below(4); row > 0; --row) {
    for (size_t column = 0; column < columns; ++column)
      text += std::string(random.chance(80) ? "4" : random.any(kCells)) + (column + 1 < columns ? separator : "");
    text += random.of({"\n", "\n", "\n", "\r\n", "\r", ""});
  }
  return text;
}

void write(const char* name, const std::string& bytes) {
  std::ofstream(name, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

template <class Names>
std::string one_of(Random& random, const Names& names) {
  return std::string(random.any(names));
}

std::string path_for(Random& random, const Function& function) {
  if (function.name.find("_map") != std::string::npos) return one_of(random, kMapped);
  return function.name.find("save") != std::string::npos ? one_of(random, kWritten) : one_of(random, kRead);
}

}  // namespace

void make_files() {
  write("mapped.npy", npy("<f8", "(2, 3)", false, 48));
  write("fortran.npy", npy(">i2", "(3, 4)", true, 24));
  write("broken.npy", npy("<f8", "(2, 3)", false, 47));
  write("raw.bin", std::string(4096, '\x02'));
  write("empty.bin", "");
  write("table.txt", "1 2 3\n4 5 6\n");
}

std::string hostile_text(Random& random) {
  switch (random.below(6)) {
    case 0: return "\xFF\xFE";
    case 1: return std::string(random.below(3000), 'x');
    case 2: return "\xE2\x82";
    case 3: return "\xED\xA0\x80 surrogate";
    case 4: return "%s%n%999999999d\n\t";
    default: return "";
  }
}

std::string text_for(Random& random, const Function& function, std::string_view name) {
  constexpr std::string_view kReductions[] = {"sum",    "prod",   "mean",   "std",    "var",      "max",
                                              "min",    "any",    "all",    "nansum", "nanmean",  "nanstd",
                                              "nanvar", "nanmax", "median", "add",    "multiply", "no"};
  constexpr std::string_view kNames[] = {"add",   "sum",    "float32", "<f4",   ">c16",
                                         "int64", "matmul", "sum@1",   "sum@9", "x"};
  constexpr std::string_view kFormats[] = {"%.18e", "%d",    "%s", "%5.2f", "%g %g",
                                           "%",     "%%",    "%n", "%*d",   "%.99999999999d",
                                           "%ld",   "%+05i", "%x", "%c",    "(%.3e%+.3ej)"};
  constexpr std::string_view kSeparators[] = {" ", ",", "", "\n", ", ", "\t", "#", "\xC2\xB5", "1"};
  if (random.chance(4)) return hostile_text(random);
  if (name == "path") return path_for(random, function);
  if (name == "folder") return one_of(random, kRead);
  if (name == "format") return one_of(random, kFormats);
  if (function.name.starts_with("reduce")) return one_of(random, kReductions);
  if (name == "name" || name == "dtype") return one_of(random, kNames);
  return one_of(random, kSeparators);
}

std::string bytes_for(Random& random, const Function& function) {
  std::string bytes = function.name.starts_with("npy") ? any_npy(random) : table(random);
  if (random.chance(5)) bytes = random.chance(50) ? any_npy(random) : hostile_text(random);
  if (random.chance(30)) mutate(random, bytes);
  return bytes;
}

}  // namespace fuzz
