#include "app/timelapse.hpp"

#include <algorithm>
#include <cstdio>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "view/capture/encode_queue.hpp"
#include "view/capture/png.hpp"
#include "view/scene/contact_sheet.hpp"

namespace ganscope {
namespace {

constexpr int kSmallImage = 48;  ///< pixels; images smaller than this are drawn twice as large

}  // namespace

SheetFolder::SheetFolder(std::filesystem::path folder, std::string command)
    : folder_(std::move(folder)), command_(std::move(command)) {}

std::filesystem::path SheetFolder::path_of(std::int64_t iteration) const {
  char name[40];
  std::snprintf(name, sizeof name, "iteration-%08lld.png", static_cast<long long>(iteration));
  return folder_ / name;
}

void SheetFolder::add(const ImageTrainFrame& frame) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw Error("cannot make the folder " + folder_.string() + ": " + error.message());
  const Image sheet =
      contact_sheet(frame.generated, {.columns = 8, .scale = frame.generated.width < kSmallImage ? 2 : 1});
  write_png(path_of(frame.report.iteration), sheet,
            {{"Software", "ganscope " + std::string(version())}, {"Comment", "ganscope train " + command_}});
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

void SheetFolder::forget_after(std::int64_t iteration) const {
  std::error_code ignored;
  for (const std::int64_t there : iterations())
    if (there > iteration) std::filesystem::remove(path_of(there), ignored);
}

std::filesystem::path SheetFolder::write_timelapse(const std::filesystem::path& path, int fps) const {
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
