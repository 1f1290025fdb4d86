#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/rng.hpp"
#include "engine/images/image_set.hpp"
#include "engine/images/image_statistics.hpp"
#include "support/files.hpp"
#include "support/more_pictures.hpp"
#include "support/photographs.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// fruit/apple/1.jpg, fruit/apple/2.JPEG, leek/3.png, each of another size.
void make_photos(const std::filesystem::path& folder) {
  test::write_bytes(folder / "fruit/apple/1.jpg", test::jpeg_bytes(test::quarters(100, 80)));
  test::write_bytes(folder / "fruit/apple/2.JPEG", test::jpeg_bytes(test::quarters(30, 90)));
  test::write_png_file(folder / "leek/3.png", test::quarters(16, 16));
  test::write_bytes(folder / "leek/notes.txt", "no picture");
  test::write_bytes(folder / "leek/.hidden.jpg", "no picture");
}

ImageSetPtr open(const test::TempDir& dir, const std::string& name, int size = 16) {
  return open_image_set(name, {.size = size, .cache_dir = dir.path() / "cache"});
}

std::string folder_name(const test::TempDir& dir) { return "folder:" + (dir.path() / "photos").string(); }

/// What the log says while one lives.
class Listening {
 public:
  Listening() : before_(set_log_sink([this](LogLevel, std::string_view text) { text_ += text; })) {}
  ~Listening() { set_log_sink(before_); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  LogSink before_;
};

}  // namespace

TEST_CASE("folder: all photographs below it, sorted, with their folders as classes") {
  const test::TempDir dir;
  make_photos(dir.path() / "photos");
  const ImageSetPtr set = open(dir, folder_name(dir));
  CHECK(set->count == 3);
  CHECK(set->channels == 3);
  CHECK(set->width == 16);
  CHECK(set->class_names == std::vector<std::string>{"fruit/apple", "leek"});
  CHECK(set->labels == std::vector<int>{0, 0, 1});
  CHECK(set->unreadable.empty());
  for (int i = 0; i < 3; ++i) {
    const auto image = set->image(i);  // red in the corner at the top left
    CHECK(image[0] > 240);
    CHECK(image[256] < 15);
  }
}

TEST_CASE("folder: the second time no photograph is read, until one changes") {
  const test::TempDir dir;
  make_photos(dir.path() / "photos");
  const ImageSetPtr first = open(dir, folder_name(dir));
  // Same size and time, other content: only a cache can still know the picture.
  const std::filesystem::path apple = dir.path() / "photos/fruit/apple/1.jpg";
  const auto time = std::filesystem::last_write_time(apple);
  const std::string bytes = test::content_of(apple);
  std::ofstream(apple, std::ios::binary) << std::string(bytes.size(), 'x');
  std::filesystem::last_write_time(apple, time);
  const ImageSetPtr second = open(dir, folder_name(dir));
  CHECK(std::equal(first->values.begin(), first->values.end(), second->values.begin(), second->values.end()));
  CHECK(second->labels == first->labels);
  CHECK(second->class_names == first->class_names);
  // Now it is seen.
  std::filesystem::last_write_time(apple, time + std::chrono::seconds(5));
  Listening log;
  CHECK(open(dir, folder_name(dir))->count == 2);
  CHECK(first->count == 3);  // a mapped set outlives its cache file
  CHECK(first->image(0)[0] > 240);
}

TEST_CASE("folder: a new photograph, another size and a damaged cache are noticed") {
  const test::TempDir dir;
  make_photos(dir.path() / "photos");
  CHECK(open(dir, folder_name(dir))->count == 3);
  CHECK(open(dir, folder_name(dir), 8)->width == 8);
  test::write_bytes(dir.path() / "photos/4.jpg", test::jpeg_bytes(test::quarters(20, 20)));
  const ImageSetPtr set = open(dir, folder_name(dir));
  CHECK(set->count == 4);
  CHECK(set->class_names[0] == ".");
  for (const auto& entry : std::filesystem::directory_iterator(dir.path() / "cache/images"))
    std::filesystem::resize_file(entry.path(), std::filesystem::file_size(entry.path()) / 2);
  CHECK(open(dir, folder_name(dir))->count == 4);
}

