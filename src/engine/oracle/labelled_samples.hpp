#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/models/generator.hpp"
#include "engine/oracle/oracle.hpp"

namespace ganscope {

/// What an oracle says of images.
struct OracleAnswers {
  std::vector<int> classes;         ///< the likeliest one of each image
  std::vector<float> confidence;    ///< its probability
  std::vector<float> features;      ///< count x Oracle::kFeatures, or empty
  std::vector<float> small_images;  ///< count x 28 x 28 in [0, 1] as the oracle sees them, or empty

  [[nodiscard]] int count() const { return static_cast<int>(classes.size()); }
  /// By class, shares of the answers; sums to 1.
  [[nodiscard]] std::vector<double> class_shares(std::size_t all_classes) const;
  [[nodiscard]] std::vector<int> class_counts(std::size_t all_classes) const;
  [[nodiscard]] double mean_confidence() const;
};

/// What else is wanted of the images.
struct AnswersWanted {
  bool features = false;
  bool small_images = false;
};

/// Asks the oracle about one batch.
[[nodiscard]] OracleAnswers answers_for(Oracle& oracle, const ImageBatch& images, AnswersWanted wanted = {});

/// Says how many images are done; false ends the work early.
using AnswersProgress = std::function<bool(int done)>;

/// Generated images in the order of their latents, with the oracle's answers.
struct LabelledSamples {
  std::vector<float> latents;  ///< count x the space's size
  OracleAnswers answers;
};

/// Generates from `latents` (count x the space's size) in batches and asks the oracle. Labels, where the
/// generator wants them, go round. An end asked for by `progress` leaves fewer answers than latents.
[[nodiscard]] OracleAnswers answers_for(Oracle& oracle, Generator& generator, std::span<const float> latents,
                                        AnswersWanted wanted = {}, const AnswersProgress& progress = {});
/// `samples` latents drawn from the generator's prior with the seed, in the stream of that name.
[[nodiscard]] LabelledSamples label_samples(Oracle& oracle, Generator& generator, int samples,
                                            std::uint64_t seed, std::string_view stream,
                                            AnswersWanted wanted = {}, const AnswersProgress& progress = {});

/// The same of real images `indices` of a set, which first go to `like` and back as generated ones of that
/// size do on their way to the oracle (nothing where the sizes are equal): what is compared has to be
/// resampled alike.
[[nodiscard]] OracleAnswers answers_for(Oracle& oracle, const ImageSet& set,
                                        std::span<const std::int64_t> indices, const ImageShape& like,
                                        AnswersWanted wanted = {}, const AnswersProgress& progress = {});

/// Their small images alone: count x 28 x 28.
[[nodiscard]] std::vector<float> small_images_of(const ImageSet& set, std::span<const std::int64_t> indices,
                                                 const ImageShape& like,
                                                 const AnswersProgress& progress = {});

}  // namespace ganscope
