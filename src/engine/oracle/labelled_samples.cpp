#include "engine/oracle/labelled_samples.hpp"

#include <algorithm>
#include <numeric>

#include "core/rng.hpp"
#include "engine/latent/prior_latents.hpp"

namespace ganscope {
namespace {

constexpr int kAnsweredAtOnce = 200;  // images in memory at a time

void append(OracleAnswers& to, const OracleAnswers& more) {
  const auto join = [](auto& all, const auto& some) { all.insert(all.end(), some.begin(), some.end()); };
  join(to.classes, more.classes);
  join(to.confidence, more.confidence);
  join(to.features, more.features);
  join(to.small_images, more.small_images);
}

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

OracleAnswers answers_for(Oracle& oracle, const ImageBatch& images, AnswersWanted wanted) {
  const auto classes = static_cast<std::ptrdiff_t>(oracle.class_names().size());
  OracleRows rows = oracle.rows(images);
  OracleAnswers out;
  for (auto at = rows.probabilities.begin(); at != rows.probabilities.end(); at += classes) {
    const auto best = std::max_element(at, at + classes);
    out.classes.push_back(static_cast<int>(best - at));
    out.confidence.push_back(*best);
  }
  if (wanted.features) out.features = std::move(rows.features);
  if (wanted.small_images) out.small_images = small_images(images);
  return out;
}

OracleAnswers answers_for(Oracle& oracle, Generator& generator, std::span<const float> latents,
                          AnswersWanted wanted, const AnswersProgress& progress) {
  const LatentSpace space = generator.latent_space();
  const auto size = static_cast<std::size_t>(space.size);
  const int count = static_cast<int>(latents.size() / size);
  OracleAnswers out;
  for (int from = 0; from < count; from += kAnsweredAtOnce) {
    if (!goes_on(progress, from)) break;
    const int some = std::min(kAnsweredAtOnce, count - from);
    std::vector<int> labels;
    for (int i = 0; i < some && space.classes > 0; ++i) labels.push_back((from + i) % space.classes);
    append(out, answers_for(oracle,
                            generator.generate(latents.subspan(static_cast<std::size_t>(from) * size,
                                                               static_cast<std::size_t>(some) * size),
                                               labels),
                            wanted));
  }
  return out;
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
  OracleAnswers out;
  in_batches(set, indices, like, progress,
             [&](const ImageBatch& images) { append(out, answers_for(oracle, images, wanted)); });
  return out;
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
