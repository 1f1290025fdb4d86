#pragma once
#include <string>
#include <vector>

#include "exchange/image_config.hpp"
#include "exchange/option.hpp"

namespace ganscope {

/// The commands that take a model's images as their subject.
enum class ImageCommand { image, tour, grid, sample };
/// "image", "tour", "grid" or "sample".
[[nodiscard]] const std::string& name_of(ImageCommand command);

using ImageOption = Option<ImageConfig>;

/// All options of ImageConfig, each with the commands it belongs to.
[[nodiscard]] const std::vector<ImageOption>& image_options();

/// The words behind the program's name of the command that makes this again, without options that have
/// their default value.
[[nodiscard]] std::vector<std::string> to_arguments(ImageCommand command, const ImageConfig& config);
/// The same for a shell: "ganscope tour faces.pt --anchors seed:1,seed:2".
[[nodiscard]] std::string to_command(ImageCommand command, const ImageConfig& config);

[[nodiscard]] const std::vector<std::string>& magnification_names();
[[nodiscard]] const std::vector<std::string>& grey_map_names();
[[nodiscard]] const std::vector<std::string>& tour_layout_names();

}  // namespace ganscope
