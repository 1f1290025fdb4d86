#include "engine/oracle/labelled_samples.hpp"

#include <algorithm>
#include <numeric>

#include "core/rng.hpp"
#include "engine/latent/prior_latents.hpp"

namespace ganscope {
namespace {

constexpr int kAnsweredAtOnce = 200;  // images in memory at a time

/// Asks about batches and gathers what is said.
class Gathering {
 public:
  Gathering(Oracle& oracle, AnswersWanted wanted) : oracle_(oracle), wanted_(wanted) {}

  void add(const ImageBatch& images) {
    const std::size_t classes = oracle_.class_names().size();
    const OracleRows rows = oracle_.rows(images);
    for (auto at = rows.probabilities.begin(); at != rows.probabilities.end();
         at += static_cast<std::ptrdiff_t>(classes)) {
      const auto best = std::max_element(at, at + static_cast<std::ptrdiff_t>(classes));
      answers_.classes.push_back(static_cast<int>(best - at));
      answers_.confidence.push_back(*best);
    }
    const auto append = [](std::vector<float>& to, const std::vector<float>& more) {
      to.insert(to.end(), more.begin(), more.end());
    };
    if (wanted_.features) append(answers_.features, rows.features);
    if (wanted_.small_images) append(answers_.small_images, small_images(images));
  }
  [[nodiscard]] OracleAnswers take() { return std::move(answers_); }

 private:
  Oracle& oracle_;
  AnswersWanted wanted_;
  OracleAnswers answers_;
};

bool goes_on(const AnswersProgress& progress, int done) { return !progress || progress(done); }

}  // namespace

std::vector<int> OracleAnswers::class_counts(std::size_t all_classes) const {
  std::vector<int> counts(all_classes, 0);
  for (const int c : classes) ++counts[static_cast<std::size_t>(c)];
  return counts;
}

std::vector<double> OracleAnswers::class_shares(std::size_t all_classes) const {
  std::vector<double> shares;
  for (const int n : class_counts(all_classes))
    shares.push_back(static_cast<double>(n) / std::max(1, count()));
  return shares;
}

double OracleAnswers::mean_confidence() const {
  return std::accumulate(confidence.begin(), confidence.end(), 0.0) / std::max(1, count());
}

OracleAnswers answers_for(Oracle& oracle, Generator& generator, std::span<const float> latents,
                          AnswersWanted wanted, const AnswersProgress& progress) {
  const LatentSpace space = generator.latent_space();
  const auto size = static_cast<std::size_t>(space.size);
  const int count = static_cast<int>(latents.size() / size);
  Gathering gathering(oracle, wanted);
  for (int from = 0; from < count; from += kAnsweredAtOnce) {
    if (!goes_on(progress, from)) break;
    const int some = std::min(kAnsweredAtOnce, count - from);
    std::vector<int> labels;
    for (int i = 0; i < some && space.classes > 0; ++i) labels.push_back((from + i) % space.classes);
    gathering.add(generator.generate(
        latents.subspan(static_cast<std::size_t>(from) * size, static_cast<std::size_t>(some) * size),
        labels));
  }
  return gathering.take();
}

LabelledSamples label_samples(Oracle& oracle, Generator& generator, int samples, std::uint64_t seed,
                              std::string_view stream, AnswersWanted wanted,
                              const AnswersProgress& progress) {
  Rng rng(seed, stream);
  LabelledSamples out{draw_latents(generator.latent_space(), samples, rng), {}};
  out.answers = answers_for(oracle, generator, out.latents, wanted, progress);
  return out;
}

namespace {

/// Calls `work` with the images in batches, at the size of `like`.
template <class Work>
void in_batches(const ImageSet& set, std::span<const std::int64_t> indices, const ImageShape& like,
                const AnswersProgress& progress, Work work) {
  for (std::size_t from = 0; from < indices.size(); from += kAnsweredAtOnce) {
    if (!goes_on(progress, static_cast<int>(from))) return;
    const auto some = indices.subspan(from, std::min<std::size_t>(kAnsweredAtOnce, indices.size() - from));
    ImageBatch batch{static_cast<int>(some.size()), {set.channels, set.height, set.width}, {}};
    for (const std::int64_t index : some)
      for (const std::uint8_t value : set.image(index))
        batch.values.push_back(static_cast<float>(value) / 255.f);
    work(resized(batch, like));
  }
}

}  // namespace

OracleAnswers answers_for(Oracle& oracle, const ImageSet& set, std::span<const std::int64_t> indices,
                          const ImageShape& like, AnswersWanted wanted, const AnswersProgress& progress) {
  Gathering gathering(oracle, wanted);
  in_batches(set, indices, like, progress, [&](const ImageBatch& images) { gathering.add(images); });
  return gathering.take();
}

std::vector<float> small_images_of(const ImageSet& set, std::span<const std::int64_t> indices,
                                   const ImageShape& like, const AnswersProgress& progress) {
  std::vector<float> out;
  in_batches(set, indices, like, progress, [&](const ImageBatch& images) {
    const std::vector<float> some = small_images(images);
    out.insert(out.end(), some.begin(), some.end());
  });
  return out;
}

}  // namespace ganscope
