#pragma once
#include "engine/data/described_manifold.hpp"
#include "engine/data/point_file.hpp"
#include "engine/data/point_tree.hpp"

namespace ganscope {

/// `file:PATH`: the points of a text file, drawn with replacement. What they lie on isn't known, so
/// intrinsic_dims is the number of columns, distance is to the nearest point and there are no
/// modes. The tolerance is three times the median distance between neighbours, kept within 0.2 %
/// and 5 % of the longer side of the data. Cells are at most 64 pieces with about as many rows
/// each (see cut_into_cells).
class FileManifold : public DescribedManifold {
 public:
  /// `rows` are drawn from; `tree` holds their places, cut into `cells` cells.
  FileManifold(ManifoldFacts facts, std::vector<glm::vec2> rows, PointTree tree, int cells);

  [[nodiscard]] float distance(glm::vec2 point) const override;
  [[nodiscard]] int cell_count() const override { return cells_; }
  [[nodiscard]] int cell(glm::vec2 point) const override;

 protected:
  [[nodiscard]] glm::vec2 draw(Rng& rng) const override;

 private:
  std::vector<glm::vec2> rows_;
  PointTree tree_;
  int cells_;
};

/// The manifold of the points in `given`, a file's path; with #1 or #2 behind it the file has so many
/// columns, where it doesn't say. `spec` becomes its name. Throws as read_point_file does.
[[nodiscard]] std::shared_ptr<const Manifold> make_file_manifold(const std::string& spec,
                                                                 const std::filesystem::path& given);

}  // namespace ganscope
