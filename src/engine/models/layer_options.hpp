#pragma once
#include <nlohmann/json.hpp>

#include "engine/models/json_object_reader.hpp"
#include "engine/models/model_card.hpp"

/// What a layer of a model card can say beside its tensors: every key once, with the kinds that have it.
namespace ganscope {

inline constexpr int kLargestSide = 8192;  ///< pixels of an image or of a layer's output, each way

/// Takes the keys that `layer.kind` has. Throws Error naming the layer, the key and what was expected.
void read_layer_options(JsonObjectReader& reader, LayerCard& layer);

/// Adds to `out` what differs from the kind's defaults.
void write_layer_options(const LayerCard& layer, nlohmann::ordered_json& out);

}  // namespace ganscope