TEST_CASE("folder: unreadable files are counted and named, never fatal") {
  const test::TempDir dir;
  make_photos(dir.path() / "photos");
  test::write_bytes(dir.path() / "photos/leek/broken.jpg", "no picture");
  test::write_bytes(dir.path() / "photos/leek/empty.png", "");
  for (int time = 0; time < 2; ++time) {  // decoded, then from the cache
    Listening log;
    const ImageSetPtr set = open(dir, folder_name(dir));
    CHECK(set->count == 3);
    REQUIRE(set->unreadable.size() == 2);
    CHECK(set->unreadable[0].path.filename() == "broken.jpg");
    CHECK(set->unreadable[0].reason == "it is no picture; expected JPEG, PNG, WebP, GIF, BMP, TIFF or AVIF");
    CHECK(set->unreadable[1].reason == "it is empty");
    CHECK(log.text().find("2 of 5 pictures cannot be read") != std::string::npos);
    CHECK(log.text().find("broken.jpg") != std::string::npos);
  }
}

TEST_CASE("folder: everything in it is read, or listed with its reason") {
  const test::TempDir dir;
  const std::filesystem::path photos = dir.path() / "photos";
  make_photos(photos);  // with leek/notes.txt and leek/.hidden.jpg
  test::write_bytes(photos / "a.webp", test::webp_bytes(test::opaque(test::quarters(20, 20))));
  test::write_bytes(
      photos / "b.GIF",
      test::gif_bytes(8, 8, {{.width = 8, .height = 8, .indices = test::quarter_indices(8, 8)}}));
  test::write_bytes(photos / "c.bmp", test::bmp_bytes(test::opaque(test::quarters(20, 20))));
  test::write_tiff(photos / "d.tif", 20, 20, 3, test::quarters(20, 20).rgb, {});
  test::write_bytes(photos / "e.avif", test::avif_bytes(test::opaque(test::quarters(20, 20))));
  test::write_bytes(photos / "no_ending", test::jpeg_bytes(test::quarters(20, 20)));
  test::write_bytes(photos / "README", "no picture");
  test::write_bytes(photos / "f.heic", "?");
  test::write_bytes(photos / ".thumbnails/x.png", "?");
  std::filesystem::create_directory_symlink(photos / "leek", photos / "link");
  std::filesystem::create_symlink(photos / "gone.png", photos / "dangling.png");
  Listening log;
  const ImageSetPtr set = open(dir, folder_name(dir));
  CHECK(set->count == 9);
  CHECK(set->unreadable.empty());
  for (int i = 0; i < set->count; ++i) {
    CHECK(set->image(i)[0] > 240);
    CHECK(set->image(i)[256] < 15);
  }
  std::vector<std::string> reasons;
  for (const UnreadableImage& entry : set->left_out)
    reasons.push_back(entry.path.lexically_relative(photos).string() + ": " + entry.reason);
  CHECK(reasons == std::vector<std::string>{".thumbnails: a hidden folder", "README: no picture",
                                            "dangling.png: a link to nothing",
                                            "f.heic: no picture that is read by its name (.heic)",
                                            "leek/.hidden.jpg: hidden",
                                            "leek/notes.txt: no picture that is read by its name (.txt)",
                                            "link: a link to a folder, which is not followed"});
  CHECK(log.text().find("7 other entries are left out (") != std::string::npos);
  CHECK(log.text().find("1 x hidden") != std::string::npos);
  CHECK(log.text().find('\n') == std::string::npos);
  // From the cache they are told too.
  CHECK(open(dir, folder_name(dir))->left_out.size() == 7);
}

