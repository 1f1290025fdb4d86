#include "engine/recovery/latent_conditioning.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "engine/models/safetensors.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

TEST_CASE("latent conditioning: the singular values of a linear network are its matrix's, in pixels") {
  const test::TempDir dir;
  // Orthogonal columns of lengths 3, 2 and 0; pixels are half of what comes out.
  write_safetensors(dir / "m.safetensors",
                    {test::raw_floats("a.weight", {4, 3}, {3, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0})}, {});
  std::ofstream(dir / "m.card.json") << R"({"ganscope_card": 1, "latent": {"size": 3},
    "image": {"channels": 1, "height": 2, "width": 2}, "output_range": [-1, 1],
    "layers": [{"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [1, 2, 2]}]})";
  const auto generator = open_differentiable(dir / "m.safetensors", {.device = "cpu"});
  const std::vector<float> z{0.1F, 0.2F, 0.3F};
  const LatentConditioning found = latent_conditioning(*generator, z, {});
  REQUIRE(found.singular_values.size() == 3);
  CHECK(found.singular_values[0] == doctest::Approx(1.5));
  CHECK(found.singular_values[1] == doctest::Approx(1));
  CHECK(found.singular_values[2] == doctest::Approx(0));
  CHECK(found.median_share() == doctest::Approx(2.0 / 3));
  CHECK(LatentConditioning{}.median_share() == 0);
  CHECK(LatentConditioning{{4, 1, 0, 0}}.median_share() == doctest::Approx(0.125));
}
