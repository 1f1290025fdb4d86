#include "engine/oracle/oracle.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <numeric>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "engine/oracle/judgement.hpp"
#include "engine/oracle/oracle_trainer.hpp"
#include "engine/threads.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// Bars that lie, stand or are absent: three classes that a glance tells apart.
ImageSetPtr bars(int count) {
  auto pixels = std::make_shared<std::vector<std::uint8_t>>();
  auto set = std::make_shared<ImageSet>();
  set->name = "bars";
  set->count = count;
  set->channels = 1;
  set->height = set->width = 28;
  set->class_names = {"lying", "standing", "none"};
  Rng rng(4, "bars");
  for (int i = 0; i < count; ++i) {
    const int label = i % 3;
    const auto place = static_cast<int>(6 + rng.below(14));
    for (int y = 0; y < 28; ++y)
      for (int x = 0; x < 28; ++x) {
        const int across = label == 0 ? y : x;
        const bool bar = label < 2 && across >= place && across < place + 4;
        pixels->push_back(static_cast<std::uint8_t>((bar ? 180 : 0) + rng.below(60)));
      }
    set->labels.push_back(label);
  }
  set->values = *pixels;
  set->storage = pixels;
  return set;
}

/// A generator that makes bars of the wanted class, or a grey image for class -1.
class BarGenerator : public Generator {
 public:
  explicit BarGenerator(int of_class) : class_(of_class) {}
  [[nodiscard]] const ModelCard& card() const override { return card_; }
  [[nodiscard]] LatentSpace latent_space() const override { return {.size = 2}; }
  [[nodiscard]] ImageShape image_shape() const override { return {1, 28, 28}; }
  [[nodiscard]] std::string device() const override { return "cpu"; }
  [[nodiscard]] ImageBatch generate(std::span<const float> latents, std::span<const int>) override {
    const auto count = static_cast<int>(latents.size() / 2);
    const ImageSetPtr some = bars(3 * count);
    ImageBatch out{count, {1, 28, 28}, {}};
    for (int i = 0; i < count; ++i) {
      const ImageBatch one = to_batch(*some, 3 * i + class_, 1);
      out.values.insert(out.values.end(), one.values.begin(), one.values.end());
    }
    return out;
  }

 private:
  int class_;
  ModelCard card_;
};

Oracle taught(int epochs = 3) {
  use_threads(2);
  OracleTrainer trainer(bars(192), {.epochs = epochs, .batch = 32});
  while (trainer.iteration() < trainer.iterations()) trainer.step();
  return std::move(trainer.oracle());
}

}  // namespace

TEST_CASE("oracle: learns to tell classes apart, and judges with them") {
  Oracle oracle = taught();
  const OracleEvaluation evaluation = evaluate(oracle, *bars(99));
  CHECK(evaluation.count == 99);
  CHECK(evaluation.accuracy > 0.95);
  int right = 0;
  int all = 0;
  for (std::size_t row = 0; row < 3; ++row) {
    right += evaluation.confusion[row][row];
    CHECK(std::accumulate(evaluation.confusion[row].begin(), evaluation.confusion[row].end(), 0) == 33);
    all += 33;
  }
  CHECK(evaluation.accuracy == doctest::Approx(static_cast<double>(right) / all));
  for (int of_class = 0; of_class < 3; ++of_class) {
    BarGenerator generator(of_class);
    const GeneratorJudgement judgement = judge(oracle, generator, 60, 1);
    CHECK(judgement.samples == 60);
    CHECK(judgement.mean_confidence > 0.8);
    CHECK(judgement.class_shares[static_cast<std::size_t>(of_class)] > 0.9);
    CHECK(judgement.class_shares[0] + judgement.class_shares[1] + judgement.class_shares[2] ==
          doctest::Approx(1));
  }
}

TEST_CASE("oracle: the same seed teaches the same oracle, which a file brings back") {
  Oracle oracle = taught(1);
  Oracle again = taught(1);
  const ImageBatch images = to_batch(*bars(12), 0, 12);
  const std::vector<float> answers = oracle.probabilities(images);
  CHECK(answers == again.probabilities(images));
  const test::TempDir dir;
  oracle.save(dir.path() / "o.safetensors", "a test");
  Oracle loaded(dir.path() / "o.safetensors");
  CHECK(loaded.data() == "bars");
  CHECK(loaded.class_names() == oracle.class_names());
  CHECK(loaded.probabilities(images) == answers);
  CHECK(loaded.features(images) == oracle.features(images));

  // Weights as f16 take half the room and change little.
  oracle.save(dir.path() / "half.safetensors", "a test", /*half=*/true);
  CHECK(std::filesystem::file_size(dir.path() / "half.safetensors") <
        0.51 * static_cast<double>(std::filesystem::file_size(dir.path() / "o.safetensors")));
  const std::vector<float> halves = Oracle(dir.path() / "half.safetensors").probabilities(images);
  for (std::size_t i = 0; i < answers.size(); ++i) CHECK(std::abs(halves[i] - answers[i]) < 0.01f);
}

TEST_CASE("oracle: answers are probabilities, features have their size, nothing depends on the batch") {
  Oracle oracle = taught(1);
  const ImageBatch images = to_batch(*bars(30), 0, 30);
  const std::vector<float> rows = oracle.probabilities(images);
  REQUIRE(rows.size() == 90);
  for (std::size_t i = 0; i < 30; ++i)
    CHECK(rows[3 * i] + rows[3 * i + 1] + rows[3 * i + 2] == doctest::Approx(1));
  CHECK(oracle.features(images).size() == 30 * Oracle::kFeatures);
  const std::vector<float> one = oracle.probabilities(to_batch(*bars(30), 7, 1));
  for (std::size_t c = 0; c < 3; ++c) CHECK(one[c] == doctest::Approx(rows[21 + c]).epsilon(1e-3));
  CHECK(oracle.probabilities({}).empty());
}

TEST_CASE("oracle: images of another size and with colour are brought to its own") {
  Oracle oracle = taught();
  // The same bars, every pixel twice as large and in three channels.
  const ImageBatch small = to_batch(*bars(6), 0, 6);
  ImageBatch large{6, {3, 56, 56}, {}};
  for (std::size_t i = 0; i < 6; ++i)
    for (int c = 0; c < 3; ++c)
      for (std::size_t y = 0; y < 56; ++y)
        for (std::size_t x = 0; x < 56; ++x)
          large.values.push_back(small.values[i * 784 + y / 2 * 28 + x / 2]);
  const std::vector<float> rows = oracle.probabilities(large);
  for (std::size_t i = 0; i < 6; ++i) CHECK(rows[3 * i + i % 3] > 0.5);
}

TEST_CASE("oracle: what doesn't fit is refused") {
  Oracle oracle = taught(1);
  ImageSet other = *bars(3);
  other.class_names = {"a", "b", "c"};
  CHECK_THROWS_WITH_AS(static_cast<void>(evaluate(oracle, other)), doctest::Contains("3 classes of bars"),
                       Error);
  other.labels.clear();
  CHECK_THROWS_AS(static_cast<void>(evaluate(oracle, other)), Error);
  CHECK_THROWS_WITH_AS(OracleTrainer(std::make_shared<ImageSet>(other), {}), doctest::Contains("no classes"),
                       Error);
  const test::TempDir dir;
  std::ofstream(dir.path() / "text") << "hello";
  CHECK_THROWS_AS(Oracle(dir.path() / "text"), Error);
  CHECK_THROWS_AS(Oracle(dir.path() / "missing"), Error);
}
