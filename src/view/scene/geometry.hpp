#pragma once
#include <glm/vec2.hpp>
#include <vector>

#include "exchange/toy_frame.hpp"
#include "view/scene/theme.hpp"

/// Frame to geometry: pure functions without OpenGL. Positions are in data units unless said
/// otherwise; layers turn them into pixels.
namespace ganscope {

struct ColouredVertex {
  glm::vec2 position{0, 0};
  Colour colour;
};

/// Lines: two vertices a segment. Triangles: three vertices each.
using Segments = std::vector<ColouredVertex>;
using Triangles = std::vector<ColouredVertex>;

/// Line segments (two points each) where the field crosses `level`, by marching squares with
/// linear interpolation; saddles are resolved by the mean of the four corners. Cell values sit at
/// cell centres, so the lines span the rectangle between the outermost centres.
[[nodiscard]] std::vector<glm::vec2> iso_lines(const Field& field, float level);

/// The mesh's triangles, coloured by latent coordinate; opacity follows density (prior mass over
/// image area), saturating so that folds and tears stay visible. Empty without triangles.
[[nodiscard]] Triangles mesh_triangles(const LatentMesh& mesh, const Theme& theme);

/// The mesh's grid lines (2-D priors, faint) or curve (1-D priors, opacity following density).
[[nodiscard]] Segments mesh_lines(const LatentMesh& mesh, const Theme& theme);

/// Shaft and head of an arrow for each gradient: 3 segments each. The longest (95th percentile)
/// arrow spans `longest` data units, the others keep proportion with a square-root compression;
/// longer ones are cut to 1.5 x `longest`; vanishing gradients get no arrow. `pixels`: of a data unit along
/// each axis; heads keep their shape where the two differ.
[[nodiscard]] Segments gradient_arrows(const SampleGradients& gradients, float longest, Colour colour,
                                       glm::vec2 pixels = {1, 1});

/// How long the longest arrow is in a picture of these bounds, data units.
[[nodiscard]] inline float longest_arrow(const Bounds& bounds) {
  return 0.07f * (bounds.max.x - bounds.min.x);
}

/// Trails as segments in the latents' colours that fade towards the past.
[[nodiscard]] Segments trail_segments(const Trails& trails, const Theme& theme);

/// A density estimate of x coordinates: Gaussian kernel of deviation `bandwidth`, at `count`
/// evenly spaced positions from `low` to `high`; integrates to 1 over R.
[[nodiscard]] std::vector<float> density(const std::vector<glm::vec2>& samples, float low, float high,
                                         int count, float bandwidth);

/// Silverman's rule, bounded below by a hundredth of the range.
[[nodiscard]] float density_bandwidth(const std::vector<glm::vec2>& samples);

/// Positions of "nice" axis ticks (1, 2, 5 times a power of ten) covering [low, high], about
/// `target` of them, and the decimals their labels need.
struct Ticks {
  std::vector<double> positions;
  int decimals = 0;
};
[[nodiscard]] Ticks nice_ticks(double low, double high, int target);

}  // namespace ganscope
