// The set of all ufuncs: built on first use from the families, extended by modules, never shrunk.
#include "ufunc/registry.hpp"

#include <memory>
#include <unordered_map>

#include "core/lazy.hpp"
#include "core/locks.hpp"
#include "ufunc/ops/ops.hpp"

namespace nd {

namespace {

struct Registry {
  std::vector<Ref<Ufunc>> ufuncs;
  std::unordered_map<std::string_view, Ufunc*> by_name;  // keys live in the ufuncs
};

void add(Registry& registry, Ref<Ufunc> ufunc) {
  if (registry.by_name.contains(ufunc->name))
    fail(ND_INTERNAL_ERROR, "register ufunc: the name '", ufunc->name, "' is taken");
  registry.ufuncs.reserve(registry.ufuncs.size() + 1);
  registry.by_name.emplace(ufunc->name, ufunc.get());
  registry.ufuncs.push_back(std::move(ufunc));
}

Ufunc& get(const Registry& registry, std::string_view name) {
  const auto found = registry.by_name.find(name);
  if (found == registry.by_name.end()) fail(ND_NOT_FOUND, "there is no ufunc named '", name, "'");
  return *found->second;
}

// The loops that inputs of one dtype find, looked up once instead of at each call.
void fill_homogeneous(Ufunc& ufunc) {
  ufunc.homogeneous.fill(-1);
  ufunc.mixed = std::ranges::any_of(ufunc.loops, [&](const LoopEntry& entry) {
    const std::span inputs = std::span(entry.types).first(static_cast<size_t>(ufunc.nin));
    return std::ranges::any_of(inputs, [&](nd_type_code code) { return code != inputs[0]; });
  });
  for (int32_t code = 0; code < kTypeCount; ++code) {
    const std::vector<TypeOperand> operands(static_cast<size_t>(ufunc.nin), TypeOperand{dtype_of(code)});
    try {
      const auto index = resolve_loop(ufunc, operands).entry - ufunc.loops.data();
      ufunc.homogeneous[static_cast<size_t>(code)] = static_cast<int16_t>(index);
    } catch (const Error&) {
      // No loop: the call itself tells why.
    }
  }
}

// An entry without a loop brings the reduction of a loop that is there already.
void add_loop(Ufunc& ufunc, const LoopEntry& entry) {
  if (entry.loop != nullptr) {
    ufunc.loops.push_back(entry);
    return;
  }
  for (LoopEntry& existing : ufunc.loops) {
    if (existing.types != entry.types) continue;
    existing.reduce = entry.reduce;
    existing.order = entry.order;
    return;
  }
  fail(ND_INTERNAL_ERROR, "register ufunc: '", ufunc.name, "' has no loop for a reduction");
}

void add_family(Registry& registry, const Family& family) {
  for (const UfuncSpec& spec : family.ops) {
    add(registry,
        Ref<Ufunc>::adopt(new Ufunc(spec.name, spec.nin, spec.nout, spec.resolution, spec.identity, spec.cost)));
  }
  if (family.loops == nullptr) return;
  LoopTable table;
  family.loops(table);
  for (const LoopEntry& entry : table.entries) add_loop(get(registry, entry.ufunc), entry);
}

Registry built_in() {
  Registry made;
  for (const Family& family : ops::families()) add_family(made, family);
  for (const Ref<Ufunc>& ufunc : made.ufuncs) fill_homogeneous(*ufunc);
  return made;
}

constinit Lazy<Registry> published;

const Registry& registry() { return published.get(built_in); }

// No two loops for the same inputs, among those that are there and those that come.
void require_free_loop(const Ufunc& ufunc, const LoopEntry& loop, std::span<const PendingLoop> pending) {
  const auto same_inputs = [&](const LoopEntry& other) {
    return &other != &loop && std::equal(loop.types.begin(), loop.types.begin() + ufunc.nin, other.types.begin());
  };
  const bool taken = ufunc.find_loop(same_inputs) != nullptr || std::ranges::any_of(pending, [&](const auto& other) {
                       return other.ufunc == &ufunc && same_inputs(other.loop->entry);
                     });
  if (taken) fail(ND_VALUE_ERROR, ": ufunc '", ufunc.name, "' has a loop for these inputs already");
}

void append_loop(Ufunc& ufunc, std::unique_ptr<AddedLoop> loop) noexcept {
  const std::atomic<const AddedLoop*>* end = &ufunc.added;
  while (const AddedLoop* node = end->load(std::memory_order_acquire)) end = &node->next;
  const_cast<std::atomic<const AddedLoop*>*>(end)->store(loop.release(), std::memory_order_release);
}

}  // namespace

Ufunc& find_ufunc(std::string_view name) { return get(registry(), name); }

bool has_ufunc(std::string_view name) { return registry().by_name.contains(name); }

std::vector<Ufunc*> all_ufuncs() {
  std::vector<Ufunc*> result;
  for (const Ref<Ufunc>& ufunc : registry().ufuncs) result.push_back(ufunc.get());
  return result;
}

void publish_ufuncs(const std::vector<Ref<Ufunc>>& ufuncs, std::vector<PendingLoop> loops,
                    const std::function<void()>& last) {
  for (const Ref<Ufunc>& ufunc : ufuncs) fill_homogeneous(*ufunc);
  const std::scoped_lock lock(mutex_of(Lock::ufuncs));
  auto next = published.copy(built_in);
  Registry& all = next->value;
  for (const Ref<Ufunc>& ufunc : ufuncs) {
    if (!all.by_name.emplace(ufunc->name, ufunc.get()).second)
      fail(ND_VALUE_ERROR, ": the ufunc name '", ufunc->name, "' is taken");
    all.ufuncs.push_back(ufunc);
  }
  for (const PendingLoop& pending : loops) require_free_loop(*pending.ufunc, pending.loop->entry, loops);
  last();
  // From here on nothing can fail.
  published.replace(std::move(next));
  for (PendingLoop& pending : loops) append_loop(*pending.ufunc, std::move(pending.loop));
}

Ufunc::~Ufunc() {
  const AddedLoop* node = added.load();
  while (node != nullptr) {
    const AddedLoop* const next = node->next.load();
    delete node;
    node = next;
  }
}

}  // namespace nd
