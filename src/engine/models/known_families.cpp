#include "engine/models/known_families.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "engine/models/named_sequence.hpp"

namespace ganscope {
namespace {

using enum LayerKind;

constexpr double kUsualEps = 1e-5;
constexpr double kCopiedEps = 0.8;  ///< PyTorch-GAN's BatchNorm1d(width, 0.8), meant as a momentum
constexpr int kMostInputs = 1 << 16;

/// Which inputs are a one-hot label.
struct LabelReading {
  int classes = 0;  ///< 0: none
  LabelJoin join = LabelJoin::latent_first;

  bool operator==(const LabelReading&) const = default;
};

/// What weights don't say.
struct Assumed {
  LayerCard activation{.kind = relu};
  std::optional<LayerKind> last = tanh;
  float low = -1;  ///< of the output
  double eps = kUsualEps;
  LabelReading label{};
};

/// What they say: the layers with tensors in their order.
struct FamilyLayers {
  bool pictures = false;  ///< DCGAN: transposed convolutions; else linear layers
  int inputs = 0;
  ImageShape image;
  struct Layer {
    std::string tensors;
    bool norm = false;
  };
  std::vector<Layer> layers;
  bool norms = false;
  bool norm_behind_first = false;
};

bool is_norm(const TensorFile& file, const std::string& layer) {
  return file.find(layer + ".running_mean").has_value();
}

/// ConvTranspose2d k4 with BatchNorm2d between them; the first gives 4x4, each further one doubles.
std::optional<FamilyLayers> dcgan_layers(const TensorFile& file, const NamedSequence& sequence) {
  FamilyLayers out;
  out.pictures = true;
  std::int64_t channels = 0;
  int side = 0;
  bool normed = true;
  for (const auto& [numbers, weight] : sequence.weights) {
    const TensorShape& shape = weight->shape;
    const std::string name = sequence.layer_name(numbers);
    if (shape.size() == 1) {
      if (normed || shape[0] != channels || !is_norm(file, name)) return std::nullopt;
      normed = out.norms = true;
      out.layers.push_back({name, true});
      continue;
    }
    if (shape.size() != 4 || shape[2] != 4 || shape[3] != 4 || !normed || side > 2048) return std::nullopt;
    if (side == 0) {
      if (shape[0] < 1 || shape[0] > kMostInputs) return std::nullopt;
      out.inputs = static_cast<int>(shape[0]);
    } else if (shape[0] != channels) {
      return std::nullopt;
    }
    out.layers.push_back({name, false});
    channels = shape[1];
    side = side > 0 ? 2 * side : 4;
    normed = false;
  }
  if (normed || side < 8 || channels < 1 || channels > 4) return std::nullopt;
  out.norm_behind_first = true;
  out.image = {static_cast<int>(channels), side, side};
  return out;
}

/// One channel where the number is a square, three where a third of it is.
std::optional<ImageShape> square_image(std::int64_t numbers) {
  for (const int channels : {1, 3}) {
    const auto side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(numbers / channels))));
    if (side >= 2 && side <= 8192 && static_cast<std::int64_t>(side) * side * channels == numbers)
      return ImageShape{channels, side, side};
  }
  return std::nullopt;
}

std::optional<FamilyLayers> mlp_layers(const TensorFile& file, const NamedSequence& sequence) {
  FamilyLayers out;
  std::int64_t numbers = 0;
  int linears = 0;
  for (const auto& [place, weight] : sequence.weights) {
    const TensorShape& shape = weight->shape;
    const std::string name = sequence.layer_name(place);
    if (shape.size() == 1) {
      const bool behind_linear = !out.layers.empty() && !out.layers.back().norm;
      if (!behind_linear || shape[0] != numbers || !is_norm(file, name)) return std::nullopt;
      out.norms = true;
      out.norm_behind_first |= linears == 1;
      out.layers.push_back({name, true});
      continue;
    }
    if (shape.size() != 2 || (linears > 0 && shape[1] != numbers)) return std::nullopt;
    if (linears++ == 0) {
      if (shape[1] < 1 || shape[1] > kMostInputs) return std::nullopt;
      out.inputs = static_cast<int>(shape[1]);
    }
    out.layers.push_back({name, false});
    numbers = shape[0];
  }
  const std::optional<ImageShape> image = square_image(numbers);
  if (linears < 2 || !image || out.layers.back().norm) return std::nullopt;
  out.image = *image;
  return out;
}

