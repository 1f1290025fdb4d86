#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/latent_space.hpp"

namespace ganscope {

/// The kinds a layer can be; names in JSON are the enumerators' names.
enum class LayerKind {
  class_embedding,  ///< joins what stands for the label to the latent; only as first layer
  linear,
  conv2d,
  conv_transpose2d,
  batch_norm,  ///< of numbers (1-D) or of channels (2-D), by what it is given
  relu,
  leaky_relu,
  elu,
  tanh,
  sigmoid,
  upsample,
  pixel_shuffle,
  reshape,
};
[[nodiscard]] const std::vector<std::string>& layer_kind_names();
[[nodiscard]] std::string_view name_of(LayerKind kind);

/// How the class embedding and the latent become one vector.
enum class LabelJoin { latent_first, embedding_first, multiply, add };
[[nodiscard]] const std::vector<std::string>& label_join_names();

enum class UpsampleMode { nearest, bilinear };

/// What a tensor is to its layer.
enum class TensorRole { weight, bias, running_mean, running_var };
inline constexpr int kTensorRoles = 4;
[[nodiscard]] std::string_view name_of(TensorRole role);

/// One layer as the card tells it. Fields that the kind doesn't have keep their defaults.
struct LayerCard {
  LayerKind kind = LayerKind::relu;
  /// "gen.0.0": the layer's tensors are gen.0.0.weight, gen.0.0.bias, ...; empty when each is named.
  std::string tensors{};
  /// Names given one by one; they win over `tensors`.
  std::array<std::string, kTensorRoles> names{};
  /// Whether the layer has a bias; unset: when the file has that tensor.
  std::optional<bool> bias{};

  std::array<int, 2> stride{1, 1};  ///< height, width; likewise the next three
  std::array<int, 2> padding{0, 0};
  std::array<int, 2> output_padding{0, 0};
  std::array<int, 2> dilation{1, 1};
  int groups = 1;

  double eps = 1e-5;              ///< batch_norm
  bool batch_statistics = false;  ///< batch_norm: normalise by the batch at hand, not by running ones
  double slope = 0.01;            ///< leaky_relu
  double alpha = 1;               ///< elu
  int factor = 2;                 ///< upsample, pixel_shuffle
  UpsampleMode mode = UpsampleMode::nearest;
  bool align_corners = false;  ///< bilinear upsampling
  std::vector<int> shape{};    ///< reshape: numbers, or channels, height, width

  bool one_hot = false;  ///< class_embedding: the label as 0 and 1 instead of a tensor's row
  LabelJoin join = LabelJoin::latent_first;

  bool operator==(const LayerCard&) const = default;
};

/// What a file of weights cannot say of itself; docs/model-card.md tells a person how to write one.
struct ModelCard {
  std::string name;
  std::string data;     ///< what it was trained on
  std::string licence;  ///< of the weights
  std::string notes;
  LatentSpace latent;
  ImageShape image;
  float output_low = -1;          ///< what the last layer's range is; becomes black ...
  float output_high = 1;          ///< ... and white
  std::vector<LayerCard> layers;  ///< none for TorchScript, which brings its own

  /// Where it comes from: a path, "the file's metadata", or the family that was recognised.
  std::string source;
  /// What was assumed where the file didn't say, one sentence each; empty for written cards.
  std::vector<std::string> assumptions;
};

/// Reads a card from JSON. `where` names it in messages. Throws Error naming `where`, the layer and
/// its number, the key and what was expected; unknown keys are errors too, with the nearest one.
[[nodiscard]] ModelCard parse_model_card(std::string_view json, const std::string& where);
/// The same from a file of at most 4 MiB.
[[nodiscard]] ModelCard read_model_card(const std::filesystem::path& path);
/// JSON that parse_model_card() reads back as an equal card; `source` and `assumptions` stay out.
[[nodiscard]] std::string to_json_text(const ModelCard& card, int indent = 2);

/// The card that stands beside a model file: model.card.json for model.pth. Empty when there is none.
[[nodiscard]] std::optional<std::filesystem::path> card_beside(const std::filesystem::path& model);

}  // namespace ganscope
