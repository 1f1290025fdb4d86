#include "app/commands/image_command_line.hpp"

#include "app/commands/option_words.hpp"
#include "app/files/assets.hpp"
#include "app/files/model_choice.hpp"
#include "app/files/shipped_models.hpp"
#include "core/error.hpp"
#include "core/files.hpp"

namespace ganscope {
namespace {

/// A window would open first and say it then.
void require_file(const std::filesystem::path& path, const char* what) {
  if (!path.empty() && !is_there(path)) throw Error(path.string() + ": No such file; expected " + what);
}

}  // namespace

ImageCommandLine::ImageCommandLine(CLI::App& command, ImageCommand which)
    : which_(which), reader_(command, name_of(which)) {
  offer_models(
      *command
           .add_option("MODEL", model_,
                       "the generator's file: .pt, .pth or .safetensors; or the name of one that comes along")
           ->type_name("")
           ->required(which != ImageCommand::image));
  reader_.add(image_options());
  if (which == ImageCommand::tour || which == ImageCommand::image)
    command.add_flag("--circle", circle_, "the same as --path circle")->group("The path");
  reader_.add(image_run_options());
}

ImageConfig ImageCommandLine::config() const {
  ImageConfig config;
  config.model = model_;
  reader_.read(image_options(), config);
  take_prefix(config.model, config.tensor_prefix);
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
  const bool window = which_ == ImageCommand::image;
  if (window) {
    o.width = 1280;
    o.height = 720;
  }
  o.config = config();
  reader_.read(image_run_options(), o);
  if (!o.config.model.empty())
    require_file(model_path(o.config.model), "a generator's .pt, .pth or .safetensors");
  require_file(o.config.card, "a model card");
  if (window && o.config.model.empty()) o.config.model = first_model();
  o.given = {.size = reader_.given("size"), .theme = reader_.given("theme"), .scale = reader_.given("scale")};
  return o;
}

}  // namespace ganscope
