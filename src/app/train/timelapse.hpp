#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/train/training_course.hpp"
#include "exchange/image_stack.hpp"
#include "view/scene/image.hpp"

namespace ganscope {

/// Writes the images as a sheet; `command` is kept in the picture. Throws Error naming the path.
void write_sheet(const std::filesystem::path& path, const ImageStack& images, const std::string& command);

/// The sample sheets of a training as PNGs in one folder, iteration-00001200.png, and the film they
/// make. They are the training's memory of how its images became what they are, also across a resume.
class SheetFolder : public SheetKeeper {
 public:
  /// `command` is kept in every picture. The folder is made with the first sheet.
  SheetFolder(std::filesystem::path folder, std::string command);
  void add(const ImageTrainFrame& frame) override;
  [[nodiscard]] bool has(std::int64_t iteration) const override;
  /// Removes the sheets of later iterations, which a resumed training makes again.
  void forget_after(std::int64_t iteration) override;
  /// The iterations that have a sheet, ascending.
  [[nodiscard]] std::vector<std::int64_t> iterations() const;
  [[nodiscard]] std::filesystem::path path_of(std::int64_t iteration) const;
  /// All sheets in order as a video; returns its path. The last one stays a second.
  std::filesystem::path write_timelapse(const std::filesystem::path& path, int fps) override;
  /// The images of a sheet, `count` of the size that `like` has. Throws Error naming the file.
  [[nodiscard]] ImageStack read(std::int64_t iteration, const ImageStack& like) const;

 private:
  std::filesystem::path folder_;
  std::string command_;
};

}  // namespace ganscope
