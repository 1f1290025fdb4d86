#include "engine/models/known_families.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace ganscope {
namespace {

using enum LayerKind;

/// Layers that hold tensors, by their number in a torch.nn.Sequential.
struct Sequence {
  std::string prefix;                        ///< "main"
  std::map<int, const TensorInfo*> weights;  ///< by layer number
};

/// The file's tensors as one sequence PREFIX.N.weight, or nothing when names don't fit that.
std::optional<Sequence> sequence_of(const TensorFile& file) {
  Sequence out;
  bool first = true;
  for (const TensorInfo& info : file.tensors()) {
    const std::size_t last = info.name.rfind('.');
    if (last == std::string::npos) return std::nullopt;
    const std::size_t middle = info.name.rfind('.', last - 1);
    if (last == 0) return std::nullopt;
    const std::size_t start = middle == std::string::npos ? 0 : middle + 1;
    const std::string prefix = middle == std::string::npos ? "" : info.name.substr(0, middle);
    int number = 0;
    const auto [end, code] = std::from_chars(info.name.data() + start, info.name.data() + last, number);
    if (code != std::errc() || end != info.name.data() + last || number < 0) return std::nullopt;
    if (!first && prefix != out.prefix) return std::nullopt;
    first = false;
    out.prefix = prefix;
    if (info.name.substr(last + 1) == "weight") out.weights[number] = &info;
  }
  if (out.weights.empty()) return std::nullopt;
  return out;
}

std::string layer_name(const Sequence& sequence, int number) {
  return (sequence.prefix.empty() ? "" : sequence.prefix + ".") + std::to_string(number);
}

bool is_norm(const TensorFile& file, const Sequence& sequence, int number) {
  return file.find(layer_name(sequence, number) + ".running_mean").has_value();
}

/// ConvTranspose2d k4 with BatchNorm2d and ReLU between them, tanh at the end; the first gives 4x4, each
/// further one doubles.
std::optional<ModelCard> recognise_dcgan(const TensorFile& file) {
  const std::optional<Sequence> sequence = sequence_of(file);
  if (!sequence || sequence->prefix != "main") return std::nullopt;
  ModelCard card;
  std::int64_t channels = 0;
  int side = 0;
  bool normed = true;
  for (const auto& [number, weight] : sequence->weights) {
    const TensorShape& shape = weight->shape;
    if (shape.size() == 1) {
      if (normed || shape[0] != channels || !is_norm(file, *sequence, number)) return std::nullopt;
      normed = true;
      card.layers.push_back({.kind = batch_norm, .tensors = layer_name(*sequence, number)});
      card.layers.push_back({.kind = relu});
      continue;
    }
    if (shape.size() != 4 || shape[2] != 4 || shape[3] != 4 || !normed || side > 2048) return std::nullopt;
    if (side == 0) {
      if (shape[0] < 1 || shape[0] > 1 << 16) return std::nullopt;
      card.latent.size = static_cast<int>(shape[0]);
      card.layers.push_back({.kind = reshape, .shape = {card.latent.size, 1, 1}});
    } else if (shape[0] != channels) {
      return std::nullopt;
    }
    const bool doubles = side > 0;
    card.layers.push_back({.kind = conv_transpose2d,
                           .tensors = layer_name(*sequence, number),
                           .stride = doubles ? std::array{2, 2} : std::array{1, 1},
                           .padding = doubles ? std::array{1, 1} : std::array{0, 0}});
    channels = shape[1];
    side = doubles ? 2 * side : 4;
    normed = false;
  }
  if (normed || side < 8 || channels < 1 || channels > 4) return std::nullopt;
  card.layers.push_back({.kind = tanh});
  card.image = {static_cast<int>(channels), side, side};
  card.name = "DCGAN " + std::to_string(side) + "x" + std::to_string(side);
  card.source = "the DCGAN family (pytorch/examples)";
  card.assumptions = {"a normal prior", "ReLU after each batch norm and tanh at the end",
                      "the usual strides and paddings (1, 0, then 2, 1)"};
  return card;
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

std::optional<ModelCard> recognise_mlp(const TensorFile& file) {
  const std::optional<Sequence> sequence = sequence_of(file);
  if (!sequence) return std::nullopt;
  constexpr double kSlope = 0.2;
  ModelCard card;
  std::int64_t numbers = 0;
  bool open = false;  // a linear layer waits for its activation
  int blocks = 0;
  for (const auto& [number, weight] : sequence->weights) {
    const TensorShape& shape = weight->shape;
    const std::string name = layer_name(*sequence, number);
    if (shape.size() == 1) {
      if (!open || shape[0] != numbers || !is_norm(file, *sequence, number)) return std::nullopt;
      card.layers.push_back({.kind = batch_norm, .tensors = name});
      continue;
    }
    if (shape.size() != 2 || (blocks > 0 && shape[1] != numbers)) return std::nullopt;
    if (open) card.layers.push_back({.kind = leaky_relu, .slope = kSlope});
    if (blocks++ == 0) {
      if (shape[1] < 1 || shape[1] > 1 << 16) return std::nullopt;
      card.latent.size = static_cast<int>(shape[1]);
    }
    card.layers.push_back({.kind = linear, .tensors = name});
    numbers = shape[0];
    open = true;
  }
  const std::optional<ImageShape> image = square_image(numbers);
  if (blocks < 2 || !image) return std::nullopt;
  card.layers.push_back({.kind = tanh});
  card.layers.push_back({.kind = reshape, .shape = {image->channels, image->height, image->width}});
  card.image = *image;
  card.name = "MLP " + std::to_string(image->height) + "x" + std::to_string(image->width);
  card.source = "the MLP family (linear layers with activations between them)";
  card.assumptions = {"a normal prior", "LeakyReLU(0.2) between the layers and tanh at the end",
                      "batch norms come before their activation, with eps 1e-5"};
  return card;
}

}  // namespace

std::optional<ModelCard> recognise_family(const TensorFile& file) {
  if (std::optional<ModelCard> card = recognise_dcgan(file)) return card;
  return recognise_mlp(file);
}

}  // namespace ganscope
