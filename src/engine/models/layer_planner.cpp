#include "engine/models/layer_planner.hpp"

#include <algorithm>
#include <limits>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

using enum LayerKind;

/// Of one image between two layers: 256 MiB as floats.
constexpr std::int64_t kMostNumbers = std::int64_t{1} << 26;

std::int64_t product(std::initializer_list<std::int64_t> factors) {
  long double out = 1;
  for (const std::int64_t factor : factors) out *= static_cast<long double>(factor);
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max() / 2048;  // so that layers can be added up
  return out >= static_cast<long double>(kMost) ? kMost : static_cast<std::int64_t>(out);
}

std::string grouped(int groups) {
  return groups == 1 ? std::string() : " in " + std::to_string(groups) + " groups";
}

}  // namespace

std::string sizes_text(const TensorShape& shape) {
  return shape.size() == 1 ? counted(shape[0], "number") : to_text(shape);
}

PlannedLayer LayerPlanner::plan(const LayerCard& card, int number, std::span<const TensorShape> inputs) {
  layer_ = PlannedLayer{};
  layer_.card = card;
  layer_.number = number;
  layer_.in = shape_ = inputs[0];
  plan_kind(inputs.subspan(1));
  const std::optional<std::int64_t> numbers = element_count(shape_);
  if (!numbers || *numbers > kMostNumbers)
    throw error("it gives " + sizes_text(shape_) + " for one image; expected at most " +
                with_thousands(kMostNumbers) + " numbers");
  layer_.out = shape_;
  return std::move(layer_);
}

Error LayerPlanner::error(const std::string& what) const {
  return Error(source_ + ": layer " + std::to_string(layer_.number) + " (" +
               std::string(name_of(layer_.card.kind)) + "): " + what);
}

void LayerPlanner::plan_kind(std::span<const TensorShape> others) {
  switch (layer_.card.kind) {
    case class_embedding:
      return plan_embedding();
    case linear:
      return plan_linear();
    case conv2d:
      return plan_convolution();
    case conv_transpose2d:
      return plan_transposed();
    case batch_norm:
      return plan_batch_norm();
    case conditional_batch_norm:
      return plan_conditional_norm();
    case layer_norm:
      return plan_layer_norm();
    case group_norm:
      return plan_group_norm();
    case instance_norm:
      (void)channels_height_width();
      return affine({shape_[0]});
    case prelu:
      return plan_prelu();
    case upsample:
      return plan_upsample();
    case pixel_shuffle:
      return plan_shuffle();
    case reshape:
      return plan_reshape();
    case zero_pad:
    case reflection_pad:
    case replication_pad:
    case crop:
      return plan_pad();
    case avg_pool:
    case max_pool:
      return plan_pool();
    case self_attention:
      return plan_attention();
    case add:
      return plan_add(others);
    case concat:
      return plan_concat(others);
    case relu:
    case leaky_relu:
    case elu:
    case tanh:
    case sigmoid:
    case selu:
    case gelu:
    case silu:
    case mish:
    case hardtanh:
    case pixel_norm:
      return;
  }
}

const TensorShape& LayerPlanner::channels_height_width() {
  if (shape_.size() != 3)
    throw error("it takes channels, height and width but gets " + sizes_text(shape_) +
                "; put {\"kind\": \"reshape\", \"shape\": [" + std::to_string(shape_[0]) +
                ", 1, 1]} before it");
  return shape_;
}

/// The shape of the tensor in that role, counted as used; null where the layer goes without.
const TensorShape* LayerPlanner::tensor(TensorRole role, bool required) {
  std::string name = layer_.card.names[static_cast<std::size_t>(role)];
  const bool by_name = !name.empty();
  if (name.empty() && !layer_.card.tensors.empty())
    name = layer_.card.tensors + "." + std::string(name_of(role));
  if (name.empty()) {
    if (required) throw error("no " + std::string(name_of(role)) + " is named");
    return nullptr;
  }
  return tensor_named(role, name, required || by_name);
}

const TensorShape* LayerPlanner::tensor_named(TensorRole role, const std::string& name, bool required) {
  std::optional<std::size_t> place = file_.find(name);
  // An embedding may be named by its layer, as "tensors" names others.
  if (!place && role >= TensorRole::embedding && role <= TensorRole::shift_embedding)
    place = file_.find(name + ".weight");
  if (!place) {
    if (!required) return nullptr;
    throw missing(name);
  }
  layer_.tensors[static_cast<std::size_t>(role)] = place;
  used_.insert(*place);
  return &file_.tensors()[*place].shape;
}

