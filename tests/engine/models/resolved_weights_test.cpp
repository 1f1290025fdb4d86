#include "engine/models/resolved_weights.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

#include "core/error.hpp"
#include "engine/models/safetensors.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

RawTensor floats(const std::string& name, TensorShape shape, const std::vector<float>& values) {
  RawTensor out{.name = name, .type = NumberType::f32, .shape = std::move(shape), .bytes = {}};
  out.bytes.resize(values.size() * 4);
  std::memcpy(out.bytes.data(), values.data(), out.bytes.size());
  return out;
}

/// A file of these tensors as it opens.
std::unique_ptr<TensorFile> file_of(const std::vector<RawTensor>& tensors) {
  const test::TempDir folder;
  write_safetensors(folder / "x.safetensors", tensors, {});
  return open_tensor_file(folder / "x.safetensors");  // open files outlive their names
}

std::vector<std::string> names_of(const TensorFile& file) {
  std::vector<std::string> names;
  for (const TensorInfo& info : file.tensors()) names.push_back(info.name);
  return names;
}

std::vector<float> numbers(const TensorFile& file, const std::string& name) {
  return file.read(file.find(name).value()).floats();
}

void check_near(const std::vector<float>& values, const std::vector<float>& expected) {
  REQUIRE(values.size() == expected.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(values[i] == doctest::Approx(expected[i]).epsilon(1e-6));
}

}  // namespace

TEST_SUITE("weights under a norm") {
  TEST_CASE("spectral norm divides by u' W v, by old and new names") {
    for (const bool old : {true, false}) {
      const std::string in = old ? "a.weight_" : "a.parametrizations.weight.";
      const auto file = file_of({floats("a.bias", {2}, {0, 0}),
                                 floats(in + (old ? "orig" : "original"), {2, 3}, {2, 0, 0, 0, 1, 0}),
                                 floats(in + (old ? "u" : "0._u"), {2}, {1, 0}),
                                 floats(in + (old ? "v" : "0._v"), {3}, {1, 0, 0})});
      CHECK(names_of(*file) == std::vector<std::string>{"a.bias", "a.weight"});
      check_near(numbers(*file, "a.weight"), {1, 0, 0, 0, 0.5F, 0});
      // A card that names a part means what it stands for.
      CHECK(file->find(in + (old ? "orig" : "original")) == file->find("a.weight"));
      REQUIRE(file->notes().size() == 1);
      CHECK(file->notes()[0] == "took what spectral norm makes of its parts as a.weight");
    }
  }

  TEST_CASE("rows of a transposed convolution's matrix are its second dimension") {
    // 2 x 1 x 1 x 1: u has 1 number.
    const auto file = file_of({floats("weight_orig", {2, 1, 1, 1}, {3, 4}), floats("weight_u", {1}, {1}),
                               floats("weight_v", {2}, {0.6F, 0.8F})});
    check_near(numbers(*file, "weight"), {0.6F, 0.8F});
    // 2 x 2: both fit, and only one gives the largest singular value.
    const auto square = file_of({floats("weight_orig", {2, 2}, {0, 4, 1, 0}), floats("weight_u", {2}, {0, 1}),
                                 floats("weight_v", {2}, {1, 0})});
    check_near(numbers(*square, "weight"), {0, 1, 0.25F, 0});
  }

  TEST_CASE("old versions kept no v, or the divided weight itself") {
    const auto without = file_of({floats("weight_orig", {1, 2}, {3, 4}), floats("weight_u", {1}, {1})});
    check_near(numbers(*without, "weight"), {0.6F, 0.8F});
    const auto beside = file_of({floats("weight", {1, 2}, {7, 8}), floats("weight_orig", {1, 2}, {3, 4}),
                                 floats("weight_u", {1}, {1})});
    CHECK(names_of(*beside) == std::vector<std::string>{"weight"});
    check_near(numbers(*beside, "weight"), {7, 8});
  }

  TEST_CASE("weight norm takes lengths over the dimensions in which g has one number") {
    const std::vector<float> v{3, 4, 0, 5};
    check_near(numbers(*file_of({floats("a.weight_g", {2, 1}, {10, 1}), floats("a.weight_v", {2, 2}, v)}),
                       "a.weight"),
               {6, 8, 0, 1});
    check_near(numbers(*file_of({floats("a.parametrizations.weight.original0", {1, 2}, {3, 1}),
                                 floats("a.parametrizations.weight.original1", {2, 2}, v)}),
                       "a.weight"),
               {3, 4 / std::sqrt(41.F), 0, 5 / std::sqrt(41.F)});
    check_near(numbers(*file_of({floats("weight_g", {}, {std::sqrt(50.F)}), floats("weight_v", {2, 2}, v)}),
                       "weight"),
               v);
    check_near(
        numbers(*file_of({floats("weight_g", {2, 1}, {10, 1}), floats("weight_v", {2, 2}, {0, 0, 0, 5})}),
                "weight"),
        {0, 0, 0, 1});
  }

  TEST_CASE("parts that don't fit stay as they are, and are said") {
    const auto file = file_of(
        {floats("a.weight_orig", {2, 3}, {1, 2, 3, 4, 5, 6}), floats("a.weight_u", {5}, {1, 0, 0, 0, 0})});
    CHECK(names_of(*file).size() == 2);
    REQUIRE(file->notes().size() == 1);
    CHECK(file->notes()[0].find("'a.weight_orig' looks like spectral norm") != std::string::npos);
    const std::string two = "a.parametrizations.weight.";
    CHECK(names_of(*file_of({floats(two + "original", {1, 1}, {1}), floats(two + "0._u", {1}, {1}),
                             floats(two + "0._v", {1}, {1}), floats(two + "1.base", {1}, {1})}))
              .size() == 4);
    CHECK(names_of(*file_of({floats("x_g", {2}, {1, 2}), floats("x_v", {3}, {1, 2, 3})})).size() == 2);
  }

  TEST_CASE("a sigma of zero and broken parts are refused by name") {
    const auto zero = file_of({floats("a.weight_orig", {1, 2}, {0, 0}), floats("a.weight_u", {1}, {1})});
    CHECK_THROWS_WITH_AS(static_cast<void>(zero->read(0)),
                         doctest::Contains("'a.weight' is under spectral norm with a sigma of 0"), Error);
    const auto nan = file_of({floats("a.weight_g", {1}, {NAN}), floats("a.weight_v", {1}, {1})});
    CHECK_THROWS_WITH_AS(static_cast<void>(nan->read(0)),
                         doctest::Contains("tensor 'a.weight_g' holds 1 NaN"), Error);
  }

  TEST_CASE("names with what wrappers put into them are found without it, and the other way round") {
    const auto file = file_of({floats("a.weight", {1}, {1}), floats("b.module.weight", {1}, {2})});
    CHECK(file->find("module.a.weight") == 0U);
    CHECK(file->find("_orig_mod.module.a.weight") == 0U);
    CHECK(file->find("module.b.module.weight") == 1U);
    CHECK_FALSE(file->find("b.weight"));
    const auto kept = file_of({floats("module.a.weight", {1}, {1}), floats("other.weight", {1}, {1})});
    CHECK(kept->find("a.weight") == 0U);
  }
}
