#include "engine/analysis/generator_quality.hpp"

#include <algorithm>
#include <numeric>

#include "core/error.hpp"
#include "core/rng.hpp"

namespace ganscope {
namespace {

constexpr int kPixels = Oracle::kSide * Oracle::kSide;

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

void check_set(const ImageSet& set, int neighbours) {
  if (set.count <= neighbours)
    throw Error("data " + set.name + " has " + std::to_string(set.count) + " images; expected more than " +
                std::to_string(neighbours) + " to judge generators beside");
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
  check_set(training, options.neighbours);
  check_set(test, options.neighbours);
  bool ended = false;
  const AnswersProgress told = [&](int done) {
    ended = ended || (progress && !progress(done));
    return !ended;
  };
  RealImages out;
  out.neighbours = options.neighbours;
  const std::vector<std::int64_t> judged =
      drawn(options.samples, training.count, options.seed, "real images");
  out.training = {Oracle::kFeatures,
                  answers_for(oracle, training, judged, like, {.features = true}, told).features};
  OracleAnswers tests =
      answers_for(oracle, test, drawn(options.samples, test.count, options.seed, "test images"), like,
                  {.features = true, .small_images = true}, told);
  const int among = options.most_neighbours > 0 ? options.most_neighbours : training.count;
  out.pixels = {kPixels, small_images_of(training, drawn(among, training.count, options.seed, "neighbours"),
                                         like, told)};
  if (ended) return {};
  const Features test_features{Oracle::kFeatures, std::move(tests.features)};
  out.frechet = frechet_distance(out.training, test_features);
  out.measures = manifold_measures(out.training, test_features, options.neighbours);
  out.nearest = cosines({kPixels, std::move(tests.small_images)}, out.pixels);
  return out;
}

GeneratorQuality generator_quality(const OracleAnswers& made, std::size_t classes, const RealImages& real) {
  const Features features{Oracle::kFeatures, made.features};
  GeneratorQuality out;
  out.samples = made.count();
  out.mean_confidence = made.mean_confidence();
  out.class_shares = made.class_shares(classes);
  out.frechet = frechet_distance(real.training, features);
  out.frechet_real = real.frechet;
  out.generated = manifold_measures(real.training, features, real.neighbours);
  out.real = real.measures;
  out.nearest = cosines({kPixels, made.small_images}, real.pixels);
  out.nearest_real = real.nearest;
  return out;
}

}  // namespace ganscope
