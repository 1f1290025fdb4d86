#pragma once
#include <functional>
#include <string>
#include <vector>

#include "exchange/image_config.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {

/// The commands that take a model's images as their subject.
enum class ImageCommand { image, tour, grid, sample };
/// "image", "tour", "grid" or "sample".
[[nodiscard]] const std::string& name_of(ImageCommand command);

/// One option of ImageConfig, the single source of the command lines, of "copy as command" and of the
/// panels' texts.
struct ImageOption {
  std::string name;      ///< as on the command line, without "--"
  std::string help;      ///< one line
  std::string expected;  ///< valid values or range, for help and errors
  std::vector<ImageCommand> commands;
  bool flag = false;  ///< stands alone on the command line; get and set say "on" and "off"
  std::function<std::string(const ImageConfig&)> get;  ///< "" for what is unset
  /// Throws UsageError naming the option, the value and what was expected.
  std::function<void(ImageConfig&, const std::string&)> set;
  OptionValue value = {};  ///< what a shell may offer

  [[nodiscard]] bool belongs_to(ImageCommand command) const;
};

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
