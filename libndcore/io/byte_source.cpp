// Packings by the name of a file.
#include "io/byte_source.hpp"

namespace nd {

Compression compression_of(Compression given, std::string_view path, std::string_view operation) {
  if (given != Compression::by_name) return given;
  for (const std::string_view other : {".bz2", ".xz"}) {
    if (path.ends_with(other)) {
      fail(ND_VALUE_ERROR, operation, ": '", path, "': files packed as ", other,
           " are not read or written here, only .gz: use another program for that");
    }
  }
  return path.ends_with(".gz") ? Compression::gzip : Compression::none;
}

}  // namespace nd