TEST_CASE("folder: one entry that is left out is told as one") {
  const test::TempDir dir;
  test::write_png_file(dir / "photos/a.png", test::quarters(8, 8));
  test::write_bytes(dir / "photos/notes.txt", "no picture");
  const Listening log;
  CHECK(open(dir, folder_name(dir))->count == 1);
  CHECK(log.text().find(": 1 other entry is left out (1 x ") != std::string::npos);
}

TEST_CASE("folder: another background makes other images, and each has its cache") {
  const test::TempDir dir;
  const test::RgbaImage clear{8, 8, std::vector<std::uint8_t>(8 * 8 * 4, 0)};
  test::write_bytes(dir.path() / "photos/a.webp", test::webp_bytes(clear));
  const auto first_pixel = [&](RgbColour background) {
    const ImageSetPtr set = open_image_set(
        folder_name(dir), {.size = 8, .background = background, .cache_dir = dir.path() / "cache"});
    return std::vector<int>{set->image(0)[0], set->image(0)[64], set->image(0)[128]};
  };
  for (int time = 0; time < 2; ++time) {
    CHECK(first_pixel({}) == std::vector<int>{0, 0, 0});
    CHECK(first_pixel({255, 255, 255}) == std::vector<int>{255, 255, 255});
    CHECK(first_pixel({1, 2, 3}) == std::vector<int>{1, 2, 3});
  }
  const std::filesystem::directory_iterator caches(dir / "cache/images");
  CHECK(std::distance(begin(caches), end(caches)) == 3);
}

TEST_CASE("folder: a folder without any photograph says so") {
  const test::TempDir dir;
  CHECK_THROWS_WITH_AS(static_cast<void>(open(dir, folder_name(dir))), doctest::Contains("is no folder"),
                       Error);
  std::filesystem::create_directories(dir.path() / "photos");
  CHECK_THROWS_WITH_AS(static_cast<void>(open(dir, folder_name(dir))), doctest::Contains("no .jpg"), Error);
  test::write_bytes(dir.path() / "photos/a.jpg", "?");
  CHECK_THROWS_WITH_AS(static_cast<void>(open(dir, folder_name(dir))),
                       doctest::Contains("none of its 1 file"), Error);
  test::write_bytes(dir.path() / "file", "?");
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("folder:" + (dir.path() / "photos").string(),
                                                        {.cache_dir = dir.path() / "file"})),
                       doctest::Contains("--cache-dir"), Error);
}

TEST_CASE("yelp: photos.json chooses by label") {
  const test::TempDir dir;
  const std::filesystem::path place = dir.path() / "yelp";
  for (const char* id : {"a", "b", "c"})
    test::write_bytes(place / "photos" / (std::string(id) + ".jpg"),
                      test::jpeg_bytes(test::quarters(40, 30)));
  test::write_bytes(place / "photos.json",
                    "{\"photo_id\":\"a\",\"business_id\":\"x\",\"caption\":\"\",\"label\":\"food\"}\n"
                    "{\"photo_id\":\"b\",\"business_id\":\"x\",\"caption\":\"\",\"label\":\"inside\"}\n\n"
                    "{\"photo_id\":\"c\",\"business_id\":\"y\",\"caption\":\"\",\"label\":\"food\"}\n"
                    "{\"photo_id\":\"gone\",\"business_id\":\"y\",\"caption\":\"\",\"label\":\"food\"}\n");
  const auto with_label = [&](const char* label) {
    return open_image_set("yelp:" + place.string(),
                          {.size = 16, .label = label, .cache_dir = dir.path() / "cache"});
  };
  Listening log;
  const ImageSetPtr food = with_label("food");
  CHECK(food->count == 2);
  REQUIRE(food->unreadable.size() == 1);
  CHECK(food->unreadable[0].path.filename() == "gone.jpg");
  CHECK(with_label("inside")->count == 1);
  const ImageSetPtr all = with_label("all");
  CHECK(all->count == 3);
  CHECK(all->class_names == std::vector<std::string>{"food", "inside"});
  CHECK(all->labels == std::vector<int>{0, 1, 0});
  CHECK_THROWS_WITH_AS(static_cast<void>(with_label("fodo")), doctest::Contains("did you mean 'food'"),
                       Error);
}

