#include "engine/models/layer_options.hpp"

#include <algorithm>
#include <vector>

#include "core/error.hpp"
#include "engine/models/byte_source.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;
using enum LayerKind;

constexpr int kMostChannels = 1 << 16;
constexpr std::size_t kMostBranches = 64;

const std::vector<std::string>& mode_names() {
  static const std::vector<std::string> kNames{"nearest", "bilinear", "bicubic"};
  return kNames;
}
const std::vector<std::string>& statistics_names() {
  static const std::vector<std::string> kNames{"running", "batch"};
  return kNames;
}
const std::vector<std::string>& approximation_names() {
  static const std::vector<std::string> kNames{"none", "tanh"};
  return kNames;
}
const std::vector<std::string>& order_names() {
  static const std::vector<std::string> kNames{"current_first", "current_last"};
  return kNames;
}

bool is_pool(LayerKind kind) { return kind == avg_pool || kind == max_pool; }
double standard_eps(LayerKind kind) { return kind == pixel_norm ? 1e-8 : 1e-5; }

/// One key.
struct LayerOption {
  std::string key;
  std::vector<LayerKind> kinds;
  void (*read)(JsonObjectReader& reader, const std::string& key, LayerCard& layer);
  /// Null where the layer has the default.
  Json (*written)(const LayerCard& layer);
};

/// `value` as JSON where it isn't the standard.
template <class Value>
Json unless(const Value& value, const Value& standard) {
  return value == standard ? Json() : Json(value);
}
Json pair_unless(const std::array<int, 2>& pair, const std::array<int, 2>& standard) {
  if (pair == standard) return {};
  if (pair[0] == pair[1]) return pair[0];
  return {pair[0], pair[1]};
}
/// A name among `names` where it isn't the first.
template <class Choice>
Json name_unless_first(Choice choice, const std::vector<std::string>& names) {
  const auto index = static_cast<std::size_t>(choice);
  return index == 0 ? Json() : Json(names[index]);
}

void read_shape(JsonObjectReader& reader, const std::string& key, LayerCard& layer) {
  const bool norm = layer.kind == layer_norm;  // whose shape is one to three trailing sizes, or all of them
  const std::string expected = norm ? "[numbers], [height, width] or [channels, height, width]"
                                    : "[numbers] or [channels, height, width]";
  const Json* shape = norm ? reader.take(key) : &reader.need(key, expected);
  if (shape == nullptr) return;
  const bool fits =
      shape->is_array() && (shape->size() == 1 || shape->size() == 3 || (norm && shape->size() == 2));
  if (!fits)
    throw Error(reader.where() + ": '" + key + "' is " + shown(shape->dump()) + "; expected " + expected);
  for (const Json& size : *shape) layer.shape.push_back(reader.whole_of(size, key, 1, 1 << 26));
}

/// A number for all four sides, or [left, right, top, bottom].
void read_sides(JsonObjectReader& reader, const std::string& key, LayerCard& layer) {
  constexpr int kMost = 1024;
  const Json& sides = reader.need(key, "a number or [left, right, top, bottom]");
  if (!sides.is_array()) {
    layer.sides.fill(reader.whole_of(sides, key, 0, kMost));
    return;
  }
  if (sides.size() != layer.sides.size())
    throw Error(reader.where() + ": '" + key + "' is " + shown(sides.dump()) +
                "; expected a number or [left, right, top, bottom]");
  for (std::size_t i = 0; i < layer.sides.size(); ++i)
    layer.sides[i] = reader.whole_of(sides[i], key, 0, kMost);
}
Json sides_json(const LayerCard& layer) {
  const std::array<int, 4>& s = layer.sides;
  if (std::all_of(s.begin(), s.end(), [&](int side) { return side == s[0]; })) return s[0];
  return s;
}

/// One name, or a list of them.
void read_from(JsonObjectReader& reader, const std::string& key, LayerCard& layer) {
  const Json& from = reader.need(key, "the \"name\" of an earlier layer, or a list of names");
  const auto add = [&](const Json& name) {
    if (!name.is_string() || name.get<std::string>().empty())
      throw Error(reader.where() + ": '" + key + "' holds " + shown(name.dump()) +
                  "; expected the \"name\" of an earlier layer");
    layer.from.push_back(name.get<std::string>());
  };
  if (!from.is_array()) {
    add(from);
    return;
  }
  if (from.empty() || from.size() > kMostBranches)
    throw Error(reader.where() + ": '" + key + "' has " + std::to_string(from.size()) +
                " names; expected 1 to " + std::to_string(kMostBranches));
  for (const Json& name : from) add(name);
}

