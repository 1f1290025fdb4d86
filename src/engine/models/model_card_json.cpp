#include <algorithm>

#include "core/error.hpp"
#include "engine/models/bounded_json.hpp"
#include "engine/models/byte_source.hpp"
#include "engine/models/json_object_reader.hpp"
#include "engine/models/layer_options.hpp"
#include "engine/models/model_card.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;
using enum LayerKind;

constexpr int kVersion = 1;
constexpr const char* kVersionKey = "ganscope_card";
constexpr int kLargestLatent = 1 << 16;
constexpr std::size_t kMostLayers = 1024;
constexpr std::size_t kLongestText = 1 << 16;

bool is_batch_norm(LayerKind kind) { return kind == batch_norm || kind == conditional_batch_norm; }
bool has_weight(LayerKind kind) {
  return kind == class_embedding || kind == linear || kind == conv2d || kind == conv_transpose2d ||
         kind == prelu;
}
bool has_affine(LayerKind kind) {
  return kind == batch_norm || kind == layer_norm || kind == group_norm || kind == instance_norm;
}
bool has_tensors(LayerKind kind) {
  return has_weight(kind) || has_affine(kind) || kind == conditional_batch_norm || kind == self_attention;
}
bool has_bias(LayerKind kind) {
  return kind == linear || kind == conv2d || kind == conv_transpose2d || has_affine(kind);
}

std::string checked_text(JsonObjectReader& reader, const std::string& key) {
  std::string text = reader.text(key);
  if (text.size() > kLongestText)
    throw Error(reader.where() + ": '" + key + "' has " + std::to_string(text.size()) +
                " characters; expected at most " + std::to_string(kLongestText));
  return text;
}

std::string& name_in(LayerCard& layer, TensorRole role) {
  return layer.names[static_cast<std::size_t>(role)];
}

/// A name, or whether there is one.
void read_bias(JsonObjectReader& reader, LayerCard& layer) {
  const Json* bias = reader.take("bias");
  if (bias == nullptr) return;
  if (bias->is_boolean()) {
    layer.bias = bias->get<bool>();
    return;
  }
  if (!bias->is_string())
    throw Error(reader.where() + ": 'bias' is " + shown(bias->dump()) + "; expected a name, true or false");
  name_in(layer, TensorRole::bias) = bias->get<std::string>();
  layer.bias = true;
}

/// "tensors": a common beginning; "weight", "bias", ...: single names; "bias" may be true or false too.
void read_tensor_names(JsonObjectReader& reader, LayerCard& layer) {
  const auto take = [&](TensorRole role) {
    name_in(layer, role) = checked_text(reader, std::string(name_of(role)));
  };
  layer.tensors = checked_text(reader, "tensors");
  if (has_weight(layer.kind) || has_affine(layer.kind)) take(TensorRole::weight);
  if (has_bias(layer.kind)) read_bias(reader, layer);
  if (is_batch_norm(layer.kind))
    for (const TensorRole role : {TensorRole::running_mean, TensorRole::running_var}) take(role);
  if (layer.kind == conditional_batch_norm)
    for (const TensorRole role :
         {TensorRole::embedding, TensorRole::scale_embedding, TensorRole::shift_embedding})
      take(role);
  if (layer.kind != self_attention) return;
  take(TensorRole::gamma);
  for (std::size_t i = 0; i < layer.projections.size(); ++i)
    layer.projections[i] = checked_text(reader, projection_names()[i]);
}

