#include "engine/models/model_plan.hpp"

#include <doctest/doctest.h>

#include <set>

#include "core/error.hpp"
#include "engine/models/known_families.hpp"
#include "engine/models/open_model.hpp"
#include "support/models.hpp"

using namespace ganscope;

namespace {

/// Only names and shapes.
class Shapes final : public TensorFile {
 public:
  explicit Shapes(std::vector<TensorInfo> infos) : infos_(std::move(infos)) {}
  const std::string& name() const override { return name_; }
  std::string_view container() const override { return "none"; }
  const std::vector<TensorInfo>& tensors() const override { return infos_; }
  const std::vector<std::string>& notes() const override { return notes_; }
  RawTensor read(std::size_t) const override { return {}; }

 private:
  std::string name_ = "w.pth";
  std::vector<std::string> notes_;
  std::vector<TensorInfo> infos_;
};

TensorInfo shape(const std::string& name, TensorShape sizes) {
  return {name, NumberType::f32, std::move(sizes)};
}

const Shapes& shapes() {
  static const Shapes kShapes({shape("a.weight", {12, 4}), shape("a.bias", {12}),
                               shape("c.weight", {6, 3, 2, 2}), shape("c.bias", {5}),
                               shape("d.weight", {3, 2, 4, 4}), shape("n.weight", {3}),
                               shape("n.running_mean", {3}), shape("n.running_var", {3}),
                               shape("e.weight", {7, 4}), shape("g.weight", {4, 1, 1, 1})});
  return kShapes;
}

ModelPlan plan(const std::string& layers, const std::string& image = "[1, 1, 1]",
               const std::string& more = "") {
  const std::string sizes = image.substr(1, image.size() - 2);
  const std::size_t first = sizes.find(',');
  const std::size_t second = sizes.find(',', first + 1);
  return plan_model(
      parse_model_card(
          R"({"ganscope_card": 1, "latent": {"size": 4}, "image": {"channels": )" + sizes.substr(0, first) +
              ", \"height\": " + sizes.substr(first + 1, second - first - 1) +
              ", \"width\": " + sizes.substr(second + 1) + "}" + more + ", \"layers\": [" + layers + "]}",
          "x.card.json"),
      shapes());
}

const std::string kStart = R"({"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [3, 2, 2]}, )";

}  // namespace

#define CHECK_REFUSED(expression, part) \
  CHECK_THROWS_WITH_AS(static_cast<void>(expression), doctest::Contains(part), Error)

