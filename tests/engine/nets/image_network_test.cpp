#include "engine/nets/image_network.hpp"

#include <torch/nn.h>

#include "core/error.hpp"
#include "engine/nets/image_architecture.hpp"
#include "engine/nets/tensors.hpp"
#include "support/doctest_torch.hpp"

using namespace ganscope;

namespace {

ImageNetwork network(const ImageNetworkDescription& description, WeightStart start = WeightStart::dcgan) {
  Rng rng(1, "test");
  return ImageNetwork(description, start, rng);
}

ImageTrainConfig config_of(Architecture arch, Loss loss = Loss::non_saturating) {
  ImageTrainConfig config;
  config.arch = arch;
  config.loss = loss;
  take_defaults(config);
  return config;
}

struct Expected {
  Architecture arch;
  PictureSize data;
  PictureSize picture;
  std::int64_t generator;  ///< parameters
  std::int64_t discriminator;
};

}  // namespace

TEST_CASE("image networks: the papers' parameter counts and sizes") {
  const std::vector<Expected> all{
      // pytorch/examples' DCGAN, as latent recovery 4.1.2 has it.
      {Architecture::dcgan, {3, 64, 64}, {3, 64, 64}, 3'576'704, 2'765'568},
      {Architecture::dcgan, {1, 28, 28}, {1, 64, 64}, 3'574'656, 2'763'520},
      // Latent recovery 4.1.3: 1024 x 4 x 4, 512 x 8 x 8, 256 x 16 x 16, a shuffle without weights, and a
      // scale
      // and shift of each channel behind them.
      {Architecture::dcgan_pixel_shuffle,
       {3, 64, 64},
       {3, 64, 64},
       (100 * 1024 + 1024 * 512 + 512 * 256 + 64 * 3) * 16 + 2 * (1024 + 512 + 256 + 64),
       2'765'568},
      // 128 x 64 x 4 x 4 gives way to 128 x 256 x 3 x 3.
      {Architecture::dcgan_sub_pixel,
       {3, 64, 64},
       {3, 64, 64},
       3'576'704 - 128 * 64 * 16 + 128 * 256 * 9,
       2'765'568},
      {Architecture::dcgan28,
       {1, 28, 28},
       {1, 28, 28},
       100 * 256 * 49 + 2 * 256 + 256 * 128 * 16 + 2 * 128 + 128 * 16,
       64 * 16 + 64 * 128 * 16 + 2 * 128 + 128 * 49},
      // web latent explorer, 7.1.
      {Architecture::dense,
       {1, 28, 28},
       {1, 28, 28},
       1'486'352,
       784 * 1024 + 1024 + 1024 * 512 + 512 + 512 * 256 + 256 + 257},
  };
  for (const Expected& e : all) {
    const ImageTrainConfig config = config_of(e.arch);
    CAPTURE(name_of(e.arch));
    CHECK(picture_size(config, e.data) == e.picture);
    ImageNetwork generator = network(generator_layers(config, e.picture));
    ImageNetwork discriminator = network(discriminator_layers(config, e.picture));
    CHECK(generator.parameter_count() == e.generator);
    CHECK(discriminator.parameter_count() == e.discriminator);
    const at::NoGradGuard no_grad;
    const at::Tensor images = generator.forward(at::randn({2, 100}), Statistics::batch);
    CHECK(images.sizes() == at::IntArrayRef({2, e.picture.channels, e.picture.height, e.picture.width}));
    CHECK(images.abs().max().item<double>() <= 1);
    CHECK(discriminator.forward(images, Statistics::batch).sizes() == at::IntArrayRef({2, 1}));
  }
}

TEST_CASE("image networks: the paper's pixel shuffle stands alone in the place of hidden layer 4") {
  const ImageNetworkDescription generator =
      generator_layers(config_of(Architecture::dcgan_pixel_shuffle), PictureSize{3, 64, 64});
  using enum ImageLayerKind;
  std::vector<ImageLayerKind> kinds;
  for (const ImageLayer& layer : generator.layers) kinds.push_back(layer.kind);
  // LibTorch's logging claims to print any vector.
  const bool same =
      kinds == std::vector<ImageLayerKind>{conv_transpose, batch_norm, relu, conv_transpose, batch_norm, relu,
                                           conv_transpose, batch_norm, relu, pixel_shuffle,  batch_norm, relu,
                                           conv_transpose, tanh};
  CHECK(same);
  CHECK(generator.layers[6].outputs == 256);
  CHECK(generator.layers[10].inputs == 64);
}

TEST_CASE("image networks: mlp takes any widths, sizes and channels") {
  ImageTrainConfig config = config_of(Architecture::mlp);
  config.generator_widths = {7, 9};
  config.discriminator_widths = {5};
  config.image_size = 6;
  const PictureSize picture = picture_size(config, {3, 28, 28});
  CHECK(picture == PictureSize{3, 6, 6});
  const int numbers = 3 * 6 * 6;
  CHECK(network(generator_layers(config, picture)).parameter_count() ==
        100 * 7 + 7 + 7 * 9 + 9 + 9 * numbers + numbers);
  CHECK(network(discriminator_layers(config, picture)).parameter_count() == numbers * 5 + 5 + 5 + 1);
  CHECK(picture_size(config_of(Architecture::mlp), {3, 20, 20}) == PictureSize{3, 20, 20});
}

