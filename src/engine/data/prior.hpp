#pragma once
#include <glm/vec2.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/rng.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// Latents of a regular grid over a prior with its connectivity, see LatentMesh.
struct PriorMesh {
  std::vector<float> latents;  ///< vertices x dims
  LatentMesh mesh;             ///< everything but `position`
};

/// A distribution of latent vectors. Immutable; const members may be called from several threads.
class Prior {
 public:
  virtual ~Prior() = default;

  [[nodiscard]] virtual std::string name() const = 0;
  [[nodiscard]] virtual std::string description() const = 0;
  [[nodiscard]] virtual int dims() const = 0;            ///< length of a latent vector
  [[nodiscard]] virtual int intrinsic_dims() const = 0;  ///< 0 atoms, 1 curves, else dims of the support

  /// n latents, row-major n x dims.
  [[nodiscard]] virtual std::vector<float> sample(int n, Rng& rng) const = 0;

  /// Where the latent (dims values) stands in the 2-D chart [0, 1]^2 that gives it its colour and
  /// its place in the inset. Gaussian coordinates go through their cumulative distribution; of
  /// more than two dimensions the first two count; 1-D intervals lie on v = 0.5.
  [[nodiscard]] virtual glm::vec2 chart(std::span<const float> latent) const = 0;

  /// A grid with about `resolution` (2 to 1024, UsageError otherwise) vertices along each direction
  /// of the chart. Priors of more than two dimensions span their first two coordinates and hold the
  /// others at 0. Grid lines stand about 1/20 of the chart apart at every resolution.
  [[nodiscard]] virtual PriorMesh mesh(int resolution) const = 0;
};

struct PriorInfo {
  std::string name;
  std::string description;
  int dims;  ///< 0 for the families `normal:N` and `uniform:N`
};

/// Every named prior in the order shown to people; `normal:N` and `uniform:N` are described by the
/// entries with those literal names.
[[nodiscard]] const std::vector<PriorInfo>& prior_list();

/// Throws UsageError for an unknown name or an N outside 1 to 1024.
[[nodiscard]] std::shared_ptr<const Prior> make_prior(const std::string& spec);

}  // namespace ganscope
