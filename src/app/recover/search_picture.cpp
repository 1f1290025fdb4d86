#include "app/recover/search_picture.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/text.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/vectors.hpp"
#include "view/panels/common/labelled_sheet.hpp"

namespace ganscope {
namespace {

PicturePtr picture_of(const std::vector<float>& values, const ImageShape& shape) {
  return pictures_of({1, shape, values}, 1).front();
}

/// Grey where both agree, lighter where the second has more.
std::vector<float> difference(const std::vector<float>& a, const std::vector<float>& b) {
  std::vector<float> out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = std::clamp(0.5F + 0.5F * (b[i] - a[i]), 0.F, 1.F);
  return out;
}

}  // namespace

SearchPicture::SearchPicture(const std::vector<RecoveryTarget>& targets, const ImageShape& shape)
    : targets_(targets), shape_(shape) {}

Image SearchPicture::draw(const LatentSearch& search, DifferentiableGenerator& generator,
                          const std::vector<int>& labels, const std::vector<float>& errors) const {
  const std::vector<int> best = search.best_rows(errors);
  std::vector<LabelledRow> rows;
  for (std::size_t i = 0; i < std::min(targets_.size(), kMostShown); ++i) {
    const std::vector<float> z = search.latent(best[i]);
    const std::vector<int> label(labels.empty() ? 0 : 1, labels.empty() ? 0 : labels[i]);
    const std::vector<float> now = generator.generate(z, label).values;
    char text[96];
    std::snprintf(text, sizeof text, "pixel error %.2e",
                  static_cast<double>(errors[static_cast<std::size_t>(best[i])]));
    std::string detail = text;
    if (!targets_[i].known.empty()) {
      const Latent found(z.begin(), z.end());
      std::snprintf(text, sizeof text, "   z error %6.2f %%",
                    100 * distance(found, targets_[i].known) / norm(targets_[i].known));
      detail += text;
    }
    rows.push_back({targets_[i].name,
                    detail,
                    {picture_of(targets_[i].values, shape_), picture_of(now, shape_),
                     picture_of(difference(targets_[i].values, now), shape_)}});
  }
  return labelled_sheet(
      "Target, found, difference after " + with_thousands(search.state().iteration) + " steps", rows,
      ThemeKind::dark);
}

}  // namespace ganscope
