#include "engine/latent/numpy_file.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/latent_expression.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "support/files.hpp"
#include "support/npz_file.hpp"
#include "support/numpy_bytes.hpp"
#include "support/photographs.hpp"
#include "support/temp_dir.hpp"
#include "support/test_generator.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

const std::vector<double> kSix{1, -2.5, 0, 3e8, 0.1, 6};

void refused(const std::string& bytes, const std::string& why) {
  CAPTURE(bytes);
  CHECK_THROWS_WITH_AS(static_cast<void>(parse_npy(bytes, "z.npy")),
                       doctest::Contains(("cannot read numbers from z.npy: " + why).c_str()), Error);
}

}  // namespace

TEST_CASE("npy: f32 and f64, either byte order, every version, C and Fortran order") {
  for (const char* type : {"<f4", ">f4", "<f8", ">f8", "=f8"})
    for (const int version : {1, 2, 3}) {
      CAPTURE(type);
      CAPTURE(version);
      const bool single = type[2] == '4';
      const NumpyArray array = parse_npy(npy_bytes(kSix, {.type = type, .version = version}), "a");
      CHECK(array.shape == std::vector<std::size_t>{2, 3});
      REQUIRE(array.values.size() == 6);
      for (std::size_t i = 0; i < 6; ++i)
        CHECK(array.values[i] == (single ? static_cast<double>(static_cast<float>(kSix[i])) : kSix[i]));
      // Column by column: (0,0), (1,0), (0,1), ...
      const NumpyArray columns =
          parse_npy(npy_bytes({1, 4, 2, 5, 3, 6}, {.type = type, .version = version, .order = "True"}), "a");
      CHECK(columns.values == std::vector<double>{1, 2, 3, 4, 5, 6});
    }
  CHECK(parse_npy(npy_bytes({7}, {.shape = "()"}), "a").shape.empty());
  CHECK(parse_npy(npy_bytes({7}, {.shape = "(1,)"}), "a").shape == std::vector<std::size_t>{1});
  CHECK(parse_npy(npy_bytes({7}, {.shape = "(1L, 1L)"}), "a").shape == std::vector<std::size_t>{1, 1});
  CHECK(parse_npy(npy_bytes({}, {.shape = "(0, 5)"}), "a").values.empty());
}

TEST_CASE("npy: a Fortran array of three dimensions comes in C order") {
  // value = 100 i + 10 j + k of shape 2x3x4, written with i running fastest.
  std::vector<double> written;
  std::vector<double> wanted;
  for (int k = 0; k < 4; ++k)
    for (int j = 0; j < 3; ++j)
      for (int i = 0; i < 2; ++i) written.push_back(100 * i + 10 * j + k);
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j)
      for (int k = 0; k < 4; ++k) wanted.push_back(100 * i + 10 * j + k);
  CHECK(parse_npy(npy_bytes(written, {.shape = "(2, 3, 4)", .order = "True"}), "a").values == wanted);
}

TEST_CASE("npy: what isn't read is named, and nothing of it is run") {
  refused("", "it does not begin as a NumPy array does");
  refused("\x93NUMPY", "it ends within its header");
  refused(std::string("\x93NUMPY\x09\x00\x00\x00", 10), "it is of NumPy's format 9; expected 1, 2 or 3");
  refused(std::string("\x93NUMPY\x01\x00\xff\xff{", 11), "it ends within its header");
  for (const auto& [type, text] : std::vector<std::pair<std::string, std::string>>{
           {"<i8", "it holds int64 numbers; expected f32 or f64"},
           {"|O", "it holds Python objects, which are not run; expected f32 or f64"},
           {"<f2", "it holds f16 numbers"},
           {"|u1", "it holds uint8 numbers"},
           {"<c16", "it holds complex numbers"},
           {"<U4", "it holds text"},
           {"", "it holds ''"}})
    refused(npy_bytes(kSix, {.type = type}), text);
  refused(npy_header("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }"),
          "it holds records with fields");
  refused(npy_header("{'descr': '<f4', 'fortran_order': False, }"), "its header has no 'shape'");
  refused(npy_header("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (), }"),
          "its header has 'descr' twice");
  refused(npy_header("{'descr': '<f4', 'fortran_order': exit(), 'shape': (), }"),
          "its header is not as NumPy");
  refused(npy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }"),
          "its header is not as NumPy");
  refused(npy_header("{'x\ny': 1}"), "its header has the unknown entry 'x?y'");
  refused(npy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } and more"),
          "its header is not");
  refused(npy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }"),
          "its header has a size beyond all bounds");
  // A shape whose product overflows 64 bits to something small.
  refused(npy_bytes(kSix, {.shape = "(4294967296, 4294967296)"}),
          "its shape 4294967296x4294967296 needs more");
  refused(npy_bytes(kSix, {.shape = "(2, 4)"}), "its shape 2x4 needs more numbers than the file has");
  refused(npy_bytes(kSix, {.shape = "(5,)"}), "it has 24 bytes of numbers; expected 20 for its shape 5");
}

