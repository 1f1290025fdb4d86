#include "engine/analysis/class_adaptation.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/analysis/finite_numbers.hpp"
#include "engine/analysis/latent_classes.hpp"
#include "engine/analysis/shapiro_wilk.hpp"

namespace ganscope {
namespace {

constexpr double kNormalFrom = 0.05;

/// The similarity that leaves the best `keep` of them, one at least.
double threshold_of(std::vector<double> similarities, double keep) {
  const auto n = static_cast<double>(similarities.size());
  const auto kept = std::max<std::ptrdiff_t>(1, std::lround(keep * n));
  const auto at = similarities.begin() + (kept - 1);
  std::nth_element(similarities.begin(), at, similarities.end(), std::greater<>());
  return *at;
}

/// The places of a class's latents that are kept.
std::vector<std::size_t> select(const JudgedLatents& judged, int label, double keep, AdaptedClass& out) {
  std::vector<std::size_t> of_class;
  std::vector<double> similarities;
  for (std::size_t i = 0; i < judged.labels.size(); ++i)
    if (judged.labels[i] == label) {
      of_class.push_back(i);
      similarities.push_back(judged.similarities[i]);
    }
  out.found = static_cast<int>(of_class.size());
  if (of_class.empty()) return of_class;
  out.threshold = threshold_of(std::move(similarities), keep);
  std::erase_if(of_class, [&](std::size_t i) { return judged.similarities[i] < out.threshold; });
  out.kept = static_cast<int>(of_class.size());
  return of_class;
}

void test_dimensions(const std::vector<float>& latents, int dimensions, AdaptedClass& out) {
  const auto d = static_cast<std::size_t>(dimensions);
  const std::size_t rows = std::min<std::size_t>(latents.size() / d, kMostForShapiroWilk);
  std::vector<double> column(rows);
  for (std::size_t j = 0; j < d; ++j) {
    for (std::size_t i = 0; i < rows; ++i) column[i] = latents[i * d + j];
    const ShapiroWilk test = shapiro_wilk(column);
    out.w.push_back(test.w);
    out.p.push_back(test.p);
  }
}

}  // namespace

double AdaptedClass::normal_share() const {
  const auto normal = std::count_if(p.begin(), p.end(), [](double x) { return x >= kNormalFrom; });
  return static_cast<double>(normal) / std::max<double>(1, static_cast<double>(p.size()));
}

ClassAdaptation adapt_classes(const JudgedLatents& judged, const std::vector<std::string>& names,
                              double keep) {
  if (!(keep > 0 && keep <= 1)) throw out_of_range("keep", exact_number(keep), "above 0, up to 1");
  check_all_finite(judged.similarities, "similarities");
  const auto d = static_cast<std::size_t>(judged.dimensions);
  ClassAdaptation out;
  std::vector<int> kept;
  std::vector<std::vector<float>> latents(names.size());
  for (std::size_t c = 0; c < names.size(); ++c) {
    AdaptedClass& adapted = out.classes.emplace_back();
    for (const std::size_t i : select(judged, static_cast<int>(c), keep, adapted))
      latents[c].insert(latents[c].end(), judged.latents.begin() + static_cast<std::ptrdiff_t>(i * d),
                        judged.latents.begin() + static_cast<std::ptrdiff_t>((i + 1) * d));
    kept.push_back(adapted.kept);
  }
  check_counts(kept, names, kFewestForShapiroWilk);
  for (std::size_t c = 0; c < names.size(); ++c) {
    test_dimensions(latents[c], judged.dimensions, out.classes[c]);
    const std::vector<int> one(static_cast<std::size_t>(kept[c]), 0);
    LatentClasses of = latent_classes(latents[c], judged.dimensions, one, 1);
    out.priors.classes.push_back({names[c], std::move(of.means[0]), std::move(of.deviations[0])});
  }
  return out;
}

}  // namespace ganscope
