#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/images/image_set.hpp"
#include "engine/models/generator.hpp"

namespace ganscope {

/// What an oracle makes of images.
struct OracleRows {
  std::vector<float> probabilities;  ///< count x classes
  std::vector<float> features;       ///< count x Oracle::kFeatures: the last hidden layer
};

/// A small convolutional network that says which class an image is of (quality vs diversity's CNN oracle).
/// It judges generators, and its last hidden layer is a space in which images can be compared. Used by
/// one thread at a time.
class Oracle {
 public:
  /// Fresh weights drawn from `seed`, for a set of grey 28 x 28 images with classes.
  Oracle(std::string data, std::vector<std::string> class_names, std::uint64_t seed);
  /// Reads what save() wrote. Throws Error naming the file and what was expected.
  explicit Oracle(const std::filesystem::path& path);
  ~Oracle();
  Oracle(Oracle&&) noexcept;
  Oracle& operator=(Oracle&&) noexcept;

  /// As safetensors, with what it was trained on and how in the metadata. `half`: weights as f16, biases and
  /// statistics as f32.
  void save(const std::filesystem::path& path, const std::string& notes, bool half = false) const;

  /// count x classes probabilities. Images of another size are scaled to 28 x 28, colour becomes grey.
  /// Values 0 (black) to 1 (white).
  [[nodiscard]] std::vector<float> probabilities(const ImageBatch& images);
  /// count x kFeatures: the last hidden layer, for the same images.
  [[nodiscard]] std::vector<float> features(const ImageBatch& images);
  /// Both in one pass.
  [[nodiscard]] OracleRows rows(const ImageBatch& images);

  [[nodiscard]] const std::string& data() const;
  [[nodiscard]] const std::vector<std::string>& class_names() const;
  [[nodiscard]] std::int64_t parameters() const;

  static constexpr int kSide = 28;
  static constexpr int kFeatures = 128;

 private:
  friend class OracleTrainer;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Images as oracles see them: count x 28 x 28, grey, 0 to 1.
[[nodiscard]] std::vector<float> small_images(const ImageBatch& images);

/// The images at the height and width of `like`, as training brings data to a generator's size (bilinear,
/// smoothed where they get smaller); in their own channels.
[[nodiscard]] ImageBatch resized(const ImageBatch& images, const ImageShape& like);

/// Images of a set as [0, 1] floats.
[[nodiscard]] ImageBatch to_batch(const ImageSet& set, std::int64_t from, std::int64_t count);

}  // namespace ganscope
