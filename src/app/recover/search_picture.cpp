#include "app/recover/search_picture.hpp"

#include <algorithm>

#include "app/recover/search_row.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {
SearchPicture::SearchPicture(const std::vector<RecoveryTarget>& targets, const ImageShape& shape)
    : targets_(targets),
      shape_(shape),
      painter_(ThemeKind::dark, search_cell(std::min(targets.size(), kMostShown))) {}

Image SearchPicture::draw(const LatentSearch& search, DifferentiableGenerator& generator,
                          const std::vector<int>& labels, const std::vector<float>& errors) {
  const std::vector<int> best = search.best_rows(errors);
  std::vector<LabelledRow> rows;
  for (std::size_t i = 0; i < std::min(targets_.size(), kMostShown); ++i) {
    const std::vector<float> z = search.latent(best[i]);
    const std::vector<int> label(labels.empty() ? 0 : 1, labels.empty() ? 0 : labels[i]);
    const std::vector<float> now = generator.generate(z, label).values;
    ShownSearch shown{.name = targets_[i].name,
                      .target = picture_of(targets_[i].values, shape_),
                      .found = picture_of(now, shape_),
                      .pixel_error = static_cast<double>(errors[static_cast<std::size_t>(best[i])]),
                      .z_error = {}};
    if (!targets_[i].known.empty())
      shown.z_error = relative_distance(Latent(z.begin(), z.end()), targets_[i].known);
    rows.push_back(search_row(shown));
  }
  return painter_.draw(search_heading(search.state().iteration), rows);
}

}  // namespace ganscope
