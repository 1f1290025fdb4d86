#include "engine/analysis/generator_quality.hpp"

#include <algorithm>
#include <numeric>

#include "core/error.hpp"
#include "core/rng.hpp"

namespace ganscope {
namespace {

constexpr int kPixels = Oracle::kSide * Oracle::kSide;
constexpr int kFewest = 4;

std::vector<std::int64_t> drawn(int count, int of, std::uint64_t seed, std::string_view stream) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(of));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  if (count >= of) return all;
  Rng rng(seed, stream);
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    std::swap(all[i], all[i + rng.below(all.size() - i)]);
  all.resize(static_cast<std::size_t>(count));
  return all;
}

void check_set(const ImageSet& set) {
  if (set.count < kFewest)
    throw Error("data " + set.name + " has " + std::to_string(set.count) + " images; expected at least " +
                std::to_string(kFewest) + " to judge generators beside");
}

NearestCosines cosines(const Features& of, const Features& among) {
  std::vector<double> nearest = nearest_cosine(of, among);
  std::sort(nearest.begin(), nearest.end());
  const std::size_t n = nearest.size();
  return {std::accumulate(nearest.begin(), nearest.end(), 0.0) / static_cast<double>(n),
          0.5 * (nearest[(n - 1) / 2] + nearest[n / 2]), nearest.back()};
}

}  // namespace

RealImages real_images(Oracle& oracle, const ImageSet& training, const ImageSet& test, const ImageShape& like,
                       const RealImagesOptions& options, const AnswersProgress& progress) {
  check_set(training);
  check_set(test);
  const auto ask = [&](const ImageSet& set, const std::vector<std::int64_t>& indices, AnswersWanted wanted) {
    return answers_for(oracle, set, indices, like, wanted, progress);
  };
  RealImages out;
  const std::vector<std::int64_t> judged =
      drawn(options.samples, training.count, options.seed, "real images");
  out.training = {Oracle::kFeatures, ask(training, judged, {.features = true}).features};
  OracleAnswers tests = ask(test, drawn(options.samples, test.count, options.seed, "test images"),
                            {.features = true, .small_images = true});
  out.test = {Oracle::kFeatures, std::move(tests.features)};
  out.test_pixels = {kPixels, std::move(tests.small_images)};
  const int among = options.most_neighbours > 0 ? options.most_neighbours : training.count;
  out.pixels = {kPixels, small_images_of(training, drawn(among, training.count, options.seed, "neighbours"),
                                         like, progress)};
  return out;
}

GeneratorQuality generator_quality(const OracleAnswers& made, std::size_t classes, const RealImages& real,
                                   int neighbours) {
  const Features features{Oracle::kFeatures, made.features};
  GeneratorQuality out;
  out.samples = made.count();
  out.mean_confidence = made.mean_confidence();
  out.class_shares = made.class_shares(classes);
  out.frechet = frechet_distance(real.training, features);
  out.frechet_real = frechet_distance(real.training, real.test);
  out.generated = manifold_measures(real.training, features, neighbours);
  out.real = manifold_measures(real.training, real.test, neighbours);
  out.nearest = cosines({kPixels, made.small_images}, real.pixels);
  out.nearest_real = cosines(real.test_pixels, real.pixels);
  return out;
}

}  // namespace ganscope