TEST_SUITE("model plan") {
  TEST_CASE("branches: what comes in and what is refused") {
    const ModelPlan made =
        plan(kStart + R"({"kind": "relu", "name": "r"}, {"kind": "tanh", "input": "latent", "name": "t"},
      {"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [3, 2, 2]},
      {"kind": "add", "from": ["r"]}, {"kind": "reshape", "shape": [12]}, {"kind": "concat", "from": "t"},
      {"kind": "reshape", "shape": [1, 4, 4]})",
             "[1, 4, 4]");
    CHECK(made.layers[0].inputs == std::vector{0});
    CHECK(made.layers[2].inputs == std::vector{2});
    CHECK(made.layers[3].inputs == std::vector{0});
    CHECK(made.layers[3].out == TensorShape{4});
    CHECK(made.layers[6].inputs == std::vector{6, 3});
    CHECK(made.layers[8].inputs == std::vector{8, 4});
    CHECK(made.layers[8].out == TensorShape{16});
    CHECK_REFUSED(plan(R"({"kind": "relu", "name": "rest"}, {"kind": "add", "from": "res"})"),
                  "layer 2 (add): 'from': unknown earlier layer 'res'; did you mean 'rest'?");
    CHECK_REFUSED(plan(R"({"kind": "relu", "input": "later"}, {"kind": "relu", "name": "later"})"),
                  "layer 1 (relu): 'input': unknown earlier layer 'later'");
    CHECK_REFUSED(plan(R"({"kind": "relu", "name": "a"}, {"kind": "relu", "name": "a"})"),
                  "an earlier layer's");
    CHECK_REFUSED(plan(R"({"kind": "relu", "name": "latent"})"), "what goes into the first layer");
    CHECK_REFUSED(
        plan(
            R"({"kind": "relu", "name": "z"}, {"kind": "linear", "tensors": "a"}, {"kind": "add", "from": "z"})"),
        "layer 3 (add): 'z' gives 4 numbers; expected 12 numbers");
    CHECK_REFUSED(plan(R"({"kind": "relu", "name": "z"}, )" + kStart + R"({"kind": "concat", "from": "z"})"),
                  "doesn't stand beside 3x2x2");
  }

  TEST_CASE("norms, pads, pools and attention: sizes and what is refused") {
    const auto ends = [](const std::string& layer, const std::string& image) {
      return plan(kStart + layer, image).layers.back();
    };
    CHECK(ends(R"({"kind": "reflection_pad", "sides": [1, 0, 0, 1]})", "[3, 3, 3]").out ==
          TensorShape{3, 3, 3});
    CHECK(ends(R"({"kind": "crop", "sides": [1, 0, 0, 0]})", "[3, 2, 1]").out == TensorShape{3, 2, 1});
    CHECK(ends(R"({"kind": "avg_pool"})", "[3, 1, 1]").out == TensorShape{3, 1, 1});
    CHECK(ends(R"({"kind": "upsample", "size": [5, 4]})", "[3, 5, 4]").out == TensorShape{3, 5, 4});
    CHECK(ends(R"({"kind": "layer_norm", "shape": [2, 2]})", "[3, 2, 2]").out == TensorShape{3, 2, 2});
    CHECK_REFUSED(plan(kStart + R"({"kind": "reflection_pad", "sides": 2})"),
                  "expected sides smaller than the picture");
    CHECK_REFUSED(plan(kStart + R"({"kind": "crop", "sides": 1})"), "leaves no picture");
    CHECK_REFUSED(plan(kStart + R"({"kind": "max_pool", "kernel": 3})"), "leaves no picture");
    CHECK_REFUSED(plan(kStart + R"({"kind": "group_norm", "groups": 2})"),
                  "expected channels that 'groups', 2, divides");
    CHECK_REFUSED(plan(kStart + R"({"kind": "layer_norm", "shape": [3]})"),
                  "it normalises 3, but it gets 3x2x2");
    CHECK_REFUSED(plan(kStart + R"({"kind": "prelu", "weight": "a.bias"})"),
                  "'a.bias' is 12; expected 1 or 3");
    CHECK_REFUSED(plan(kStart + R"({"kind": "conditional_batch_norm", "tensors": "n", "embedding": "e"})"),
                  "'e.weight' is 7x4; expected classes x 6");
    CHECK_REFUSED(plan(kStart + R"({"kind": "self_attention", "query": "d", "key": "d", "value": "d"})"),
                  "'d.weight' is 3x2x4x4; expected outputs x 3 x 1 x 1");
    CHECK_REFUSED(plan(kStart + R"({"kind": "class_embedding", "tensors": "e"})"), "for a picture take");
    CHECK_REFUSED(plan(R"({"kind": "instance_norm"})"), "it takes channels, height and width");
  }

  TEST_CASE("sizes, parameters and multiply-adds, worked by hand") {
    const ModelPlan made = plan(kStart + R"({"kind": "batch_norm", "tensors": "n"}, {"kind": "relu"},
      {"kind": "conv_transpose2d", "tensors": "d", "stride": 2, "padding": 1}, {"kind": "tanh"})",
                                "[2, 4, 4]");
    REQUIRE(made.layers.size() == 6);
    CHECK(made.layers[1].out == TensorShape{3, 2, 2});
    CHECK(made.layers[4].out == TensorShape{2, 4, 4});
    CHECK(made.layers[0].parameters == 12 * 4 + 12);
    CHECK(made.layers[2].parameters == 3);
    CHECK(made.layers[4].parameters == 3 * 2 * 16);
    CHECK(made.parameters == 60 + 3 + 96);
    CHECK(made.multiply_adds == 48 + 2 * 2 * 96);
    CHECK(made.unused == std::vector<std::string>{"c.weight", "c.bias", "e.weight", "g.weight"});
    const ModelPlan strided =
        plan(kStart + R"({"kind": "conv2d", "tensors": "c", "bias": false, "stride": 2, "padding": 1},
                    {"kind": "reshape", "shape": [1, 4, 6]})",
             "[1, 4, 6]");
    CHECK(strided.multiply_adds == 48 + 2 * 2 * 72);
  }

  TEST_CASE("tensors that are not there") {
    CHECK_REFUSED(
        plan(R"({"kind": "linear", "weight": "a.wieght"})"),
        "x.card.json: layer 1 (linear): there is no tensor 'a.wieght' in w.pth; did you mean 'a.weight'?");
    CHECK_REFUSED(plan(R"({"kind": "linear", "tensors": "decoder.first"})"), "it has 10: a.weight, a.bias");
    CHECK_REFUSED(plan(kStart + R"({"kind": "conv2d", "tensors": "g", "bias": true})"), "layer 3 (conv2d)");
    CHECK_REFUSED(plan(kStart + R"({"kind": "conv_transpose2d", "tensors": "d", "bias": true})"),
                  "no tensor 'd.bias'");
    CHECK_REFUSED(plan(R"({"kind": "batch_norm", "tensors": "a"})"),
                  "layer 1 (batch_norm): 'a.weight' is 12x4; expected 4");
  }

  TEST_CASE("shapes that don't fit are told with what was expected") {
    CHECK_REFUSED(plan(R"({"kind": "linear", "weight": "e.weight"}, {"kind": "linear", "tensors": "a"})"),
                  "layer 2 (linear): 'a.weight' is 12x4; expected outputs x 7, since it gets 7 numbers");
    CHECK_REFUSED(plan(kStart + R"({"kind": "conv2d", "tensors": "c"})"), "'c.bias' is 5; expected 6");
    CHECK_REFUSED(
        plan(kStart + R"({"kind": "conv2d", "tensors": "c", "groups": 3})"),
        "'c.weight' is 6x3x2x2; expected outputs x 1 x height x width, since it gets 3x2x2 in 3 groups");
    CHECK_REFUSED(plan(kStart + R"({"kind": "conv_transpose2d", "tensors": "c"})"),
                  "'c.weight' is 6x3x2x2; expected 3 x outputs x height x width, since it gets 3x2x2");
    CHECK_REFUSED(plan(R"({"kind": "linear", "tensors": "a"}, {"kind": "batch_norm", "tensors": "n"})"),
                  "layer 2 (batch_norm): 'n.weight' is 3; expected 12");
    CHECK_REFUSED(plan(kStart + R"({"kind": "conv2d", "weight": "a.weight"})"),
                  "'a.weight' is 12x4; expected outputs x 3");
  }

  TEST_CASE("a chain whose sizes don't follow from each other") {
    CHECK_REFUSED(plan(R"({"kind": "conv_transpose2d", "tensors": "d"})"),
                  "it takes channels, height and width but gets 4 numbers; put {\"kind\": \"reshape\", "
                  "\"shape\": [4, 1, 1]} before it");
    CHECK_REFUSED(plan(kStart + R"({"kind": "linear", "tensors": "a"})"),
                  "put {\"kind\": \"reshape\", \"shape\": [12]} before it");
    CHECK_REFUSED(plan(R"({"kind": "reshape", "shape": [5]})"), "'shape' is 5, but it gets 4 numbers");
    CHECK_REFUSED(plan(kStart + R"({"kind": "pixel_shuffle"})"),
                  "it gets 3x2x2; expected channels that 4 divides");
    CHECK_REFUSED(plan(kStart + R"({"kind": "conv2d", "tensors": "c", "bias": false, "dilation": 5})"),
                  "a kernel of 2x2 on 3x2x2 leaves no picture");
    CHECK_REFUSED(plan(kStart + R"({"kind": "conv_transpose2d", "tensors": "d", "output_padding": 1})"),
                  "output_padding is 1; expected less than stride or dilation");
    CHECK_REFUSED(plan(kStart + R"({"kind": "relu"})", "[3, 2, 3]"),
                  "x.card.json: the last layer gives 3x2x2; expected an image of 3x2x3");
    CHECK_REFUSED(plan(R"({"kind": "linear", "tensors": "a"})", "[3, 2, 2]"),
                  "gives 12 numbers; expected an image of 3x2x2 (end with a reshape layer)");
    CHECK_REFUSED(plan(""), "'layers' is missing");
    std::string grow = kStart;
    for (int i = 0; i < 6; ++i) grow += R"({"kind": "upsample", "factor": 64},)";
    grow.pop_back();
    CHECK_REFUSED(plan(grow), "for one image; expected at most 67,108,864 numbers");
  }

  TEST_CASE("labels") {
    CHECK(
        plan(
            R"({"kind": "class_embedding", "tensors": "e", "join": "add"}, {"kind": "reshape", "shape": [1, 2, 2]})",
            "[1, 2, 2]")
            .latent.classes == 7);
    CHECK(
        plan(
            R"({"kind": "relu"}, {"kind": "class_embedding", "tensors": "e"}, {"kind": "reshape", "shape": [1, 2, 4]})",
            "[1, 2, 4]")
            .layers[1]
            .out == TensorShape{8});
    CHECK_REFUSED(plan(R"({"kind": "class_embedding", "tensors": "e"},
                          {"kind": "class_embedding", "weight": "a.weight", "join": "alone"})"),
                  "'a.weight' is 12x4; expected 7 classes x numbers");
    CHECK_REFUSED(plan(R"({"kind": "class_embedding", "weight": "a.weight", "join": "multiply"})",
                       "[1, 1, 1]", ", \"classes\": 3"),
                  "'a.weight' is 12x4; expected 3 classes x numbers");
    CHECK_REFUSED(plan(R"({"kind": "class_embedding", "one_hot": true})"), "expected 'classes' on the card");
    CHECK_REFUSED(plan(R"({"kind": "class_embedding", "one_hot": true, "join": "add"})", "[1, 1, 1]",
                       ", \"classes\": 3"),
                  "to add, the embedding of 3 numbers must be as long as the 4 numbers that come in");
    CHECK_REFUSED(plan(R"({"kind": "reshape", "shape": [1, 2, 2]})", "[1, 2, 2]", ", \"classes\": 3"),
                  "'classes' is 3 but no layer is a class_embedding");
  }
}

