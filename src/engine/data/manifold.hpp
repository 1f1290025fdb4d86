#pragma once
#include <glm/vec2.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/rng.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// A distribution on R or R^2 whose geometry is known, so that a generator can be measured against
/// it. 1-D data lies on y = 0 everywhere a glm::vec2 is used. Immutable after construction; every
/// const member may be called from several threads.
class Manifold {
 public:
  virtual ~Manifold() = default;

  [[nodiscard]] virtual std::string name() const = 0;
  [[nodiscard]] virtual std::string description() const = 0;  ///< one line
  [[nodiscard]] virtual int intrinsic_dims() const = 0;       ///< 0, 1 or 2
  [[nodiscard]] virtual int ambient_dims() const = 0;         ///< 1 or 2
  /// A rectangle that shows the manifold with a margin; square for 2-D data.
  [[nodiscard]] virtual Bounds bounds() const = 0;

  /// n samples; y is 0 for 1-D data.
  [[nodiscard]] virtual std::vector<glm::vec2> sample(int n, Rng& rng) const = 0;

  /// Euclidean distance to the support; for Gaussian mixtures to the nearest centre.
  [[nodiscard]] virtual float distance(glm::vec2 point) const = 0;
  /// A sample farther than this is off the manifold, data units.
  [[nodiscard]] virtual float tolerance() const = 0;
  /// Share of the manifold's own samples that `distance` > `tolerance` holds for; 0 where the
  /// support is bounded.
  [[nodiscard]] virtual double off_manifold_floor() const = 0;

  /// A partition of the support for coverage: the cell nearest to `point`, 0 to cell_count() - 1.
  /// Cells have (nearly) equal probability.
  [[nodiscard]] virtual int cell_count() const = 0;
  [[nodiscard]] virtual int cell(glm::vec2 point) const = 0;

  /// Separate pieces of the support; 0 when the manifold is one piece and modes mean nothing.
  [[nodiscard]] virtual int mode_count() const { return 0; }
  /// The mode nearest to `point`, 0 to mode_count() - 1; -1 when there are no modes.
  [[nodiscard]] virtual int mode(glm::vec2 point) const;
};

/// What a list needs to show of an entry before one is made.
struct ManifoldInfo {
  std::string name;
  std::string description;
  int intrinsic_dims;
  int ambient_dims;
};

/// Every built-in manifold, in the order shown to people. `file:points.csv` is made by
/// make_manifold alone.
[[nodiscard]] const std::vector<ManifoldInfo>& manifold_list();

/// The manifold called `spec`: a name of the list, or `file:PATH` with one or two numeric columns.
/// Throws UsageError for an unknown name (nearest and valid ones named), Error for a bad file
/// (file, line and value named).
[[nodiscard]] std::shared_ptr<const Manifold> make_manifold(const std::string& spec);

}  // namespace ganscope
