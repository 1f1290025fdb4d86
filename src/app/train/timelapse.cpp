#include "app/train/timelapse.hpp"

#include <algorithm>
#include <cstdio>

#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "view/capture/encode_queue.hpp"
#include "view/capture/png.hpp"
#include "view/scene/contact_sheet.hpp"

namespace ganscope {
namespace {

constexpr int kSmallImage = 48;  ///< pixels; images smaller than this are drawn twice as large

ContactSheetOptions sheet_options(const ImageStack& images) {
  return {.columns = 8, .scale = images.width < kSmallImage ? 2 : 1};
}

}  // namespace

void write_sheet(const std::filesystem::path& path, const ImageStack& images, const std::string& command) {
  write_png(path, contact_sheet(images, sheet_options(images)),
            {{"Software", "ganscope " + std::string(version())}, {"Comment", "ganscope train " + command}});
}

SheetFolder::SheetFolder(std::filesystem::path folder, std::string command)
    : folder_(std::move(folder)), command_(std::move(command)) {}

std::filesystem::path SheetFolder::path_of(std::int64_t iteration) const {
  char name[40];
  std::snprintf(name, sizeof name, "iteration-%08lld.png", static_cast<long long>(iteration));
  return folder_ / name;
}

void SheetFolder::add(const ImageTrainFrame& frame) {
  make_folder(folder_);
  write_sheet(path_of(frame.report.iteration), frame.generated, command_);
}

bool SheetFolder::has(std::int64_t iteration) const {
  std::error_code ignored;
  return std::filesystem::exists(path_of(iteration), ignored);
}

std::vector<std::int64_t> SheetFolder::iterations() const {
  std::vector<std::int64_t> found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    const std::string name = entry.path().filename().string();
    long long iteration = 0;
    if (std::sscanf(name.c_str(), "iteration-%lld.png", &iteration) == 1 &&
        entry.path() == path_of(iteration))
      found.push_back(iteration);
  }
  std::sort(found.begin(), found.end());
  return found;
}

ImageStack SheetFolder::read(std::int64_t iteration, const ImageStack& like) const {
  const std::filesystem::path path = path_of(iteration);
  ImageStack images = sheet_images(read_png(path), like, sheet_options(like));
  if (images.empty())
    throw Error(path.string() + ": not a sheet of this training; expected " + std::to_string(like.count) +
                " images of " + std::to_string(like.width) + "x" + std::to_string(like.height) + " pixels");
  return images;
}

void SheetFolder::forget_after(std::int64_t iteration) {
  std::error_code ignored;
  for (const std::int64_t there : iterations())
    if (there > iteration) std::filesystem::remove(path_of(there), ignored);
}

std::filesystem::path SheetFolder::write_timelapse(const std::filesystem::path& path, int fps) {
  const std::vector<std::int64_t> all = iterations();
  if (all.empty()) throw Error("no sheet to make a timelapse of in " + folder_.string());
  Image sheet = read_png(path_of(all.front()));
  EncodeQueue video(make_recorder({.path = path,
                                   .width = sheet.width,
                                   .height = sheet.height,
                                   .fps = fps,
                                   .metadata = {{"title", "samples from noise that stays the same"},
                                                {"comment", "ganscope train " + command_}}}));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) sheet = read_png(path_of(all[i]));
    const int times = i + 1 == all.size() ? fps : 1;
    for (int repeat = 0; repeat < times; ++repeat) video.push(sheet);
  }
  video.finish();
  return path;
}

}  // namespace ganscope
