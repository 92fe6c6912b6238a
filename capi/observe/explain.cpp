// Where a call goes: what the method table, the registry of ufuncs and the dynamic linker know about a name.
/*ND_AREA explain Where a call goes: from a name to the files and loops behind it, and a trace of all calls. */
#include "ndcore/explain.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "abi/methods.hpp"
#include "abi/revision.hpp"
#include "core/cpu.hpp"
#include "iter/broadcast.hpp"
#include "modules/module.hpp"
#include "modules/near_miss.hpp"
#include "observe/kernels_of.hpp"
#include "observe/summary.hpp"
#include "ufunc/describe.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

// Lines "key: value"; a value of nothing is left out.
class Lines {
 public:
  template <class... Parts>
  void operator()(std::string_view key, const Parts&... parts) {
    const std::string value = text(parts...);
    if (!value.empty()) text_ += text(key, ": ", value, '\n');
  }
  Ref<Array> bytes() const {
    Ref<Array> result = empty(dtype_of<uint8_t>(), Dims{static_cast<int64_t>(text_.size())});
    std::memcpy(result->data, text_.data(), text_.size());
    return result;
  }

 private:
  std::string text_;
};

// The file that a function was loaded from, absolute and without links.
std::string library_of(const void* function) {
  Dl_info about{};
  if (dladdr(function, &about) == 0 || about.dli_fname == nullptr) return {};
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(about.dli_fname, nullptr), &std::free);
  return real ? real.get() : about.dli_fname;
}

const char* state_name(State state) {
  return state == State::draft ? "draft" : state == State::stable ? "stable" : "removed";
}

// The newest version that this build offers; null if there is none.
const Method* newest(std::string_view name) {
  const Method* found = nullptr;
  for (const Method& method : find_methods(name)) {
    if (is_offered(method)) found = &method;
  }
  return found;
}

std::string hexadecimal(uint64_t number) {
  std::string digits(16, '0');
  for (size_t i = digits.size(); i-- > 0; number >>= 4) digits[i] = "0123456789abcdef"[number & 15];
  return "0x" + digits;
}

void explain_method(Lines& lines, const Method& method) {
  lines("signature", method.declaration);
  lines("summary", method.summary);
  lines("symbol", method.symbol);
  lines("version", method.version);
  lines("since", method.since);
  lines("state", state_name(method.state));
  lines("table", method.state == State::draft ? "nd_api_draft" : "nd_api", '.', method.symbol + std::strlen("nd_"));
  lines("slot", method.slot);
  lines("abi_hash", hexadecimal(method.abi_hash));
  lines("call_hash", hexadecimal(method.call_hash));
  lines("library", library_of(reinterpret_cast<const void*>(method.function)));
  lines("source", method.file, ':', method.line);
}

void explain_module_method(Lines& lines, const ModuleMethod& method) {
  lines("kind", "module function");
  lines("signature", method.signature.text);
  lines("summary", std::string_view(method.documentation).substr(0, method.documentation.find('\n')));
  lines("library", library_of(reinterpret_cast<const void*>(method.function)));
}

// The files of the kernels of all loops, or the library of a client's.
std::string sources_of(const Ufunc& ufunc) {
  std::vector<std::string> sources;
  ufunc.find_loop([&](const LoopEntry& entry) {
    const auto client = reinterpret_cast<const void*>(client_loop(entry));
    std::string source = client != nullptr ? library_of(client) : source_path(entry.source);
    if (std::ranges::find(sources, source) == sources.end()) sources.push_back(std::move(source));
    return false;
  });
  std::string out;
  for (const std::string& source : sources) out += (out.empty() ? "" : ", ") + source;
  return out;
}

std::string kernels_for(const Ufunc* ufunc, const KernelsOf* known, const std::vector<Array*>& given) {
  if (known != nullptr && std::ssize(given) == known->ninputs) {
    KernelFiles files;
    const std::vector<const Array*> inputs(given.begin(), given.end());
    known->choose(inputs, files);
    return files.text();
  }
  return ufunc != nullptr ? sources_of(*ufunc) : known != nullptr ? possible_kernels(*known) : std::string();
}

