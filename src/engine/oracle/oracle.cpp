#include "engine/oracle/oracle.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/version.hpp"
#include "engine/models/safetensors.hpp"
#include "engine/nets/raw_tensors.hpp"
#include "engine/nets/tensors.hpp"
#include "engine/oracle/oracle_network.hpp"

namespace ganscope {
namespace {

using Kind = ImageLayerKind;

constexpr std::int64_t kChunk = 500;  // images judged at a time
constexpr const char* kFeaturesPrefix = "features.";
constexpr const char* kAnswerPrefix = "answer.";
constexpr const char* kKind = "oracle";  // of the card in the file's metadata

struct OracleCard {
  std::string data;
  std::vector<std::string> class_names;
};

OracleCard card_in(const TensorFile& file) {
  const auto json = nlohmann::json::parse(file.card().value_or(""), nullptr, /*allow_exceptions=*/false);
  try {
    if (json.is_object() && json.value("kind", "") == kKind) {
      OracleCard card{json.at("data"), json.at("classes").get<std::vector<std::string>>()};
      if (card.class_names.size() >= 2) return card;
    }
  } catch (const nlohmann::json::exception&) {
    // said below
  }
  throw Error("cannot use " + file.name() + ": expected an oracle, as ganscope oracle train writes it");
}

/// Copies the file's tensor `name` over `to`.
void load_tensor(const TensorFile& file, const std::string& name, const at::Tensor& to) {
  const std::optional<std::size_t> index = file.find(name);
  if (!index || file.tensors()[*index].shape != to.sizes().vec())
    throw Error("cannot use " + file.name() + ": expected a tensor " + name + " of " +
                to_text(to.sizes().vec()));
  const at::NoGradGuard no_grad;
  copy_into(file.read(*index).floats(), to);
}

/// Three stages of convolution, normalisation and pooling: 28, 14, 7 pixels a side.
ImageNetworkDescription feature_layers() {
  ImageNetworkDescription net{{}, {1, Oracle::kSide, Oracle::kSide}};
  const auto add = [&](ImageLayer layer) { net.layers.push_back(std::move(layer)); };
  const auto plain = [](Kind kind) { return ImageLayer{.kind = kind, .shape = {}}; };
  const auto stage = [&](int inputs, int outputs) {
    add({Kind::conv, inputs, outputs, 3, 1, 1, 0, {}});
    add({.kind = Kind::batch_norm, .inputs = outputs, .outputs = outputs, .shape = {}});
    add(plain(Kind::relu));
  };
  stage(1, 32);
  add(plain(Kind::max_pool));
  stage(32, 64);
  add(plain(Kind::max_pool));
  stage(64, 128);
  constexpr int kLast = 128 * 7 * 7;
  add({.kind = Kind::reshape, .shape = {kLast}});
  add({.kind = Kind::dropout, .share = 0.3, .shape = {}});
  add({.kind = Kind::linear, .inputs = kLast, .outputs = Oracle::kFeatures, .shape = {}});
  add(plain(Kind::relu));
  return net;
}

ImageNetworkDescription answer_layers(int classes) {
  return {{{.kind = Kind::dropout, .share = 0.3, .shape = {}},
           {.kind = Kind::linear, .inputs = Oracle::kFeatures, .outputs = classes, .shape = {}}},
          {Oracle::kFeatures}};
}

ImageNetwork seeded(const ImageNetworkDescription& description, std::uint64_t seed, std::string_view stream) {
  Rng rng(seed, stream);
  return ImageNetwork(description, WeightStart::uniform, rng);
}

std::vector<std::pair<std::string, at::Tensor>> all_tensors(const ImageNetwork& features,
                                                            const ImageNetwork& answer) {
  std::vector<std::pair<std::string, at::Tensor>> all;
  for (const auto& [name, tensor] : features.named_tensors())
    all.emplace_back(kFeaturesPrefix + name, tensor);
  for (const auto& [name, tensor] : answer.named_tensors()) all.emplace_back(kAnswerPrefix + name, tensor);
  return all;
}

}  // namespace

Oracle::Impl::Impl(std::string on, std::vector<std::string> names, std::uint64_t seed)
    : data(std::move(on)),
      class_names(std::move(names)),
      features(seeded(feature_layers(), seed, "oracle features")),
      answer(seeded(answer_layers(static_cast<int>(class_names.size())), seed, "oracle answer")) {}

namespace {

at::Tensor as_tensor(const ImageBatch& images) {
  return at::from_blob(const_cast<float*>(images.values.data()),
                       {images.count, images.shape.channels, images.shape.height, images.shape.width},
                       at::kFloat);
}

at::Tensor at_size(const at::Tensor& images, int height, int width) {
  if (images.size(2) == height && images.size(3) == width) return images;
  return at::_upsample_bilinear2d_aa(images.contiguous(), {height, width}, /*align_corners=*/false);
}

/// Grey 28 x 28 in [0, 1].
at::Tensor small_and_grey(const ImageBatch& images) {
  at::Tensor x = as_tensor(images);
  if (images.shape.channels > 1) x = x.mean(1, /*keepdim=*/true);
  return at_size(x, Oracle::kSide, Oracle::kSide);
}

}  // namespace

at::Tensor oracle_input(const ImageBatch& images) { return small_and_grey(images).mul(2).sub_(1); }

OracleRows Oracle::Impl::run(const ImageBatch& images) {
  const at::NoGradGuard no_grad;
  const at::Tensor x = oracle_input(images);
  std::vector<at::Tensor> probabilities;
  std::vector<at::Tensor> hidden;
  for (std::int64_t from = 0; from < images.count; from += kChunk) {
    hidden.push_back(
        features.forward(x.narrow(0, from, std::min(kChunk, images.count - from)), Statistics::running));
    probabilities.push_back(at::softmax(answer.forward(hidden.back(), Statistics::running), 1));
  }
  return {to_vector(at::cat(probabilities)), to_vector(at::cat(hidden))};
}

std::vector<float> small_images(const ImageBatch& images) {
  const at::NoGradGuard no_grad;
  return images.count == 0 ? std::vector<float>() : to_vector(small_and_grey(images).contiguous());
}

ImageBatch resized(const ImageBatch& images, const ImageShape& like) {
  if (images.count == 0 || (images.shape.height == like.height && images.shape.width == like.width))
    return images;
  const at::NoGradGuard no_grad;
  return {images.count,
          {images.shape.channels, like.height, like.width},
          to_vector(at_size(as_tensor(images), like.height, like.width))};
}

Oracle::Oracle(std::string data, std::vector<std::string> class_names, std::uint64_t seed)
    : impl_(std::make_unique<Impl>(std::move(data), std::move(class_names), seed)) {}
Oracle::Oracle(const std::filesystem::path& path) {
  const auto file = open_tensor_file(path);
  OracleCard card = card_in(*file);
  impl_ = std::make_unique<Impl>(std::move(card.data), std::move(card.class_names), 0);
  for (const auto& [name, tensor] : all_tensors(impl_->features, impl_->answer))
    load_tensor(*file, name, tensor);
}
Oracle::~Oracle() = default;
Oracle::Oracle(Oracle&&) noexcept = default;
Oracle& Oracle::operator=(Oracle&&) noexcept = default;

OracleRows Oracle::rows(const ImageBatch& images) {
  return images.count == 0 ? OracleRows() : impl_->run(images);
}
std::vector<float> Oracle::probabilities(const ImageBatch& images) { return rows(images).probabilities; }
std::vector<float> Oracle::features(const ImageBatch& images) { return rows(images).features; }
const std::string& Oracle::data() const { return impl_->data; }
const std::vector<std::string>& Oracle::class_names() const { return impl_->class_names; }
std::int64_t Oracle::parameters() const {
  return impl_->features.parameter_count() + impl_->answer.parameter_count();
}

void Oracle::save(const std::filesystem::path& path, const std::string& notes, bool half) const {
  std::vector<RawTensor> tensors;
  for (const auto& [name, tensor] : all_tensors(impl_->features, impl_->answer))
    tensors.push_back(
        as_float(raw_tensor(name, tensor.sizes().vec(), to_vector(tensor)), half && tensor.dim() > 1));
  const nlohmann::ordered_json about{{"kind", kKind},
                                     {"data", impl_->data},
                                     {"classes", impl_->class_names},
                                     {"program", "ganscope " + std::string(version())},
                                     {"notes", notes}};
  write_safetensors(path, tensors, {{std::string(kCardKey), about.dump()}});
}

ImageBatch to_batch(const ImageSet& set, std::int64_t from, std::int64_t count) {
  ImageBatch batch{static_cast<int>(count), {set.channels, set.height, set.width}, {}};
  const auto pixels = set.values.subspan(static_cast<std::size_t>(from) * set.image_size(),
                                         static_cast<std::size_t>(count) * set.image_size());
  batch.values.resize(pixels.size());
  std::transform(pixels.begin(), pixels.end(), batch.values.begin(),
                 [](std::uint8_t value) { return static_cast<float>(value) / 255.f; });
  return batch;
}

}  // namespace ganscope
