#include "engine/models/model_plan.hpp"

#include <algorithm>
#include <limits>
#include <set>

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

std::string sizes_text(const TensorShape& shape) {
  return shape.size() == 1 ? counted(shape[0], "number") : to_text(shape);
}

class Planner {
 public:
  Planner(const ModelCard& card, const TensorFile& file) : file_(file) {
    plan_.card = card;
    plan_.latent = card.latent;
    shape_ = {card.latent.size};
  }

  ModelPlan run() {
    if (plan_.card.layers.empty())
      throw Error(plan_.card.source + ": 'layers' is missing; expected a list of layers");
    for (const LayerCard& layer : plan_.card.layers) add(layer);
    const ImageShape& image = plan_.card.image;
    const TensorShape expected{image.channels, image.height, image.width};
    if (shape_ != expected)
      throw Error(plan_.card.source + ": the last layer gives " + sizes_text(shape_) +
                  "; expected an image of " + to_text(expected) +
                  (element_count(shape_) == element_count(expected) ? " (end with a reshape layer)" : ""));
    if (plan_.latent.classes > 0 && !labelled_)
      throw Error(plan_.card.source + ": 'classes' is " + std::to_string(plan_.latent.classes) +
                  " but no layer is a class_embedding");
    plan_.card.latent = plan_.latent;
    for (std::size_t i = 0; i < file_.tensors().size(); ++i)
      // PyTorch's norms count their batches; that no layer looks at it says nothing.
      if (!used_.contains(i) && !file_.tensors()[i].name.ends_with("num_batches_tracked"))
        plan_.unused.push_back(file_.tensors()[i].name);
    return std::move(plan_);
  }

 private:
  [[nodiscard]] Error error(const std::string& what) const {
    return Error(plan_.card.source + ": layer " + std::to_string(plan_.layers.size() + 1) + " (" +
                 std::string(name_of(layer_.card.kind)) + "): " + what);
  }

  void add(const LayerCard& card) {
    layer_ = PlannedLayer{};
    layer_.card = card;
    layer_.number = static_cast<int>(plan_.layers.size()) + 1;
    layer_.in = shape_;
    switch (card.kind) {
      case class_embedding:
        add_embedding();
        break;
      case linear:
        add_linear();
        break;
      case conv2d:
        add_convolution();
        break;
      case conv_transpose2d:
        add_transposed();
        break;
      case batch_norm:
        add_norm();
        break;
      case upsample: {
        const TensorShape& in = channels_height_width();
        shape_ = {in[0], in[1] * card.factor, in[2] * card.factor};
        break;
      }
      case pixel_shuffle:
        add_shuffle();
        break;
      case reshape:
        add_reshape();
        break;
      case relu:
      case leaky_relu:
      case elu:
      case tanh:
      case sigmoid:
        break;
    }
    const std::optional<std::int64_t> numbers = element_count(shape_);
    if (!numbers || *numbers > kMostNumbers)
      throw error("it gives " + sizes_text(shape_) + " for one image; expected at most " +
                  with_thousands(kMostNumbers) + " numbers");
    layer_.out = shape_;
    plan_.parameters += layer_.parameters;
    plan_.multiply_adds += layer_.multiply_adds;
    plan_.layers.push_back(std::move(layer_));
  }

  const TensorShape& channels_height_width() {
    if (shape_.size() != 3)
      throw error("it takes channels, height and width but gets " + sizes_text(shape_) +
                  "; put {\"kind\": \"reshape\", \"shape\": [" + std::to_string(shape_[0]) +
                  ", 1, 1]} before it");
    return shape_;
  }

  /// The shape of the tensor in that role, counted as used; null where the layer goes without.
  const TensorShape* tensor(TensorRole role, bool required) {
    const auto slot = static_cast<std::size_t>(role);
    std::string name = layer_.card.names[slot];
    const bool by_name = !name.empty();
    if (name.empty() && !layer_.card.tensors.empty())
      name = layer_.card.tensors + "." + std::string(name_of(role));
    if (name.empty()) {
      if (required) throw error("no " + std::string(name_of(role)) + " is named");
      return nullptr;
    }
    const std::optional<std::size_t> place = file_.find(name);
    if (!place) {
      if (!required && !by_name) return nullptr;
      throw missing(name);
    }
    layer_.tensors[slot] = place;
    used_.insert(*place);
    return &file_.tensors()[*place].shape;
  }

