#include <algorithm>

#include "core/error.hpp"
#include "engine/models/bounded_json.hpp"
#include "engine/models/byte_source.hpp"
#include "engine/models/json_object_reader.hpp"
#include "engine/models/model_card.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;
using enum LayerKind;

constexpr int kVersion = 1;
constexpr const char* kVersionKey = "ganscope_card";
constexpr int kLargestLatent = 1 << 16;
constexpr int kLargestSide = 8192;
constexpr int kMostChannels = 1 << 16;
constexpr std::size_t kMostLayers = 1024;
constexpr std::size_t kLongestText = 1 << 16;

const std::vector<std::string>& prior_names() {
  static const std::vector<std::string> kNames{"normal", "uniform"};
  return kNames;
}
const std::vector<std::string>& mode_names() {
  static const std::vector<std::string> kNames{"nearest", "bilinear"};
  return kNames;
}
const std::vector<std::string>& statistics_names() {
  static const std::vector<std::string> kNames{"running", "batch"};
  return kNames;
}

bool is_convolution(LayerKind kind) { return kind == conv2d || kind == conv_transpose2d; }
bool has_tensors(LayerKind kind) {
  return kind == class_embedding || kind == linear || is_convolution(kind) || kind == batch_norm;
}
bool has_bias(LayerKind kind) { return has_tensors(kind) && kind != class_embedding; }

std::string checked_text(JsonObjectReader& reader, const std::string& key) {
  std::string text = reader.text(key);
  if (text.size() > kLongestText)
    throw Error(reader.where() + ": '" + key + "' has " + std::to_string(text.size()) +
                " characters; expected at most " + std::to_string(kLongestText));
  return text;
}

/// "tensors": a common beginning; "weight", "bias", ...: single names; "bias" may be true or false too.
void read_tensor_names(JsonObjectReader& reader, LayerCard& layer) {
  layer.tensors = checked_text(reader, "tensors");
  layer.names[0] = checked_text(reader, "weight");
  if (has_bias(layer.kind)) {
    const Json* bias = reader.take("bias");
    if (bias != nullptr && bias->is_boolean()) {
      layer.bias = bias->get<bool>();
    } else if (bias != nullptr) {
      if (!bias->is_string())
        throw Error(reader.where() + ": 'bias' is " + shown(bias->dump()) +
                    "; expected a name, true or false");
      layer.names[1] = bias->get<std::string>();
      layer.bias = true;
    }
  }
  if (layer.kind == batch_norm) {
    layer.names[2] = checked_text(reader, "running_mean");
    layer.names[3] = checked_text(reader, "running_var");
  }
}

void read_shape(JsonObjectReader& reader, LayerCard& layer) {
  const Json& shape = reader.need("shape", "[numbers] or [channels, height, width]");
  if (!shape.is_array() || (shape.size() != 1 && shape.size() != 3))
    throw Error(reader.where() + ": 'shape' is " + shown(shape.dump()) +
                "; expected [numbers] or [channels, height, width]");
  for (const Json& size : shape) layer.shape.push_back(reader.whole_of(size, "shape", 1, 1 << 26));
}

void read_options(JsonObjectReader& reader, LayerCard& layer) {
  if (is_convolution(layer.kind)) {
    layer.stride = reader.pair("stride", 1, 64, 1);
    layer.padding = reader.pair("padding", 0, 1024, 0);
    layer.dilation = reader.pair("dilation", 1, 64, 1);
    layer.groups = reader.whole("groups", 1, kMostChannels, 1);
  }
  if (layer.kind == conv_transpose2d) layer.output_padding = reader.pair("output_padding", 0, 63, 0);
  if (layer.kind == batch_norm) {
    layer.eps = reader.number("eps", 0, 10, 1e-5);
    layer.batch_statistics = reader.choice("statistics", statistics_names(), 0) == 1;
  }
  if (layer.kind == leaky_relu) layer.slope = reader.number("slope", -10, 10, 0.01);
  if (layer.kind == elu) layer.alpha = reader.number("alpha", -100, 100, 1);
  if (layer.kind == upsample || layer.kind == pixel_shuffle) layer.factor = reader.whole("factor", 1, 64, 2);
  if (layer.kind == upsample) {
    layer.mode = static_cast<UpsampleMode>(reader.choice("mode", mode_names(), 0));
    layer.align_corners = reader.flag("align_corners", false);
    if (layer.align_corners && layer.mode == UpsampleMode::nearest)
      throw Error(reader.where() + ": 'align_corners' is true; expected that with mode 'bilinear' only");
  }
  if (layer.kind == reshape) read_shape(reader, layer);
  if (layer.kind == class_embedding) {
    layer.one_hot = reader.flag("one_hot", false);
    layer.join = static_cast<LabelJoin>(reader.choice("join", label_join_names(), 0));
  }
}

