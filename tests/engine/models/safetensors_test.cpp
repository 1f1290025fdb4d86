#include "engine/models/safetensors.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <fstream>

#include "support/files.hpp"
#include "support/full_disk.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// A file with this header and so many bytes of numbers.
std::string file_of(const std::string& header, std::size_t bytes = 8) {
  const std::uint64_t length = header.size();
  std::string out(8, '\0');
  std::memcpy(out.data(), &length, 8);
  return out + header + std::string(bytes, '\1');
}

std::unique_ptr<TensorFile> open(const std::string& content) {
  return open_safetensors(bytes_of(content, "x.safetensors"));
}

std::string entry(const std::string& name, const std::string& type, const std::string& shape,
                  const std::string& offsets) {
  return "\"" + name + R"(":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets +
         "}";
}

}  // namespace

#define CHECK_REFUSED(content, part) \
  CHECK_THROWS_WITH_AS(static_cast<void>(open(content)), doctest::Contains(part), Error)

TEST_SUITE("safetensors") {
  TEST_CASE("what is written is read again, with its metadata") {
    const test::TempDir folder;
    const auto path = folder / "model.safetensors";
    const std::vector<RawTensor> tensors{test::raw_floats("b.weight", {2, 2}, {1, -2, 0.5F, 1e-7F}),
                                         test::raw_floats("b.bias", {}, {3}),
                                         test::raw_floats("none", {0, 4}, {})};
    write_safetensors(path, tensors,
                      {{std::string(kCardKey), "{\"a\": \"\\\"quoted\\\"\"}"}, {"format", "pt"}});
    const auto file = open_tensor_file(path);
    CHECK(file->container() == "safetensors");
    CHECK(file->card() == "{\"a\": \"\\\"quoted\\\"\"}");
    REQUIRE(file->tensors().size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      const RawTensor read = file->read(i);
      CHECK(read.name == tensors[i].name);
      CHECK(read.shape == tensors[i].shape);
      CHECK(read.bytes == tensors[i].bytes);
    }
    // Numbers begin where a reader that maps the file wants them.
    std::uint64_t length = 0;
    std::memcpy(&length, test::content_of(path).data(), 8);
    CHECK(length % 8 == 0);
    CHECK(test::entries_in(folder.path()) == 1);
  }

  TEST_CASE("halves are written rounded, and refused where they overflow") {
    const RawTensor half = as_float(test::raw_floats("w", {3}, {1, 1.0001F, -65504}), true);
    CHECK(half.type == NumberType::f16);
    CHECK(half.floats() == std::vector<float>{1, 1, -65504});
    CHECK_THROWS_WITH_AS(static_cast<void>(as_float(test::raw_floats("w", {1}, {7e4F}), true)),
                         doctest::Contains("tensor 'w' holds 70000"), Error);
    CHECK(as_float(half, false).floats() == half.floats());
  }

  TEST_CASE("all types that numbers have") {
    const std::pair<const char*, int> types[] = {{"F16", 2}, {"BF16", 2}, {"F32", 4}, {"F64", 8},
                                                 {"I8", 1},  {"I16", 2},  {"I32", 4}, {"I64", 8},
                                                 {"U8", 1},  {"BOOL", 1}};
    for (const auto& [type, bytes] : types) {
      CAPTURE(type);
      const auto file =
          open(file_of("{" + entry("w", type, "[3]", "[0," + std::to_string(3 * bytes) + "]") + "}",
                       3 * static_cast<std::size_t>(bytes)));
      CHECK(file->read(0).floats().size() == 3);
    }
  }

  TEST_CASE("a type that isn't read matters only where the tensor is used") {
    const auto file = open(file_of(
        "{" + entry("w", "F8_E4M3", "[8]", "[0,8]") + "," + entry("v", "F32", "[1]", "[8,12]") + "}", 12));
    CHECK(file->tensors()[0].type == NumberType::other);
    CHECK(file->tensors()[0].type_text() == "F8_E4M3");
    CHECK(file->read(1).floats().size() == 1);
    CHECK_THROWS_WITH_AS(
        static_cast<void>(file->read(0)),
        doctest::Contains("x.safetensors: tensor 'w' holds numbers of the type F8_E4M3; expected f16"),
        Error);
    CHECK_REFUSED(file_of(R"({"w":{"dtype":8,"shape":[8],"data_offsets":[0,8]}})"),
                  "the type 8; expected its name");
  }

  TEST_CASE("a header that contradicts itself or the file") {
    CHECK_REFUSED("abc", "too short");
    CHECK_REFUSED(std::string("\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10), "header announces");
    CHECK_REFUSED(file_of("{").substr(0, 9), "no valid JSON");
    CHECK_REFUSED(file_of("[]"), "no JSON object");
    CHECK_REFUSED(file_of("{}", 0), "it holds no tensors");
    CHECK_REFUSED(file_of("{\"w\":3}"), "expected dtype, shape and data_offsets");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[2]", "[0,4]") + "}"), "4 bytes for 2 numbers of f32");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[2]", "[0,16]") + "}"), "not within the 8 bytes");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[2]", "[8,0]") + "}"), "not within");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[-2]", "[0,8]") + "}"), "the size -2");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[2.5]", "[0,8]") + "}"), "the size 2.5");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[4294967296,4294967296]", "[0,8]") + "}"), "8 bytes for");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[18446744073709551615]", "[0,8]") + "}"), "8 bytes for");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[1]", "[4,8]") + "}"), "begins at byte 4; expected 0");
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[1]", "[0,4]") + "}"), "take 4 bytes of 8");
    CHECK_REFUSED(
        file_of("{" + entry("v", "F32", "[2]", "[0,8]") + "," + entry("w", "F32", "[1]", "[4,8]") + "}"),
        "tensor 'w' begins at byte 4; expected 8");
    CHECK_REFUSED(
        file_of("{" + entry("w", "F32", "[2]", "[0,8]") + "," + entry("w", "F32", "[2]", "[0,8]") + "}"),
        "the key 'w' comes twice");
    CHECK_REFUSED(file_of("{\"__metadata__\":{\"a\":1}," + entry("w", "F32", "[2]", "[0,8]") + "}"),
                  "metadata 'a' is no text");
    std::string rank = "1";
    for (int i = 0; i < 20; ++i) rank += ",1";
    CHECK_REFUSED(file_of("{" + entry("w", "F32", "[" + rank + "]", "[0,4]") + "}"), "21 dimensions");
    CHECK_REFUSED(file_of("{\"w\":" + std::string(5000, '[')), "nested more than 32 deep");
  }

  TEST_CASE("a file cut anywhere is refused, a bit that flips never crashes") {
    const std::string whole = test::content_of(test::model_data("class_add.reference.safetensors"));
    REQUIRE(whole.size() > 200);
    for (std::size_t length = 0; length < whole.size(); ++length)
      CHECK_THROWS_AS(static_cast<void>(open(whole.substr(0, length))), Error);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string flipped = whole;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
      try {
        const auto file = open(flipped);
        for (std::size_t i = 0; i < file->tensors().size(); ++i) static_cast<void>(file->read(i));
      } catch (const Error&) {
      }
    }
  }

  TEST_CASE("a prefix chooses among tensors and leaves") {
    const std::string content = file_of("{" + entry("g.a.weight", "F32", "[1]", "[0,4]") + "," +
                                        entry("d.a.weight", "F32", "[1]", "[4,8]") + "}");
    const auto file = open_safetensors(bytes_of(content, "x"), {.tensor_prefix = "d", .limits = {}});
    REQUIRE(file->tensors().size() == 1);
    CHECK(file->tensors()[0].name == "a.weight");
    CHECK_THROWS_WITH_AS(
        static_cast<void>(open_safetensors(bytes_of(content, "x"), {.tensor_prefix = "f", .limits = {}})),
        doctest::Contains("begins with 'f.' (--tensor-prefix); names begin with g, d"), Error);
  }

  TEST_CASE("a full disk leaves the old file") {
    const test::TempDir folder;
    const auto path = folder / "model.safetensors";
    std::ofstream(path) << "old";
    {
      const test::FullDisk disk(1000);
      CHECK_THROWS_WITH_AS(
          write_safetensors(path, {test::raw_floats("w", {1000}, std::vector<float>(1000))}, {}),
          doctest::Contains("model.safetensors"), Error);
    }
    CHECK(test::content_of(path) == "old");
    CHECK(test::entries_in(folder.path()) == 1);
  }
}
