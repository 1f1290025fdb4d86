#include "view/capture/recorder.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/output_path.hpp"
#include "view/capture/png_folder.hpp"
#include "view/capture/video_format.hpp"
#include "view/capture/video_recorder.hpp"

namespace ganscope {
namespace {

constexpr int kMinSize = 16;
constexpr int kMaxSize = 8192;
constexpr int kMaxFps = 240;

bool names_folder(const std::filesystem::path& path) {
  std::error_code ignored;
  return !path.has_filename() || std::filesystem::is_directory(path, ignored);
}

const VideoFormat& format_of(const std::filesystem::path& path) {
  const std::string extension = extension_of(path);
  std::vector<std::string> known;
  for (const VideoFormat& format : video_formats()) known.emplace_back(format.extension);
  check_extension("the video", path, known, /*or_folder=*/true);
  return *std::find_if(video_formats().begin(), video_formats().end(),
                       [&](const VideoFormat& format) { return format.extension == extension; });
}

void check_range(const char* what, int value, int low, int high) {
  if (value < low || value > high)
    throw out_of_range(what, std::to_string(value), std::to_string(low) + " to " + std::to_string(high));
}

void check_common(const RecorderOptions& options) {
  check_range("video width", options.width, kMinSize, kMaxSize);
  check_range("video height", options.height, kMinSize, kMaxSize);
  check_range("video fps", options.fps, 1, kMaxFps);
  check_range("video quality", options.quality, 1, 100);
}

void check_format(const RecorderOptions& options, const VideoFormat& format) {
  const std::string extension(format.extension);
  if (format.even_sizes && (options.width % 2 != 0 || options.height % 2 != 0))
    throw out_of_range("video size", std::to_string(options.width) + "x" + std::to_string(options.height),
                       "width and height both even for " + extension);
  check_range(("fps of a " + extension).c_str(), options.fps, 1, format.max_fps);
}

}  // namespace

void check_recording(const RecorderOptions& options) {
  if (options.path.empty())
    throw UsageError("the video has no path; expected a .mp4, .webm, .gif or folder/");
  const bool folder = names_folder(options.path);
  const VideoFormat* format = folder ? nullptr : &format_of(options.path);
  check_common(options);
  if (format != nullptr) check_format(options, *format);
  if (folder)
    check_output_folder(options.path);
  else
    check_output_file(options.path);
}

std::unique_ptr<Recorder> make_recorder(const RecorderOptions& options) {
  check_recording(options);
  if (names_folder(options.path)) return std::make_unique<PngFolder>(options);
  return std::make_unique<VideoRecorder>(format_of(options.path), options);
}

int usual_fps(const std::filesystem::path& path, int fps) {
  if (names_folder(path)) return fps;
  for (const VideoFormat& format : video_formats())
    if (format.extension == extension_of(path)) return std::min(fps, format.max_fps);
  return fps;
}

std::vector<std::pair<std::string, std::string>> available_encoders() {
  ffmpeg::silence_log();
  std::vector<std::pair<std::string, std::string>> found;
  for (const VideoFormat& format : video_formats()) {
    try {
      // Opened, not only looked up: a hardware encoder may be listed without its hardware.
      const ffmpeg::Codec encoder =
          open_encoder(format, {.path = {}, .width = 256, .height = 256, .metadata = {}});
      found.emplace_back(format.extension, encoder->codec->name);
    } catch (const Error&) {
      continue;
    }
  }
  return found;
}

}  // namespace ganscope
