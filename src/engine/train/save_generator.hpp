#pragma once
#include <filesystem>
#include <string>

#include "engine/models/model_card.hpp"
#include "engine/train/image_trainer.hpp"

namespace ganscope {

/// What the card of a trained generator says beside its layers.
struct GeneratorAbout {
  std::string name;
  std::string data;
  std::string licence;
  std::string notes;
};

/// The card of this trainer's generator.
[[nodiscard]] ModelCard card_of(const ImageTrainer& trainer, const GeneratorAbout& about);

/// Writes the averaged generator as f32 safetensors with its card inside; see
/// ImageTrainer::generator_tensors(). Throws Error naming the path.
void save_generator(ImageTrainer& trainer, const std::filesystem::path& path, const GeneratorAbout& about);

}  // namespace ganscope
