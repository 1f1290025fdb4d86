// NaN must come out of every way through a network: a kernel that makes it a number would show a picture.
#include <cstring>
#include <fstream>

#include "core/rng.hpp"
#include "engine/inference/folded_network.hpp"
#include "engine/models/open_model.hpp"
#include "engine/models/safetensors.hpp"
#include "support/doctest_torch.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

RawTensor weights(const std::string& name, TensorShape shape) {
  std::vector<float> values(static_cast<std::size_t>(*element_count(shape)));
  Rng(1, name).fill_normal(values);
  RawTensor out{.name = name, .type = NumberType::f32, .shape = std::move(shape), .bytes = {}};
  out.bytes.resize(values.size() * 4);
  std::memcpy(out.bytes.data(), values.data(), out.bytes.size());
  return out;
}

/// A layer with tensors, then the activation.
std::vector<NetworkLayer> layers_of(const std::string& heavy, const std::string& activation) {
  const test::TempDir folder;
  write_safetensors(
      folder / "m.safetensors",
      {weights("l.weight", {32, 32}), weights("l.bias", {32}), weights("c.weight", {2, 2, 3, 3}),
       weights("c.bias", {2}), weights("d.weight", {2, 2, 3, 3}), weights("d.bias", {2})},
      {});
  const std::string reshape = R"({"kind": "reshape", "shape": [2, 4, 4]})";
  const bool linear = heavy.find("linear") != std::string::npos;
  const std::string layers =
      linear ? heavy + ", " + activation + ", " + reshape : reshape + ", " + heavy + ", " + activation;
  std::ofstream(folder / "m.card.json") << R"({"ganscope_card": 1, "latent": {"size": 32},
      "image": {"channels": 2, "height": 4, "width": 4}, "layers": [)" +
                                               layers + "]}";
  const OpenModel model = open_model(folder / "m.safetensors");
  return load_layers(model.plan, *model.file, at::kCPU);
}

}  // namespace

TEST_SUITE("NaN") {
  TEST_CASE("stays visible through every kernel") {
    for (const std::string heavy :
         {R"({"kind": "linear", "tensors": "l"})", R"({"kind": "conv2d", "tensors": "c", "padding": 1})",
          R"({"kind": "conv_transpose2d", "tensors": "d", "padding": 1})",
          R"({"kind": "linear", "tensors": "l", "bias": false})",
          R"({"kind": "conv_transpose2d", "tensors": "d", "padding": 1, "bias": false})"})
      for (const std::string activation :
           {R"({"kind": "relu"})", R"({"kind": "leaky_relu", "slope": 0.2})", R"({"kind": "elu"})",
            R"({"kind": "tanh"})", R"({"kind": "sigmoid"})"}) {
        CAPTURE(heavy);
        CAPTURE(activation);
        const std::vector<NetworkLayer> layers = layers_of(heavy, activation);
        std::vector<std::unique_ptr<Network>> ways;
        ways.push_back(make_eager_network(layers));
        ways.push_back(make_folded_network(fold_layers(layers), Kernels::torch));
        ways.push_back(make_folded_network(fold_layers(layers), Kernels::packed));
        for (const std::int64_t count : {1, 3, 40})
          for (std::size_t way = 0; way < ways.size(); ++way) {
            CAPTURE(way);
            CAPTURE(count);
            const c10::InferenceMode guard;
            at::Tensor latents = at::ones({count, 32});
            latents[count - 1].fill_(NAN);
            const at::Tensor images = ways[way]->forward(latents, {});
            CHECK(images[count - 1].isnan().all().item<bool>());
            CHECK_FALSE((count > 1 && images[0].isnan().any().item<bool>()));
          }
      }
  }
}