TEST_CASE("image networks: dense refuses colour") {
  CHECK_THROWS_WITH_AS(static_cast<void>(picture_size(config_of(Architecture::dense), {3, 64, 64})),
                       doctest::Contains("expected grey data"), UsageError);
}

TEST_CASE("image networks: tensors have the names and shapes of pytorch/examples' DCGAN") {
  ImageNetwork generator = network(generator_layers(config_of(Architecture::dcgan), PictureSize{3, 64, 64}));
  std::map<std::string, std::vector<std::int64_t>> shapes;
  for (const auto& [name, tensor] : generator.named_tensors()) shapes[name] = tensor.sizes().vec();
  CHECK(shapes.size() == 5 + 4 * 4);
  CHECK(shapes.at("main.0.weight") == std::vector<std::int64_t>{100, 512, 4, 4});
  CHECK(shapes.at("main.9.weight") == std::vector<std::int64_t>{128, 64, 4, 4});
  CHECK(shapes.at("main.10.running_var") == std::vector<std::int64_t>{64});
  CHECK(shapes.at("main.12.weight") == std::vector<std::int64_t>{64, 3, 4, 4});
}

TEST_CASE("image networks: weights start as DCGAN's do") {
  ImageNetwork discriminator =
      network(discriminator_layers(config_of(Architecture::dcgan), PictureSize{1, 64, 64}));
  for (const auto& [name, tensor] : discriminator.named_tensors()) {
    CAPTURE(name);
    const bool scale = tensor.dim() == 1 && name.ends_with("weight");
    if (tensor.dim() == 4 || scale) {
      CHECK(tensor.mean().item<double>() == doctest::Approx(scale ? 1 : 0).epsilon(0.01).scale(1));
      CHECK(tensor.std().item<double>() == doctest::Approx(0.02).epsilon(0.15));
    } else if (name.ends_with("bias") || name.ends_with("running_mean")) {
      CHECK(tensor.abs().max().item<double>() == 0);
    } else {
      CHECK((tensor - 1).abs().max().item<double>() == 0);
    }
  }
}

TEST_CASE("image networks: equal to PyTorch's modules with the same weights") {
  namespace nn = torch::nn;
  const ImageTrainConfig config = config_of(Architecture::dcgan28);
  ImageNetwork ours = network(discriminator_layers(config, {1, 28, 28}));
  nn::Sequential plain(nn::Conv2d(nn::Conv2dOptions(1, 64, 4).stride(2).padding(1).bias(false)),
                       nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2)),
                       nn::Conv2d(nn::Conv2dOptions(64, 128, 4).stride(2).padding(1).bias(false)),
                       nn::BatchNorm2d(128), nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2)),
                       nn::Conv2d(nn::Conv2dOptions(128, 1, 7).bias(false)));
  {
    const at::NoGradGuard no_grad;
    const auto from = ours.named_tensors();
    std::map<std::string, at::Tensor> by_name(from.begin(), from.end());
    for (auto& parameter : plain->named_parameters())
      parameter.value().copy_(by_name.at("main." + parameter.key()));
  }
  const at::Tensor x = at::randn({8, 1, 28, 28});
  const at::Tensor expected = plain->forward(x).flatten(1);
  const at::Tensor got = ours.forward(x, Statistics::update);
  CHECK((got - expected).abs().max().item<double>() < 1e-4);
  expected.sum().backward();
  got.sum().backward();
  std::vector<at::Tensor> gradients;
  for (const at::Tensor& p : plain->parameters()) gradients.push_back(p.grad().flatten());
  const at::Tensor wanted = at::cat(gradients);
  CHECK((ours.gradients() - wanted).abs().max().item<double>() < 1e-3 * wanted.abs().max().item<double>());
  const auto* norm = plain[3]->as<nn::BatchNorm2d>();
  CHECK((ours.running().narrow(0, 0, 128) - norm->running_mean).abs().max().item<double>() < 1e-5);
  CHECK((ours.running().narrow(0, 128, 128) - norm->running_var).abs().max().item<double>() < 1e-5);
}

TEST_CASE("image networks: layer normalisation makes an answer a matter of its image alone") {
  ImageNetwork critic =
      network(discriminator_layers(config_of(Architecture::dcgan28, Loss::wgan_gp), {1, 28, 28}));
  const at::NoGradGuard no_grad;
  const at::Tensor x = at::randn({4, 1, 28, 28});
  const at::Tensor together = critic.forward(x, Statistics::batch);
  const at::Tensor alone = critic.forward(x.narrow(0, 2, 1), Statistics::batch);
  CHECK((together.narrow(0, 2, 1) - alone).abs().max().item<double>() < 1e-5);
}

TEST_CASE("image networks: dropout follows its noise and is off without") {
  ImageNetwork net =
      network(discriminator_layers(config_of(Architecture::dense), {1, 28, 28}), WeightStart::uniform);
  const at::NoGradGuard no_grad;
  at::Generator noise = at::globalContext().defaultGenerator(at::kCPU).clone();
  const at::Tensor x = at::randn({4, 1, 28, 28});
  const auto with_seed = [&](std::uint64_t seed) {
    noise.set_current_seed(seed);
    return net.forward(x, Statistics::batch, noise);
  };
  CHECK(at::equal(with_seed(1), with_seed(1)));
  CHECK_FALSE(at::equal(with_seed(1), with_seed(2)));
  CHECK(at::equal(net.forward(x, Statistics::batch), net.forward(x, Statistics::batch)));
}
