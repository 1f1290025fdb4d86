#include "exchange/layers.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {

const std::vector<LayerInfo>& layer_list() {
  static const std::vector<LayerInfo> layers{
      {LayerId::field, "field", "Discriminator field",
       "what D answers everywhere: blue real, orange generated", '1', true},
      {LayerId::decision, "decision", "Decision line", "where D answers one half", '2', true},
      {LayerId::mesh, "mesh", "Latent grid", "the generator's image of the latent grid", '3', true},
      {LayerId::real, "real", "Real samples", "samples of the data manifold", '4', true},
      {LayerId::generated, "generated", "Generated samples", "G(z) in the colour of z", '5', true},
      {LayerId::gradients, "gradients", "Gradient arrows", "where the objective pushes generated samples",
       '6', false},
      {LayerId::trails, "trails", "Trails", "where a fixed set of latents came from", '7', false},
      {LayerId::inset, "inset", "Latent inset", "the latent space in the same colours", '8', true},
  };
  return layers;
}

LayerSet::LayerSet() {
  for (const LayerInfo& layer : layer_list()) set(layer.id, layer.shown_at_start);
}

LayerSet LayerSet::none() {
  LayerSet set;
  set.bits_ = 0;
  return set;
}

void LayerSet::set(LayerId id, bool on) {
  const std::uint32_t bit = 1U << static_cast<unsigned>(id);
  bits_ = on ? bits_ | bit : bits_ & ~bit;
}

LayerSet parse_layers(std::string_view text) {
  std::vector<std::string> names;
  for (const LayerInfo& layer : layer_list()) names.push_back(layer.name);
  names.insert(names.end(), {"all", "none"});

  const std::vector<std::string> parts = split(text, ',');
  const bool changes = !parts.empty() && !parts[0].empty() && (parts[0][0] == '+' || parts[0][0] == '-');
  LayerSet set = changes ? LayerSet() : LayerSet::none();
  for (const std::string& part : parts) {
    const bool sign = !part.empty() && (part[0] == '+' || part[0] == '-');
    const bool on = part.empty() || part[0] != '-';
    const std::string name = sign ? part.substr(1) : part;
    bool found = name == "none" && !sign;
    if (found) set = LayerSet::none();
    for (const LayerInfo& layer : layer_list())
      if (name == layer.name || name == "all") {
        set.set(layer.id, on);
        found = true;
      }
    if (!found) throw unknown_name("layer", name, names);
  }
  return set;
}

std::string layers_text(const LayerSet& layers) {
  const LayerSet start;
  std::vector<std::string> changes;
  std::vector<std::string> shown;
  for (const LayerInfo& layer : layer_list()) {
    if (layers.has(layer.id) != start.has(layer.id))
      changes.push_back((layers.has(layer.id) ? "+" : "-") + layer.name);
    if (layers.has(layer.id)) shown.push_back(layer.name);
  }
  const std::string difference = join(changes, ",");
  const std::string list = shown.empty()                              ? "none"
                           : shown.size() == std::size_t{kLayerCount} ? "all"
                                                                      : join(shown, ",");
  return difference.size() <= list.size() ? difference : list;
}

}  // namespace ganscope