/// Throws where a layer that cannot do without tensors names none.
void check_tensor_names(const JsonObjectReader& reader, const LayerCard& layer) {
  if (!layer.tensors.empty()) return;
  const auto missing = [&](TensorRole role) { return layer.names[static_cast<std::size_t>(role)].empty(); };
  if (has_weight(layer.kind) && !layer.one_hot && missing(TensorRole::weight))
    throw Error(reader.where() +
                ": no tensors are named; expected \"tensors\": \"PREFIX\" or \"weight\": \"NAME\"");
  if (is_batch_norm(layer.kind) && !layer.batch_statistics &&
      (missing(TensorRole::running_mean) || missing(TensorRole::running_var)))
    throw Error(reader.where() +
                ": no running statistics are named; expected \"tensors\": \"PREFIX\", or running_mean and "
                "running_var, or \"statistics\": \"batch\"");
  if (layer.kind == self_attention)
    for (std::size_t i = 0; i + 1 < layer.projections.size(); ++i)
      if (layer.projections[i].empty())
        throw Error(reader.where() + ": no " + projection_names()[i] +
                    " is named; expected \"tensors\": \"PREFIX\", or query, key and value");
}

void check_embeddings(const JsonObjectReader& reader, const LayerCard& layer) {
  const auto named = [&](TensorRole role) { return !layer.names[static_cast<std::size_t>(role)].empty(); };
  const bool both = named(TensorRole::scale_embedding) && named(TensorRole::shift_embedding);
  const bool any = named(TensorRole::scale_embedding) || named(TensorRole::shift_embedding);
  if (layer.kind == conditional_batch_norm && (named(TensorRole::embedding) ? any : !both))
    throw Error(reader.where() +
                ": expected either \"embedding\": \"NAME\" of classes x 2 channels, or scale_embedding and "
                "shift_embedding of classes x channels each");
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
  layer.name = checked_text(reader, "name");
  layer.input = checked_text(reader, "input");
  if (has_tensors(layer.kind)) read_tensor_names(reader, layer);
  read_layer_options(reader, layer);
  reader.finish();
  check_tensor_names(reader, layer);
  check_embeddings(reader, layer);
  return layer;
}

LatentSpace read_latent(const Json& value, const std::string& where) {
  JsonObjectReader reader(value, where + ": latent");
  LatentSpace latent;
  latent.size = reader.whole("size", 1, kLargestLatent, std::nullopt);
  latent.prior = static_cast<LatentPrior>(reader.choice("prior", latent_prior_names(), 0));
  switch (latent.prior) {
    case LatentPrior::normal:
      latent.deviation = static_cast<float>(reader.number("deviation", 1e-6, 1e6, 1));
      latent.truncation = static_cast<float>(reader.number("truncation", 0, 1e6, 0));
      break;
    case LatentPrior::uniform:
      latent.low = static_cast<float>(reader.number("low", -1e6, 1e6, -1));
      latent.high = static_cast<float>(reader.number("high", -1e6, 1e6, 1));
      if (!(latent.low < latent.high))
        throw Error(reader.where() + ": low is not below high; expected a range");
      break;
    case LatentPrior::sphere:
      latent.radius = static_cast<float>(reader.number("radius", 0, 1e6, 0));
      break;
  }
  reader.finish();
  return latent;
}

Json latent_json(const LatentSpace& space) {
  const auto standard = LatentSpace{};
  Json latent{{"size", space.size}, {"prior", name_of(space.prior)}};
  if (space.prior == LatentPrior::uniform) {
    latent["low"] = space.low;
    latent["high"] = space.high;
  }
  if (space.deviation != standard.deviation) latent["deviation"] = space.deviation;
  if (space.truncation != standard.truncation) latent["truncation"] = space.truncation;
  if (space.radius != standard.radius) latent["radius"] = space.radius;
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
  if (!card.output_mean.empty())
    throw Error(reader.where() + ": it has 'output_range' and 'output_mean'; expected one of them");
  card.output_low = static_cast<float>(reader.number_of((*range)[0], "output_range", -1e6, 1e6));
  card.output_high = static_cast<float>(reader.number_of((*range)[1], "output_range", -1e6, 1e6));
  if (!(card.output_low < card.output_high))
    throw Error(reader.where() + ": 'output_range' is " + shown(range->dump()) + "; expected low below high");
}