LayerCard read_layer(const Json& value, std::size_t number, const std::string& where) {
  std::string place = where + ": layer " + std::to_string(number);
  LayerCard layer;
  {
    JsonObjectReader kind(value, place);
    (void)kind.need("kind", "one of " + layer_kind_names()[0] + ", " + layer_kind_names()[1] + ", ...");
    layer.kind = static_cast<LayerKind>(kind.choice("kind", layer_kind_names(), 0));
  }
  JsonObjectReader reader(value, place + " (" + std::string(name_of(layer.kind)) + ")");
  (void)reader.take("kind");
  (void)reader.take("note");
  if (has_tensors(layer.kind)) read_tensor_names(reader, layer);
  read_options(reader, layer);
  reader.finish();
  if (has_tensors(layer.kind) && !layer.one_hot && layer.tensors.empty() && layer.names[0].empty() &&
      layer.kind != batch_norm)
    throw Error(reader.where() +
                ": no tensors are named; expected \"tensors\": \"PREFIX\" or \"weight\": \"NAME\"");
  if (layer.kind == batch_norm && layer.tensors.empty() && !layer.batch_statistics &&
      (layer.names[2].empty() || layer.names[3].empty()))
    throw Error(reader.where() +
                ": no running statistics are named; expected \"tensors\": \"PREFIX\", or running_mean and "
                "running_var, or \"statistics\": \"batch\"");
  return layer;
}

LatentSpace read_latent(const Json& value, const std::string& where) {
  JsonObjectReader reader(value, where + ": latent");
  LatentSpace latent;
  latent.size = reader.whole("size", 1, kLargestLatent, std::nullopt);
  latent.prior = static_cast<LatentPrior>(reader.choice("prior", prior_names(), 0));
  if (latent.prior == LatentPrior::uniform) {
    latent.low = static_cast<float>(reader.number("low", -1e6, 1e6, -1));
    latent.high = static_cast<float>(reader.number("high", -1e6, 1e6, 1));
    if (!(latent.low < latent.high))
      throw Error(reader.where() + ": low is not below high; expected a range");
  }
  reader.finish();
  return latent;
}

ImageShape read_image(const Json& value, const std::string& where) {
  JsonObjectReader reader(value, where + ": image");
  ImageShape image;
  image.channels = reader.whole("channels", 1, 4, std::nullopt);
  image.height = reader.whole("height", 1, kLargestSide, std::nullopt);
  image.width = reader.whole("width", 1, kLargestSide, std::nullopt);
  reader.finish();
  return image;
}

void read_output_range(JsonObjectReader& reader, ModelCard& card) {
  const Json* range = reader.take("output_range");
  if (range == nullptr) return;
  if (!range->is_array() || range->size() != 2)
    throw Error(reader.where() + ": 'output_range' is " + shown(range->dump()) + "; expected [low, high]");
  card.output_low = static_cast<float>(reader.number_of((*range)[0], "output_range", -1e6, 1e6));
  card.output_high = static_cast<float>(reader.number_of((*range)[1], "output_range", -1e6, 1e6));
  if (!(card.output_low < card.output_high))
    throw Error(reader.where() + ": 'output_range' is " + shown(range->dump()) + "; expected low below high");
}

Json pair_json(const std::array<int, 2>& pair) {
  if (pair[0] == pair[1]) return pair[0];
  return {pair[0], pair[1]};
}

