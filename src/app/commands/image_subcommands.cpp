#include <cstdio>
#include <cstdlib>
#include <memory>

#include "app/commands/image_command_line.hpp"
#include "app/commands/modes.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "app/image/image_outputs.hpp"
#include "app/window/no_display.hpp"
#include "core/error.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

int run_image_command(ImageCommand which, const ImageRunOptions& options, const CommandContext& context) {
  context.with_threads(options.threads > 0 ? options.threads : default_training_threads(false));
  check_outputs(which, options);
  const std::unique_ptr<Generator> generator = open_configured(options);
  switch (which) {
    case ImageCommand::tour:
      return run_tour(options, *generator);
    case ImageCommand::grid:
      return run_grid(options, *generator);
    default:
      return run_sample(options, *generator);
  }
}

/// In a window; without a display a tour is recorded instead, where there is a model.
int run_image(const ImageRunOptions& options, const CommandContext& context) {
  const char* display = std::getenv("DISPLAY");
  std::string why = "DISPLAY is not set";
  if (display != nullptr && *display != '\0') {
    context.with_threads(options.threads > 0 ? options.threads : default_training_threads(true));
    try {
      return run_image_window(options);
    } catch (const NoDisplayError& e) {
      why = e.what();
    }
  }
  if (options.config.model.empty()) throw Error("no window (" + why + "), and no model to record a tour of");
  std::fprintf(stderr, "ganscope: no window (%s); recording a tour instead\n", why.c_str());
  ImageRunOptions tour = options;
  tour.width = tour.height = 0;
  if (!tour.config.explore) tour.config.latent.clear();  // of a window's first picture alone
  return run_image_command(ImageCommand::tour, tour, context);
}

SubcommandEntry image_entry(ImageCommand which, const char* help) {
  return {name_of(which), help, [which](CLI::App& command) -> CommandRun {
            const auto line = std::make_shared<ImageCommandLine>(command, which);
            return [line, which](const CommandContext& context) {
              const ImageRunOptions options = line->options();
              return which == ImageCommand::image ? run_image(options, context)
                                                  : run_image_command(which, options, context);
            };
          }};
}

}  // namespace

std::vector<SubcommandEntry> image_subcommands() {
  return {image_entry(ImageCommand::image, "open a generator in a window and fly through its latent space"),
          image_entry(ImageCommand::tour, "record a flight through a generator's latent space"),
          image_entry(ImageCommand::grid, "a picture of a grid of latents"),
          image_entry(ImageCommand::sample, "images of seeds, as a picture, files or numbers")};
}

}  // namespace ganscope