/// One number for all channels, or one a channel; empty where the key isn't there.
std::vector<float> read_channel_numbers(JsonObjectReader& reader, const std::string& key, int channels,
                                        double low) {
  const Json* value = reader.take(key);
  if (value == nullptr) return {};
  const auto number = [&](const Json& one) {
    return static_cast<float>(reader.number_of(one, key, low, 1e6));
  };
  if (value->is_number()) return std::vector<float>(static_cast<std::size_t>(channels), number(*value));
  if (!value->is_array() || value->size() != static_cast<std::size_t>(channels))
    throw Error(reader.where() + ": '" + key + "' is " + shown(value->dump()) + "; expected a number or " +
                std::to_string(channels) + ", one a channel");
  std::vector<float> out;
  for (const Json& one : *value) out.push_back(number(one));
  return out;
}

void read_output(JsonObjectReader& reader, ModelCard& card) {
  constexpr double kSmallest = 1e-6;
  card.output_mean = read_channel_numbers(reader, "output_mean", card.image.channels, -1e6);
  card.output_deviation = read_channel_numbers(reader, "output_deviation", card.image.channels, kSmallest);
  if (card.output_mean.empty() != card.output_deviation.empty())
    throw Error(reader.where() + ": it has 'output_" + (card.output_mean.empty() ? "deviation" : "mean") +
                "' alone; expected both 'output_mean' and 'output_deviation'");
  read_output_range(reader, card);
}

void read_assumptions(JsonObjectReader& reader, ModelCard& card) {
  constexpr std::size_t kMost = 64;
  const Json* list = reader.take("assumptions");
  if (list == nullptr) return;
  const bool fits = list->is_array() && list->size() <= kMost &&
                    std::all_of(list->begin(), list->end(), [](const Json& one) { return one.is_string(); });
  if (!fits) throw Error(reader.where() + ": 'assumptions' is no list of at most 64 texts");
  for (const Json& one : *list) card.assumptions.push_back(one.get<std::string>());
}

Json layer_json(const LayerCard& layer) {
  Json out{{"kind", name_of(layer.kind)}};
  const auto set_text = [&](const std::string& key, const std::string& text) {
    if (!text.empty()) out[key] = text;
  };
  set_text("name", layer.name);
  set_text("input", layer.input);
  set_text("tensors", layer.tensors);
  for (std::size_t role = 0; role < kTensorRoles; ++role)
    set_text(std::string(name_of(static_cast<TensorRole>(role))), layer.names[role]);
  for (std::size_t i = 0; i < layer.projections.size(); ++i)
    set_text(projection_names()[i], layer.projections[i]);
  if (layer.bias && layer.names[1].empty()) out["bias"] = *layer.bias;
  write_layer_options(layer, out);
  return out;
}

}  // namespace

ModelCard parse_model_card(std::string_view json, const std::string& where) {
  const Json value = parse_bounded_json(without_comments(json), where);
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
  read_output(reader, card);
  read_assumptions(reader, card);
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
  Json out{{kVersionKey, kVersion}};
  for (const auto& [key, text] : {std::pair("name", &card.name), std::pair("data", &card.data),
                                  std::pair("licence", &card.licence), std::pair("notes", &card.notes)})
    if (!text->empty()) out[key] = *text;
  if (!card.assumptions.empty()) out["assumptions"] = card.assumptions;
  out["latent"] = latent_json(card.latent);
  if (card.latent.classes > 0) out["classes"] = card.latent.classes;
  out["image"] = {
      {"channels", card.image.channels}, {"height", card.image.height}, {"width", card.image.width}};
  if (card.output_mean.empty()) {
    out["output_range"] = {card.output_low, card.output_high};
  } else {
    out["output_mean"] = card.output_mean;
    out["output_deviation"] = card.output_deviation;
  }
  out["layers"] = Json::array();
  for (const LayerCard& layer : card.layers) out["layers"].push_back(layer_json(layer));
  return out.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace ganscope
