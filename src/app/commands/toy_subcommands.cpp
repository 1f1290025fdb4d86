#include <cstdio>
#include <cstdlib>
#include <memory>

#include "app/commands/modes.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "app/commands/toy_command_line.hpp"
#include "app/window/no_display.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// Files were asked for, which only an offscreen run writes.
bool wants_files(const ToyRunOptions& options) {
  return !options.record.empty() || !options.snapshot_at.empty() || !options.metrics.empty() || options.json;
}

/// What a run without a display leaves when nothing was asked for: a video and a picture, under names
/// that nothing has yet.
void choose_outputs(ToyRunOptions& options) {
  if (options.iterations < 0) options.iterations = kDefaultIterations;
  const std::string name = file_stem(options.config);
  options.record = unused_path(std::filesystem::path(name + ".mp4"));
  options.snapshot_at = {options.iterations};
  options.out = unused_path(std::filesystem::path(name + "-pictures"));
}

/// What says how a video is written means nothing without one. The run without a display that nothing
/// was asked of writes one.
void refuse_without_video(const ToyRunOptions& options) {
  if (!options.record.empty() || options.given.video.empty()) return;
  throw UsageError(
      options.given.video +
      " says how a video is written, and none is asked for; expected --record FILE.mp4 beside it");
}

int run_toy(ToyRunOptions options, const CommandContext& context) {
  const bool offscreen = options.headless || wants_files(options);
  const char* display = std::getenv("DISPLAY");
  const bool window = !offscreen && display != nullptr && *display != '\0';
  if (offscreen || window) refuse_without_video(options);
  context.with_threads(options.threads > 0 ? options.threads : default_training_threads(window));
  std::string why = "DISPLAY is not set";
  if (window) {
    try {
      return run_window(options);
    } catch (const NoDisplayError& e) {
      why = e.what();
    }
  }
  if (!offscreen) {
    std::fprintf(stderr, "ganscope: no window (%s); training offscreen instead\n", why.c_str());
    choose_outputs(options);
  }
  return run_headless(options);
}

}  // namespace

std::vector<SubcommandEntry> toy_subcommands() {
  return {{"toy", "train a small GAN on a manifold, in a window or offscreen (the default)",
           [](CLI::App& command) -> CommandRun {
             const auto line = std::make_shared<ToyCommandLine>(command);
             return [line](const CommandContext& context) { return run_toy(line->options(), context); };
           }}};
}

}  // namespace ganscope
