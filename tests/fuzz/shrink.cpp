#include "shrink.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <sstream>

namespace fuzz {

namespace {

Options one_sequence(const Options& options, const Failure& failure) {
  Options one = options;
  one.first = failure.sequence;
  one.last = failure.sequence + 1;
  return one;
}

bool fails_alike(const Options& options, const Failure& failure) {
  Worker worker(options);
  worker.wait();
  return worker.failure() && worker.failure()->is_like(failure);
}

// A leak is only seen at the end of many sequences: halves are tried, until one sequence is left.
bool find_leak(const Options& options, Failure& failure, uint64_t first, uint64_t last) {
  while (last - first > 1) {
    const uint64_t middle = first + (last - first) / 2;
    Options half = options;
    half.first = first;
    half.last = middle;
    const bool is_in_front = fails_alike(half, failure);
    half.first = middle;
    half.last = last;
    if (!is_in_front && !fails_alike(half, failure)) return false;
    (is_in_front ? last : first) = middle;
  }
  failure.sequence = first;
  failure.step = kSteps - 1;
  return true;
}

// Drops runs of steps, halves at first, as long as what is left fails.
std::vector<uint64_t> shrink(Options options, const Failure& failure) {
  std::vector<uint64_t> steps;
  for (uint64_t step = 0; step <= std::min(failure.step, kSteps - 1); ++step) steps.push_back(step);
  if (failure.kind == "hang") return steps;
  for (size_t size = (steps.size() + 1) / 2; size > 0; size /= 2) {
    for (size_t at = 0; at < steps.size() && steps.size() > 1;) {
      std::vector<uint64_t> fewer(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(at));
      const size_t rest = std::min(at + size, steps.size());
      fewer.insert(fewer.end(), steps.begin() + static_cast<std::ptrdiff_t>(rest), steps.end());
      options.steps = {fewer.begin(), fewer.end()};
      if (!fewer.empty() && fails_alike(options, failure)) {
        steps = fewer;
      } else {
        at += size;
      }
    }
  }
  return steps;
}

// Of a sanitizer's report what tells where.
void show_log(const std::string& log) {
  std::istringstream lines(log);
  std::string line;
  for (int shown = 0; shown < 30 && std::getline(lines, line); ++shown) std::printf("    %.200s\n", line.c_str());
}

std::string repeat_command(const Options& options, const std::vector<uint64_t>& steps, const Failure& failure) {
  std::string text = "fuzz --seed " + std::to_string(options.seed) + " --sequence " + std::to_string(failure.sequence);
  if (!options.only.empty()) text += " --only " + options.only;
  for (const std::string& module : options.modules) text += " --module " + module;
  if (!options.plant.empty()) text += " --plant " + options.plant;
  if (steps.empty()) return text;
  text += " --steps ";
  for (size_t i = 0; i < steps.size(); ++i) text += (i > 0 ? "," : "") + std::to_string(steps[i]);
  return text;
}

}  // namespace

void show_failure(const Options& options, const Failure& failure) {
  std::printf("\n%s in %s: %s\n", failure.kind.c_str(), failure.function.c_str(), failure.message.c_str());
  show_log(failure.log);
  if (options.is_brief) {
    std::printf("  repeat: %s\n", repeat_command(options, {}, failure).c_str());
    return;
  }
  Failure found = failure;
  std::vector<uint64_t> steps;
  Options one = one_sequence(options, found);
  if (failure.kind == "leak" && !find_leak(options, found, options.first, options.last)) {
    std::printf("  no single sequence of %llu to %llu shows it\n", static_cast<unsigned long long>(options.first),
                static_cast<unsigned long long>(options.last - 1));
    return;
  }
  one = one_sequence(options, found);
  if (failure.kind == "hang" || fails_alike(one, found)) {
    steps = shrink(one, found);
    one.steps = {steps.begin(), steps.end()};
  } else {
    std::printf("  the sequence alone does not show it: sequences %llu to %llu ran before in the process\n",
                static_cast<unsigned long long>(options.first), static_cast<unsigned long long>(found.sequence));
  }
  std::printf("  repeat: %s\n", repeat_command(options, steps, found).c_str());
  if (failure.kind == "hang") return;
  one.is_verbose = true;
  Worker(one).wait();
  std::fflush(stdout);
}

}  // namespace fuzz
