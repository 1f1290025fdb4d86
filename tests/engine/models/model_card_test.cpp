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

  TEST_CASE("the kinds with branches, norms and pads are read and written") {
    const std::string layers = R"(
      {"kind": "prelu", "tensors": "p", "name": "a"}, {"kind": "selu"}, {"kind": "gelu", "approximate": "tanh"},
      {"kind": "silu"}, {"kind": "mish"}, {"kind": "hardtanh", "low": 0, "high": 6},
      {"kind": "layer_norm", "shape": [4, 4], "eps": 0.1}, {"kind": "group_norm", "groups": 8, "tensors": "g"},
      {"kind": "instance_norm", "weight": "w"}, {"kind": "pixel_norm"}, {"kind": "pixel_norm", "eps": 1e-5},
      {"kind": "conditional_batch_norm", "tensors": "b", "embedding": "e", "one_plus": true},
      {"kind": "conditional_batch_norm", "statistics": "batch", "scale_embedding": "s", "shift_embedding": "t"},
      {"kind": "zero_pad", "sides": 2}, {"kind": "reflection_pad", "sides": [1, 2, 3, 4]},
      {"kind": "replication_pad", "sides": 1}, {"kind": "crop", "sides": [0, 1, 0, 1]},
      {"kind": "avg_pool", "kernel": [3, 2], "count_include_pad": false},
      {"kind": "max_pool", "kernel": 3, "stride": 2, "padding": 1, "ceil_mode": true},
      {"kind": "upsample", "size": [7, 9], "mode": "bicubic"},
      {"kind": "self_attention", "tensors": "s", "pooled": true, "scale": 0.5, "gamma": "g", "output": "o"},
      {"kind": "add", "from": "a", "input": "latent", "scale": 0.1},
      {"kind": "concat", "from": ["a", "latent"], "order": "current_last"},
      {"kind": "class_embedding", "tensors": "e", "join": "alone"})";
    const ModelCard card = with_layers(layers);
    REQUIRE(card.layers.size() == 24);
    CHECK(card.layers[0].name == "a");
    CHECK(card.layers[2].tanh_gelu);
    CHECK(card.layers[5].range == std::array{0.0, 6.0});
    CHECK(card.layers[6].shape == std::vector{4, 4});
    CHECK(card.layers[7].groups == 8);
    CHECK(card.layers[9].eps == 1e-8);
    CHECK(card.layers[10].eps == 1e-5);
    CHECK(card.layers[11].one_plus);
    CHECK(card.layers[14].sides == std::array{1, 2, 3, 4});
    CHECK(card.layers[17].stride == std::array{3, 2});
    CHECK_FALSE(card.layers[17].count_include_pad);
    CHECK(card.layers[18].ceil_mode);
    CHECK(card.layers[19].size == std::array{7, 9});
    CHECK(card.layers[20].projections[3] == "o");
    CHECK(card.layers[21].input == "latent");
    CHECK(card.layers[22].from == std::vector<std::string>{"a", "latent"});
    CHECK(card.layers[22].order == ConcatOrder::current_last);
    CHECK(card.layers[23].join == LabelJoin::alone);
    CHECK(parse_model_card(to_json_text(card), "again").layers == card.layers);
  }

  TEST_CASE("slips in the kinds with branches, norms and pads") {
    CHECK_REFUSED(with_layers(R"({"kind": "group_norm"})"), "'groups' is missing");
    CHECK_REFUSED(with_layers(R"({"kind": "prelu"})"), "no tensors are named");
    CHECK_REFUSED(with_layers(R"({"kind": "self_attention", "query": "q", "key": "k"})"),
                  "no value is named");
    CHECK_REFUSED(
        with_layers(R"({"kind": "conditional_batch_norm", "tensors": "b", "scale_embedding": "s"})"),
        "expected either \"embedding\"");
    CHECK_REFUSED(with_layers(R"({"kind": "hardtanh", "low": 1})"), "low is not below high");
    CHECK_REFUSED(with_layers(R"({"kind": "zero_pad"})"), "'sides' is missing");
    CHECK_REFUSED(with_layers(R"({"kind": "crop", "sides": [1, 2]})"),
                  "expected a number or [left, right, top, bottom]");
    CHECK_REFUSED(with_layers(R"({"kind": "max_pool", "padding": 2})"),
                  "'padding' is 2; expected at most half");
    CHECK_REFUSED(with_layers(R"({"kind": "add"})"), "'from' is missing");
    CHECK_REFUSED(with_layers(R"({"kind": "add", "from": []})"), "'from' has 0 names");
    CHECK_REFUSED(with_layers(R"({"kind": "concat", "from": [3]})"), "'from' holds 3");
    CHECK_REFUSED(with_layers(R"({"kind": "upsample", "mode": "cubic"})"), "did you mean 'bicubic'?");
  }

  TEST_CASE("priors, channels' means and assumptions are read and written") {
    const ModelCard cut = with_top(
        R"("latent": {"size": 9, "deviation": 0.5, "truncation": 2}, "output_mean": 0.5, "output_deviation": [0.25],
           "assumptions": ["ReLU"])");
    CHECK(cut.latent.deviation == 0.5F);
    CHECK(cut.latent.truncation == 2.F);
    CHECK(cut.output_mean == std::vector{0.5F});
    CHECK(cut.output_deviation == std::vector{0.25F});
    const ModelCard again = parse_model_card(to_json_text(cut), "again");
    CHECK(again.latent == cut.latent);
    CHECK(again.output_mean == cut.output_mean);
    CHECK(again.output_deviation == cut.output_deviation);
    CHECK(again.assumptions == std::vector<std::string>{"ReLU"});
    const ModelCard sphere = with_top(R"("latent": {"size": 16, "prior": "sphere", "radius": 2})");
    CHECK(sphere.latent.sphere_radius() == 2);
    CHECK(parse_model_card(to_json_text(sphere), "again").latent == sphere.latent);
    CHECK(with_top(R"("latent": {"size": 16, "prior": "sphere"})").latent.sphere_radius() == 4);
    CHECK_REFUSED(with_top(R"("latent": {"size": 3, "deviation": 0})"), "'deviation' is 0");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3, "radius": 1})"), "unknown key 'radius'");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3}, "output_mean": 0)"), "'output_mean' alone");
    CHECK_REFUSED(with_top(R"("latent": {"size": 3}, "output_mean": [1, 2], "output_deviation": 1)"),
                  "expected a number or 1, one a channel");
    CHECK_REFUSED(
        with_top(R"("latent": {"size": 3}, "output_mean": 0, "output_deviation": 1, "output_range": [0, 1])"),
        "expected one of them");
  }

  TEST_CASE("comments and a comma behind the last entry are taken, and lines stay right") {
    const ModelCard card = parse_model_card(R"({
      // what goes in
      "ganscope_card": 1, "latent": {"size": 4,}, /* and
      out */ "image": {"channels": 1, "height": 2, "width": 2},
      "notes": "// no comment, \" /* neither */ ,}",
      "layers": [{"kind": "relu",}, ],
    })",
                                            "x");
    CHECK(card.layers.size() == 1);
    CHECK(card.notes == "// no comment, \" /* neither */ ,}");
    CHECK_REFUSED(parse_model_card("{ // one\n/* two\n*/ 3}", "x"), "line 3");
    CHECK_REFUSED(parse_model_card("{/* never ends", "x"), "no valid JSON");
    CHECK_REFUSED(parse_model_card("{\"a\": 1,, }", "x"), "no valid JSON");
  }

  TEST_CASE("an unknown key names every valid one once") {
    try {
      static_cast<void>(with_top(R"("latent": {"size": 3}, "mean": 0.1)"));
      FAIL("it was taken");
    } catch (const Error& e) {
      const std::string what = e.what();
      CHECK(what.find("ganscope_card") == what.rfind("ganscope_card"));
    }
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
    CHECK_REFUSED(with_layers(R"({"kind": "upsample", "align_corners": true})"),
                  "with mode 'bilinear' or 'bicubic' only");
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
    CHECK_REFUSED(parse_model_card("{\"a\": 1, 2}", "x"), "line 1, column");
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
