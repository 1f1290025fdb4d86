#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/models/generator.hpp"
#include "engine/recovery/differentiable_generator.hpp"
#include "exchange/latent.hpp"

namespace ganscope {

/// A picture whose latent is searched for.
struct RecoveryTarget {
  std::string name;             ///< "photo", "seed:3"
  std::vector<float> values{};  ///< channels x height x width, in [0, 1]
  Latent known{};               ///< the latent it was made from; empty for a picture from elsewhere
  std::string
      fitted{};  ///< what was done to fit it: "640 x 480: its middle, scaled to 64 x 64"; "" for nothing
};

/// A picture of a file as the generator's are: its middle in their proportions, scaled as real images are
/// before they are compared, made grey for a generator of grey ones. Throws Error naming the file and why it
/// cannot be read.
[[nodiscard]] RecoveryTarget target_of_file(const std::filesystem::path& path, const ImageShape& shape);

/// What the generator makes of the latents that `seed:N` writes, for each seed.
[[nodiscard]] std::vector<RecoveryTarget> targets_of_seeds(DifferentiableGenerator& generator,
                                                           const std::vector<std::uint64_t>& seeds,
                                                           int label);

/// Their pictures one behind the other.
[[nodiscard]] ImageBatch batch_of(const std::vector<RecoveryTarget>& targets, const ImageShape& shape);

/// "1..20", "3", "1,4,7..9". Throws UsageError.
[[nodiscard]] std::vector<std::uint64_t> parse_seeds(const std::string& text);

}  // namespace ganscope
