#pragma once
#include "engine/recovery/differentiable_generator.hpp"
#include "support/test_generator.hpp"

namespace ganscope::test {

/// The TestGenerator followed back by differences: small enough for that.
class TestDifferentiable : public DifferentiableGenerator {
 public:
  struct Options {
    TestGenerator::Options generator{};
    bool dead = false;            ///< its gradient is exactly zero everywhere
    double seconds_a_step = 0;    ///< how slow gradients() is
    std::string fails_with = {};  ///< gradients() throws Error with this text
  };
  TestDifferentiable() : TestDifferentiable(Options()) {}
  explicit TestDifferentiable(const Options& options) : options_(options), generator_(options.generator) {}

  [[nodiscard]] const ModelCard& card() const override { return generator_.card(); }
  [[nodiscard]] std::vector<float> errors(const Question& question) override;
  [[nodiscard]] Answer gradients(const Question& question) override;
  [[nodiscard]] std::vector<float> tangents(std::span<const float> latent, std::span<const int> label,
                                            std::span<const float> directions) override;
  [[nodiscard]] ImageBatch generate(std::span<const float> latents, std::span<const int> labels) override {
    return generator_.generate(latents, labels);
  }

 private:
  Options options_;
  TestGenerator generator_;
};

}  // namespace ganscope::test