std::vector<LayerOption> convolution_options() {
  return {
      {"stride",
       {conv2d, conv_transpose2d},
       [](auto& r, auto& key, auto& l) { l.stride = r.pair(key, 1, 64, 1); },
       [](const auto& l) {
         return pair_unless(l.stride, {1, 1});
       }},
      {"padding",
       {conv2d, conv_transpose2d, avg_pool, max_pool},
       [](auto& r, auto& key, auto& l) { l.padding = r.pair(key, 0, 1024, 0); },
       [](const auto& l) {
         return pair_unless(l.padding, {0, 0});
       }},
      {"output_padding",
       {conv_transpose2d},
       [](auto& r, auto& key, auto& l) { l.output_padding = r.pair(key, 0, 63, 0); },
       [](const auto& l) {
         return pair_unless(l.output_padding, {0, 0});
       }},
      {"dilation",
       {conv2d, conv_transpose2d},
       [](auto& r, auto& key, auto& l) { l.dilation = r.pair(key, 1, 64, 1); },
       [](const auto& l) {
         return pair_unless(l.dilation, {1, 1});
       }},
      {"groups",
       {conv2d, conv_transpose2d},
       [](auto& r, auto& key, auto& l) { l.groups = r.whole(key, 1, kMostChannels, 1); },
       [](const auto& l) { return unless(l.groups, 1); }},
      {"groups",
       {group_norm},
       [](auto& r, auto& key, auto& l) { l.groups = r.whole(key, 1, kMostChannels, std::nullopt); },
       [](const auto& l) { return Json(l.groups); }},
  };
}

std::vector<LayerOption> norm_options() {
  return {
      {"eps",
       {batch_norm, conditional_batch_norm, layer_norm, group_norm, instance_norm, pixel_norm},
       [](auto& r, auto& key, auto& l) { l.eps = r.number(key, 0, 10, standard_eps(l.kind)); },
       [](const auto& l) { return unless(l.eps, standard_eps(l.kind)); }},
      {"statistics",
       {batch_norm, conditional_batch_norm},
       [](auto& r, auto& key, auto& l) { l.batch_statistics = r.choice(key, statistics_names(), 0) == 1; },
       [](const auto& l) { return name_unless_first(l.batch_statistics ? 1 : 0, statistics_names()); }},
      {"one_plus",
       {conditional_batch_norm},
       [](auto& r, auto& key, auto& l) { l.one_plus = r.flag(key, false); },
       [](const auto& l) { return unless(l.one_plus, false); }},
  };
}

std::vector<LayerOption> activation_options() {
  return {
      {"slope",
       {leaky_relu},
       [](auto& r, auto& key, auto& l) { l.slope = r.number(key, -10, 10, 0.01); },
       [](const auto& l) { return unless(l.slope, 0.01); }},
      {"alpha",
       {elu},
       [](auto& r, auto& key, auto& l) { l.alpha = r.number(key, -100, 100, 1); },
       [](const auto& l) { return unless(l.alpha, 1.0); }},
      {"approximate",
       {gelu},
       [](auto& r, auto& key, auto& l) { l.tanh_gelu = r.choice(key, approximation_names(), 0) == 1; },
       [](const auto& l) { return name_unless_first(l.tanh_gelu ? 1 : 0, approximation_names()); }},
      {"low",
       {hardtanh},
       [](auto& r, auto& key, auto& l) { l.range[0] = r.number(key, -1e6, 1e6, -1); },
       [](const auto& l) { return unless(l.range[0], -1.0); }},
      {"high",
       {hardtanh},
       [](auto& r, auto& key, auto& l) { l.range[1] = r.number(key, -1e6, 1e6, 1); },
       [](const auto& l) { return unless(l.range[1], 1.0); }},
  };
}

