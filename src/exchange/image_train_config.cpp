#include "exchange/image_train_config.hpp"

#include "core/error.hpp"
#include "exchange/image_train_options.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {

const std::vector<std::string>& architecture_names() {
  static const std::vector<std::string> names{
      "dcgan", "dcgan-pixel-shuffle", "dcgan-sub-pixel", "dcgan28", "dense", "mlp"};
  return names;
}

const std::string& name_of(Architecture arch) { return architecture_names()[static_cast<std::size_t>(arch)]; }

const std::vector<std::string>& critic_normalisation_names() {
  static const std::vector<std::string> names{"batch", "layer", "none"};
  return names;
}

void take_defaults(ImageTrainConfig& config) {
  const bool convolutional = config.arch != Architecture::dense && config.arch != Architecture::mlp;
  config.generator = config.discriminator = {};
  config.discriminator_updates = 1;
  config.normalisation = convolutional ? CriticNormalisation::batch : CriticNormalisation::none;
  config.dropout = convolutional ? 0 : 0.3;
  if (config.loss == Loss::wgan_clip) {  // Arjovsky 2017, algorithm 1
    config.generator =
        config.discriminator = {.kind = OptimiserKind::rmsprop, .rate = 5e-5, .momentum = 0, .beta2 = 0.999};
    config.discriminator_updates = 5;
    config.dropout = 0;
  }
  if (config.loss == Loss::wgan_gp) {  // Gulrajani 2017, algorithm 1
    config.generator =
        config.discriminator = {.kind = OptimiserKind::adam, .rate = 1e-4, .momentum = 0, .beta2 = 0.9};
    config.discriminator_updates = 5;
    config.normalisation = convolutional ? CriticNormalisation::layer : CriticNormalisation::none;
    config.dropout = 0;
  }
}

void validate(const ImageTrainConfig& config) {
  // Setting each option to its own value runs the same range checks as the command line.
  ImageTrainConfig scratch = config;
  for (const ImageTrainOption& option : image_train_options())
    if (!option.both_sides) option.set(scratch, option.get(config));
  const bool probability = config.loss == Loss::minimax || config.loss == Loss::non_saturating;
  if (config.soft_labels && !probability)
    throw UsageError("soft-labels on with loss " + name_of(config.loss) +
                     ": labels belong to a discriminator that answers with a probability; expected loss "
                     "minimax or non-saturating");
  if (config.loss == Loss::wgan_gp && config.normalisation == CriticNormalisation::batch)
    throw UsageError(
        "loss wgan-gp with discriminator-normalisation batch: the penalty is on the gradient at each "
        "image alone, and batch normalisation makes every answer depend on the whole batch; expected layer "
        "or none");
  if (config.arch != Architecture::mlp && config.image_size != 0)
    throw UsageError("image-size " + std::to_string(config.image_size) + " with arch " +
                     name_of(config.arch) + ": that network has one size; expected arch mlp");
}

}  // namespace ganscope
