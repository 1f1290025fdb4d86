#include "view/capture/png.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "core/error.hpp"
#include "support/temp_dir.hpp"
#include "view/capture/test_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

Image gradient(int width, int height) {
  Image image{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (const int value : {x * 7, y * 11, x * y})
        image.rgb.push_back(static_cast<std::uint8_t>(value & 0xff));
  return image;
}

/// What read_png says about these bytes; empty when it reads them.
std::string complaint(const std::filesystem::path& path, const std::string& bytes) {
  write_bytes(path, bytes);
  try {
    const Image image = read_png(path);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct Sample {
  const char* name;
  const char* file;
  const char* rgb;
};

// 3x2 pixels each, made with Python's zlib and struct, not with the library under test.
constexpr std::array kSamples = {
    Sample{"RGB, 8 bit",
           "89504e470d0a1a0a0000000d49484452000000030000000208020000001216f14d000000184944415478da63f8"
           "cfc0c000c15c227227528cfeffff0f003c19079507c2ad920000000049454e44ae426082",
           "ff000000ff000000ff0a141ec86432ffffff"},
    Sample{"RGB, 16 bit, interlaced",
           "89504e470d0a1a0a0000000d494844520000000300000002100200000135811d98000000204944415478da63f8"
           "ff9f0106c04c30c1c52522222777e2444a8a91d17f300000e8a80f2901723eb30000000049454e44ae426082",
           "ff000000ff000000ff0a141ec86432ffffff"},
    Sample{"RGBA, 8 bit, interlaced",
           "89504e470d0a1a0a0000000d4948445200000003000000020806000001ea73568c0000001f4944415478da63f8"
           "cfc000440cff1b20349788dcff132946c6ffffff3f030080a60b128a9a291d0000000049454e44ae426082",
           "ff00000000000000800a141e28140acccccc"},
    Sample{"RGBA, 16 bit",
           "89504e470d0a1a0a0000000d4948445200000003000000021006000000cde4ba590000002b4944415478da63f8"
           "ff9f010840248405e135343070718988c8c9fdff7fe2444a8a9191b1f17f3038730600d0741623393b127b0000"
           "000049454e44ae426082",
           "ff00000000000000800a141e28140acccccc"},
    Sample{"grey, 1 bit",
           "89504e470d0a1a0a0000000d4948445200000003000000020100000000b50f5bb70000000c4944415478da6370"
           "60580000016400e1afc70c800000000049454e44ae426082",
           "000000ffffff000000ffffff000000ffffff"},
    Sample{"grey, 4 bit",
           "89504e470d0a1a0a0000000d49484452000000030000000204000000007defd4c70000000e4944415478da6360"
           "3460c8f900000293018ee92023180000000049454e44ae426082",
           "000000111111333333666666ccccccffffff"},
    Sample{"grey, 16 bit",
           "89504e470d0a1a0a0000000d4948445200000003000000021000000000e88fe585000000164944415478da6360"
           "601014343666484b3b73e6ff7f0011c904eb24b79c200000000049454e44ae426082",
           "000000111111333333666666ccccccffffff"},
    Sample{"grey and alpha, 8 bit",
           "89504e470d0a1a0a0000000d4948445200000003000000020804000000377dae91000000164944415478da6360"
           "f82fc860dcc090f6ff8cf1ff3300207a05f368fd3a380000000049454e44ae426082",
           "0000000000001a1a1a666666292929cccccc"},
    Sample{"palette, 4 bit, with transparency",
           "89504e470d0a1a0a0000000d49484452000000030000000204030000006f5a7b2900000012504c5445ff000000"
           "ff000000ff0a141ec86432ffffff3e33f9f60000000374524e53ffff00d7ca0d410000000e4944415478da6360"
           "546030090000014300a6c3a5112b0000000049454e44ae426082",
           "ff000000ff000000000a141ec86432ffffff"},
};

}  // namespace

TEST_CASE("png: what was written is read back") {
  const TempDir dir;
  for (const auto& [width, height] : {std::pair{1, 1}, {3, 2}, {257, 131}}) {
    const Image image = gradient(width, height);
    write_png(dir / "a.png", image);
    const Image back = read_png(dir / "a.png");
    CHECK(back.width == width);
    CHECK(back.height == height);
    CHECK(back.rgb == image.rgb);
  }
  CHECK_FALSE(std::filesystem::exists(dir / "a.png.part"));
}

TEST_CASE("png: text goes into tEXt, or iTXt beyond ASCII, before the pixels") {
  const TempDir dir;
  const Image image = gradient(5, 4);
  write_png(dir / "a.png", image, {{"Command", "ganscope toy --seed 7"}, {"Title", "Kreis \xc3\xa4"}});
  const std::string bytes = read_bytes(dir / "a.png");
  const std::size_t command = bytes.find(std::string("tEXtCommand\0ganscope toy --seed 7", 33));
  const std::size_t title = bytes.find(std::string("iTXtTitle\0\0\0\0\0Kreis \xc3\xa4", 22));
  CHECK(command != std::string::npos);
  CHECK(title != std::string::npos);
  CHECK(command < bytes.find("IDAT"));
  CHECK(title < bytes.find("IDAT"));
  CHECK(read_png(dir / "a.png").rgb == image.rgb);  // which checks every checksum
}

TEST_CASE("png: keys that the format forbids and pictures that are none are refused") {
  const TempDir dir;
  const Image image = gradient(5, 4);
  for (const std::string& key : {std::string(), std::string(" a"), std::string("a "), std::string(80, 'k'),
                                 std::string("a\nb"), std::string("\xc3\xa4")})
    CHECK_THROWS_AS(write_png(dir / "a.png", image, {{key, "x"}}), Error);
  CHECK_THROWS_AS(write_png(dir / "a.png", Image{}), Error);
  CHECK_THROWS_AS(write_png(dir / "a.png", Image{5, 5, image.rgb}), Error);
  CHECK(std::filesystem::is_empty(dir.path()));
}

TEST_CASE("png: a place that cannot be written is named and the old file stands") {
  const TempDir dir;
  write_bytes(dir / "file", "x");
  const std::filesystem::path path = dir.path() / "file" / "a.png";
  CHECK_THROWS_WITH_AS(write_png(path, gradient(4, 4)), doctest::Contains(path.c_str()), Error);
  std::filesystem::create_directory(dir / "b.png.part");  // takes the temporary file's place
  write_bytes(dir / "b.png", "old");
  CHECK_THROWS_AS(write_png(dir / "b.png", gradient(4, 4)), Error);
  CHECK(read_bytes(dir / "b.png") == "old");
}

TEST_CASE("png: every colour type, depth and interlacing becomes RGB over black") {
  const TempDir dir;
  for (const Sample& sample : kSamples) {
    CAPTURE(sample.name);
    write_bytes(dir / "a.png", from_hex(sample.file));
    const Image image = read_png(dir / "a.png");
    CHECK(image.width == 3);
    CHECK(image.height == 2);
    const std::string expected = from_hex(sample.rgb);
    CHECK(std::string(image.rgb.begin(), image.rgb.end()) == expected);
  }
}

TEST_CASE("png: what is wrong with a file is told, with its path") {
  const TempDir dir;
  const std::filesystem::path path = dir / "a.png";
  CHECK_THROWS_WITH_AS((void)read_png(path), doctest::Contains("No such file"), Error);
  CHECK_THROWS_WITH_AS((void)read_png(dir.path()), doctest::Contains("folder"), Error);
  const std::string whole = from_hex(kSamples[0].file);
  CHECK(complaint(path, whole).empty());
  CHECK(contains(complaint(path, ""), "it is empty"));
  CHECK(contains(complaint(path, "GIF89a and more"), "not a PNG"));
  CHECK(contains(complaint(path, whole.substr(0, 40)), "truncated"));
  CHECK(contains(complaint(path, whole.substr(0, 40)), path.string()));
  std::string broken = whole;
  broken[45] = static_cast<char>(broken[45] ^ 4);
  CHECK(contains(complaint(path, broken), "broken"));
  CHECK(complaint(path, whole + "trailing bytes").empty());
}

TEST_CASE("png: no truncation and no flipped bit goes unnoticed") {
  const TempDir dir;
  const std::filesystem::path path = dir / "a.png";
  for (const std::size_t which : {std::size_t{1}, kSamples.size() - 1}) {
    const std::string whole = from_hex(kSamples[which].file);
    for (std::size_t length = 0; length < whole.size(); ++length) {
      CAPTURE(length);
      CHECK_FALSE(complaint(path, whole.substr(0, length)).empty());
    }
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
      CAPTURE(bit);
      std::string flipped = whole;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      CHECK_FALSE(complaint(path, flipped).empty());
    }
  }
}

TEST_CASE("png: sound checksums around wrong contents are still an error") {
  const TempDir dir;
  // IHDR says 3x2, IDAT holds one row of RGB (made as the samples are).
  const std::string short_data = from_hex(
      "89504e470d0a1a0a0000000d49484452000000030000000208020000001216f14d0000000b4944415478da6360"
      "8401000037000aa30a88e10000000049454e44ae426082");
  CHECK(contains(complaint(dir / "a.png", short_data), "broken"));
  // IHDR says 1000000x1000000: refused before memory is asked for.
  const std::string huge = from_hex(
      "89504e470d0a1a0a0000000d49484452000f4240000f42400802000000d30faf2a0000000b4944415478da6360"
      "800100000a0001ec2403b90000000049454e44ae426082");
  CHECK_FALSE(complaint(dir / "a.png", huge).empty());
}