TEST_CASE("npz: stored and deflated, all arrays of numbers") {
  const TempDir dir;
  for (const bool deflated : {false, true}) {
    write_npz(dir / "a.npz",
              {{"z.npy", npy_bytes(kSix, {})},
               {"labels.npy", npy_bytes({1, 2}, {.type = "<i8", .shape = "(2,)"})},
               {"one.npy", npy_bytes({7, 8}, {.type = ">f8", .shape = "(2,)"})},
               {"notes.txt", "no array"}},
              deflated);
    const std::vector<NumpyArray> arrays = parse_npz(content_of(dir / "a.npz"), "a.npz");
    REQUIRE(arrays.size() == 2);
    CHECK(arrays[0].name == "z");
    CHECK(arrays[1].name == "one");
    CHECK(arrays[1].values == std::vector<double>{7, 8});
  }
}

TEST_CASE("npz: broken ones, and those that unpack to too much") {
  const TempDir dir;
  const auto refused_npz = [&](const std::string& why, const NumpyLimits& limits = {}) {
    CAPTURE(why);
    CHECK_THROWS_WITH_AS(static_cast<void>(parse_npz(content_of(dir / "a.npz"), "a.npz", limits)),
                         doctest::Contains(why.c_str()), Error);
  };
  write_npz(dir / "a.npz", {{"z.npy", npy_bytes({1}, {.type = "|O", .shape = "(1,)"})}}, false);
  refused_npz("a.npz: array 'z': it holds Python objects, which are not run");
  write_npz(dir / "a.npz", {{"z.txt", "?"}}, false);
  refused_npz("it holds no arrays");
  write_npz(dir / "a.npz", {{"z.npy", "nothing"}}, false);
  refused_npz("array 'z': it does not begin as a NumPy array does");
  write_npz(dir / "a.npz", {{"z.npy", std::string(10'000'000, '\0')}}, true);
  refused_npz("array 'z': it unpacks to more than", {.bytes = 1'000'000});
  write_npz(dir / "a.npz", {{"a.npy", npy_bytes(kSix, {})}, {"b.npy", npy_bytes(kSix, {})}}, true);
  refused_npz("it has 2 members; expected at most 1", {.arrays = 1});
  std::filesystem::resize_file(dir / "a.npz", 60);
  refused_npz("broken .npz");
  test::write_bytes(dir / "a.npz", "neither");
  refused_npz("broken .npz");
}

