#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "exchange/image_train_frame.hpp"
#include "view/capture/image.hpp"

namespace ganscope {

/// The sample sheets of a training as PNGs in one folder, iteration-00001200.png, and the film they
/// make. They are the training's memory of how its images became what they are, also across a resume.
class SheetFolder {
 public:
  /// `command` is kept in every picture. The folder is made with the first sheet.
  SheetFolder(std::filesystem::path folder, std::string command);
  void add(const ImageTrainFrame& frame);
  /// Removes the sheets of later iterations, which a resumed training makes again.
  void forget_after(std::int64_t iteration) const;
  /// The iterations that have a sheet, ascending.
  [[nodiscard]] std::vector<std::int64_t> iterations() const;
  [[nodiscard]] std::filesystem::path path_of(std::int64_t iteration) const;
  /// All sheets in order as a video; returns its path. The last one stays a second.
  std::filesystem::path write_timelapse(const std::filesystem::path& path, int fps) const;

 private:
  std::filesystem::path folder_;
  std::string command_;
};

}  // namespace ganscope
