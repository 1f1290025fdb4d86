#include "engine/latent/image_plan.hpp"

#include "core/error.hpp"
#include "engine/latent/class_priors_file.hpp"
#include "engine/latent/latent_expression.hpp"
#include "engine/latent/prior_latents.hpp"

namespace ganscope {
namespace {

std::vector<Anchor> seeds(const ImageConfig& config, const LatentSpace& space, std::size_t count) {
  const ClassPriors classes = given_priors(config, space);
  std::vector<Anchor> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(numbered_anchor(config, space, classes, i));
  return out;
}

/// How many anchors a grid of this kind takes, at most and by choice.
std::size_t anchors_of(GridKind kind, const ImageConfig& config) {
  switch (kind) {
    case GridKind::plane:
      return 4;
    case GridKind::analogy:
      return 3;
    case GridKind::local:
      return 1;
    case GridKind::coordinates:
      return 0;
    case GridKind::anchors:
      break;
  }
  return static_cast<std::size_t>(config.rows) * static_cast<std::size_t>(config.columns);
}

}  // namespace

ClassPriors given_priors(const ImageConfig& config, const LatentSpace& space) {
  return config.class_priors.empty() ? ClassPriors() : read_class_priors(config.class_priors, space);
}

Anchor numbered_anchor(const ImageConfig& config, const LatentSpace& space, const ClassPriors& classes,
                       std::size_t index) {
  const std::uint64_t seed = config.seed + index;
  std::string text = "seed:" + std::to_string(seed);
  Latent latent;
  if (classes.empty()) {
    latent = seeded_latent(space, seed);
  } else {
    const ClassPrior& prior = classes.classes[index % classes.classes.size()];
    text = class_text(prior) + "~" + std::to_string(seed);
    latent = drawn_class_latent(prior, seed);
  }
  if (!config.typical) return {text, std::move(latent), text};
  return {text, at_typical_radius(space, latent), "typical(" + text + ")"};
}

std::vector<Anchor> given_anchors(const ImageConfig& config, const LatentSpace& space) {
  if (config.anchors.empty()) return {};
  const ClassPriors classes = given_priors(config, space);
  std::vector<Anchor> anchors = parse_latents(config.anchors, {space, {}, &classes});
  if (config.typical)
    for (Anchor& anchor : anchors) {
      anchor.latent = at_typical_radius(space, anchor.latent);
      if (!anchor.text.empty()) anchor.text = "typical(" + anchor.text + ")";
    }
  return anchors;
}

std::vector<Anchor> tour_anchors(const ImageConfig& config, const LatentSpace& space) {
  std::vector<Anchor> anchors = given_anchors(config, space);
  return anchors.empty() ? seeds(config, space, 2) : anchors;
}

std::vector<Anchor> grid_anchors(const ImageConfig& config, const LatentSpace& space) {
  std::vector<Anchor> anchors = given_anchors(config, space);
  if (!anchors.empty()) return anchors;
  return seeds(config, space, anchors_of(config.grid.value_or(GridKind::plane), config));
}

PathKind path_kind(const ImageConfig& config, std::size_t anchors) {
  return config.path.value_or(anchors <= 2 ? PathKind::circle : PathKind::arcs);
}

GridKind grid_kind(const ImageConfig& config, std::size_t anchors) {
  return config.grid.value_or(anchors >= 3 ? GridKind::plane : GridKind::local);
}

std::vector<Latent> latents_of(const std::vector<Anchor>& anchors) {
  std::vector<Latent> out;
  for (const Anchor& anchor : anchors) out.push_back(anchor.latent);
  return out;
}

LatentPathPtr planned_path(const ImageConfig& config, const std::vector<Anchor>& anchors,
                           const LatentSpace& space) {
  return make_path(path_kind(config, anchors.size()), latents_of(anchors), space);
}

Anchor planned_start(const ImageConfig& config, const std::vector<Anchor>& anchors,
                     const LatentSpace& space) {
  if (config.latent.empty()) return anchors.at(0);
  const ClassPriors classes = given_priors(config, space);
  std::vector<Anchor> found = parse_latents(config.latent, {space, anchors, &classes});
  if (found.size() != 1)
    throw out_of_range("latent", "'" + config.latent + "'",
                       "one latent such as seed:17, not " + std::to_string(found.size()));
  return std::move(found[0]);
}

LatentPathPtr planned_walk(const ImageConfig& config, const std::vector<Anchor>& anchors,
                           const LatentSpace& space) {
  return make_walk(planned_start(config, anchors, space).latent, space, config.explore.value_or(config.seed));
}

GridOptions grid_options(const ImageConfig& config, GridKind kind) {
  return {.kind = kind,
          .rows = config.rows,
          .columns = config.columns,
          .spread = config.spread,
          .first = config.first,
          .seed = config.seed};
}

std::vector<Anchor> used_anchors(const ImageConfig& config, std::vector<Anchor> anchors) {
  const GridKind kind = grid_kind(config, anchors.size());
  std::size_t most = anchors_of(kind, config);
  if (kind == GridKind::local && anchors.size() >= 3) most = 3;
  if (anchors.size() > most) anchors.resize(most);
  return anchors;
}

LatentGrid planned_grid(const ImageConfig& config, const std::vector<Anchor>& anchors,
                        const LatentSpace& space) {
  const GridKind kind = grid_kind(config, anchors.size());
  return make_grid(grid_options(config, kind), latents_of(used_anchors(config, anchors)), space);
}

void check_label(const ImageConfig& config, const LatentSpace& space) {
  if (space.classes == 0 && config.label != 0)
    throw out_of_range("class", std::to_string(config.label), "none: the model is unconditional");
  if (space.classes > 0 && config.label >= space.classes)
    throw out_of_range("class", std::to_string(config.label), "0 to " + std::to_string(space.classes - 1));
}

}  // namespace ganscope
