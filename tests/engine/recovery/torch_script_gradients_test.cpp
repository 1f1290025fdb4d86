#include <torch/csrc/jit/api/module.h>

#include "support/doctest_torch.hpp"

#include <fstream>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "engine/recovery/differentiable_generator.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// A program of two latent numbers and a picture of 2 x 2.
std::filesystem::path write_script(const test::TempDir& dir, const std::string& body) {
  torch::jit::Module module("Generator");
  module.define("def forward(self, z):\n" + body);
  module.save((dir / "m.pt").string());
  std::ofstream(dir / "m.card.json") << R"({"ganscope_card": 1, "latent": {"size": 2},
    "image": {"channels": 1, "height": 2, "width": 2}, "output_range": [0, 1]})";
  return dir / "m.pt";
}

const std::vector<float> kLatents{0.5F, -0.25F, 1, 2};
const std::vector<float> kTargets(8, 0.F);

}  // namespace

TEST_SUITE("torch_script_gradients") {
  TEST_CASE("a program that autograd can follow is searched like the others, with trust only") {
    const test::TempDir dir;
    // Pixels are z0, z1, z0 and z1.
    const auto path = write_script(dir, "    return z.repeat(1, 2).view(-1, 1, 2, 2)\n");
    CHECK_THROWS_WITH_AS(static_cast<void>(open_differentiable(path, {.device = "cpu"})),
                         doctest::Contains("a program that would run with your rights"), Error);
    const auto generator = open_differentiable(path, {.device = "cpu", .trust = true});
    const auto answer = generator->gradients({kLatents, {}, kTargets});
    // The mean of four squares, each number in two of them: its gradient is the number itself.
    REQUIRE(answer.gradients.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(answer.gradients[i] == doctest::Approx(kLatents[i]));
    CHECK(answer.errors[1] == doctest::Approx(2.5));
    const std::vector<float> one(kLatents.begin(), kLatents.begin() + 2);
    const std::vector<float> along{1, 0, 0, 3};
    CHECK(generator->tangents(one, {}, along) == std::vector<float>{1, 0, 1, 0, 0, 3, 0, 3});
  }

  TEST_CASE("a program that works without gradients is refused in words") {
    for (const char* body : {"    return z.detach().repeat(1, 2).view(-1, 1, 2, 2)\n",
                             "    return (z > 0).float().repeat(1, 2).view(-1, 1, 2, 2)\n"}) {
      const test::TempDir dir;
      const auto generator =
          open_differentiable(write_script(dir, body), {.device = "cpu", .trust = true});
      CHECK_THROWS_WITH_AS(static_cast<void>(generator->gradients({kLatents, {}, kTargets})),
                           doctest::Contains("works without gradients"), Error);
    }
  }
}
