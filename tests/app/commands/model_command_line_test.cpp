#include "app/commands/model_command_line.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/rng.hpp"
#include "engine/inference/open_generator.hpp"
#include "engine/models/generator.hpp"
#include "engine/threads.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

std::vector<float> images_of(Generator& generator, int count) {
  const LatentSpace space = generator.latent_space();
  Rng rng(5, "half");
  std::vector<float> latents;
  for (int i = 0; i < count * space.size; ++i)
    latents.push_back(
        static_cast<float>(space.prior == LatentPrior::normal ? rng.normal() : 2 * rng.uniform() - 1));
  return generator.generate(latents, {}).values;
}

struct Difference {
  double worst = 0;
  double mean = 0;
};

/// Between a model's images and those of its f16 file, black 0 and white 1.
Difference half_difference(const std::filesystem::path& model, const std::string& card) {
  const TempDir dir;
  ConvertOptions options;
  options.model.path = model.string();
  options.model.card = card;
  options.out = dir / "half.safetensors";
  options.half = true;
  REQUIRE(convert_model(options) == 0);
  CHECK(std::filesystem::file_size(options.out) <
        0.6 * static_cast<double>(std::filesystem::file_size(model)));
  GeneratorOptions how;
  if (!card.empty()) how.card = card;
  const std::vector<float> full = images_of(*open_generator(model, how), 16);
  const std::vector<float> half = images_of(*open_generator(options.out), 16);
  REQUIRE(full.size() == half.size());
  Difference out;
  for (std::size_t i = 0; i < full.size(); ++i) {
    const double away = std::abs(static_cast<double>(full[i]) - static_cast<double>(half[i]));
    out.worst = std::max(out.worst, away);
    out.mean += away / static_cast<double>(full.size());
  }
  return out;
}

/// Of the brightness, 0 to 1: no pixel of 8 bits moves by more than one step, the mean one by a twentieth.
constexpr double kWorst = 1.0 / 255;
constexpr double kMean = 0.05 / 255;

void check_half(const std::filesystem::path& model, const std::string& card) {
  const Difference found = half_difference(model, card);
  MESSAGE(model.filename().string() << ": worst " << 255 * found.worst << ", mean " << 255 * found.mean
                                    << " of 255");
  CHECK(found.worst > 0);  // it really is another file
  CHECK(found.worst < kWorst);
  CHECK(found.mean < kMean);
}

}  // namespace

TEST_CASE("a file converted to half precision gives the same images to one step of 8 bits") {
  use_threads(1);
  check_half(model_data("family_dcgan.pt"), "");
  for (const auto& [file, card] :
       {std::pair("mnist_dcgan28.pth", "mnist_dcgan28"), std::pair("faces_dcgan32.pt", "faces_dcgan32")})
    if (std::filesystem::exists(shared_model(file)))
      check_half(shared_model(file), example_card(card).string());
    else
      MESSAGE("skipped, as there is no ../shared/models/" << std::string(file));
}