  [[nodiscard]] Error missing(const std::string& name) const {
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

  void expect(TensorRole role, const TensorShape& found, bool fits, const std::string& expected) const {
    if (!fits)
      throw error("'" + shown(file_.tensors()[*layer_.tensor(role)].name) + "' is " + to_text(found) +
                  "; expected " + expected);
  }
  /// A tensor of one number a channel; false where the layer goes without.
  bool vector(TensorRole role, std::int64_t channels, bool required) {
    const TensorShape* shape = tensor(role, required);
    if (shape == nullptr) return false;
    expect(role, *shape, *shape == TensorShape{channels}, std::to_string(channels));
    return true;
  }
  void bias(std::int64_t channels) {
    if (layer_.card.bias == false) return;
    if (vector(TensorRole::bias, channels, layer_.card.bias == true)) layer_.parameters += channels;
  }

  void add_linear() {
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
  std::int64_t side_after(std::size_t axis, std::int64_t kernel) const {
    const LayerCard& card = layer_.card;
    const std::int64_t reach = card.dilation[axis] * (kernel - 1);
    const std::int64_t in = layer_.in[axis + 1];
    if (card.kind == conv_transpose2d)
      return (in - 1) * card.stride[axis] - 2 * card.padding[axis] + reach + card.output_padding[axis] + 1;
    const std::int64_t room = in + 2 * card.padding[axis] - reach - 1;
    return room < 0 ? 0 : room / card.stride[axis] + 1;
  }
  void pass_kernel(const TensorShape& weight, std::int64_t channels) {
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

  void add_convolution() {
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

  void add_transposed() {
    const TensorShape in = channels_height_width();
    const int groups = layer_.card.groups;
    const TensorShape& weight = *tensor(TensorRole::weight, true);
    expect(TensorRole::weight, weight,
           weight.size() == 4 && weight[0] == in[0] && in[0] % groups == 0 && weight[1] > 0,
           std::to_string(in[0]) + " x outputs x height x width, since it gets " + to_text(in) +
               grouped(groups));
    for (std::size_t axis = 0; axis < 2; ++axis)
      if (layer_.card.output_padding[axis] >= std::max(layer_.card.stride[axis], layer_.card.dilation[axis]))
        throw error("output_padding is " + std::to_string(layer_.card.output_padding[axis]) +
                    "; expected less than stride or dilation");
    pass_kernel(weight, weight[1] * groups);
    layer_.multiply_adds = product({in[1], in[2], *element_count(weight)});
  }

  static std::string grouped(int groups) {
    return groups == 1 ? std::string() : " in " + std::to_string(groups) + " groups";
  }

  void add_norm() {
    const std::int64_t channels = shape_[0];
    if (vector(TensorRole::weight, channels, false)) layer_.parameters += channels;
    bias(channels);
    if (layer_.card.batch_statistics) return;
    vector(TensorRole::running_mean, channels, true);
    vector(TensorRole::running_var, channels, true);
  }

  void add_shuffle() {
    const TensorShape in = channels_height_width();
    const std::int64_t factor = layer_.card.factor;
    if (in[0] % (factor * factor) != 0)
      throw error("it gets " + to_text(in) + "; expected channels that " + std::to_string(factor * factor) +
                  " divides");
    shape_ = {in[0] / (factor * factor), in[1] * factor, in[2] * factor};
  }

  void add_reshape() {
    const TensorShape to(layer_.card.shape.begin(), layer_.card.shape.end());
    if (element_count(to) != element_count(shape_))
      throw error("'shape' is " + to_text(to) + ", but it gets " + sizes_text(shape_) +
                  "; expected as many numbers");
    shape_ = to;
  }

  void add_embedding() {
    if (!plan_.layers.empty()) throw error("it joins the label to the latent; expected as the first layer");
    labelled_ = true;
    std::int64_t classes = plan_.latent.classes;
    std::int64_t width = classes;
    if (layer_.card.one_hot) {
      if (classes == 0) throw error("'one_hot' is true; expected 'classes' on the card");
    } else {
      const TensorShape& weight = *tensor(TensorRole::weight, true);
      const bool fits = weight.size() == 2 && weight[0] > 0 && weight[1] > 0 && weight[0] <= 1 << 16 &&
                        (classes == 0 || weight[0] == classes);
      expect(TensorRole::weight, weight, fits,
             (classes == 0 ? "classes" : counted(classes, "class", "classes")) + std::string(" x numbers"));
      classes = weight[0];
      width = weight[1];
      layer_.parameters = product({classes, width});
    }
    plan_.latent.classes = static_cast<int>(classes);
    const bool appended =
        layer_.card.join == LabelJoin::latent_first || layer_.card.join == LabelJoin::embedding_first;
    if (!appended && width != shape_[0])
      throw error("to " + label_join_names()[static_cast<std::size_t>(layer_.card.join)] +
                  ", the embedding of " + counted(width, "number") + " must be as long as the latent of " +
                  std::to_string(shape_[0]));
    if (appended) shape_ = {shape_[0] + width};
  }

  const TensorFile& file_;
  ModelPlan plan_;
  PlannedLayer layer_;  ///< at work
  TensorShape shape_;
  std::set<std::size_t> used_;
  bool labelled_ = false;
};

}  // namespace

ModelPlan plan_model(const ModelCard& card, const TensorFile& file) { return Planner(card, file).run(); }

}  // namespace ganscope
