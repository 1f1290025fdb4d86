#include "app/commands/image_command_line.hpp"

#include <tuple>

#include "app/commands/option_words.hpp"
#include "app/commands/toy_command_line.hpp"
#include "app/files/assets.hpp"
#include "app/files/shipped_models.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {
namespace {

const char* out_help(ImageCommand which) {
  switch (which) {
    case ImageCommand::tour:
      return "FILE.mp4, .webm, .gif, or a folder for PNGs (default: MODEL-tour.mp4)";
    case ImageCommand::grid:
      return "FILE.png (default: MODEL-grid.png)";
    default:
      return "FILE.png, FILE.npy, or a folder for PNGs (default: MODEL-sample.png)";
  }
}

}  // namespace

ImageCommandLine::ImageCommandLine(CLI::App& command, ImageCommand which) : command_(command), which_(which) {
  offer_models(
      *command
           .add_option("MODEL", model_,
                       "the generator's file: .pt, .pth or .safetensors; or the name of one that comes along")
           ->type_name("")
           ->required(which != ImageCommand::image));
  for (const ImageOption& option : image_options()) {
    if (!option.belongs_to(which)) continue;
    if (option.flag) {
      command.add_flag("--" + option.name, flags_[option.name], option.help);
      continue;
    }
    const std::string names = option.name == "colours" ? "--colours,--colors" : "--" + option.name;
    offer(*command.add_option(names, texts_[option.name], option.help + ": " + option.expected),
          option.value);
  }
  add_outputs();
}

void ImageCommandLine::add_outputs() {
  const auto add = [this](const char* name, std::string& target, const char* help, const char* value) {
    return command_.add_option(name, target, help)->type_name(value);
  };
  const bool tour = which_ == ImageCommand::tour;
  const bool window = which_ == ImageCommand::image;
  if (tour || window) command_.add_flag("--circle", circle_, "the same as --path circle");
  if (!window) add("--out", out_, out_help(which_), "FILE");
  if (tour) {
    add("--fps", fps_, "pictures a second (default 60; of a .gif 50, its most)", "N");
    add("--quality", quality_, "of the video, 1 to 100 (default 80)", "Q");
  }
  if (which_ == ImageCommand::sample)
    add("--count", count_, "images, 1 to 1000000 (default 64, or all --anchors)", "N");
  if (which_ == ImageCommand::sample)
    add("--latents", latents_,
        "also writes the latents used: FILE.npy (f32) or FILE.json, which --anchors reads", "FILE");
  add("--size", size_, tour ? "pixels (default 720x720)" : "pixels", "WxH");
  if (!window) add("--title", title_, "title in the file's metadata", "TEXT");
  if (!window) command_.add_flag("--json", json_, "a last line with what was made");
  if (window) {
    command_.add_flag("--paused", paused_, "start paused");
    add("--speed", speed_, "of the flight, -4 to 4; below 0 backwards (default 1)", "FACTOR");
    add("--report", report_, "the window keeps its state there as JSON, for scripts that drive it", "FILE");
  }
  if (tour || which_ == ImageCommand::sample)
    add("--progress", progress_, "seconds between lines of progress where there is no terminal (default 5)",
        "S");
  offer(*add("--theme", theme_, "dark or light", "NAME"), theme_names());
  add("--scale", scale_, "interface scale, 0.5 to 4", "FACTOR");
  add("--threads", threads_, "threads of the generator; 0 chooses", "N");
}

ImageConfig ImageCommandLine::config() const {
  ImageConfig config;
  config.model = model_;
  for (const ImageOption& option : image_options()) {
    if (!option.belongs_to(which_)) continue;
    if (option.flag) {
      option.set(config, flags_.at(option.name) ? "on" : "off");
      continue;
    }
    const CLI::Option* given = command_.get_option("--" + option.name);
    if (given->count() == 0) continue;
    option.set(config, texts_.at(option.name));
  }
  config.card = example_path(config.card).string();
  if (circle_) {
    if (config.path && *config.path != PathKind::circle)
      throw UsageError("--circle contradicts --path " + name_of(*config.path));
    config.path = PathKind::circle;
  }
  return config;
}

ImageRunOptions ImageCommandLine::options() const {
  ImageRunOptions o;
  if (which_ == ImageCommand::image) {
    o.width = 1280;
    o.height = 720;
  }
  o.config = config();
  if (which_ == ImageCommand::image && o.config.model.empty()) o.config.model = first_model();
  const auto whole = [](const char* name, const std::string& text, int low, int high, int& target) {
    if (!text.empty()) target = static_cast<int>(parse_integer_in(text, name, low, high));
  };
  whole("fps", fps_, 1, 240, o.fps);
  whole("quality", quality_, 1, 100, o.quality);
  whole("count", count_, 1, 1'000'000, o.count);
  whole("threads", threads_, 0, 256, o.threads);
  if (!size_.empty()) std::tie(o.width, o.height) = parse_size(size_);
  if (!scale_.empty()) o.scale = static_cast<float>(parse_number_in(scale_, "scale", 0.5, 4));
  if (!speed_.empty()) o.speed = parse_number_in(speed_, "speed", -kMostSpeed, kMostSpeed);
  if (!progress_.empty()) o.progress_every = parse_number_in(progress_, "progress", 0, 3600);
  if (!theme_.empty()) o.theme = parse_enum<ThemeKind>(theme_, "theme", theme_names());
  o.out = out_;
  o.latents_out = latents_;
  o.title = title_;
  o.json = json_;
  o.paused = paused_;
  o.report = report_;
  o.given = {.size = !size_.empty(), .theme = !theme_.empty(), .scale = !scale_.empty()};
  return o;
}

}  // namespace ganscope
