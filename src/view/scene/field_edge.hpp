#pragma once
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// Over which width a field fades out towards each of its sides, data units; 0: not at all.
struct EdgeFade {
  float left = 0;
  float right = 0;
  float below = 0;
  float above = 0;
  [[nodiscard]] bool any() const { return left > 0 || right > 0 || below > 0 || above > 0; }
};

/// A field of the past ends where the picture of then ended. The sides that are seen fade out, so that the
/// end of what was measured is not taken for an edge of the discriminator's.
[[nodiscard]] EdgeFade edge_fade(const Bounds& field, const Bounds& visible);

/// Opacity of the field at `point`, 0 to 1, as shaders/field.frag has it.
[[nodiscard]] float edge_opacity(glm::vec2 point, const Bounds& field, const EdgeFade& fade);

}  // namespace ganscope