/// Sizes that people choose for latents.
bool is_usual_latent(int size) {
  constexpr int kUsual[] = {1,   2,   3,   4,   5,   6,   8,   10,  16,  20,  24,   25,  30,
                            32,  40,  48,  50,  60,  62,  64,  80,  96,  100, 120,  128, 150,
                            160, 200, 250, 256, 300, 400, 500, 512, 600, 800, 1000, 1024};
  return std::find(std::begin(kUsual), std::end(kUsual), size) != std::end(kUsual) ||
         (size > 1024 && size % 256 == 0);
}

/// The number of classes that the inputs may hold beside a latent of a usual size; 0 where none fits.
int classes_within(int inputs) {
  constexpr int kShortest = 8;                        // shorter latents hardly stand beside a label
  for (const int classes : {10, 2, 26, 47, 62, 100})  // digits, yes or no, letters, EMNIST, CIFAR
    if (inputs - classes >= kShortest && is_usual_latent(inputs - classes)) return classes;
  return 0;
}

std::string activation_text(const LayerCard& layer) {
  std::string out(name_of(layer.kind));
  if (layer.kind == leaky_relu) out += " " + exact_number(layer.slope);
  return out;
}

void tell(ModelCard& card, const FamilyLayers& found, const Assumed& assumed) {
  card.assumptions = {"a normal prior"};
  const std::string last = assumed.last ? std::string(name_of(*assumed.last)) : "nothing";
  card.assumptions.push_back(activation_text(assumed.activation) +
                             (found.pictures ? " after each batch norm and " : " between the layers and ") +
                             last + " at the end, which gives " + (assumed.low < 0 ? "[-1, 1]" : "[0, 1]"));
  if (found.pictures) card.assumptions.emplace_back("the usual strides and paddings (1, 0, then 2, 1)");
  if (found.norms)
    card.assumptions.push_back("batch norms come before their activation, with eps " +
                               exact_number(assumed.eps) +
                               (assumed.eps == kCopiedEps ? ", as in PyTorch-GAN" : ""));
  if (assumed.label.classes == 0) return;
  const std::string classes = std::to_string(assumed.label.classes);
  card.assumptions.push_back(
      "the " + std::string(assumed.label.join == LabelJoin::latent_first ? "last " : "first ") + classes +
      " of the " + std::to_string(found.inputs) + " inputs are a one-hot label of " + classes + " classes");
}

ModelCard card_of(const FamilyLayers& found, const Assumed& assumed) {
  ModelCard card;
  card.latent.size = found.inputs - assumed.label.classes;
  card.latent.classes = assumed.label.classes;
  if (assumed.label.classes > 0)
    card.layers.push_back({.kind = class_embedding, .one_hot = true, .join = assumed.label.join});
  if (found.pictures) card.layers.push_back({.kind = reshape, .shape = {found.inputs, 1, 1}});
  for (std::size_t i = 0; i < found.layers.size(); ++i) {
    const FamilyLayers::Layer& layer = found.layers[i];
    if (layer.norm) {
      card.layers.push_back({.kind = batch_norm, .tensors = layer.tensors, .eps = assumed.eps});
    } else if (found.pictures) {
      const int doubles = i > 0 ? 1 : 0;
      card.layers.push_back({.kind = conv_transpose2d,
                             .tensors = layer.tensors,
                             .stride = {1 + doubles, 1 + doubles},
                             .padding = {doubles, doubles}});
    } else {
      card.layers.push_back({.kind = linear, .tensors = layer.tensors});
    }
    const bool norm_follows = i + 1 < found.layers.size() && found.layers[i + 1].norm;
    if (!norm_follows && i + 1 < found.layers.size()) card.layers.push_back(assumed.activation);
  }
  if (assumed.last) card.layers.push_back({.kind = *assumed.last});
  if (!found.pictures)
    card.layers.push_back(
        {.kind = reshape, .shape = {found.image.channels, found.image.height, found.image.width}});
  card.output_low = assumed.low;
  card.image = found.image;
  const std::string side = std::to_string(found.image.height);
  card.name = (found.pictures ? "DCGAN " : "MLP ") + side + "x" + side;
  card.source = found.pictures ? "the DCGAN family (pytorch/examples)"
                               : "the MLP family (linear layers with activations between them)";
  tell(card, found, assumed);
  return card;
}