Error LayerPlanner::missing(const std::string& name) const {
  std::vector<std::string> names;
  for (const TensorInfo& info : file_.tensors()) names.push_back(info.name);
  const std::string nearest = nearest_name(name, names);
  std::string message = "there is no tensor '" + shown(name) + "' in " + file_.name();
  if (!nearest.empty()) return error(message + "; did you mean '" + shown(nearest) + "'?");
  constexpr std::size_t kListed = 8;
  message += "; it has " + std::to_string(names.size()) + ": ";
  const bool more = names.size() > kListed;
  if (more) names.resize(kListed);
  return error(message + shown(join(names, ", "), 300) + (more ? ", ..." : ""));
}

void LayerPlanner::expect(TensorRole role, const TensorShape& found, bool fits,
                          const std::string& expected) const {
  if (!fits)
    throw error("'" + shown(file_.tensors()[*layer_.tensor(role)].name) + "' is " + to_text(found) +
                "; expected " + expected);
}
/// A tensor of one number a channel; false where the layer goes without.
bool LayerPlanner::vector(TensorRole role, std::int64_t channels, bool required) {
  const TensorShape* shape = tensor(role, required);
  if (shape == nullptr) return false;
  expect(role, *shape, *shape == TensorShape{channels}, std::to_string(channels));
  return true;
}
void LayerPlanner::bias(std::int64_t channels) {
  if (layer_.card.bias == false) return;
  if (vector(TensorRole::bias, channels, layer_.card.bias == true)) layer_.parameters += channels;
}

/// Scale and shift of a norm, both of that shape, where the file has them.
void LayerPlanner::affine(const TensorShape& shape) {
  for (const TensorRole role : {TensorRole::weight, TensorRole::bias}) {
    if (role == TensorRole::bias && layer_.card.bias == false) continue;
    const TensorShape* found = tensor(role, role == TensorRole::bias && layer_.card.bias == true);
    if (found == nullptr) continue;
    expect(role, *found, *found == shape, to_text(shape));
    layer_.parameters += *element_count(shape);
  }
}

/// An embedding of so many rows; all embeddings of a model must agree.
void LayerPlanner::set_classes(TensorRole role, std::int64_t found) {
  constexpr std::int64_t kMostClasses = 1 << 16;
  const bool fits = found > 0 && found <= kMostClasses && (classes_ == 0 || classes_ == found);
  expect(role, file_.tensors()[*layer_.tensor(role)].shape, fits,
         (classes_ == 0 ? "classes" : counted(classes_, "class", "classes")) + std::string(" x numbers"));
  classes_ = static_cast<int>(found);
  labelled_ = true;
}

void LayerPlanner::plan_linear() {
  if (shape_.size() != 1)
    throw error("it takes numbers in a row but gets " + sizes_text(shape_) +
                "; put {\"kind\": \"reshape\", \"shape\": [" + std::to_string(*element_count(shape_)) +
                "]} before it");
  const TensorShape& weight = *tensor(TensorRole::weight, true);
  expect(TensorRole::weight, weight, weight.size() == 2 && weight[1] == shape_[0] && weight[0] > 0,
         "outputs x " + std::to_string(shape_[0]) + ", since it gets " + sizes_text(shape_));
  layer_.parameters = layer_.multiply_adds = product({weight[0], weight[1]});
  shape_ = {weight[0]};
  bias(weight[0]);
}

/// The size of one side after a kernel has passed over it.
std::int64_t LayerPlanner::side_after(std::size_t axis, std::int64_t kernel) const {
  const LayerCard& card = layer_.card;
  const std::int64_t reach = card.dilation[axis] * (kernel - 1);
  const std::int64_t in = layer_.in[axis + 1];
  if (card.kind == conv_transpose2d)
    return (in - 1) * card.stride[axis] - 2 * card.padding[axis] + reach + card.output_padding[axis] + 1;
  const std::int64_t room = in + 2 * card.padding[axis] - reach - 1;
  return room < 0 ? 0 : room / card.stride[axis] + 1;
}
void LayerPlanner::pass_kernel(const TensorShape& weight, std::int64_t channels) {
  constexpr std::int64_t kLargestKernel = 1024;
  expect(TensorRole::weight, weight,
         std::min(weight[2], weight[3]) >= 1 && std::max(weight[2], weight[3]) <= kLargestKernel,
         "a kernel of 1 to 1024");
  const std::int64_t height = side_after(0, weight[2]);
  const std::int64_t width = side_after(1, weight[3]);
  if (height < 1 || width < 1)
    throw error("a kernel of " + std::to_string(weight[2]) + "x" + std::to_string(weight[3]) + " on " +
                sizes_text(layer_.in) + " leaves no picture; expected less padding or a larger input");
  layer_.parameters = *element_count(weight);
  shape_ = {channels, height, width};
  bias(channels);
}

