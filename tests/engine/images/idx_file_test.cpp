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

TEST_CASE("idx set: the names that people have are found, in ours, torchvision's and other folders") {
  const std::string labels{7, 0, 9};
  for (const bool gzip : {false, true})
    for (const char* folder : {"mnist", "MNIST/raw", "MNIST", "mnist/raw", "raw", "gzip", "."}) {
      CAPTURE(folder);
      const test::TempDir dir;
      make_set(dir.path() / folder, 3, labels, gzip);
      CHECK(open_image_set("mnist", {.data_dir = dir.path()})->labels == std::vector<int>{7, 0, 9});
      // With the dot that some unpackers make of the second dash.
      for (const auto& entry : std::filesystem::directory_iterator(dir.path() / folder)) {
        std::string name = entry.path().filename().string();
        name.replace(name.find("-idx"), 1, ".");
        std::filesystem::rename(entry.path(), entry.path().parent_path() / name);
      }
      CHECK(open_image_set("mnist", {.data_dir = dir.path()})->count == 3);
    }
  for (const auto& [name, folder] : std::vector<std::pair<std::string, std::string>>{
           {"fashion-mnist", "FashionMNIST/raw"}, {"kmnist", "KMNIST/raw"}, {"kmnist", "kmnist"}}) {
    const test::TempDir dir;
    make_set(dir.path() / folder, 3, labels, false);
    CHECK(open_image_set(name, {.data_dir = dir.path()})->count == 3);
    // The same names in another set's folder are another set.
    CHECK_THROWS_AS(static_cast<void>(open_image_set("mnist", {.data_dir = dir.path()})), Error);
    CHECK_THROWS_AS(static_cast<void>(open_image_set("mnist", {.data_dir = dir.path() / folder})), Error);
    CHECK(open_image_set(name, {.data_dir = dir.path() / folder})->count == 3);
  }
}

TEST_CASE("idx set: what was looked for where is told, and the half that is there") {
  const test::TempDir dir;
  make_set(dir.path() / "mnist", 3, std::string{7, 0, 9}, false);
  std::filesystem::remove(dir.path() / "mnist/train-labels-idx1-ubyte");
  const std::string place = dir.path().string();
  for (const std::string& part : std::vector<std::string>{
           "cannot find mnist: looked for train-images-idx3-ubyte or train-images.idx3-ubyte with "
           "train-labels-idx1-ubyte or train-labels.idx1-ubyte, each plain or .gz, in ",
           place + "/mnist, ", place + "/MNIST/raw, ", place + "/raw, ",
           "train-images-idx3-ubyte is there without train-labels-idx1-ubyte"})
    CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("mnist", {.data_dir = dir.path()})),
                         doctest::Contains(part.c_str()), Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("emnist-letters", {.data_dir = dir.path()})),
                       doctest::Contains("emnist-letters-train-images-idx3-ubyte"), Error);
}

TEST_CASE("idx set: EMNIST by its splits, upright, with classes from 0") {
  const test::TempDir dir;
  const std::filesystem::path raw = dir.path() / "EMNIST/raw";
  std::filesystem::create_directories(raw);
  const auto put = [&](const std::string& split, const std::string& labels) {
    // Only the stored row 2 is white: upright that is column 2.
    std::string pixels(labels.size() * 784, '\0');
    for (std::size_t i = 0; i < labels.size(); ++i)
      for (std::size_t x = 0; x < 28; ++x) pixels[784 * i + 2 * 28 + x] = '\x7f';
    for (const char* half : {"train", "test"}) {
      const std::string stem = "emnist-" + split + "-" + half;
      write_gzip(raw / (stem + "-images-idx3-ubyte.gz"),
                 idx({static_cast<int>(labels.size()), 28, 28}, pixels));
      write(raw / (stem + "-labels-idx1-ubyte"), idx({static_cast<int>(labels.size())}, labels));
    }
  };
  const auto open = [&](const std::string& split, Split half = Split::train) {
    return open_image_set("emnist-" + split, {.split = half, .data_dir = dir.path()});
  };
  put("letters", {1, 26, 2});
  const ImageSetPtr letters = open("letters");
  CHECK(letters->labels == std::vector<int>{0, 25, 1});
  CHECK(letters->class_names.size() == 26);
  CHECK(letters->class_names[25] == "z");
  for (std::size_t y = 0; y < 28; ++y)
    for (std::size_t x = 0; x < 28; ++x) CHECK(letters->image(1)[28 * y + x] == (x == 2 ? 0x7f : 0));
  CHECK(open("letters", Split::test)->count == 3);
  put("letters", {0, 25});  // written anew by someone who counts from 0
  CHECK(open("letters")->labels == std::vector<int>{0, 25});
  put("letters", {0, 26});
  CHECK_THROWS_WITH_AS(
      static_cast<void>(open("letters")),
      doctest::Contains("label 26 of image 1; expected 0 to 25, the 26 classes of emnist-letters"), Error);
  put("letters", {1, 27});
  CHECK_THROWS_WITH_AS(static_cast<void>(open("letters")), doctest::Contains("expected 1 to 26"), Error);
  for (const auto& [split, classes] : std::vector<std::pair<std::string, int>>{
           {"balanced", 47}, {"bymerge", 47}, {"byclass", 62}, {"digits", 10}, {"mnist", 10}}) {
    CAPTURE(split);
    put(split, {0, static_cast<char>(classes - 1)});
    CHECK(open(split)->labels == std::vector<int>{0, classes - 1});
    CHECK(open(split)->class_names.size() == static_cast<std::size_t>(classes));
    put(split, {0, static_cast<char>(classes)});
    CHECK_THROWS_AS(static_cast<void>(open(split)), Error);
  }
  put("byclass", {0, 61});
  CHECK(open("byclass", Split::test)->class_names.back() == "z");
}

TEST_CASE("idx set: missing files say how to get them, wrong ones what is wrong") {
  const test::TempDir dir;
  const ImageSetOptions options{.data_dir = dir.path()};
  CHECK_THROWS_WITH_AS(
      static_cast<void>(open_image_set("mnist", options)),
      doctest::Contains(
          ("'ganscope data mnist --get --data-dir " + dir.path().string() + "' gets it").c_str()),
      Error);
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
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("mnits")), doctest::Contains("did you mean 'mnist'"),
                       UsageError);
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("folder:")), doctest::Contains("folder:DIR"),
                       UsageError);
  CHECK_THROWS_AS(static_cast<void>(open_image_set("zip:a.zip")), UsageError);
}
