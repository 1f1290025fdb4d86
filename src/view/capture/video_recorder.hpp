#pragma once
#include <optional>

#include "view/capture/ffmpeg.hpp"
#include "view/capture/filter_graph.hpp"
#include "view/capture/output_file.hpp"
#include "view/capture/recorder.hpp"
#include "view/capture/video_format.hpp"

namespace ganscope {

/// Recorder for every container FFmpeg writes: RGB -> filters -> encoder -> muxer -> "path.part".
class VideoRecorder final : public Recorder {
 public:
  /// Opens everything and writes the header, so that what cannot work fails before the first frame.
  VideoRecorder(const VideoFormat& format, RecorderOptions options);
  ~VideoRecorder() override;
  VideoRecorder(const VideoRecorder&) = delete;
  VideoRecorder& operator=(const VideoRecorder&) = delete;

  void add(const Image& frame) override;
  void finish() override;
  [[nodiscard]] std::int64_t frames() const override { return frames_; }
  [[nodiscard]] std::int64_t bytes() const override;

 private:
  enum class State { recording, finished, failed };

  void open();
  void open_muxer();
  void encode_filtered();
  void encode(const AVFrame* frame);
  void write(AVPacket& packet);
  void complete();
  void write_gif_comment();
  void publish();
  [[noreturn]] void give_up(const std::string& reason);

  const VideoFormat& format_;
  RecorderOptions options_;
  State state_ = State::recording;
  bool ended_ = false;  ///< the muxer's trailer was tried
  std::int64_t frames_ = 0;
  std::int64_t final_bytes_ = 0;
  // Destroyed from the last to the first: the muxer lets go of the file before the file goes.
  std::optional<OutputFile> file_;
  ffmpeg::Codec encoder_;
  std::optional<FilterGraph> filters_;
  ffmpeg::Muxer muxer_;
  ffmpeg::Frame filtered_;
  ffmpeg::Packet packet_;
};

}  // namespace ganscope
