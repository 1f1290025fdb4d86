#include "engine/models/model_card.hpp"

#include <algorithm>

#include "engine/models/byte_source.hpp"

namespace ganscope {

const std::vector<std::string>& layer_kind_names() {
  static const std::vector<std::string> kNames{"class_embedding",
                                               "linear",
                                               "conv2d",
                                               "conv_transpose2d",
                                               "batch_norm",
                                               "relu",
                                               "leaky_relu",
                                               "elu",
                                               "tanh",
                                               "sigmoid",
                                               "upsample",
                                               "pixel_shuffle",
                                               "reshape",
                                               "prelu",
                                               "selu",
                                               "gelu",
                                               "silu",
                                               "mish",
                                               "hardtanh",
                                               "layer_norm",
                                               "group_norm",
                                               "instance_norm",
                                               "pixel_norm",
                                               "conditional_batch_norm",
                                               "zero_pad",
                                               "reflection_pad",
                                               "replication_pad",
                                               "crop",
                                               "avg_pool",
                                               "max_pool",
                                               "self_attention",
                                               "add",
                                               "concat"};
  return kNames;
}

std::string_view name_of(LayerKind kind) { return layer_kind_names()[static_cast<std::size_t>(kind)]; }

const std::vector<std::string>& label_join_names() {
  static const std::vector<std::string> kNames{"latent_first", "embedding_first", "multiply", "add", "alone"};
  return kNames;
}

std::string_view name_of(TensorRole role) {
  constexpr std::array<std::string_view, kTensorRoles> kNames{
      "weight",          "bias",       "running_mean", "running_var", "embedding", "scale_embedding",
      "shift_embedding", "gamma",      "query",        "query bias",  "key",       "key bias",
      "value",           "value bias", "output",       "output bias"};
  return kNames[static_cast<std::size_t>(role)];
}

const std::array<std::string, kProjections>& projection_names() {
  static const std::array<std::string, kProjections> kNames{"query", "key", "value", "output"};
  return kNames;
}

ModelCard read_model_card(const std::filesystem::path& path) {
  constexpr std::uint64_t kMost = 4U << 20;
  const std::shared_ptr<ByteSource> bytes = open_bytes(path);
  if (bytes->size() > kMost)
    throw bytes->error("it has " + std::to_string(bytes->size()) +
                       " bytes; expected a model card of at most " + std::to_string(kMost));
  ModelCard card = parse_model_card(bytes->text(0, bytes->size()), path.string());
  card.source = path.string();
  return card;
}

std::optional<std::filesystem::path> card_beside(const std::filesystem::path& model) {
  std::filesystem::path path = model;
  path.replace_extension(".card.json");
  std::error_code ignored;
  if (path == model || !std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  return path;
}

}  // namespace ganscope
