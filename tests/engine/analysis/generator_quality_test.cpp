#include "engine/analysis/generator_quality.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "core/error.hpp"
#include "core/rng.hpp"

using namespace ganscope;

namespace {

/// Bars across or along, at a place and of a brightness that a seed decides.
ImageSetPtr bars(int count, std::uint64_t seed) {
  auto pixels = std::make_shared<std::vector<std::uint8_t>>();
  auto set = std::make_shared<ImageSet>();
  Rng rng(seed, "bars");
  for (int i = 0; i < count; ++i) {
    const int place = static_cast<int>(rng.below(22));
    const auto level = static_cast<std::uint8_t>(120 + rng.below(130));
    for (int y = 0; y < 28; ++y)
      for (int x = 0; x < 28; ++x) {
        const int at = i % 2 == 0 ? x : y;
        pixels->push_back(at >= place && at < place + 5 ? level : static_cast<std::uint8_t>(rng.below(20)));
      }
    set->labels.push_back(i % 2);
  }
  set->name = "bars";
  set->count = count;
  set->channels = 1;
  set->height = set->width = 28;
  set->values = *pixels;
  set->class_names = {"across", "along"};
  set->storage = pixels;
  return set;
}

std::vector<std::int64_t> all_of(const ImageSet& set) {
  std::vector<std::int64_t> out(static_cast<std::size_t>(set.count));
  std::iota(out.begin(), out.end(), std::int64_t{0});
  return out;
}

constexpr AnswersWanted kAll{.features = true, .small_images = true};

}  // namespace

TEST_CASE("generator quality: real images are judged perfect, others of their kind near it, noise far off") {
  // An oracle that learned nothing has features too, and they are what is compared.
  Oracle oracle("bars", {"across", "along"}, 3);
  const ImageSetPtr training = bars(300, 1);
  const ImageSetPtr test = bars(200, 2);
  const ImageShape shape{1, 28, 28};
  const RealImages real = real_images(oracle, *training, *test, shape, {.samples = 300});
  CHECK(real.training.rows() == 300);
  CHECK(real.pixels.rows() == 300);
  CHECK(real.frechet > 0);
  CHECK(real.measures.precision > 0.6);
  CHECK(real.nearest.mean > 0.8);

  const OracleAnswers themselves = answers_for(oracle, *training, all_of(*training), shape, kAll);
  const GeneratorQuality perfect = generator_quality(themselves, 2, real);
  CHECK(perfect.samples == 300);
  CHECK(perfect.frechet < 1e-4 * real.frechet);
  CHECK(perfect.generated.precision == 1);
  CHECK(perfect.generated.recall == 1);
  CHECK(perfect.nearest.mean == doctest::Approx(1).epsilon(1e-5));
  CHECK(perfect.frechet_real == real.frechet);
  CHECK(perfect.class_shares[0] + perfect.class_shares[1] == doctest::Approx(1));

  const OracleAnswers others = answers_for(oracle, *bars(300, 9), all_of(*training), shape, kAll);
  auto noise = std::make_shared<ImageSet>(*training);
  auto pixels = std::make_shared<std::vector<std::uint8_t>>(training->values.size());
  Rng rng(4, "noise");
  for (std::uint8_t& value : *pixels) value = static_cast<std::uint8_t>(rng.below(256));
  noise->values = *pixels;
  noise->storage = pixels;
  const GeneratorQuality kin = generator_quality(others, 2, real);
  const GeneratorQuality bad =
      generator_quality(answers_for(oracle, *noise, all_of(*noise), shape, kAll), 2, real);
  CHECK(kin.frechet < 0.1 * bad.frechet);
  CHECK(kin.generated.precision > 0.6);
  CHECK(bad.generated.precision == 0);
  CHECK(bad.generated.recall < 0.1);
  CHECK(bad.nearest.mean < kin.nearest.mean);
}

TEST_CASE("generator quality: real images go the way of generated ones, and too few are refused") {
  Oracle oracle("bars", {"across", "along"}, 3);
  const ImageSetPtr training = bars(40, 1);
  const ImageSetPtr test = bars(40, 2);
  const RealImages plain = real_images(oracle, *training, *test, {1, 28, 28}, {.samples = 40});
  const RealImages through = real_images(oracle, *training, *test, {1, 64, 64}, {.samples = 40});
  // Up to 64 pixels and back blurs: other features, of images that are much the same.
  CHECK(through.training.values != plain.training.values);
  const std::vector<double> same = nearest_cosine(through.pixels, plain.pixels);
  CHECK(*std::min_element(same.begin(), same.end()) > 0.95);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(real_images(oracle, *bars(3, 1), *test, {1, 28, 28}, {.samples = 40})),
      doctest::Contains("has 3 images; expected more than 3"), Error);
  int calls = 0;
  const RealImages ended =
      real_images(oracle, *training, *test, {1, 28, 28}, {.samples = 40}, [&](int) { return ++calls < 2; });
  CHECK(ended.training.rows() == 0);
}

TEST_CASE("labelled samples: counts, shares and confidence are those of the answers") {
  OracleAnswers answers{{0, 2, 2, 1}, {0.5f, 0.75f, 1.f, 0.25f}, {}, {}};
  CHECK(answers.class_counts(4) == std::vector<int>{1, 1, 2, 0});
  CHECK(answers.class_shares(4) == std::vector<double>{0.25, 0.25, 0.5, 0});
  CHECK(answers.mean_confidence() == doctest::Approx(0.625));
  CHECK(OracleAnswers().mean_confidence() == 0);
}
