#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ganscope {

enum class Activation { elu, relu, leaky_relu, tanh };
enum class Normalisation { batch, none };
/// Whether the discriminator's batch normalisation sees real and generated samples in one joint
/// batch or in two separate ones.
enum class NormalisationBatches { joint, separate };
enum class OptimiserKind { rmsprop, adam, sgd };
/// Who computes the networks: engine/mlp, or LibTorch, which it is held to.
enum class Engine { own, libtorch };
enum class Loss { minimax, non_saturating, wgan_clip, wgan_gp, least_squares };

/// One side of the game. The defaults are the geometric-view paper's (section 3).
struct NetworkConfig {
  std::vector<int> widths{20, 40, 100, 200, 200, 100, 40, 20};  ///< hidden layers, input to output
  Activation activation = Activation::elu;
  Normalisation normalisation = Normalisation::batch;
  OptimiserKind optimiser = OptimiserKind::rmsprop;
  double rate = 0.001;    ///< initial learning rate
  double momentum = 0.9;  ///< SGD's momentum; Adam's beta1
  int updates = 1;        ///< steps of this side in one iteration

  bool operator==(const NetworkConfig&) const = default;
};

/// Everything that decides a toy run. The same value gives the same run.
struct ToyConfig {
  std::string data = "nine-squares";  ///< a manifold's name or file:points.csv
  std::string latent = "square";      ///< a prior's name, normal:N or uniform:N
  Loss loss = Loss::non_saturating;
  NormalisationBatches batches = NormalisationBatches::joint;
  int batch = 256;  ///< real samples and latents per step
  std::uint64_t seed = 1;
  double decay = 0.98;    ///< factor on both rates ...
  int decay_every = 300;  ///< ... after this many iterations
  double clip = 0.01;     ///< wgan-clip: bound of the critic's weights and biases but its normalisations'
  double penalty = 10;    ///< wgan-gp: weight of the gradient penalty
  Engine engine = Engine::own;
  NetworkConfig generator;
  NetworkConfig discriminator;

  bool operator==(const ToyConfig&) const = default;
};

/// A data manifold with a prior worth watching together.
struct ToyPreset {
  std::string name;
  std::string description;
  std::string data;
  std::string latent;
};

/// The presets in the order of the keys that walk through them.
[[nodiscard]] const std::vector<ToyPreset>& toy_presets();
/// Throws UsageError with the valid names.
[[nodiscard]] const ToyPreset& toy_preset(const std::string& name);
/// The preset the program starts on: "fig2a".
inline constexpr const char* kDefaultPreset = "fig2a";

/// Throws UsageError naming the first option that is out of range or contradicts another (such as
/// wgan-gp with batch normalisation in the critic). Names of manifolds and priors are checked by
/// the engine, which owns those lists.
void validate(const ToyConfig& config);

/// Changes what would contradict the option a person has just chosen, coming from `before`, and says
/// what that was in a sentence; "" when nothing had to change. A control may not lead where no other
/// control leads out.
[[nodiscard]] std::string resolve_contradictions(ToyConfig& config, const ToyConfig& before);

/// The program's defaults with the data, the prior and the seed of `config`.
[[nodiscard]] ToyConfig with_defaults(const ToyConfig& config);

/// The preset with this data and prior, or nullptr.
[[nodiscard]] const ToyPreset* matching_preset(const ToyConfig& config);

}  // namespace ganscope
