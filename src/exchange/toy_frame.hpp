#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exchange/phase.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

/// An axis-aligned rectangle of data space. 1-D data lies on y = 0.
struct Bounds {
  glm::vec2 min{-1, -1};
  glm::vec2 max{1, 1};
  bool operator==(const Bounds&) const = default;
};

/// What one iteration, or one step of one side, did. What has not been measured yet is not a number.
struct StepReport {
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  std::int64_t iteration = 0;  ///< completed iterations
  std::int64_t generator_steps = 0;
  std::int64_t discriminator_steps = 0;
  double generator_loss = kUnknown;          ///< of the last generator step
  double discriminator_loss = kUnknown;      ///< of the last discriminator step
  double score_real = kUnknown;              ///< mean answer of D to real samples in its last step
  double score_generated = kUnknown;         ///< mean answer of D to generated samples in its last step
  double generator_gradient = kUnknown;      ///< Euclidean norm of the last generator gradient
  double discriminator_gradient = kUnknown;  ///< Euclidean norm of the last discriminator gradient
  double generator_rate = 0;          ///< learning rate now
  double discriminator_rate = 0;
};

/// Figures 1 and 2 as numbers; engine/metrics says how each is defined and docs/metrics.md why.
struct ToyMetrics {
  std::int64_t iteration = 0;
  int samples = 0;                ///< generated samples measured
  double coverage = 0;            ///< share of the manifold's cells reached, 0 to 1
  double off_manifold = 0;        ///< share of samples farther than `tolerance`, 0 to 1
  double off_manifold_floor = 0;  ///< the same share for the data itself
  double tolerance = 0;           ///< data units
  int modes = 0;                  ///< modes captured; 0 when the manifold has none
  int mode_count = 0;             ///< modes the manifold has; 0 when it has none
  double mode_balance = 0;        ///< normalised entropy of the mode shares, 0 to 1
  /// Share of the on-manifold samples in each mode; empty when the manifold has none or nothing is on it.
  std::vector<float> mode_shares;
  double jensen_shannon = 0;      ///< bits, 0 to 1, on a grid
  double sliced_wasserstein = 0;  ///< data units
};

/// How the discriminator's raw output becomes the answer that is drawn: answer 1 is real, 0 is
/// generated, one half is undecided.
enum class ScoreKind { probability, least_squares, critic };

/// The discriminator's answers on a regular grid, row 0 at min.y, cell centres. 1-D data: one row.
struct Field {
  int columns = 0;
  int rows = 0;
  Bounds bounds;              ///< outer edge of the cells
  std::vector<float> answer;  ///< rows x columns, 0 to 1, see ScoreKind
  ScoreKind kind = ScoreKind::probability;
  double critic_zero = 0;   ///< critic only: raw output drawn as one half
  double critic_scale = 1;  ///< critic only: raw output distance from one half to the ends
  /// Answers to the samples of the batch that the field was judged with, on the same scale.
  std::vector<float> real{};
  std::vector<float> generated{};
};

/// The generator's image of the latent grid. Vertices are shared by the three primitives; a prior
/// of dimension 2 has triangles and lines, one of dimension 1 lines, one of dimension 0 points.
struct LatentMesh {
  std::vector<glm::vec2> chart;          ///< latent coordinate of each vertex in [0, 1]^2
  std::vector<glm::vec2> position;       ///< G(z) of each vertex, data units
  std::vector<std::uint32_t> triangles;  ///< three vertices each
  std::vector<float> triangle_mass;      ///< prior probability of each triangle
  std::vector<std::uint32_t> lines;      ///< two vertices each
  std::vector<float> line_mass;          ///< prior probability of each line (1-D priors), else empty
  std::vector<std::uint32_t> points;     ///< atoms
};

/// Where the objective pushes generated samples: minus the gradient of the generator's loss with
/// respect to the sample, times the batch size (so that it doesn't depend on it).
struct SampleGradients {
  std::vector<glm::vec2> origin;     ///< data units
  std::vector<glm::vec2> direction;  ///< unscaled
};

/// Recent positions of a fixed set of latents, oldest first; all paths have equal length.
struct Trails {
  std::vector<glm::vec2> chart;                   ///< one a path
  std::vector<std::vector<glm::vec2>> positions;  ///< path, time
};

/// One moment of a run, made by the engine, read by everyone, changed by nobody.
struct ToyFrame {
  std::uint64_t run = 0;  ///< counts resets, so that views can start anew
  ToyConfig config;
  int data_dims = 2;              ///< 1 or 2
  int latent_dims = 2;            ///< of the latent vector
  int latent_intrinsic_dims = 2;  ///< 0 atoms, 1 curves, 2 surfaces or more
  Bounds bounds;                  ///< the manifold's display bounds
  StepReport step;
  std::vector<glm::vec2> real;       ///< a fixed set of data samples
  std::vector<glm::vec2> generated;  ///< G of a fixed set of latents
  std::vector<glm::vec2> chart;      ///< the latents of `generated` in [0, 1]^2
  Field field;                       ///< empty when not asked for
  LatentMesh mesh;                   ///< empty when not asked for
  SampleGradients gradients;         ///< empty when not asked for
  Trails trails;                     ///< empty when not asked for
  std::optional<PhaseView> phase;   ///< while an iteration is walked phase by phase
  bool diverged = false;
  std::string message;  ///< what went wrong, when diverged
};

using ToyFramePtr = std::shared_ptr<const ToyFrame>;

}  // namespace ganscope
