#include "view/layers/phase_layer.hpp"

#include "view/scene/colour_maps.hpp"

namespace ganscope {
namespace {

/// Orange for "generated" to blue for "real", as in the field but at full strength.
Colour answer_colour(float answer, const Theme& t) {
  const Colour& a = t.generator;
  const Colour& b = t.discriminator;
  return {a.r + (b.r - a.r) * answer, a.g + (b.g - a.g) * answer, a.b + (b.b - a.b) * answer, 1};
}

struct Marks {
  std::vector<ColouredVertex> rims;
  std::vector<ColouredVertex> discs;
};

void mark(Marks& marks, const std::vector<glm::vec2>& points, const std::vector<float>& answers, Colour rim,
          const Theme& t) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    marks.rims.push_back({points[i], rim});
    if (i < answers.size()) marks.discs.push_back({points[i], answer_colour(answers[i], t)});
  }
}

}  // namespace

void PhaseLayer::update(const ToyFrame& frame, const LayerContext& context) {
  const Theme& t = context.theme;
  Marks marks;
  Segments arrows;
  if (frame.phase && frame.data_dims == 2) {
    const PhaseView& p = *frame.phase;
    const bool judged = !p.answers_generated.empty();
    if (p.phase == Phase::generate || p.phase == Phase::generator_gradients ||
        p.phase == Phase::generator_step) {
      mark(marks, p.generated, {}, t.text, t);
      for (std::size_t i = 0; i < p.generated.size() && i < p.latents.size(); ++i)
        marks.discs.push_back({p.generated[i], latent_colour(p.latents[i], t)});
    }
    if (p.phase == Phase::draw_real) mark(marks, p.real, {}, t.text, t);
    if (judged) {
      mark(marks, p.real, p.answers_real, t.text, t);
      mark(marks, p.generated, p.answers_generated, t.picture, t);
    }
    if (!p.push.empty())
      arrows = gradient_arrows({p.generated, p.push}, longest_arrow(frame.bounds), t.gradient);
  }
  rims_.upload(marks.rims);
  discs_.upload(marks.discs);
  arrows_.upload(arrows);
}

void PhaseLayer::draw(const LayerContext& context) const {
  const DataTransform t = data_transform(context.camera);
  arrows_.draw(t, 1.6f * context.scale);
  discs_.draw(t, 3.6f * context.scale);
  rims_.draw(t, 4.8f * context.scale, 1.4f * context.scale);
}

}  // namespace ganscope
