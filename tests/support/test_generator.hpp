#pragma once
#include <atomic>
#include <string>
#include <vector>

#include "engine/models/generator.hpp"

namespace ganscope::test {

/// A generator by formula: smooth in the latent, different for each, the same on every machine.
class TestGenerator : public Generator {
 public:
  struct Options {
    LatentSpace space{.size = 8, .prior = LatentPrior::normal};
    ImageShape shape{3, 12, 12};
    double seconds_per_image = 0;  ///< how slow it is
  };
  TestGenerator() : TestGenerator(Options()) {}
  explicit TestGenerator(const Options& options);

  [[nodiscard]] const ModelCard& card() const override { return card_; }
  [[nodiscard]] LatentSpace latent_space() const override { return options_.space; }
  [[nodiscard]] ImageShape image_shape() const override { return options_.shape; }
  [[nodiscard]] std::string device() const override { return "cpu"; }
  [[nodiscard]] ImageBatch generate(std::span<const float> latents, std::span<const int> labels) override;

  [[nodiscard]] int images() const { return images_; }  ///< made so far
  [[nodiscard]] std::vector<int> labels() const { return labels_; }
  /// While set, generate() throws Error with this text.
  void fail_with(std::string text) { failure_ = std::move(text); }

 private:
  Options options_;
  ModelCard card_;
  std::atomic<int> images_ = 0;
  std::vector<int> labels_;  ///< of the last call
  std::string failure_;
};

}  // namespace ganscope::test