Json layer_json(const LayerCard& layer) {
  const LayerCard plain{.kind = layer.kind};
  Json out{{"kind", name_of(layer.kind)}};
  const auto set = [&](const char* key, const auto& value, const auto& standard, auto json) {
    if (value != standard) out[key] = json;
  };
  set("tensors", layer.tensors, plain.tensors, layer.tensors);
  for (std::size_t role = 0; role < kTensorRoles; ++role)
    if (!layer.names[role].empty())
      out[std::string(name_of(static_cast<TensorRole>(role)))] = layer.names[role];
  if (layer.bias && layer.names[1].empty()) out["bias"] = *layer.bias;
  set("stride", layer.stride, plain.stride, pair_json(layer.stride));
  set("padding", layer.padding, plain.padding, pair_json(layer.padding));
  set("output_padding", layer.output_padding, plain.output_padding, pair_json(layer.output_padding));
  set("dilation", layer.dilation, plain.dilation, pair_json(layer.dilation));
  set("groups", layer.groups, plain.groups, layer.groups);
  set("eps", layer.eps, plain.eps, layer.eps);
  set("statistics", layer.batch_statistics, false, "batch");
  set("slope", layer.slope, plain.slope, layer.slope);
  set("alpha", layer.alpha, plain.alpha, layer.alpha);
  if (layer.kind == upsample || layer.kind == pixel_shuffle) out["factor"] = layer.factor;
  set("mode", layer.mode, plain.mode, mode_names()[static_cast<std::size_t>(layer.mode)]);
  set("align_corners", layer.align_corners, false, true);
  set("shape", layer.shape, plain.shape, layer.shape);
  set("one_hot", layer.one_hot, false, true);
  set("join", layer.join, plain.join, label_join_names()[static_cast<std::size_t>(layer.join)]);
  return out;
}

}  // namespace

ModelCard parse_model_card(std::string_view json, const std::string& where) {
  const Json value = parse_bounded_json(json, where);
  JsonObjectReader reader(value, where);
  (void)reader.need(kVersionKey, std::to_string(kVersion) + ", which makes the file a model card");
  (void)reader.whole(kVersionKey, kVersion, kVersion, std::nullopt);
  ModelCard card;
  card.name = checked_text(reader, "name");
  card.data = checked_text(reader, "data");
  card.licence = checked_text(reader, "licence");
  card.notes = checked_text(reader, "notes");
  card.latent = read_latent(reader.need("latent", "{\"size\": N, \"prior\": \"normal\"}"), where);
  card.latent.classes = reader.whole("classes", 0, kLargestLatent, 0);
  card.image = read_image(reader.need("image", "{\"channels\": C, \"height\": H, \"width\": W}"), where);
  read_output_range(reader, card);
  const Json* layers = reader.take("layers");
  if (layers != nullptr && (!layers->is_array() || layers->size() > kMostLayers))
    throw Error(where + ": 'layers' is no list of at most " + std::to_string(kMostLayers) + " layers");
  reader.finish();
  if (layers != nullptr)
    for (const Json& layer : *layers) card.layers.push_back(read_layer(layer, card.layers.size() + 1, where));
  card.source = where;
  return card;
}

std::string to_json_text(const ModelCard& card, int indent) {
  Json latent{{"size", card.latent.size},
              {"prior", prior_names()[static_cast<std::size_t>(card.latent.prior)]}};
  if (card.latent.prior == LatentPrior::uniform) {
    latent["low"] = card.latent.low;
    latent["high"] = card.latent.high;
  }
  Json out{{kVersionKey, kVersion}};
  for (const auto& [key, text] : {std::pair("name", &card.name), std::pair("data", &card.data),
                                  std::pair("licence", &card.licence), std::pair("notes", &card.notes)})
    if (!text->empty()) out[key] = *text;
  out["latent"] = latent;
  if (card.latent.classes > 0) out["classes"] = card.latent.classes;
  out["image"] = {
      {"channels", card.image.channels}, {"height", card.image.height}, {"width", card.image.width}};
  out["output_range"] = {card.output_low, card.output_high};
  out["layers"] = Json::array();
  for (const LayerCard& layer : card.layers) out["layers"].push_back(layer_json(layer));
  return out.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace ganscope
