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
  prelu,
  selu,
  gelu,
  silu,
  mish,
  hardtanh,
  layer_norm,
  group_norm,
  instance_norm,           ///< of every image and channel by itself; no running statistics
  pixel_norm,              ///< every pixel's channels (or all numbers) to a root mean square of 1
  conditional_batch_norm,  ///< scale and shift of the norm by the label
  zero_pad,
  reflection_pad,
  replication_pad,
  crop,
  avg_pool,
  max_pool,
  self_attention,  ///< SAGAN's: gamma * attention(x) + x
  add,             ///< of earlier outputs to what comes in
  concat,          ///< of earlier outputs and what comes in, along the channels
};
[[nodiscard]] const std::vector<std::string>& layer_kind_names();
[[nodiscard]] std::string_view name_of(LayerKind kind);

/// How the class embedding and what comes in (the latent, numbers of an earlier layer) become one vector;
/// alone: the embedding takes its place.
enum class LabelJoin { latent_first, embedding_first, multiply, add, alone };
[[nodiscard]] const std::vector<std::string>& label_join_names();

enum class UpsampleMode { nearest, bilinear, bicubic };

/// Where a concatenation puts what comes in: before the earlier outputs or behind them.
enum class ConcatOrder { current_first, current_last };

/// The name of what goes into the first layer, for branches that begin there.
inline constexpr const char* kLatentName = "latent";

/// What a tensor is to its layer.
enum class TensorRole {
  weight,
  bias,
  running_mean,
  running_var,
  embedding,        ///< conditional_batch_norm: classes x 2 channels, scales then shifts
  scale_embedding,  ///< ... or classes x channels each
  shift_embedding,
  gamma,         ///< self_attention: one number
  query_weight,  ///< self_attention: 1x1 convolutions; likewise the next seven
  query_bias,
  key_weight,
  key_bias,
  value_weight,
  value_bias,
  output_weight,
  output_bias,
};
inline constexpr int kTensorRoles = 16;
[[nodiscard]] std::string_view name_of(TensorRole role);

/// The projections of a self-attention, in the order of their roles; `output` may be missing.
inline constexpr int kProjections = 4;
[[nodiscard]] const std::array<std::string, kProjections>& projection_names();

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

  std::string name{};               ///< of its output, for later layers
  std::string input{};              ///< the output that it takes instead of the one before it
  std::vector<std::string> from{};  ///< add, concat: the other outputs
  ConcatOrder order = ConcatOrder::current_first;
  double scale = 1;        ///< add: of what comes in; self_attention: of the products before softmax
  bool tanh_gelu = false;  ///< gelu: by tanh instead of the error function
  std::array<double, 2> range{-1, 1};    ///< hardtanh: low, high
  std::array<int, 4> sides{0, 0, 0, 0};  ///< pads and crop: left, right, top, bottom, as in PyTorch
  std::array<int, 2> kernel{2, 2};       ///< pools: height, width
  bool ceil_mode = false;                ///< pools: a last window that reaches beyond the edge counts
  bool count_include_pad = true;         ///< avg_pool: the mean counts padding
  std::array<int, 2> size{0, 0};         ///< upsample: height, width; 0: by `factor`
  bool one_plus = false;                 ///< conditional_batch_norm: 1 + scale instead of scale
  bool pooled = false;                   ///< self_attention: keys and values are max-pooled 2x2 (BigGAN)
  /// self_attention: what stands before ".weight" and ".bias" of each projection; wins over `tensors`.
  std::array<std::string, kProjections> projections{};

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
  float output_low = -1;  ///< what the last layer's range is; becomes black ...
  float output_high = 1;  ///< ... and white
  /// What a training set was normalised with, one number a channel: a pixel is output * deviation + mean,
  /// 0 to 1. Both empty: output_low and output_high say it.
  std::vector<float> output_mean;
  std::vector<float> output_deviation;
  std::vector<LayerCard> layers;  ///< none for TorchScript, which brings its own

  /// Where it comes from: a path, "the file's metadata", or the family that was recognised.
  std::string source;
  /// What was assumed where the file didn't say, one sentence each; a converted file keeps them.
  std::vector<std::string> assumptions;
};

/// Reads a card from JSON; comments and a comma behind a last entry are taken. `where` names it in messages.
/// Throws Error naming `where`, the layer and its number, the key and what was expected; unknown keys are
/// errors too, with the nearest one.
[[nodiscard]] ModelCard parse_model_card(std::string_view json, const std::string& where);
/// The same from a file of at most 4 MiB.
[[nodiscard]] ModelCard read_model_card(const std::filesystem::path& path);
/// JSON that parse_model_card() reads back as an equal card; `source` stays out.
[[nodiscard]] std::string to_json_text(const ModelCard& card, int indent = 2);

/// The card that stands beside a model file: model.card.json for model.pth. Empty when there is none.
[[nodiscard]] std::optional<std::filesystem::path> card_beside(const std::filesystem::path& model);

}  // namespace ganscope
