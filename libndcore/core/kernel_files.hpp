// Which files of kernels/ a call runs: filled by the functions `…_kernels` beside those that run them, which choose by
// the same rules and run nothing; read by nd_explain.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nd {

// The file of a kernel from the root of the sources, "libndcore/kernels/copy.cpp", by what stands in its registration:
// the compiler names a file from the build folder, Highway from the folder of the engine. "" stays "".
std::string source_path(std::string_view source);

class KernelFiles {
 public:
  void add(std::string_view source);
  // Code of others runs, such as the cast of a registered dtype: what is known is not all.
  void add_unknown() noexcept { known_ = false; }
  // "a.cpp, b.cpp", in the order of the first use; empty if not all are known.
  std::string text() const;

 private:
  std::vector<std::string> paths_;
  bool known_ = true;
};

}  // namespace nd