void LayerPlanner::plan_convolution() {
  const TensorShape in = channels_height_width();
  const int groups = layer_.card.groups;
  const TensorShape& weight = *tensor(TensorRole::weight, true);
  expect(TensorRole::weight, weight,
         weight.size() == 4 && weight[0] > 0 && weight[0] % groups == 0 && in[0] % groups == 0 &&
             weight[1] == in[0] / groups,
         "outputs x " + std::to_string(in[0] / groups) + " x height x width, since it gets " + to_text(in) +
             grouped(groups));
  pass_kernel(weight, weight[0]);
  layer_.multiply_adds = product({shape_[1], shape_[2], *element_count(weight)});
}

void LayerPlanner::plan_transposed() {
  const TensorShape in = channels_height_width();
  const int groups = layer_.card.groups;
  const TensorShape& weight = *tensor(TensorRole::weight, true);
  expect(
      TensorRole::weight, weight,
      weight.size() == 4 && weight[0] == in[0] && in[0] % groups == 0 && weight[1] > 0,
      std::to_string(in[0]) + " x outputs x height x width, since it gets " + to_text(in) + grouped(groups));
  for (std::size_t axis = 0; axis < 2; ++axis)
    if (layer_.card.output_padding[axis] >= std::max(layer_.card.stride[axis], layer_.card.dilation[axis]))
      throw error("output_padding is " + std::to_string(layer_.card.output_padding[axis]) +
                  "; expected less than stride or dilation");
  pass_kernel(weight, weight[1] * groups);
  layer_.multiply_adds = product({in[1], in[2], *element_count(weight)});
}

void LayerPlanner::plan_batch_norm() {
  const std::int64_t channels = shape_[0];
  if (vector(TensorRole::weight, channels, false)) layer_.parameters += channels;
  bias(channels);
  if (layer_.card.batch_statistics) return;
  vector(TensorRole::running_mean, channels, true);
  vector(TensorRole::running_var, channels, true);
}

void LayerPlanner::plan_conditional_norm() {
  const std::int64_t channels = shape_[0];
  if (!layer_.card.batch_statistics) {
    vector(TensorRole::running_mean, channels, true);
    vector(TensorRole::running_var, channels, true);
  }
  const auto table = [&](TensorRole role, std::int64_t width) {
    const TensorShape& shape = *tensor(role, true);
    expect(role, shape, shape.size() == 2 && shape[1] == width, "classes x " + std::to_string(width));
    set_classes(role, shape[0]);
    layer_.parameters += *element_count(shape);
  };
  if (!layer_.card.names[static_cast<std::size_t>(TensorRole::embedding)].empty())
    return table(TensorRole::embedding, 2 * channels);
  table(TensorRole::scale_embedding, channels);
  table(TensorRole::shift_embedding, channels);
}

void LayerPlanner::plan_layer_norm() {
  TensorShape shape(layer_.card.shape.begin(), layer_.card.shape.end());
  // The scale's own shape tells which of the trailing sizes are normalised together.
  if (shape.empty()) {
    const TensorShape* weight = tensor(TensorRole::weight, false);
    shape = weight == nullptr ? shape_ : *weight;
  }
  if (shape.empty() || shape.size() > shape_.size() ||
      !std::equal(shape.rbegin(), shape.rend(), shape_.rbegin()))
    throw error("it normalises " + to_text(shape) + ", but it gets " + sizes_text(shape_) +
                "; expected its last sizes, or all");
  layer_.card.shape.assign(shape.begin(), shape.end());
  affine(shape);
}

void LayerPlanner::plan_group_norm() {
  const std::int64_t groups = layer_.card.groups;
  if (shape_[0] % groups != 0)
    throw error("it gets " + sizes_text(shape_) + "; expected channels that 'groups', " +
                std::to_string(groups) + ", divides");
  affine({shape_[0]});
}