std::string label_of(const FamilyLayers& found, const Assumed& assumed, bool tell_label) {
  std::string out = activation_text(assumed.activation);
  out += ", " + (assumed.last      ? std::string(name_of(*assumed.last))
                 : assumed.low < 0 ? "none [-1, 1]"
                                   : "none [0, 1]");
  if (found.norms) out += ", eps " + exact_number(assumed.eps);
  if (assumed.label.classes > 0)
    out += ", label of " + std::to_string(assumed.label.classes) +
           (assumed.label.join == LabelJoin::latent_first ? " last" : " first");
  else if (tell_label)
    out += ", no label";
  return out;
}

/// `first` before the others, each once.
template <class Value>
std::vector<Value> led_by(const Value& first, std::vector<Value> others) {
  std::erase(others, first);
  others.insert(others.begin(), first);
  return others;
}

Assumed likeliest(const FamilyLayers& found) {
  Assumed out;
  if (found.norms && !found.norm_behind_first) {
    out.activation = {.kind = leaky_relu, .slope = 0.2};
    out.eps = kCopiedEps;
  }
  if (!is_usual_latent(found.inputs)) out.label.classes = classes_within(found.inputs);
  return out;
}

std::optional<FamilyLayers> layers_of(const TensorFile& file) {
  const std::optional<NamedSequence> sequence = sequence_of(file);
  if (!sequence) return std::nullopt;
  if (std::optional<FamilyLayers> found = dcgan_layers(file, *sequence)) return found;
  return mlp_layers(file, *sequence);
}

}  // namespace

std::vector<FamilyReading> family_readings(const TensorFile& file) {
  const std::optional<FamilyLayers> found = layers_of(file);
  if (!found) return {};
  const Assumed first = likeliest(*found);
  const std::vector<LayerCard> activations = led_by(first.activation, {{.kind = relu},
                                                                       {.kind = leaky_relu, .slope = 0.2},
                                                                       {.kind = leaky_relu, .slope = 0.01},
                                                                       {.kind = elu},
                                                                       {.kind = tanh}});
  std::vector<double> epsilons{first.eps};
  if (found->norms) epsilons = led_by(first.eps, {kUsualEps, kCopiedEps});
  std::vector<LabelReading> labels{first.label};
  if (const int classes = classes_within(found->inputs); classes > 0)
    labels =
        led_by(first.label, {{}, {classes, LabelJoin::latent_first}, {classes, LabelJoin::embedding_first}});
  std::vector<Assumed> all;
  for (const LabelReading& label : labels)
    for (const double eps : epsilons)
      for (const LayerCard& activation : activations)
        all.push_back({.activation = activation, .eps = eps, .label = label});
  // A sigmoid as often as tanh stands behind any of them; with all else as is likeliest.
  for (const LayerCard& activation : activations)
    all.push_back(
        {.activation = activation, .last = sigmoid, .low = 0, .eps = first.eps, .label = first.label});
  // That nothing squashes the output shows in contrast alone: once.
  for (const float low : {-1.F, 0.F}) {
    Assumed other = first;
    other.last = std::nullopt;
    other.low = low;
    all.push_back(other);
  }
  std::vector<FamilyReading> out;
  for (const Assumed& assumed : all)
    out.push_back({label_of(*found, assumed, labels.size() > 1), card_of(*found, assumed)});
  return out;
}

std::optional<ModelCard> recognise_family(const TensorFile& file) {
  const std::optional<FamilyLayers> found = layers_of(file);
  if (!found) return std::nullopt;
  return card_of(*found, likeliest(*found));
}

}  // namespace ganscope