TEST_SUITE("known families") {
  TEST_CASE("DCGAN of any size, and what was assumed") {
    const OpenModel model = open_model(test::model_data("family_dcgan.pt"));
    CHECK(model.plan.card.source == "the DCGAN family (pytorch/examples)");
    CHECK(model.plan.card.assumptions.size() == 4);
    CHECK(model.plan.latent.size == 6);
    CHECK(model.plan.card.image == ImageShape{3, 64, 64});
    CHECK(model.plan.unused.empty());  // num_batches_tracked is not worth telling
    CHECK(model.file->notes() == std::vector<std::string>{"left out 'module.' in front of every name"});
  }

  TEST_CASE("DCGAN under any name, and in blocks") {
    // What a Sequential of ConvTranspose2d, BatchNorm2d and ReLU saves, in the classes that people write.
    for (const std::string prefix : {"", "main.", "gen.", "netG.layers.", "model.0."}) {
      CAPTURE(prefix);
      std::vector<TensorInfo> infos;
      const auto add = [&](const std::string& name, TensorShape sizes) {
        infos.push_back(shape(prefix + name, std::move(sizes)));
      };
      add("0.weight", {100, 8, 4, 4});
      for (const char* name : {"weight", "bias", "running_mean", "running_var"})
        add(std::string("1.") + name, {8});
      add("3.weight", {8, 4, 4, 4});
      for (const char* name : {"weight", "bias", "running_mean", "running_var"})
        add(std::string("4.") + name, {4});
      add("6.weight", {4, 1, 4, 4});
      const Shapes file(std::move(infos));
      const ModelCard card = recognise_family(file).value();
      CHECK(card.source == "the DCGAN family (pytorch/examples)");
      CHECK(card.latent.size == 100);
      CHECK(card.layers[2].tensors == prefix + "1");
      CHECK(plan_model(card, file).layers.back().out == TensorShape{1, 16, 16});
    }
    const Shapes blocks({shape("net.0.0.weight", {100, 8, 4, 4}), shape("net.0.1.weight", {8}),
                         shape("net.0.1.bias", {8}), shape("net.0.1.running_mean", {8}),
                         shape("net.0.1.running_var", {8}), shape("net.1.weight", {8, 3, 4, 4}),
                         shape("net.1.bias", {3})});
    const ModelCard card = recognise_family(blocks).value();
    CHECK(card.layers[1].tensors == "net.0.0");
    CHECK(plan_model(card, blocks).layers.back().out == TensorShape{3, 8, 8});
  }

  TEST_CASE("an MLP with a square picture") {
    const OpenModel model = open_model(test::model_data("family_mlp.pt"));
    CHECK(model.plan.card.image == ImageShape{3, 4, 4});
    CHECK(model.plan.latent.size == 7);
    CHECK(model.plan.card.assumptions.size() == 3);
  }

  TEST_CASE("what stands between linear layers, by what the file has") {
    const auto second = [](std::vector<TensorInfo> infos) {
      const Shapes file(std::move(infos));
      return recognise_family(file).value();
    };
    // Without norms ReLU.
    ModelCard card = second({shape("0.weight", {6, 4}), shape("2.weight", {16, 6})});
    CHECK(card.layers[1] == LayerCard{.kind = LayerKind::relu});
    CHECK(card.assumptions[1] == "relu between the layers and tanh at the end, which gives [-1, 1]");
    // A norm behind all hidden layers but the first: PyTorch-GAN's layout and eps.
    card = second({shape("m.0.weight", {6, 4}), shape("m.2.weight", {8, 6}), shape("m.3.weight", {8}),
                   shape("m.3.running_mean", {8}), shape("m.5.weight", {16, 8})});
    CHECK(card.layers[1] == LayerCard{.kind = LayerKind::leaky_relu, .slope = 0.2});
    CHECK(card.layers[3].eps == 0.8);
    // Behind every hidden layer, in blocks of their own.
    card = second({shape("gen.0.0.weight", {6, 4}), shape("gen.0.1.weight", {6}),
                   shape("gen.0.1.running_mean", {6}), shape("gen.1.weight", {16, 6})});
    CHECK(card.layers[1].tensors == "gen.0.1");
    CHECK(card.layers[1].eps == 1e-5);
    CHECK(card.layers[2] == LayerCard{.kind = LayerKind::relu});
    CHECK(card.layers[3].tensors == "gen.1");
  }

  TEST_CASE("inputs that are a usual latent and a one-hot label") {
    struct Split {
      int inputs, latent, classes;
    };
    for (const Split& split : {Split{110, 100, 10},
                               {74, 64, 10},
                               {138, 128, 10},
                               {72, 62, 10},
                               {12, 10, 2},
                               {26, 16, 10},
                               {102, 100, 2},
                               {126, 100, 26},
                               {100, 100, 0},
                               {64, 64, 0},
                               {7, 7, 0},
                               {10, 10, 0},
                               {30, 30, 0}}) {
      CAPTURE(split.inputs);
      const Shapes file({shape("0.weight", {6, split.inputs}), shape("2.weight", {16, 6})});
      const ModelCard card = recognise_family(file).value();
      CHECK(card.latent.size == split.latent);
      CHECK(card.latent.classes == split.classes);
      CHECK((card.layers[0].kind == LayerKind::class_embedding) == (split.classes > 0));
      CHECK(plan_model(card, file).layers.back().out == TensorShape{1, 4, 4});
      if (split.classes > 0)
        CHECK(card.assumptions.back().find("inputs are a one-hot label of " +
                                           std::to_string(split.classes)) != std::string::npos);
    }
  }

  TEST_CASE("every reading fits the file, differs from the others, and the likeliest comes first") {
    const Shapes plain({shape("0.weight", {6, 7}), shape("2.weight", {16, 6})});
    const Shapes labelled({shape("0.weight", {6, 12}), shape("2.weight", {16, 6})});
    const Shapes normed({shape("0.weight", {6, 7}), shape("1.weight", {6}), shape("1.bias", {6}),
                         shape("1.running_mean", {6}), shape("1.running_var", {6}),
                         shape("3.weight", {16, 6})});
    for (const auto& [file, count] :
         {std::pair<const Shapes*, std::size_t>{&plain, 12}, {&labelled, 22}, {&normed, 17}}) {
      const std::vector<FamilyReading> readings = family_readings(*file);
      CHECK(readings.size() == count);
      CHECK(readings[0].card.layers == recognise_family(*file)->layers);
      std::set<std::string> labels;
      for (const FamilyReading& reading : readings) {
        CHECK(labels.insert(reading.label).second);
        CHECK(plan_model(reading.card, *file).layers.back().out == TensorShape{1, 4, 4});
      }
    }
    CHECK(family_readings(Shapes({shape("m.weight", {16, 2})})).empty());
  }

  TEST_CASE("what only looks like one") {
    const auto none = [](std::vector<TensorInfo> infos) {
      return !recognise_family(Shapes(std::move(infos)));
    };
    CHECK(none({shape("main.0.weight", {8, 4, 4, 4})}));  // one stage is no DCGAN
    CHECK(none(
        {shape("main.0.weight", {8, 6, 4, 4}), shape("main.1.weight", {5, 3, 4, 4})}));  // no norm between
    CHECK(none({shape("main.0.weight", {8, 3, 3, 3})}));                                 // another kernel
    // A discriminator's convolutions go the other way.
    CHECK(none({shape("main.0.weight", {8, 3, 4, 4}), shape("main.2.weight", {16, 8, 4, 4}),
                shape("main.3.weight", {16}), shape("main.3.running_mean", {16}),
                shape("main.5.weight", {1, 16, 4, 4})}));
    CHECK(none({shape("m.0.weight", {6, 2}), shape("m.2.weight", {16, 5})}));  // sizes don't fit
    CHECK(none({shape("m.0.weight", {6, 2}), shape("m.2.weight", {17, 6})}));  // no square
    CHECK(none({shape("m.0.weight", {6, 2}), shape("n.2.weight", {16, 6})}));  // two sequences
    CHECK(none({shape("m.weight", {16, 2})}));
    CHECK(none({}));
    CHECK_FALSE(none({shape("0.weight", {6, 2}), shape("2.weight", {16, 6})}));
  }

  TEST_CASE("without a card and a family the way out is told") {
    CHECK_REFUSED(open_model(test::model_data("nowhere.pt")), "nowhere.pt");
    CHECK_REFUSED(open_model(test::model_data("types_zip.pt")), "no card beside it (types_zip.card.json)");
    // The command that lists the tensors, and a page that is there.
    const std::string path = test::model_data("types_zip.pt").string();
    const std::string page = (std::filesystem::path(GANSCOPE_SOURCE_DIR) / "docs" / "model-card.md").string();
    CHECK_REFUSED(open_model(path), ("'ganscope info " + path + "' lists its tensors").c_str());
    CHECK_REFUSED(open_model(path), page.c_str());
  }
}