void LayerPlanner::plan_prelu() {
  const TensorShape& slope = *tensor(TensorRole::weight, true);
  expect(TensorRole::weight, slope, slope == TensorShape{1} || slope == TensorShape{shape_[0]},
         "1 or " + std::to_string(shape_[0]));
  layer_.parameters = slope[0];
}

void LayerPlanner::plan_upsample() {
  const TensorShape& in = channels_height_width();
  const LayerCard& card = layer_.card;
  shape_ = card.size[0] > 0 ? TensorShape{in[0], card.size[0], card.size[1]}
                            : TensorShape{in[0], in[1] * card.factor, in[2] * card.factor};
}

void LayerPlanner::plan_shuffle() {
  const TensorShape in = channels_height_width();
  const std::int64_t factor = layer_.card.factor;
  if (in[0] % (factor * factor) != 0)
    throw error("it gets " + to_text(in) + "; expected channels that " + std::to_string(factor * factor) +
                " divides");
  shape_ = {in[0] / (factor * factor), in[1] * factor, in[2] * factor};
}

void LayerPlanner::plan_reshape() {
  const TensorShape to(layer_.card.shape.begin(), layer_.card.shape.end());
  if (element_count(to) != element_count(shape_))
    throw error("'shape' is " + to_text(to) + ", but it gets " + sizes_text(shape_) +
                "; expected as many numbers");
  shape_ = to;
}

void LayerPlanner::plan_pad() {
  const TensorShape in = channels_height_width();
  const auto& [left, right, top, bottom] = layer_.card.sides;
  const bool cut = layer_.card.kind == crop;
  shape_ = cut ? TensorShape{in[0], in[1] - top - bottom, in[2] - left - right}
               : TensorShape{in[0], in[1] + top + bottom, in[2] + left + right};
  if (shape_[1] < 1 || shape_[2] < 1) throw error("it gets " + to_text(in) + " and leaves no picture");
  if (layer_.card.kind == reflection_pad &&
      (std::max(left, right) >= in[2] || std::max(top, bottom) >= in[1]))
    throw error("it gets " + to_text(in) + "; expected sides smaller than the picture, which it mirrors");
}

void LayerPlanner::plan_pool() {
  const TensorShape in = channels_height_width();
  const LayerCard& card = layer_.card;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const std::int64_t room = in[axis + 1] + 2 * card.padding[axis] - card.kernel[axis];
    if (room < 0)
      throw error("a window of " + std::to_string(card.kernel[0]) + "x" + std::to_string(card.kernel[1]) +
                  " on " + sizes_text(in) +
                  " leaves no picture; expected a smaller kernel or a larger input");
    std::int64_t out = room / card.stride[axis] + 1;
    // As PyTorch: a last window may reach beyond the edge, but not begin there.
    if (card.ceil_mode && room % card.stride[axis] != 0 &&
        out * card.stride[axis] < in[axis + 1] + card.padding[axis])
      ++out;
    shape_[axis + 1] = out;
  }
}

void LayerPlanner::plan_embedding() {
  const LayerCard& card = layer_.card;
  std::int64_t width = classes_;
  labelled_ = true;
  if (card.one_hot) {
    if (classes_ == 0) throw error("'one_hot' is true; expected 'classes' on the card");
  } else {
    const TensorShape& weight = *tensor(TensorRole::weight, true);
    expect(TensorRole::weight, weight, weight.size() == 2 && weight[1] > 0,
           (classes_ == 0 ? "classes" : counted(classes_, "class", "classes")) + std::string(" x numbers"));
    set_classes(TensorRole::weight, weight[0]);
    width = weight[1];
    layer_.parameters = product({classes_, width});
  }
  if (card.join == LabelJoin::alone) {
    shape_ = {width};
    return;
  }
  if (shape_.size() != 1)
    throw error("it joins numbers but gets " + sizes_text(shape_) +
                "; for a picture take \"join\": \"alone\", reshape and concat");
  const bool appended = card.join == LabelJoin::latent_first || card.join == LabelJoin::embedding_first;
  if (!appended && width != shape_[0])
    throw error("to " + label_join_names()[static_cast<std::size_t>(card.join)] + ", the embedding of " +
                counted(width, "number") + " must be as long as the " + std::to_string(shape_[0]) +
                " numbers that come in");
  if (appended) shape_ = {shape_[0] + width};
}