TEST_CASE("yelp: what is wrong with photos.json is said with its line") {
  const test::TempDir dir;
  const auto open_with = [&](const std::string& json) {
    test::write_bytes(dir.path() / "photos.json", json);
    static_cast<void>(open_image_set("yelp:" + dir.path().string(), {.cache_dir = dir.path() / "cache"}));
  };
  CHECK_THROWS_WITH_AS(static_cast<void>(open_image_set("yelp:" + dir.path().string())),
                       doctest::Contains("photos.json"), Error);
  const std::string good = "{\"photo_id\":\"a\",\"label\":\"food\"}\n";
  CHECK_THROWS_WITH_AS(open_with(good + "{\"photo_id\":"), doctest::Contains("photos.json:2"), Error);
  CHECK_THROWS_WITH_AS(open_with(good + "{\"photo_id\":3,\"label\":\"food\"}"),
                       doctest::Contains("photos.json:2"), Error);
  CHECK_THROWS_WITH_AS(open_with("{\"photo_id\":\"../a\",\"label\":\"food\"}"),
                       doctest::Contains("photo_id is '../a'"), Error);
}

TEST_CASE("image statistics: mean, deviation and classes worked by hand") {
  const std::vector<std::uint8_t> pixels{0, 255, 51, 51, 0, 0, 102, 102};
  ImageSet set;
  set.count = 2;
  set.channels = 2;
  set.height = 1;
  set.width = 2;
  set.values = pixels;
  set.labels = {1, 1};
  set.class_names = {"a", "b"};
  const ImageStatistics statistics = statistics_of(set);
  CHECK(statistics.mean[0] == doctest::Approx(0.25));  // 0, 1, 0, 0
  CHECK(statistics.deviation[0] == doctest::Approx(std::sqrt(3.0) / 4));
  CHECK(statistics.mean[1] == doctest::Approx(0.3));  // 0.2, 0.2, 0.4, 0.4
  CHECK(statistics.deviation[1] == doctest::Approx(0.1));
  CHECK(statistics.class_counts == std::vector<int>{0, 2});
}

TEST_CASE("image statistics: a sample has as many of each class as fit, class by class") {
  const std::vector<std::uint8_t> pixels(100, 0);
  ImageSet set;
  set.count = 100;
  set.channels = set.height = set.width = 1;
  set.values = pixels;
  set.class_names = {"a", "b", "rare"};
  for (int i = 0; i < 100; ++i) set.labels.push_back(i == 50 ? 2 : i % 2);
  std::vector<int> labels;
  for (const std::int64_t index : sample_of(set, 9))
    labels.push_back(set.labels[static_cast<std::size_t>(index)]);
  CHECK(labels == std::vector<int>{0, 0, 0, 0, 1, 1, 1, 1, 2});
  CHECK(sample_of(set, 1000).size() == 100);
}

TEST_CASE("image statistics: a copy is the nearest image, also when it is a little darker") {
  Rng rng(1, "test");
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < 20 * 64; ++i) pixels.push_back(static_cast<std::uint8_t>(rng.below(200)));
  ImageSet set;
  set.count = 20;
  set.channels = 1;
  set.height = set.width = 8;
  set.values = pixels;
  std::vector<std::uint8_t> copy(set.image(13).begin(), set.image(13).end());
  CHECK(nearest_images(set, copy, 3)[0].distance == 0);
  for (std::uint8_t& value : copy) value = static_cast<std::uint8_t>(value + 5);
  const auto nearest = nearest_images(set, copy, 3);
  REQUIRE(nearest.size() == 3);
  CHECK(nearest[0].index == 13);
  CHECK(nearest[0].distance == doctest::Approx(5.0 / 255));
  CHECK(nearest[1].distance > nearest[0].distance);
}
