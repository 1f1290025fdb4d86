#pragma once
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libavutil/frame.h>
}

#include <map>
#include <memory>
#include <string>

/// FFmpeg's objects with owners, and its error codes as Error. Internal to capture/.
namespace ganscope::ffmpeg {

struct Deleter {
  void operator()(AVCodecContext* p) const { avcodec_free_context(&p); }
  void operator()(AVFrame* p) const { av_frame_free(&p); }
  void operator()(AVPacket* p) const { av_packet_free(&p); }
  void operator()(AVFilterGraph* p) const { avfilter_graph_free(&p); }
  void operator()(AVFormatContext* p) const { avformat_free_context(p); }
};
struct InputDeleter {
  void operator()(AVFormatContext* p) const { avformat_close_input(&p); }
};

using Codec = std::unique_ptr<AVCodecContext, Deleter>;
using Frame = std::unique_ptr<AVFrame, Deleter>;
using Packet = std::unique_ptr<AVPacket, Deleter>;
using Graph = std::unique_ptr<AVFilterGraph, Deleter>;
using Muxer = std::unique_ptr<AVFormatContext, Deleter>;  ///< its AVIOContext belongs to an OutputFile
using Demuxer = std::unique_ptr<AVFormatContext, InputDeleter>;

/// Key-value options as FFmpeg wants them.
class Dictionary {
 public:
  Dictionary() = default;
  explicit Dictionary(const std::map<std::string, std::string>& entries);
  ~Dictionary() { av_dict_free(&entries_); }
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  void set(const std::string& key, const std::string& value);
  /// For FFmpeg's calls, which take out what they used.
  [[nodiscard]] AVDictionary** address() { return &entries_; }
  /// Gives the entries away, e.g. to AVFormatContext::metadata.
  [[nodiscard]] AVDictionary* release();

 private:
  AVDictionary* entries_ = nullptr;
};

/// Takes FFmpeg's log off the terminal, once for the process; each thread keeps its last line of
/// level error for check().
void silence_log();

/// Throws Error "`doing`: reason" when `code` is negative, with the last logged error if there is
/// one; otherwise returns `code`.
int check(int code, const std::string& doing);

/// Throws Error when FFmpeg returned no object, which it does when memory is short.
template <typename T>
T* check_made(T* object, const std::string& doing) {
  if (object == nullptr) check(AVERROR(ENOMEM), doing);
  return object;
}

[[nodiscard]] Packet make_packet();
[[nodiscard]] Frame make_frame();

}  // namespace ganscope::ffmpeg