void explain_ufunc(Lines& lines, const Ufunc& ufunc) {
  int32_t loops = 0;
  ufunc.find_loop([&](const LoopEntry&) { return ++loops < 0; });
  lines("ufunc", ufunc.name, ", ", ufunc.nin, " in, ", ufunc.nout, " out, ", loops, " loops");
}

void explain_call(Lines& lines, const Ufunc& ufunc, const std::vector<Array*>& inputs) {
  if (std::ssize(inputs) != ufunc.nin) {
    fail(ND_VALUE_ERROR, ": argument `ninputs` is ", std::ssize(inputs), ", but ", ufunc.name, " has ", ufunc.nin,
         " inputs");
  }
  const std::vector<const Array*> given(inputs.begin(), inputs.end());
  const LoopEntry& entry = *loop_for(ufunc, given, {}).entry;
  const auto client = reinterpret_cast<const void*>(client_loop(entry));
  lines("loop", loop_types(entry, ufunc.nin, ufunc.nout).view());
  lines("kernel", client != nullptr ? library_of(client) : source_path(entry.source));
  const Dims shape = broadcast_shapes(given, ufunc.name);
  lines("shape", std::span<const int64_t>(shape));
  lines("threads", planned_threads(ufunc, entry, checked_size(shape, 1, ufunc.name)));
}

}  // namespace

/*ND_API explain since=3 group=runtime
 * Where a call goes: from the name of a function to the files and loops behind it.
 * The text has a line `key: value` for each thing that is known; keys are never renamed, new ones may come: name, kind
 * (function, ufunc, module function), signature, summary, symbol, version, since, state, table (and its member), slot,
 * abi_hash, call_hash, library (the file it was loaded from), source (file and line of the C function), engine (file,
 * line and name of the engine's function that does the work, where its kernels are known), ufunc (inputs, outputs,
 * loops), kernels (of a ufunc the files of its loops; of another function those that may run, or, with inputs, that run
 * for them if its other arguments are left out), target (the instruction set they run on). With inputs also inputs and,
 * of a ufunc: loop (dtypes in and out), kernel (its file), shape (of the result) and threads (how many may share the
 * work). Files are named from the root of the sources. Nothing is called.
 * name     in  "add", or as the symbol "nd_add"; of a module "specials.smooth"
 * inputs   in borrowed len=ninputs  arrays of the dtypes and shapes in question, as many as the function takes;
 *                                   their elements do not matter. None: no call in particular
 * returns  owned  the UTF-8 bytes of the text: 1-d uint8, without a terminating zero
 * errors   ND_NOT_FOUND, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 * see      nd_ufunc_loop_types, nd_trace_set
 */
ND_EXPORT nd_array* nd_explain(const char* name, nd_array* const* inputs, int32_t ninputs) {
  return call("nd_explain", [&] {
    std::string_view wanted = text_argument(name, "name");
    if (wanted.starts_with("nd_")) wanted.remove_prefix(std::strlen("nd_"));
    const std::vector<Array*> given = objects<Array>(inputs, ninputs, "inputs");
    const Ufunc* const ufunc = has_ufunc(wanted) ? &find_ufunc(wanted) : nullptr;
    const Method* const method = newest(wanted);
    const ModuleMethod* const of_module = find_module_method(wanted);
    const KernelsOf* const known = find_kernels_of(wanted);
    if (ufunc == nullptr && method == nullptr && of_module == nullptr) refuse_function(wanted);
    Lines lines;
    lines("name", wanted);
    if (of_module != nullptr) {
      explain_module_method(lines, *of_module);
      return give(lines.bytes());
    }
    lines("kind", ufunc != nullptr ? "ufunc" : "function");
    if (method != nullptr) explain_method(lines, *method);
    if (ufunc != nullptr) explain_ufunc(lines, *ufunc);
    if (known != nullptr) lines("engine", source_path(known->file), ':', known->line, ' ', known->name);
    lines("kernels", kernels_for(ufunc, known, given));
    lines("target", simd_target_name());
    std::string all;
    for (const Array* one : given) all += (all.empty() ? "" : ", ") + std::string(summary_of(*one).view());
    lines("inputs", all);
    if (ufunc != nullptr && !given.empty()) explain_call(lines, *ufunc, given);
    return give(lines.bytes());
  });
}
