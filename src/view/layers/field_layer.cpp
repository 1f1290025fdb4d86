#include "view/layers/field_layer.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "view/scene/colour_maps.hpp"
#include "view/scene/field_edge.hpp"
#include "view/scene/one_dimension.hpp"

namespace ganscope {
namespace {

constexpr int kColours = 256;

void sample_between(GLuint texture) {
  glBindTexture(GL_TEXTURE_2D, texture);
  for (const GLenum name : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, name, GL_LINEAR);
  for (const GLenum name : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
    glTexParameteri(GL_TEXTURE_2D, name, GL_CLAMP_TO_EDGE);
}

}  // namespace

FieldLayer::FieldLayer() : program_("field.vert", "field.frag") {
  sample_between(answer_.name());
  sample_between(colours_.name());
}

void FieldLayer::upload_colours(const Theme& theme) {
  if (has_colours_ && colours_of_ == theme.kind) return;
  std::array<float, kColours * 3> row{};
  for (int i = 0; i < kColours; ++i) {
    const Colour c = field_colour(static_cast<float>(i) / (kColours - 1), theme);
    const auto at = static_cast<std::size_t>(i) * 3;
    row[at] = c.r;
    row[at + 1] = c.g;
    row[at + 2] = c.b;
  }
  glBindTexture(GL_TEXTURE_2D, colours_.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB32F, kColours, 1, 0, GL_RGB, GL_FLOAT, row.data());
  colours_of_ = theme.kind;
  has_colours_ = true;
}

void FieldLayer::update(const ToyFrame& frame, const LayerContext& context) {
  const Field& field = frame.field;
  one_dimension_ = frame.data_dims == 1;
  empty_ = field.answer.empty();
  if (empty_) return;
  if (one_dimension_) {
    curve_.upload(polyline(answer_curve(field), context.theme.discriminator));
    return;
  }
  upload_colours(context.theme);
  bounds_ = field.bounds;
  // A cell that isn't a number would spread to its neighbours between the samples.
  std::vector<float> answer = field.answer;
  for (float& value : answer)
    if (!std::isfinite(value)) value = 0.5f;
  glBindTexture(GL_TEXTURE_2D, answer_.name());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, field.columns, field.rows, 0, GL_RED, GL_FLOAT, answer.data());
}

void FieldLayer::draw(const LayerContext& context) const {
  if (empty_) return;
  const DataTransform t = data_transform(context.camera);
  if (one_dimension_) {
    curve_.draw(t, 2.5f * context.scale);
    return;
  }
  program_.use();
  program_.set("u_transform", glm::vec4(t.scale.x, t.scale.y, t.offset.x, t.offset.y));
  program_.set("u_bounds", glm::vec4(bounds_.min.x, bounds_.min.y, bounds_.max.x, bounds_.max.y));
  const EdgeFade fade = edge_fade(bounds_, context.camera.visible());
  program_.set("u_fade", glm::vec4(fade.left, fade.below, fade.right, fade.above));
  program_.set("u_answer", 0);
  program_.set("u_colours", 1);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, colours_.name());
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, answer_.name());
  glBindVertexArray(array_.name());
  if (!fade.any()) glDisable(GL_BLEND);
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
  glEnable(GL_BLEND);
}

}  // namespace ganscope
