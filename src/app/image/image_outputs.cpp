#include "app/image/image_outputs.hpp"

#include "core/error.hpp"
#include "core/output_path.hpp"
#include "view/capture/recorder.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

void check_latents_file(const fs::path& path, const fs::path& out) {
  if (path.empty()) return;
  const auto plain = [](const fs::path& given) { return fs::absolute(given).lexically_normal(); };
  if (plain(path) == plain(out))
    throw UsageError("the samples and their latents would both be written to " + path.string() +
                     "; expected different files in --out and --latents");
  check_extension("the latents", path, {".npy", ".json"});
  check_output_file(path);
}

void check_sample(const ImageRunOptions& options) {
  const fs::path out = output_path(options, ImageCommand::sample, ".png");
  if (sample_form(out) == SampleForm::folder)
    check_output_folder(out);
  else
    check_output_file(out);
  check_latents_file(options.latents_out, out);
}

void check_grid(const ImageRunOptions& options) {
  const fs::path out = output_path(options, ImageCommand::grid, ".png");
  check_extension("the picture", out, {".png"});
  check_output_file(out);
}

void check_tour(const ImageRunOptions& options) {
  const fs::path out = output_path(options, ImageCommand::tour, ".mp4");
  check_recording({.path = out,
                   .width = options.width > 0 ? options.width : kTourSide,
                   .height = options.height > 0 ? options.height : kTourSide,
                   .fps = tour_fps(options, out),
                   .metadata = {},
                   .quality = options.quality});
}

}  // namespace

SampleForm sample_form(const fs::path& path) {
  std::error_code ignored;
  if (!path.has_filename() || fs::is_directory(path, ignored)) return SampleForm::folder;
  check_extension("the samples", path, {".png", ".npy"}, /*or_folder=*/true);
  return extension_of(path) == ".png" ? SampleForm::sheet : SampleForm::numpy;
}

void check_outputs(ImageCommand command, const ImageRunOptions& options) {
  switch (command) {
    case ImageCommand::tour:
      return check_tour(options);
    case ImageCommand::grid:
      return check_grid(options);
    case ImageCommand::sample:
      return check_sample(options);
    case ImageCommand::image:
      return;  // a window writes when it is told to
  }
}

}  // namespace ganscope
