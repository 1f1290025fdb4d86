#include "app/image/image_run.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

constexpr const char* kImage = "image";
constexpr const char* kTour = "tour";
constexpr const char* kGrid = "grid";
constexpr const char* kSample = "sample";

/// --out is a file or a folder, as each command says.
void add_out(OptionList<ImageRunOptions>& list) {
  const auto add = [&list](const char* command, const char* help, const char* fallback) {
    add_shared(list, "out", &ImageRunOptions::out,
               {.help = help, .fallback = fallback, .commands = {command}});
  };
  add(kTour, "the video: FILE.mp4, .webm, .gif, or a folder for PNGs", "MODEL-tour.mp4");
  add(kGrid, "the picture: FILE.png", "MODEL-grid.png");
  add(kSample, "the images: FILE.png, FILE.npy, or a folder for PNGs", "MODEL-sample.png");
}

void add_file_options(OptionList<ImageRunOptions>& list) {
  list.group("The file");
  add_out(list);
  add_shared(
      list, "fps", &ImageRunOptions::fps,
      {.fallback = std::to_string(kTourFps) + " pictures/s; of a .gif 50, its most", .commands = {kTour}});
  add_shared(list, "count", &ImageRunOptions::count,
             {.fallback = std::to_string(kSamples) + " images, or all --anchors", .commands = {kSample}});
  list.path({.name = "latents",
             .help = "also writes the latents used: FILE.npy (f32) or FILE.json, which --anchors reads",
             .commands = {kSample}},
            &ImageRunOptions::latents_out);
  add_size(list, &ImageRunOptions::width, &ImageRunOptions::height,
           {.help = "size of the window", .fallback = "1280x720 pixels", .commands = {kImage}});
  add_size(list, &ImageRunOptions::width, &ImageRunOptions::height,
           {.fallback = size_text(kTourSide, kTourSide) + " pixels", .commands = {kTour}});
  add_size(list, &ImageRunOptions::width, &ImageRunOptions::height,
           {.fallback = "as its images need", .commands = {kGrid, kSample}});
  add_shared(list, "quality", &ImageRunOptions::quality, {.commands = {kTour}});
}

void add_window_options(OptionList<ImageRunOptions>& list) {
  list.group("The window");
  list.number({.name = "speed",
               .help = "speed of the flight, in laps in the time of one; below 0 backwards",
               .effect = OptionEffect::live,
               .commands = {kImage}},
              -kMostSpeed, kMostSpeed, &ImageRunOptions::speed);
  add_shared(list, "paused", &ImageRunOptions::paused, {.commands = {kImage}});
  add_shared(list, "report", &ImageRunOptions::report, {.commands = {kImage}});
}

std::vector<Option<ImageRunOptions>> make_image_run_options() {
  OptionList<ImageRunOptions> list;
  add_file_options(list);
  add_window_options(list);
  list.group("The picture");
  add_shared(list, "theme", &ImageRunOptions::theme);
  add_shared(list, "scale", &ImageRunOptions::scale);
  list.group("The file");
  list.text({.name = "title",
             .help = "title in the file's metadata",
             .fallback = "the model's name",
             .commands = {kTour, kGrid, kSample}},
            &ImageRunOptions::title);
  list.group("The run");
  list.number({.name = "progress",
               .help = "time between two lines of progress where there is no terminal",
               .unit = "seconds",
               .placeholder = "SECONDS",
               .commands = {kTour, kSample},
               .repeated = false},
              0, 3600, &ImageRunOptions::progress_every);
  add_shared(list, "threads", &ImageRunOptions::threads);
  add_shared(list, "json", &ImageRunOptions::json, {.commands = {kTour, kGrid, kSample}});
  return list.take();
}

}  // namespace

const std::vector<Option<ImageRunOptions>>& image_run_options() {
  static const std::vector<Option<ImageRunOptions>> options = make_image_run_options();
  return options;
}

}  // namespace ganscope