std::vector<LayerOption> picture_options() {
  return {
      {"factor",
       {upsample, pixel_shuffle},
       [](auto& r, auto& key, auto& l) { l.factor = r.whole(key, 1, 64, 2); },
       [](const auto& l) { return l.size[0] > 0 ? Json() : Json(l.factor); }},
      {"size",
       {upsample},
       [](auto& r, auto& key, auto& l) { l.size = r.pair(key, 1, kLargestSide, 0); },
       [](const auto& l) {
         return pair_unless(l.size, {0, 0});
       }},
      {"mode",
       {upsample},
       [](auto& r, auto& key, auto& l) {
         l.mode = static_cast<UpsampleMode>(r.choice(key, mode_names(), 0));
       },
       [](const auto& l) { return name_unless_first(l.mode, mode_names()); }},
      {"align_corners",
       {upsample},
       [](auto& r, auto& key, auto& l) { l.align_corners = r.flag(key, false); },
       [](const auto& l) { return unless(l.align_corners, false); }},
      {"sides", {zero_pad, reflection_pad, replication_pad, crop}, read_sides, sides_json},
      {"kernel",
       {avg_pool, max_pool},
       [](auto& r, auto& key, auto& l) { l.kernel = r.pair(key, 1, 1024, 2); },
       [](const auto& l) {
         return pair_unless(l.kernel, {2, 2});
       }},
      {"stride",
       {avg_pool, max_pool},  // after "kernel", whose size it has where nothing is said
       [](auto& r, auto& key, auto& l) {
         l.stride = r.take(key) == nullptr ? l.kernel : r.pair(key, 1, 1024, 1);
       },
       [](const auto& l) { return pair_unless(l.stride, l.kernel); }},
      {"ceil_mode",
       {avg_pool, max_pool},
       [](auto& r, auto& key, auto& l) { l.ceil_mode = r.flag(key, false); },
       [](const auto& l) { return unless(l.ceil_mode, false); }},
      {"count_include_pad",
       {avg_pool},
       [](auto& r, auto& key, auto& l) { l.count_include_pad = r.flag(key, true); },
       [](const auto& l) { return unless(l.count_include_pad, true); }},
      {"shape",
       {reshape, layer_norm},
       read_shape,
       [](const auto& l) { return unless(l.shape, std::vector<int>()); }},
  };
}

std::vector<LayerOption> joining_options() {
  return {
      {"one_hot",
       {class_embedding},
       [](auto& r, auto& key, auto& l) { l.one_hot = r.flag(key, false); },
       [](const auto& l) { return unless(l.one_hot, false); }},
      {"join",
       {class_embedding},
       [](auto& r, auto& key, auto& l) {
         l.join = static_cast<LabelJoin>(r.choice(key, label_join_names(), 0));
       },
       [](const auto& l) { return name_unless_first(l.join, label_join_names()); }},
      {"from",
       {add, concat},
       read_from,
       [](const auto& l) { return l.from.size() == 1 ? Json(l.from[0]) : Json(l.from); }},
      {"order",
       {concat},
       [](auto& r, auto& key, auto& l) {
         l.order = static_cast<ConcatOrder>(r.choice(key, order_names(), 0));
       },
       [](const auto& l) { return name_unless_first(l.order, order_names()); }},
      {"scale",
       {add, self_attention},
       [](auto& r, auto& key, auto& l) { l.scale = r.number(key, -1e6, 1e6, 1); },
       [](const auto& l) { return unless(l.scale, 1.0); }},
      {"pooled",
       {self_attention},
       [](auto& r, auto& key, auto& l) { l.pooled = r.flag(key, false); },
       [](const auto& l) { return unless(l.pooled, false); }},
  };
}

const std::vector<LayerOption>& layer_options() {
  static const std::vector<LayerOption> kOptions = [] {
    std::vector<LayerOption> all;
    for (auto* part :
         {convolution_options, norm_options, activation_options, picture_options, joining_options})
      for (LayerOption& option : part()) all.push_back(std::move(option));
    return all;
  }();
  return kOptions;
}

bool has(const LayerOption& option, LayerKind kind) {
  return std::find(option.kinds.begin(), option.kinds.end(), kind) != option.kinds.end();
}

/// What one key alone cannot tell.
void check_together(const JsonObjectReader& reader, const LayerCard& layer) {
  if (layer.align_corners && layer.mode == UpsampleMode::nearest)
    throw Error(reader.where() +
                ": 'align_corners' is true; expected that with mode 'bilinear' or 'bicubic' only");
  if (layer.kind == hardtanh && !(layer.range[0] < layer.range[1]))
    throw Error(reader.where() + ": low is not below high; expected a range");
  if (!is_pool(layer.kind)) return;
  for (std::size_t axis = 0; axis < 2; ++axis)
    if (2 * layer.padding[axis] > layer.kernel[axis])
      throw Error(reader.where() + ": 'padding' is " + std::to_string(layer.padding[axis]) +
                  "; expected at most half the kernel of " + std::to_string(layer.kernel[axis]));
}

}  // namespace

void read_layer_options(JsonObjectReader& reader, LayerCard& layer) {
  for (const LayerOption& option : layer_options())
    if (has(option, layer.kind)) option.read(reader, option.key, layer);
  check_together(reader, layer);
}

void write_layer_options(const LayerCard& layer, Json& out) {
  for (const LayerOption& option : layer_options())
    if (has(option, layer.kind))
      if (Json value = option.written(layer); !value.is_null()) out[option.key] = std::move(value);
}

}  // namespace ganscope
