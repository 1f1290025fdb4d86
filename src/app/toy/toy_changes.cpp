#include "app/toy/toy_changes.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "exchange/toy_options.hpp"
#include "view/panels/toy/toy_panel.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kNamedChanges = 5;

/// As panels call it: "generator-updates" is "generator steps".
std::string spoken(std::string option) {
  std::replace(option.begin(), option.end(), '-', ' ');
  const std::string updates = "updates";
  if (option.ends_with(updates)) option.replace(option.size() - updates.size(), updates.size(), "steps");
  return option;
}

/// What the configuration says, or for a rate what the optimiser uses.
std::string in_force(const ToyOption& option, const ToyConfig& config, const StepReport& now) {
  const bool known = now.iteration + now.generator_steps + now.discriminator_steps > 0;
  if (known && option.name == "generator-rate") return rate_text(now.generator_rate);
  if (known && option.name == "discriminator-rate") return rate_text(now.discriminator_rate);
  return option.get(config);
}

}  // namespace

std::string changes_text(const ToyConfig& from, const ToyConfig& to) {
  std::vector<std::string> out;
  // As to_command() does: an option for both sides comes first and says both.
  ToyConfig said = from;
  for (const ToyOption& option : toy_options()) {
    if (option.name == "data" || option.name == "latent" || option.name == "seed") continue;
    const std::string value = option.get(to);
    if (value.empty() || value == option.get(said)) continue;
    option.set(said, value);
    out.push_back(spoken(option.name) + " " + value);
  }
  if (out.size() > kNamedChanges + 1) {
    const std::size_t more = out.size() - kNamedChanges;
    out.resize(kNamedChanges);
    out.push_back("and " + std::to_string(more) + " more");
  }
  return join(out, ", ");
}

std::vector<LiveChange> live_changes(const ToyConfig& from, const ToyConfig& to, const StepReport& now,
                                     bool running, const std::vector<std::string>& anew) {
  std::vector<LiveChange> out;
  for (const ToyOption& option : toy_options()) {
    if (option.effect != OptionEffect::live || option.both_sides) continue;
    const std::string after = option.get(to);
    const bool again = std::find(anew.begin(), anew.end(), option.name) != anew.end();
    if (after != option.get(from) || again)
      out.push_back({now.iteration, running, option.name, in_force(option, from, now), after});
  }
  return out;
}

std::string not_repeated(const std::vector<LiveChange>& changes) {
  if (changes.empty()) return "";
  std::vector<std::string> said;
  for (const LiveChange& c : changes)
    said.push_back((c.about ? "about iteration " : "at iteration ") + with_thousands(c.iteration) + " " +
                   c.option + " " + c.before + " -> " + c.after);
  return "# not repeated: " + join(said, "; ");
}

}  // namespace ganscope
