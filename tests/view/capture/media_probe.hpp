#pragma once
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "core/text.hpp"

/// Looks at video files with ffprobe and ffmpeg: a second opinion on what the recorder wrote.
namespace ganscope::test {

/// Standard output of a shell command; throws when the command fails.
inline std::string output_of(const std::string& command) {
  FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
    out.append(buffer.data(), got);
  if (::pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  return out;
}

inline bool has_media_tools() {
  static const bool found = [] {
    try {
      return !output_of("ffprobe -version && ffmpeg -version").empty();
    } catch (const std::runtime_error&) {
      return false;
    }
  }();
  return found;
}

/// The value of one entry, e.g. probe(path, "stream=r_frame_rate") or "format_tags=title".
inline std::string probe(const std::filesystem::path& path, const std::string& entry) {
  return std::string(
      trim(output_of("ffprobe -v error -count_frames -select_streams v:0 -show_entries " + entry +
                     " -of default=noprint_wrappers=1:nokey=1 " + shell_quoted(path.string()))));
}

/// Frames that decode.
inline int decoded_frames(const std::filesystem::path& path) {
  return static_cast<int>(parse_integer(probe(path, "stream=nb_read_frames"), "nb_read_frames"));
}

/// All frames, decoded, in this pixel format.
inline std::string decoded(const std::filesystem::path& path, const std::string& pixels) {
  return output_of("ffmpeg -v error -i " + shell_quoted(path.string()) +
                   " -fps_mode passthrough -f rawvideo -pix_fmt " + pixels + " -");
}

/// Mean of `count` bytes from `at`, `stride` apart.
inline double mean_of(const std::string& bytes, std::size_t at, std::size_t count, std::size_t stride = 1) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += static_cast<unsigned char>(bytes.at(at + i * stride));
  return sum / static_cast<double>(count);
}

}  // namespace ganscope::test

/// Leaves the test, saying so, where FFmpeg's programs are not installed.
#define REQUIRE_MEDIA_TOOLS()                          \
  if (!ganscope::test::has_media_tools()) {            \
    MESSAGE("skipped: ffprobe and ffmpeg are needed"); \
    return;                                            \
  }
