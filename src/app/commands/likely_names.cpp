#include "app/commands/likely_names.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"

namespace ganscope {
namespace {

/// What an option is called elsewhere, and our names for it; of these the first that the command has.
const std::vector<std::pair<std::string, std::vector<std::string>>>& synonyms() {
  static const std::vector<std::pair<std::string, std::vector<std::string>>> list{
      {"lr", {"rate", "generator-rate"}},
      {"learning-rate", {"rate", "generator-rate"}},
      {"lr-g", {"generator-rate"}},
      {"lrg", {"generator-rate"}},
      {"lr-d", {"discriminator-rate"}},
      {"lrd", {"discriminator-rate"}},
      {"critic-rate", {"discriminator-rate"}},
      {"beta1", {"momentum"}},
      {"batch-size", {"batch"}},
      {"bs", {"batch"}},
      {"n-critic", {"discriminator-updates"}},
      {"steps", {"iterations", "updates"}},
      {"iters", {"iterations"}},
      {"n-iter", {"iterations"}},
      {"max-iter", {"iterations"}},
      {"n", {"count", "iterations"}},
      {"num", {"count", "iterations"}},
      {"number", {"count", "iterations"}},
      {"num-images", {"count"}},
      {"images", {"count", "data"}},
      {"n-epochs", {"epochs"}},
      {"duration", {"seconds"}},
      {"length", {"seconds"}},
      {"time", {"seconds"}},
      {"framerate", {"fps"}},
      {"frame-rate", {"fps"}},
      {"resolution", {"size"}},
      {"width", {"size"}},
      {"height", {"size"}},
      {"geometry", {"size"}},
      {"dataset", {"data"}},
      {"manifold", {"data"}},
      {"prior", {"latent"}},
      {"z", {"latent", "anchors"}},
      {"z-dim", {"latent-size"}},
      {"nz", {"latent-size"}},
      {"ngf", {"generator-features"}},
      {"ndf", {"discriminator-features"}},
      {"hidden", {"widths", "generator-widths"}},
      {"gp", {"penalty"}},
      {"lambda", {"penalty"}},
      {"gamma", {"decay"}},
      {"augment", {"flip"}},
      {"network", {"arch"}},
      {"continue", {"resume"}},
      {"save-every", {"checkpoint-every"}},
      {"gpu", {"device"}},
      {"cuda", {"device"}},
      {"jobs", {"threads"}},
      {"workers", {"threads"}},
      {"cores", {"threads"}},
      {"output", {"record", "out"}},
      {"o", {"record", "out"}},
      {"out", {"record"}},
      {"save", {"record", "out"}},
      {"video", {"record", "out"}},
      {"record", {"out"}},
      {"columns", {"cols"}},
      {"color", {"colours"}},
      {"colormap", {"colours"}},
      {"cmap", {"colours"}},
      {"interpolation", {"magnify"}},
      {"zoom", {"scale"}},
      {"dark", {"theme"}},
      {"light", {"theme"}},
      {"offscreen", {"headless"}},
      {"no-window", {"headless"}},
      {"window", {"watch"}},
      {"verbose", {"progress"}},
      {"license", {"licence"}},
      {"normalization", {"normalisation", "discriminator-normalisation"}},
  };
  return list;
}

std::string without_dashes(const std::string& name) {
  return name.substr(std::min(name.find_first_not_of('-'), name.size()));
}

}  // namespace

std::string likely_name(const std::string& name, const std::vector<std::string>& names) {
  std::string plain = without_dashes(name);
  std::replace(plain.begin(), plain.end(), '_', '-');
  for (const std::string& known : names)
    if (without_dashes(known) == plain) return known;
  for (const auto& [other, ours] : synonyms()) {
    if (other != plain) continue;
    for (const std::string& our : ours)
      for (const std::string& known : names)
        if (without_dashes(known) == our) return known;
  }
  // Dashes that all names have would make strangers look alike.
  std::vector<std::string> plain_names;
  for (const std::string& known : names) plain_names.push_back(without_dashes(known));
  const std::string nearest = nearest_name(plain, plain_names);
  const auto found = std::find(plain_names.begin(), plain_names.end(), nearest);
  return found == plain_names.end() ? std::string()
                                    : names[static_cast<std::size_t>(found - plain_names.begin())];
}

UsageError unknown_option(const std::string& name, const std::vector<std::string>& names,
                          const std::string& command) {
  const std::string likely = likely_name(name, names);
  const std::string start = "unknown option '" + name + "'; ";
  if (likely.empty()) return UsageError(start + command + " --help lists what there is");
  return UsageError(start + "did you mean '" + likely + "'? See " + command + " --help");
}

}  // namespace ganscope
