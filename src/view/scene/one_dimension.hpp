#pragma once
#include <vector>

#include "exchange/toy_frame.hpp"
#include "view/scene/geometry.hpp"

namespace ganscope {

/// The picture of 1-D data, as in Goodfellow 2014, Figure 1: densities and the discriminator's
/// answer above the data axis (y = 0), the latent axis below it, and lines that show where the
/// generator takes latents.
inline constexpr float kLatentAxis = -0.42f;  ///< y of the latent axis
inline constexpr float kAnswerTop = 1.0f;     ///< y where D answers 1; 0 on the data axis

/// The rectangle the picture of 1-D data shows: the manifold's range by [latent axis, top].
[[nodiscard]] Bounds one_dimension_bounds(const Bounds& data);

/// Densities of real and generated samples as curves in picture units, sharing one scale: the higher
/// peak stands at 0.9, but the real one never below a third of that.
struct DensityCurves {
  std::vector<glm::vec2> real;
  std::vector<glm::vec2> generated;
};
[[nodiscard]] DensityCurves density_curves(const ToyFrame& frame);

/// D(x) along the field's single row.
[[nodiscard]] std::vector<glm::vec2> answer_curve(const Field& field);

/// Lines from the latent axis to the data axis in the latents' colours, evenly spread over the
/// latents (by their first chart coordinate).
[[nodiscard]] Segments latent_lines(const ToyFrame& frame, const Theme& theme);

/// The push on samples as arrows along the data axis, a little above it, where they hide no number: of the
/// samples in each of kPushes stretches of the axis the one in the middle.
inline constexpr int kPushes = 24;
[[nodiscard]] SampleGradients pushes_along_axis(const ToyFrame& frame);
/// How long the longest of them is, data units: neighbours stay apart.
[[nodiscard]] float longest_push(const Bounds& data);

/// Trails that rise from the data axis into the past, so that a sample's way along the axis can be seen.
[[nodiscard]] Trails rising_trails(const Trails& trails);

/// A polyline as segments of one colour.
[[nodiscard]] Segments polyline(const std::vector<glm::vec2>& points, Colour colour);

}  // namespace ganscope
