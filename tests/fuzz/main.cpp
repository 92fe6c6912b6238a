// The fuzzer: sequences of calls at random through the method table. See README.md.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "shrink.hpp"
#include "texts.hpp"
#include "worker.hpp"

// Requests that no test should fulfil fail, as on a small machine; what a sanitizer finds ends the process.
extern "C" __attribute__((visibility("default"))) const char* __asan_default_options() {
  return "exitcode=99:allocator_may_return_null=1:max_allocation_size_mb=64:detect_leaks=1:handle_abort=1:"
         "quarantine_size_mb=32";
}
extern "C" __attribute__((visibility("default"))) const char* __ubsan_default_options() { return "print_stacktrace=1"; }

namespace fuzz {

namespace {

constexpr uint64_t kChunk = 150;  // sequences of one process

class Supervisor {
 public:
  explicit Supervisor(const Options& options) : options_(options), start_(Clock::now()) {
    next_ = options.first;
    end_ = options.last != UINT64_MAX ? options.last : options.first + (options.calls + kSteps - 1) / kSteps;
  }

  int run() {
    std::vector<std::unique_ptr<Worker>> workers(options_.jobs);
    for (size_t busy = 1; busy > 0;) {
      busy = 0;
      for (std::unique_ptr<Worker>& worker : workers) {
        if (worker && worker->has_ended()) take(std::exchange(worker, nullptr));
        if (!worker && !is_over()) worker = begin();
        busy += worker ? 1 : 0;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return finish();
  }

 private:
  using Clock = std::chrono::steady_clock;

  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
  bool is_over() const {
    const bool is_late = options_.seconds > 0 && seconds() >= static_cast<double>(options_.seconds);
    return (next_ >= end_ && rests_.empty()) || failures_.size() >= options_.failures || is_late;
  }

  std::unique_ptr<Worker> begin() {
    Options part = options_;
    if (!rests_.empty()) {
      part = rests_.back();
      rests_.pop_back();
      return std::make_unique<Worker>(part);
    }
    part.first = next_;
    part.last = next_ = std::min(next_ + kChunk, end_);
    return std::make_unique<Worker>(part);
  }

  void take(std::unique_ptr<Worker> worker) {
    calls_ += worker->board().calls;
    succeeded_ += worker->board().succeeded;
    if (!worker->failure()) return;
    const Failure& failure = *worker->failure();
    const auto is_known = [&](const Failure& known) { return known.is_like(failure); };
    if (std::ranges::none_of(failures_, is_known)) {
      failures_.push_back(failure);
      show_failure(worker->options(), failure);
    }
    // What the process would have run behind the failure is run by another one.
    Options rest = worker->options();
    rest.first = failure.sequence + 1;
    if (failure.kind == "harness") next_ = end_;
    if (failure.kind != "leak" && failure.kind != "harness" && rest.first < rest.last) rests_.push_back(rest);
  }

  int finish() {
    std::printf("seed %llu: %llu calls in %.0f s, %.0f %% of them successful; %zu failures\n",
                static_cast<unsigned long long>(options_.seed), static_cast<unsigned long long>(calls_), seconds(),
                100.0 * static_cast<double>(succeeded_) / static_cast<double>(std::max<uint64_t>(calls_, 1)),
                failures_.size());
    if (!options_.junit.empty()) write_junit();
    if (!options_.expect.empty()) return failures_.size() == 1 && failures_[0].kind == options_.expect ? 0 : 1;
    return failures_.empty() ? 0 : 1;
  }

  // One case for the run, and one for each failure.
  void write_junit() const {
    std::ofstream xml(options_.junit);
    xml << "<testsuites><testsuite name=\"fuzz\">\n";
    xml << "<testcase name=\"seed " << options_.seed << "\" time=\"" << seconds() << "\"/>\n";
    for (const Failure& failure : failures_)
      xml << "<testcase name=\"" << failure.kind << " in " << failure.function << "\"><failure/></testcase>\n";
    xml << "</testsuite></testsuites>\n";
  }

  Options options_;
  Clock::time_point start_;
  uint64_t next_, end_;
  uint64_t calls_ = 0, succeeded_ = 0;
  std::vector<Failure> failures_;
  std::vector<Options> rests_;
};

constexpr const char* kUsage =
    "fuzz [--seed N] [--calls N] [--seconds N] [--jobs N] [--failures N] [--only FUNCTION] [--module FILE]…\n"
    "     [--sequence N] [--steps N,N…] [--verbose] [--brief] [--any-status] [--junit FILE] [--plant DEFECT] [--expect "
    "KIND]\n";

[[noreturn]] void usage() {
  std::fputs(kUsage, stderr);
  std::exit(2);
}

Options read_options(int argc, char** argv) {
  Options options;
  options.jobs = std::max(std::thread::hardware_concurrency(), 1U);
  for (int i = 1; i < argc; ++i) {
    std::string name = argv[i], text;
    bool* const flag = name == "--verbose"      ? &options.is_verbose
                       : name == "--brief"      ? &options.is_brief
                       : name == "--any-status" ? &options.any_status
                                                : nullptr;
    if (flag != nullptr) {
      *flag = true;
      continue;
    }
    if (const size_t sign = name.find('='); sign != std::string::npos) {
      text = name.substr(sign + 1);
      name.resize(sign);
    } else {
      if (++i == argc) usage();
      text = argv[i];
    }
    const auto number = [&] { return std::strtoull(text.c_str(), nullptr, 10); };
    if (name == "--seed")
      options.seed = number();
    else if (name == "--calls")
      options.calls = number();
    else if (name == "--seconds")
      options.seconds = number();
    else if (name == "--jobs")
      options.jobs = static_cast<unsigned>(number());
    else if (name == "--failures")
      options.failures = static_cast<unsigned>(number());
    else if (name == "--sequence")
      options.last = (options.first = number()) + 1;
    else if (name == "--only")
      options.only = text;
    else if (name == "--junit")
      options.junit = std::filesystem::absolute(text).string();
    else if (name == "--module")
      options.modules.push_back(std::filesystem::absolute(text).string());
    else if (name == "--plant")
      options.plant = text;
    else if (name == "--expect")
      options.expect = text;
    else if (name == "--steps") {
      std::istringstream list(text);
      for (std::string step; std::getline(list, step, ',');)
        options.steps.insert(std::strtoull(step.c_str(), nullptr, 10));
    } else {
      usage();
    }
  }
  return options;
}

// Calls write files: into a folder that goes with the program.
int run(const Options& options) {
  char folder[] = "/tmp/ndcore-fuzz-XXXXXX";
  if (mkdtemp(folder) == nullptr || chdir(folder) != 0) return 2;
  make_files();
  const rlimit no_cores{0, 0};
  setrlimit(RLIMIT_CORE, &no_cores);
  const int code = Supervisor(options).run();
  std::filesystem::remove_all(folder);
  return code;
}

}  // namespace

}  // namespace fuzz

int main(int argc, char** argv) { return fuzz::run(fuzz::read_options(argc, argv)); }
