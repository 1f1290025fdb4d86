#pragma once
#include <span>
#include <string>
#include <string_view>

#include "view/capture/ffmpeg.hpp"
#include "view/capture/recorder.hpp"

namespace ganscope {

/// What differs between .mp4, .webm and .gif; VideoRecorder does the rest.
struct VideoFormat {
  std::string_view extension;
  const char* muxer;
  std::span<const char* const> encoders;  ///< best first; the first that opens is used
  AVPixelFormat pixels;
  int max_fps;
  bool even_sizes;         ///< chroma at half resolution
  bool rewrite_at_end;     ///< recorded in fragments, then copied into a plain faststart file
  const char* terminator;  ///< what ends a file that was cut short, may be empty

  [[nodiscard]] bool is_gif() const { return pixels == AV_PIX_FMT_PAL8; }
};

/// Every video format, known to this machine's FFmpeg or not.
[[nodiscard]] std::span<const VideoFormat> video_formats();

/// Unit of the encoder's time stamps: one frame, or 1/100 s for GIF, whose delays count these.
[[nodiscard]] AVRational time_base(const VideoFormat& format, int fps);

/// libavfilter description from RGB to the encoder's pixels.
[[nodiscard]] std::string filters(const VideoFormat& format, int quality);

/// Options of the muxer while recording.
[[nodiscard]] std::map<std::string, std::string> muxer_options(
    const VideoFormat& format, const std::map<std::string, std::string>& metadata);

/// movflags value that keeps `metadata`'s keys: the usual ones go where every player looks, and a
/// key of one's own needs another kind of table.
[[nodiscard]] std::string mp4_tag_flags(const std::map<std::string, std::string>& metadata);

/// Opens the first encoder of the format that works here; Error naming what was tried otherwise.
[[nodiscard]] ffmpeg::Codec open_encoder(const VideoFormat& format, const RecorderOptions& options);

}  // namespace ganscope