TEST_CASE("anchors of .npy and .npz: one latent, many, with the dimensions that convolutions take") {
  const TempDir dir;
  const LatentSpace space = normal_space(3);
  const auto read = [&](const char* shape) {
    test::write_bytes(dir / "my z.npy", npy_bytes(kSix, {.type = "<f8", .shape = shape}));
    return read_anchor_file(dir / "my z.npy", space);
  };
  const std::vector<Anchor> two{{"my_z", {1, -2.5, 0}}, {"my_z_2", {3e8, 0.1, 6}}};
  for (const char* shape : {"(2, 3)", "(2, 3, 1, 1)", "(2, 1, 3)"}) CHECK(read(shape) == two);
  test::write_bytes(dir / "one.npy", npy_bytes({1, 2, 3}, {.shape = "(3, 1, 1)"}));
  CHECK(read_anchor_file(dir / "one.npy", space) == std::vector<Anchor>{{"one", {1, 2, 3}}});
  CHECK_THROWS_WITH_AS(static_cast<void>(read("(3, 2)")),
                       doctest::Contains("my z.npy: its shape is 3x2; expected 3 or Nx3"), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(read("(6,)")), doctest::Contains("its shape is 6; expected"), Error);
  write_npz(
      dir / "a.npz",
      {{"w.npy", npy_bytes({1, 2, 3}, {.shape = "(3,)"})}, {"im.npy", npy_bytes({1, 2}, {.shape = "(2,)"})}},
      true);
  CHECK(read_anchor_file(dir / "a.npz", space) == std::vector<Anchor>{{"a", {1, 2, 3}}});
  write_npz(dir / "b.npz",
            {{"w.npy", npy_bytes({1, 2, 3}, {.shape = "(3,)"})}, {"z.npy", npy_bytes(kSix, {})}}, true);
  const std::vector<Anchor> named = read_anchor_file(dir / "b.npz", space);
  REQUIRE(named.size() == 3);
  CHECK(named[2].name == "z_2");
  CHECK(parse_latent((dir / "b.npz").string() + "#z", {space, {}}) == named[1].latent);
  // z's second and an array z_2 are both called z_2: the later one gets a number more.
  write_npz(dir / "d.npz",
            {{"z.npy", npy_bytes(kSix, {})}, {"z_2.npy", npy_bytes({1, 2, 3}, {.shape = "(3,)"})}}, true);
  std::vector<std::string> names;
  for (const Anchor& anchor : read_anchor_file(dir / "d.npz", space)) names.push_back(anchor.name);
  CHECK(names == std::vector<std::string>{"z", "z_2", "z_2_2"});
  write_npz(dir / "c.npz", {{"im.npy", npy_bytes({1, 2}, {.shape = "(2,)"})}}, true);
  CHECK_THROWS_WITH_AS(static_cast<void>(read_anchor_file(dir / "c.npz", space)),
                       doctest::Contains("its shape is 2 ('im'); expected 3 or Nx3"), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(read_anchor_file(dir / "none.npy", space)),
                       doctest::Contains("none.npy: no such file"), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(read_anchor_file(dir.path(), space)),
                       doctest::Contains("it is a folder"), Error);
  test::write_bytes(dir / "text.npy", "[1, 2, 3]");
  CHECK_THROWS_WITH_AS(static_cast<void>(read_anchor_file(dir / "text.npy", space)),
                       doctest::Contains("it begins neither as a NumPy array"), Error);
}

TEST_CASE("many latents of a file with a long name have names that an expression can use") {
  const TempDir dir;
  const LatentSpace space = normal_space(1);
  for (const std::string& stem : {std::string(90, 'x'), std::string("1") + std::string(90, 'y')}) {
    CAPTURE(stem);
    const std::filesystem::path path = dir / (stem + ".npy");
    test::write_bytes(path, npy_bytes(std::vector<double>(1000, 1), {.type = "<f8", .shape = "(1000, 1)"}));
    const std::vector<Anchor> read = read_anchor_file(path, space);
    REQUIRE(read.size() == 1000);
    for (const Anchor& anchor : read) CHECK(is_anchor_name(anchor.name));
    CHECK(read[999].name.ends_with("_1000"));
  }
  // As many of one long name are written so that they can be read.
  CHECK(as_anchor_name(std::string(64, 'x')) == std::string(64, 'x'));
  CHECK(as_anchor_name(std::string(80, '1')).size() == 64);
  const std::vector<Anchor> same(1000, Anchor{std::string(64, 'x'), {1}});
  write_anchor_file(dir / "same.json", same, {"m"});
  CHECK(read_anchor_file(dir / "same.json", space).size() == 1000);
}

TEST_CASE("latents that f32 cannot hold are refused by name, wherever they come from") {
  const TempDir dir;
  const LatentSpace space = normal_space(3);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const auto& [bad, text] :
       std::vector<std::pair<double, std::string>>{{nan, "nan"}, {-infinity, "-inf"}, {1e39, "1e+39"}}) {
    CAPTURE(text);
    test::write_bytes(dir / "z.npy", npy_bytes({1, 2, 3, 4, bad, 6}, {.type = "<f8"}));
    CHECK_THROWS_WITH_AS(
        static_cast<void>(read_anchor_file(dir / "z.npy", space)),
        doctest::Contains(("z.npy: latent 2 holds " + text + ", which f32 cannot hold").c_str()), Error);
    // And what geometry makes of good ones.
    TestGenerator generator({.space = space, .shape = {1, 2, 2}});
    const std::vector<Latent> latents{{1, bad, 3}};
    CHECK_THROWS_WITH_AS(static_cast<void>(generated_images(generator, latents)),
                         doctest::Contains(("a latent holds " + text).c_str()), Error);
  }
}
