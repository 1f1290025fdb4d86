#include "engine/models/model_card.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "core/error.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// A card whose layers are these.
ModelCard with_layers(const std::string& layers) {
  return parse_model_card(R"({"ganscope_card": 1, "latent": {"size": 4, "prior": "normal"},
    "image": {"channels": 1, "height": 2, "width": 2}, "layers": [)" +
                              layers + "]}",
                          "x.card.json");
}

ModelCard with_top(const std::string& keys) {
  return parse_model_card(
      R"({"ganscope_card": 1, "image": {"channels": 1, "height": 2, "width": 2}, )" + keys + "}",
      "x.card.json");
}

}  // namespace

#define CHECK_REFUSED(expression, part) \
  CHECK_THROWS_WITH_AS(static_cast<void>(expression), doctest::Contains(part), Error)

TEST_SUITE("model card") {
  TEST_CASE("every key of every layer is read and written") {
    const std::string layers = R"(
      {"kind": "class_embedding", "tensors": "e", "join": "embedding_first", "note": "label first"},
      {"kind": "class_embedding", "one_hot": true, "join": "add"},
      {"kind": "linear", "weight": "a.w", "bias": "a.b"}, {"kind": "linear", "tensors": "a", "bias": false},
      {"kind": "conv2d", "tensors": "c", "stride": [2, 1], "padding": 3, "dilation": [1, 2], "groups": 4},
      {"kind": "conv_transpose2d", "tensors": "d", "stride": 2, "padding": [0, 1], "output_padding": 1},
      {"kind": "batch_norm", "tensors": "n", "eps": 0.8, "bias": true},
      {"kind": "batch_norm", "statistics": "batch"},
      {"kind": "batch_norm", "weight": "w", "running_mean": "m", "running_var": "v"},
      {"kind": "relu"}, {"kind": "leaky_relu", "slope": 0.2}, {"kind": "elu", "alpha": 0.5}, {"kind": "tanh"},
      {"kind": "sigmoid"}, {"kind": "upsample", "factor": 3, "mode": "bilinear", "align_corners": true},
      {"kind": "pixel_shuffle", "factor": 3}, {"kind": "reshape", "shape": [1, 2, 2]})";
    const ModelCard card = with_layers(layers);
    REQUIRE(card.layers.size() == 17);
    CHECK(card.layers[0].join == LabelJoin::embedding_first);
    CHECK(card.layers[1].one_hot);
    CHECK(card.layers[2].names[0] == "a.w");
    CHECK(card.layers[2].bias == true);
    CHECK(card.layers[3].bias == false);
    CHECK(card.layers[4].stride == std::array{2, 1});
    CHECK(card.layers[4].padding == std::array{3, 3});
    CHECK(card.layers[4].dilation == std::array{1, 2});
    CHECK(card.layers[4].groups == 4);
    CHECK(card.layers[5].output_padding == std::array{1, 1});
    CHECK(card.layers[6].eps == 0.8);
    CHECK(card.layers[7].batch_statistics);
    CHECK(card.layers[8].names[3] == "v");
    CHECK(card.layers[10].slope == 0.2);
    CHECK(card.layers[11].alpha == 0.5);
    CHECK(card.layers[14].factor == 3);
    CHECK(card.layers[14].mode == UpsampleMode::bilinear);
    CHECK(card.layers[14].align_corners);
    CHECK(card.layers[16].shape == std::vector{1, 2, 2});
    const ModelCard again = parse_model_card(to_json_text(card), "again");
    CHECK(again.layers == card.layers);
  }

  TEST_CASE("what stands around the layers is read and written") {
    const ModelCard card =
        with_top(R"("latent": {"size": 9, "prior": "uniform", "low": -2, "high": 0.5}, "classes": 7,
      "name": "N", "data": "D", "licence": "L", "notes": "ü \n", "output_range": [0, 255])");
    CHECK(card.latent == LatentSpace{9, LatentPrior::uniform, -2, 0.5F, 7});
    CHECK(card.image == ImageShape{1, 2, 2});
    CHECK(card.output_low == 0);
    CHECK(card.output_high == 255);
    const ModelCard again = parse_model_card(to_json_text(card, -1), "again");
    CHECK(again.latent == card.latent);
    CHECK(again.name == "N");
    CHECK(again.data == "D");
    CHECK(again.licence == "L");
    CHECK(again.notes == "ü \n");
    CHECK(again.output_high == 255);
  }

  TEST_CASE("slips are named with layer, key and what was expected") {
    CHECK_REFUSED(with_layers(R"({"kind": "conv2"})"),
                  "x.card.json: layer 1: unknown kind 'conv2'; did you mean 'conv2d'?");
    CHECK_REFUSED(with_layers(R"({"kind": "relu"}, {"kind": "conv2d", "tensors": "c", "strid": 2})"),
                  "x.card.json: layer 2 (conv2d): unknown key 'strid'; did you mean 'stride'?");
    CHECK_REFUSED(with_layers(R"({"kind": "relu", "slope": 0.2})"), "layer 1 (relu): unknown key 'slope'");
    CHECK_REFUSED(with_layers(R"({"kind": "conv2d"})"), "no tensors are named; expected \"tensors\"");
    CHECK_REFUSED(with_layers(R"({"kind": "batch_norm", "weight": "w"})"), "no running statistics are named");
    CHECK_REFUSED(with_layers(R"({"kind": "conv2d", "tensors": "c", "stride": 0})"),
                  "'stride' is 0; expected a whole number, 1 to 64");
    CHECK_REFUSED(with_layers(R"({"kind": "conv2d", "tensors": "c", "stride": 1.5})"), "'stride' is 1.5");
    CHECK_REFUSED(with_layers(R"({"kind": "conv2d", "tensors": "c", "padding": [1]})"),
                  "'padding' is [1]; expected a number or [height, width]");
    CHECK_REFUSED(with_layers(R"({"kind": "conv2d", "tensors": "c", "padding": 1e99})"),
                  "'padding' is 1e+99");
    CHECK_REFUSED(with_layers(R"({"kind": "conv2d", "tensors": 3})"), "'tensors' is 3; expected a text");
    CHECK_REFUSED(with_layers(R"({"kind": "linear", "tensors": "a", "bias": 3})"),
                  "expected a name, true or false");
    CHECK_REFUSED(with_layers(R"({"kind": "batch_norm", "tensors": "n", "statistics": "btach"})"),
                  "did you mean 'batch'?");
    CHECK_REFUSED(with_layers(R"({"kind": "batch_norm", "tensors": "n", "eps": -1})"),
                  "'eps' is -1; expected a number, 0 to 10");
    CHECK_REFUSED(with_layers(R"({"kind": "upsample", "align_corners": true})"), "with mode 'bilinear' only");
    CHECK_REFUSED(with_layers(R"({"kind": "reshape", "shape": [2, 2]})"),
                  "expected [numbers] or [channels, height, width]");
    CHECK_REFUSED(with_layers(R"({"kind": "reshape"})"), "'shape' is missing");
    CHECK_REFUSED(with_layers(R"({"tensors": "c"})"), "layer 1: 'kind' is missing");
    CHECK_REFUSED(with_layers("3"), "layer 1: found 3; expected a JSON object");
  }

  TEST_CASE("what is missing around the layers is named") {
    CHECK_REFUSED(parse_model_card("{}", "x"), "x: 'ganscope_card' is missing");
    CHECK_REFUSED(parse_model_card(R"({"ganscope_card": 2})", "x"),
                  "'ganscope_card' is 2; expected a whole number, 1 to 1");
    CHECK_REFUSED(with_top(R"("layers": [])"), "'latent' is missing");
    CHECK_REFUSED(with_top(R"("latent": {"prior": "normal"})"), "latent: 'size' is missing");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3, "prior": "gaussian"})"), "unknown prior 'gaussian'");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3, "low": -1})"), "latent: unknown key 'low'");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3, "prior": "uniform", "low": 1, "high": 1})"),
                  "low is not below high");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3}, "output_range": [1, -1])"), "expected low below high");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3}, "layer": [])"),
                  "unknown key 'layer'; did you mean 'layers'?");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3}, "layers": {})"), "no list of at most");
  }

  TEST_CASE("JSON of foreign make") {
    CHECK_REFUSED(parse_model_card("", "x"), "x: no valid JSON: parse error");
    CHECK_REFUSED(parse_model_card("{\"a\": 1, }", "x"), "line 1, column");
    CHECK_REFUSED(parse_model_card("{\"a\": \"\xff\"}", "x"), "no valid JSON");
    CHECK_REFUSED(parse_model_card("{} {}", "x"), "no valid JSON");
    CHECK_REFUSED(parse_model_card(R"({"name": 1, "name": 2})", "x"), "the key 'name' comes twice");
    CHECK_REFUSED(parse_model_card(std::string(1000000, '['), "x"), "nested more than 32 deep");
    CHECK_REFUSED(parse_model_card("[1]", "x"), "found [1]; expected a JSON object");
  }

  TEST_CASE("files and their place") {
    const test::TempDir folder;
    CHECK_REFUSED(read_model_card(folder / "none.card.json"), "none.card.json");
    CHECK_FALSE(card_beside(folder / "m.pth").has_value());
    std::ofstream(folder / "m.card.json") << "{}";
    CHECK(card_beside(folder / "m.pth") == folder / "m.card.json");
    CHECK_REFUSED(read_model_card(folder / "m.card.json"), "m.card.json: 'ganscope_card' is missing");
    std::ofstream(folder / "large.json") << std::string((4U << 20) + 1, ' ');
    CHECK_REFUSED(read_model_card(folder / "large.json"), "expected a model card of at most 4194304");
    CHECK(read_model_card(test::example_card("mnist_dcgan28")).latent.size == 64);
    CHECK(read_model_card(test::example_card("faces_dcgan32")).latent.prior == LatentPrior::uniform);
  }
}
