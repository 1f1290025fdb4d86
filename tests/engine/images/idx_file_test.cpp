#include "engine/images/idx_file.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <fstream>

#include "core/error.hpp"
#include "engine/images/image_set.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

std::string idx(const std::vector<int>& sizes, const std::string& values, char type = 8) {
  std::string bytes{0, 0, type, static_cast<char>(sizes.size())};
  for (const int size : sizes)
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift);
  return bytes + values;
}

std::filesystem::path write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::filesystem::path write_gzip(const std::filesystem::path& path, const std::string& bytes) {
  const gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
  return path;
}

void fails(const std::filesystem::path& path, const char* why) {
  CAPTURE(why);
  CHECK_THROWS_WITH_AS(static_cast<void>(read_idx(path)), doctest::Contains(why), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(read_idx(path)), doctest::Contains(path.filename().c_str()), Error);
}

/// Four files as a data set has them, `count` images of 28 x 28 in each half.
void make_set(const std::filesystem::path& folder, int count, const std::string& labels, bool gzip) {
  std::filesystem::create_directories(folder);
  for (const std::string stem : {"train", "t10k"}) {
    const std::string pixels(static_cast<std::size_t>(count) * 784, stem == "train" ? '\x10' : '\x20');
    const auto put = [&](const std::string& name, const std::string& bytes) {
      if (gzip)
        write_gzip(folder / (name + ".gz"), bytes);
      else
        write(folder / name, bytes);
    };
    put(stem + "-images-idx3-ubyte", idx({count, 28, 28}, pixels));
    put(stem + "-labels-idx1-ubyte", idx({static_cast<int>(labels.size())}, labels));
  }
}

}  // namespace

TEST_CASE("idx: plain and gzipped files read the same") {
  const test::TempDir dir;
  const std::string bytes = idx({2, 1, 3}, "abcdef");
  for (const auto& path : {write(dir.path() / "a", bytes), write_gzip(dir.path() / "a.gz", bytes)}) {
    const IdxFile file = read_idx(path);
    CHECK(file.sizes == std::vector<int>{2, 1, 3});
    CHECK(std::string(file.values.begin(), file.values.end()) == "abcdef");
  }
}

TEST_CASE("idx: what is wrong is said with the file's name") {
  const test::TempDir dir;
  fails(dir.path() / "missing", "No such file");
  fails(write(dir.path() / "empty", ""), "ends within its magic number");
  fails(write(dir.path() / "text", "hello, this is text"), "magic number is 0x68656c6c");
  fails(write(dir.path() / "floats", idx({2}, "abcdabcd", 0x0D)), "magic number is 0x00000d01");
  fails(write(dir.path() / "short", idx({2, 2}, "abc")), "promises 4");
  fails(write(dir.path() / "long", idx({2, 2}, "abcde")), "goes on after the 4 values");
  fails(write(dir.path() / "none", idx({0}, "")), "dimension 1 is 0");
  fails(write(dir.path() / "huge", idx({2'000'000'000, 2'000'000'000}, "abc")), "at most 4 GiB");
  fails(write(dir.path() / "lies", idx({1'000'000'000}, "abc")), "promises 1000000000");
  write_gzip(dir.path() / "cut.gz", idx({1000}, std::string(1000, 'x')));
  std::filesystem::resize_file(dir.path() / "cut.gz", 25);
  CHECK_THROWS_AS(static_cast<void>(read_idx(dir.path() / "cut.gz")), Error);
  std::filesystem::create_directory(dir.path() / "folder");
  fails(dir.path() / "folder", "it is a folder");
}

TEST_CASE("idx set: found by name in the data directory, plain or gzipped, train and test apart") {
  for (const bool gzip : {false, true}) {
    const test::TempDir dir;
    make_set(dir.path() / "mnist", 3, std::string{7, 0, 9}, gzip);
    const ImageSetPtr train = open_image_set("mnist", {.data_dir = dir.path()});
    CHECK(train->count == 3);
    CHECK(train->labels == std::vector<int>{7, 0, 9});
    CHECK(train->class_names.size() == 10);
    CHECK(train->image(2)[0] == 0x10);
    CHECK(open_image_set("mnist", {.split = Split::test, .data_dir = dir.path()})->image(0)[0] == 0x20);
    const ImageStack two = take_images(*train, std::vector<std::int64_t>{2, 0});
    CHECK(two.count == 2);
    CHECK(two.values.size() == 2 * 784);
  }
}

TEST_CASE("idx set: missing files say how to get them, wrong ones what is wrong") {
  const test::TempDir dir;
  const ImageSetOptions options{.data_dir = dir.path()};
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("mnist", options)),
                       doctest::Contains("scripts/get_data.sh mnist"), Error);
  make_set(dir.path() / "mnist", 3, std::string{7, 0}, false);
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("mnist", options)),
                       doctest::Contains("it has 2 values; expected 3"), Error);
  make_set(dir.path() / "mnist", 3, std::string{7, 10, 0}, false);
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("mnist", options)),
                       doctest::Contains("label 10 of image 1"), Error);
  write(dir.path() / "mnist" / "train-images-idx3-ubyte", idx({1, 2, 2}, "abcd"));
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("mnist", options)),
                       doctest::Contains("1x2x2 values; expected 1x28x28"), Error);
}

TEST_CASE("image sets: unknown names are refused with the known ones") {
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("mnits")),
                       doctest::Contains("did you mean 'mnist'"), UsageError);
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("folder:")), doctest::Contains("folder:DIR"), UsageError);
  CHECK_THROWS_AS(static_cast<void>(open_image_set("zip:a.zip")), UsageError);
}