/// A 1x1 convolution of a self-attention (or what does the same: a matrix, a convolution in one dimension);
/// its number of outputs, 0 where the layer has none.
std::int64_t LayerPlanner::projection(int index, std::int64_t inputs) {
  const auto weight_role = static_cast<TensorRole>(static_cast<int>(TensorRole::query_weight) + 2 * index);
  const auto bias_role = static_cast<TensorRole>(static_cast<int>(weight_role) + 1);
  const std::string& kind = projection_names()[static_cast<std::size_t>(index)];
  std::string name = layer_.card.projections[static_cast<std::size_t>(index)];
  const bool required = index + 1 < kProjections || !name.empty();
  if (name.empty() && !layer_.card.tensors.empty()) name = layer_.card.tensors + "." + kind + "_conv";
  if (name.empty()) return 0;
  const TensorShape* weight = tensor_named(weight_role, name + ".weight", required);
  if (weight == nullptr) return 0;
  const bool fits =
      weight->size() >= 2 && weight->size() <= 4 && (*weight)[0] > 0 && (*weight)[1] == inputs &&
      std::all_of(weight->begin() + 2, weight->end(), [](std::int64_t side) { return side == 1; });
  expect(weight_role, *weight, fits, "outputs x " + std::to_string(inputs) + " x 1 x 1");
  const std::int64_t outputs = (*weight)[0];
  layer_.parameters += product({outputs, inputs});
  layer_.multiply_adds += product({outputs, inputs, shape_[1], shape_[2]});
  if (const TensorShape* bias = tensor_named(bias_role, name + ".bias", false)) {
    expect(bias_role, *bias, *bias == TensorShape{outputs}, std::to_string(outputs));
    layer_.parameters += outputs;
  }
  return outputs;
}

void LayerPlanner::plan_attention() {
  const TensorShape in = channels_height_width();
  constexpr std::int64_t kMostPixels = 1 << 14;
  const std::int64_t pixels = in[1] * in[2];
  if (pixels > kMostPixels)
    throw error("it compares every pixel of " + to_text(in) + " with every other; expected at most " +
                with_thousands(kMostPixels) + " pixels");
  if (layer_.card.pooled && (in[1] < 2 || in[2] < 2))
    throw error("'pooled' is true but it gets " + to_text(in) + "; expected a picture of at least 2x2");
  const std::int64_t queries = projection(0, in[0]);
  const std::int64_t keys = projection(1, in[0]);
  if (keys != queries)
    throw error("its query has " + std::to_string(queries) + " channels and its key " + std::to_string(keys) +
                "; expected as many");
  const std::int64_t values = projection(2, in[0]);
  const std::int64_t outputs = projection(3, values);
  if ((outputs > 0 ? outputs : values) != in[0])
    throw error("its " + std::string(outputs > 0 ? "output" : "value") + " has " +
                std::to_string(outputs > 0 ? outputs : values) + " channels; expected " +
                std::to_string(in[0]) + ", which it is added to");
  const std::int64_t others = layer_.card.pooled ? (in[1] / 2) * (in[2] / 2) : pixels;
  layer_.multiply_adds += product({pixels, others, queries + values});
  if (const TensorShape* gamma = tensor(TensorRole::gamma, false)) {
    expect(TensorRole::gamma, *gamma, element_count(*gamma) == 1, "one number");
    layer_.parameters += 1;
  }
}

void LayerPlanner::plan_add(std::span<const TensorShape> others) {
  for (std::size_t i = 0; i < others.size(); ++i)
    if (others[i] != shape_)
      throw error("'" + shown(layer_.card.from[i]) + "' gives " + sizes_text(others[i]) + "; expected " +
                  sizes_text(shape_) + ", to which it is added");
}

void LayerPlanner::plan_concat(std::span<const TensorShape> others) {
  std::int64_t channels = shape_[0];
  for (std::size_t i = 0; i < others.size(); ++i) {
    const bool fits = others[i].size() == shape_.size() &&
                      std::equal(shape_.begin() + 1, shape_.end(), others[i].begin() + 1);
    if (!fits)
      throw error("'" + shown(layer_.card.from[i]) + "' gives " + sizes_text(others[i]) +
                  ", which doesn't stand "
                  "beside " +
                  sizes_text(shape_) + "; expected the same height and width");
    channels += others[i][0];
  }
  shape_[0] = channels;
}

}  // namespace ganscope
