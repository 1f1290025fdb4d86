#include "app/commands/data_commands.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/files/assumptions.hpp"
#include "app/files/get_data.hpp"
#include "app/files/progress.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/rng.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "engine/images/image_statistics.hpp"
#include "engine/images/photo_set.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/oracle/judgement.hpp"
#include "engine/threads.hpp"
#include "view/capture/png.hpp"
#include "view/scene/contact_sheet.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSheetColumns = 16;
constexpr int kSheetImages = 160;
constexpr int kSmallImage = 48;

ImageSetPtr open(const DataChoice& choice) {
  std::optional<Progress> progress;
  return open_image_set(choice.name, {.split = choice.test ? Split::test : Split::train,
                                      .size = choice.size,
                                      .background = choice.background,
                                      .label = choice.label,
                                      .data_dir = choice.data_dir,
                                      .cache_dir = choice.cache_dir,
                                      .progress = [&](std::int64_t done, std::int64_t total) {
                                        if (!progress) progress.emplace(total, "photograph");
                                        progress->update(done);
                                      }});
}

Json to_json(const ImageSet& set, const ImageStatistics& statistics) {
  Json classes = Json::object();
  for (std::size_t i = 0; i < set.class_names.size(); ++i)
    classes[set.class_names[i]] = statistics.class_counts[i];
  const auto named = [](const std::vector<UnreadableImage>& files) {
    Json list = Json::array();
    for (const UnreadableImage& file : files)
      list.push_back({{"path", file.path.string()}, {"reason", file.reason}});
    return list;
  };
  return {{"data", set.name},
          {"images", set.count},
          {"channels", set.channels},
          {"height", set.height},
          {"width", set.width},
          {"mean", statistics.mean},
          {"deviation", statistics.deviation},
          {"classes", classes},
          {"unreadable", named(set.unreadable)},
          {"left_out", named(set.left_out)}};
}

std::string numbers(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : ", ") + three_digits(value);
  return text;
}

void print_text(const ImageSet& set, const ImageStatistics& statistics) {
  std::printf("data       %s\n", set.name.c_str());
  std::printf("images     %s of %d x %d x %d\n", with_thousands(set.count).c_str(), set.channels, set.height,
              set.width);
  std::printf("mean       %s\n", numbers(statistics.mean).c_str());
  std::printf("deviation  %s\n", numbers(statistics.deviation).c_str());
  if (!set.class_names.empty()) std::printf("classes    %zu\n", set.class_names.size());
  if (!set.unreadable.empty())
    std::printf("unreadable %zu: %s\n", set.unreadable.size(), reasons_text(set.unreadable).c_str());
  if (!set.left_out.empty())
    std::printf("left out   %zu: %s\n", set.left_out.size(), reasons_text(set.left_out).c_str());
  for (std::size_t i = 0; i < set.class_names.size(); ++i)
    std::printf("class      %-28s %s\n", set.class_names[i].c_str(),
                with_thousands(statistics.class_counts[i]).c_str());
}

void check_sheet(const std::filesystem::path& path) {
  check_extension("the sheet", path, {".png"});
  check_output_file(path);
}

void write_sheet(const std::filesystem::path& path, const ImageStack& images, int columns) {
  write_png(path, contact_sheet(images, {.columns = columns, .scale = images.width < kSmallImage ? 2 : 1}),
            {{"Software", "ganscope " + std::string(version())}});
  std::fprintf(stderr, "ganscope: wrote %s\n", path.c_str());
}

/// [0, 1] to 8 bits, in the set's channels; throws when sizes differ.
std::vector<std::uint8_t> as_image_of(const ImageSet& set, const std::string& model, const ImageBatch& batch,
                                      int index) {
  if (batch.shape.channels != set.channels || batch.shape.height != set.height ||
      batch.shape.width != set.width)
    throw Error(model + " makes " + std::to_string(batch.shape.channels) + "x" +
                std::to_string(batch.shape.height) + "x" + std::to_string(batch.shape.width) +
                " images and data " + set.name + " has " + std::to_string(set.channels) + "x" +
                std::to_string(set.height) + "x" + std::to_string(set.width) +
                "; expected a model and data of one size and colour");
  std::vector<std::uint8_t> image(set.image_size());
  const auto from =
      batch.values.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(index) * set.image_size());
  std::transform(from, from + static_cast<std::ptrdiff_t>(image.size()), image.begin(),
                 [](float value) { return static_cast<std::uint8_t>(std::lround(value * 255)); });
  return image;
}

}  // namespace

int print_data(const DataOptions& options) {
  if (!options.out.empty()) check_sheet(options.out);
  if (options.get) get_image_data(options.data.name, options.data.data_dir);
  const ImageSetPtr set = open(options.data);
  const ImageStatistics statistics = statistics_of(*set);
  if (options.json)
    std::printf(
        "%s\n",
        to_json(*set, statistics).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  else
    print_text(*set, statistics);
  if (!options.out.empty())
    write_sheet(options.out, take_images(*set, sample_of(*set, kSheetImages)), kSheetColumns);
  return 0;
}

int print_neighbours(const NeighboursOptions& options) {
  check_sheet(options.out);
  use_threads(headless_threads(options.threads));
  const auto generator = open_and_tell(options.model, {.measure = false});
  DataChoice choice = options.data;
  choice.size = generator->image_shape().height;
  const ImageSetPtr set = open(choice);
  const LatentSpace space = generator->latent_space();
  std::vector<int> labels;
  for (int i = 0; i < options.count && space.classes > 0; ++i) labels.push_back(i % space.classes);
  Rng rng(options.seed, "neighbours");
  const ImageBatch made = generator->generate(draw_latents(space, options.count, rng), labels);
  ImageStack sheet{0, set->channels, set->height, set->width, {}};
  const auto add = [&sheet](std::span<const std::uint8_t> image) {
    sheet.values.insert(sheet.values.end(), image.begin(), image.end());
    ++sheet.count;
  };
  Json samples = Json::array();
  double nearest = 1;
  for (int i = 0; i < options.count; ++i) {
    const std::vector<std::uint8_t> image = as_image_of(*set, options.model.path, made, i);
    add(image);
    Json found = Json::array();
    for (const Neighbour& neighbour : nearest_images(*set, image, options.neighbours)) {
      add(set->image(neighbour.index));
      found.push_back({{"image", neighbour.index}, {"distance", neighbour.distance}});
      nearest = std::min(nearest, neighbour.distance);
    }
    samples.push_back(found);
  }
  write_sheet(options.out, sheet, options.neighbours + 1);
  if (options.json)
    std::printf(
        "%s\n",
        Json{{"model", options.model.path}, {"data", set->name}, {"nearest", nearest}, {"samples", samples}}
            .dump()
            .c_str());
  else
    std::printf("the nearest of %s to %s is %s away (root mean square, 0 to 1)\n",
                counted(options.count, "generated image").c_str(), set->name.c_str(),
                three_digits(nearest).c_str());
  return 0;
}

}  // namespace ganscope
