// Paths of kernels, each once.
#include "core/kernel_files.hpp"

#include <algorithm>

namespace nd {

std::string source_path(std::string_view source) {
  constexpr std::string_view kEngine = "libndcore/";
  if (source.empty()) return {};
  const size_t start = source.rfind(kEngine);
  return start == std::string_view::npos ? std::string(kEngine) + std::string(source)
                                         : std::string(source.substr(start));
}

void KernelFiles::add(std::string_view source) {
  std::string path = source_path(source);
  if (path.empty()) return add_unknown();
  if (std::ranges::find(paths_, path) == paths_.end()) paths_.push_back(std::move(path));
}

std::string KernelFiles::text() const {
  std::string out;
  if (!known_) return out;
  for (const std::string& path : paths_) out += (out.empty() ? "" : ", ") + path;
  return out;
}

}  // namespace nd
