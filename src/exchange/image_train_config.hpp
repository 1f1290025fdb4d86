#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "exchange/rgb_colour.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

/// The image GANs' networks; engine/nets/image_architecture.hpp says what each is made of.
enum class Architecture { dcgan, dcgan_pixel_shuffle, dcgan_sub_pixel, dcgan28, dense, mlp };

/// What normalises the hidden layers of an image discriminator. `layer` takes its statistics from one
/// image, which keeps the gradient penalty a matter of that image (Gulrajani 2017, section 4).
enum class CriticNormalisation { batch, layer, none };

/// How one side's weights are moved.
struct OptimiserConfig {
  OptimiserKind kind = OptimiserKind::adam;
  double rate = 2e-4;
  double momentum = 0.5;  ///< SGD's momentum; Adam's beta1
  double beta2 = 0.999;   ///< Adam's

  bool operator==(const OptimiserConfig&) const = default;
};

/// Everything that decides the weights of an image GAN at each iteration. The defaults are latent
/// recovery's (4.1.1, 4.1.2); those of other architectures and losses come from take_defaults().
struct ImageTrainConfig {
  std::string data = "mnist";  ///< mnist, emnist-letters, folder:DIR, ...
  std::string label = "food";  ///< yelp: the photos to take
  RgbColour background{};      ///< folder and yelp: what lies behind transparent pixels
  Architecture arch = Architecture::dcgan;
  Loss loss = Loss::non_saturating;
  bool soft_labels = false;         ///< targets uniform in [0, 0.3] and [0.7, 1.2] (latent recovery, 4.1.4)
  int image_size = 0;               ///< side in pixels; 0: the architecture's, or for mlp the data's
  int latent_size = 100;            ///< numbers of a latent, standard normal
  int generator_features = 64;      ///< dcgan family: channels of the largest hidden layer (ngf)
  int discriminator_features = 64;  ///< dcgan family: channels of the first hidden layer (ndf)
  std::vector<int> generator_widths{256, 512, 1024};      ///< mlp only
  std::vector<int> discriminator_widths{1024, 512, 256};  ///< mlp only
  CriticNormalisation normalisation = CriticNormalisation::batch;
  double dropout = 0;  ///< of the discriminator's hidden layers
  bool flip = false;   ///< mirrors every other real image, at random
  int batch = 64;
  std::uint64_t seed = 1;
  int discriminator_updates = 1;  ///< discriminator steps in one iteration
  OptimiserConfig generator;
  OptimiserConfig discriminator;
  double clip = 0.01;   ///< wgan-clip: bound of the critic's weights and biases but its normalisations'
  double penalty = 10;  ///< wgan-gp: weight of the gradient penalty
  double ema = 0.999;   ///< decay of the averaged generator; 0: the generator itself

  bool operator==(const ImageTrainConfig&) const = default;
};

/// Sets what depends on architecture and loss: the optimisers, the discriminator's updates, its
/// normalisation and dropout.
void take_defaults(ImageTrainConfig& config);

/// Throws UsageError naming the first option that is out of range or contradicts another. Data is
/// checked where it is opened.
void validate(const ImageTrainConfig& config);

[[nodiscard]] const std::vector<std::string>& architecture_names();
[[nodiscard]] const std::string& name_of(Architecture arch);
[[nodiscard]] const std::vector<std::string>& critic_normalisation_names();

}  // namespace ganscope
