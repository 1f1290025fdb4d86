#pragma once
#include <vector>

#include "engine/recovery/latent_search.hpp"
#include "engine/recovery/recovery_targets.hpp"
#include "view/panels/common/labelled_sheet.hpp"

namespace ganscope {

/// A search as a picture: of each target itself, what the nearest search shows now, and their difference.
/// Needs a current OpenGL context for its whole life.
class SearchPicture {
 public:
  /// At most kMostShown targets are drawn, the first ones.
  SearchPicture(const std::vector<RecoveryTarget>& targets, const ImageShape& shape);
  /// `labels`: one a target, or none. `errors`: of each row.
  [[nodiscard]] Image draw(const LatentSearch& search, DifferentiableGenerator& generator,
                           const std::vector<int>& labels, const std::vector<float>& errors);

  static constexpr std::size_t kMostShown = 10;

 private:
  const std::vector<RecoveryTarget>& targets_;
  ImageShape shape_;
  SheetPainter painter_;
};

}  // namespace ganscope
