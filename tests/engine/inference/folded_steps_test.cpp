#include "engine/inference/folded_steps.hpp"

#include <algorithm>

#include "engine/models/open_model.hpp"
#include "support/doctest_torch.hpp"
#include "support/models.hpp"

using namespace ganscope;

namespace {

std::vector<FoldedStep> steps_of(const std::string& name) {
  const OpenModel model = open_model(test::model_data(name + ".pt"));
  return fold_layers(load_layers(model.plan, *model.file, at::kCPU));
}

std::ptrdiff_t count(const std::vector<FoldedStep>& steps, StepKind kind) {
  return std::count_if(steps.begin(), steps.end(), [&](const FoldedStep& step) { return step.kind == kind; });
}

}  // namespace

TEST_SUITE("folded steps") {
  TEST_CASE("a DCGAN is a matrix product and four convolutions that activate themselves") {
    const std::vector<FoldedStep> steps = steps_of("family_dcgan");
    REQUIRE(steps.size() == 6);
    CHECK(steps[0].layer.kind() == LayerKind::reshape);
    CHECK(steps[1].kind == StepKind::linear);
    CHECK((steps[1].channels_last == TensorShape{8, 4, 4}));
    CHECK(count(steps, StepKind::deconv) == 4);
    for (std::size_t i = 1; i < steps.size(); ++i) {
      CHECK(steps[i].activation.has_value());
      // The norms' shifts have become biases; the last layer has neither norm nor bias.
      CHECK(steps[i].bias.defined() == (i < 5));
      CHECK((steps[i].weight.scalar_type() == at::kFloat));
    }
  }

  TEST_CASE("what a branch also wants is not folded away") {
    const std::vector<FoldedStep> steps = steps_of("residual");
    // The first norm's input and the sum's are wanted elsewhere; the norm of the main branch is folded.
    CHECK(count(steps, StepKind::affine) == 2);
    for (const FoldedStep& step : steps)
      for (const int input : step.inputs) CHECK(input < static_cast<int>(&step - steps.data()) + 1);
    // "t" stands for the convolution with its tanh; "r" for a ReLU that stays by itself.
    CHECK(count(steps, StepKind::conv) == 8);
    CHECK(std::count_if(steps.begin(), steps.end(),
                        [](const FoldedStep& s) { return s.activation.has_value(); }) == 2);
  }

  TEST_CASE("norms go where that is exact") {
    const std::vector<FoldedStep> steps = steps_of("batch_norm");
    // Seven norms: only the one between an activation and a padded convolution is left.
    CHECK(count(steps, StepKind::affine) == 1);
    const auto left = std::find_if(steps.begin(), steps.end(),
                                   [](const FoldedStep& step) { return step.kind == StepKind::affine; });
    CHECK(left->layer.plan.card.names[0] == "bm.weight");
    CHECK(count(steps, StepKind::linear) == 2);
    CHECK(count(steps, StepKind::conv) == 3);
    CHECK(count(steps, StepKind::plain) == 0);
  }

  TEST_CASE("norms by the batch at hand stay as they are") {
    const std::vector<FoldedStep> steps = steps_of("batch_statistics");
    CHECK(std::count_if(steps.begin(), steps.end(), [](const FoldedStep& step) {
            return step.kind == StepKind::plain && step.layer.kind() == LayerKind::batch_norm;
          }) == 2);
    CHECK(count(steps, StepKind::affine) == 0);
  }

  TEST_CASE(
      "a transposed convolution on one pixel writes its kernel, with stride, padding, groups and dilation") {
    const std::vector<FoldedStep> steps = steps_of("one_pixel");
    CHECK(steps[1].kind == StepKind::linear);
    CHECK((steps[1].weight.sizes().vec() == std::vector<std::int64_t>{4 * 3 * 4, 6}));
    // Of three rows the dilated kernel hits one (2 * 1 - 1); four outputs and columns see three inputs.
    CHECK(steps[1].weight.count_nonzero().item<std::int64_t>() == 4 * 4 * 3);
  }
}
