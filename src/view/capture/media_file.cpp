#include "view/capture/media_file.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "view/capture/ffmpeg.hpp"
#include "view/capture/output_file.hpp"
#include "view/capture/video_format.hpp"

namespace ganscope {
namespace {

/// With the protocol in front, a path with a colon in it is still a path.
std::string url_of(const std::filesystem::path& path) { return "file:" + path.string(); }

ffmpeg::Demuxer open_video(const std::filesystem::path& path) {
  AVFormatContext* opened = nullptr;
  ffmpeg::check(avformat_open_input(&opened, url_of(path).c_str(), nullptr, nullptr), "reading it back");
  ffmpeg::Demuxer input(opened);
  ffmpeg::check(avformat_find_stream_info(input.get(), nullptr), "reading it back");
  if (input->nb_streams == 0) throw Error("reading it back: it has no picture");
  return input;
}

ffmpeg::Muxer make_plain_mp4(const AVFormatContext& input, const OutputFile& file) {
  AVFormatContext* made = nullptr;
  ffmpeg::check(avformat_alloc_output_context2(&made, nullptr, "mp4", url_of(file.path()).c_str()),
                "making the mp4 writer");
  ffmpeg::Muxer output(made);
  output->pb = file.io();
  output->flags |= AVFMT_FLAG_CUSTOM_IO;
  const AVStream& source = *input.streams[0];
  AVStream* stream = ffmpeg::check_made(avformat_new_stream(made, nullptr), "making a stream");
  ffmpeg::check(avcodec_parameters_copy(stream->codecpar, source.codecpar), "copying the stream");
  stream->codecpar->codec_tag = 0;
  stream->time_base = source.time_base;
  stream->avg_frame_rate = source.avg_frame_rate;
  stream->r_frame_rate = source.r_frame_rate;
  return output;
}

void copy_packets(AVFormatContext& input, AVFormatContext& output) {
  const AVRational from = input.streams[0]->time_base;
  const AVRational to = output.streams[0]->time_base;
  // Fragments cannot start before zero, so the first picture of a file with B-frames comes a frame
  // or two late there. Here it starts at zero again.
  const std::int64_t start = input.streams[0]->start_time;
  const ffmpeg::Packet packet = ffmpeg::make_packet();
  int code = 0;
  while ((code = av_read_frame(&input, packet.get())) >= 0) {
    if (packet->stream_index == 0) {
      if (start != AV_NOPTS_VALUE) {
        packet->pts -= start;
        packet->dts -= start;
      }
      av_packet_rescale_ts(packet.get(), from, to);
      packet->pos = -1;
      ffmpeg::check(av_write_frame(&output, packet.get()), "copying a frame");
    }
    av_packet_unref(packet.get());
  }
  if (code != AVERROR_EOF) ffmpeg::check(code, "reading it back");
}

}  // namespace

std::int64_t count_frames(const std::filesystem::path& path) {
  std::int64_t frames = 0;
  try {
    const ffmpeg::Demuxer input = open_video(path);
    const ffmpeg::Packet packet = ffmpeg::make_packet();
    while (av_read_frame(input.get(), packet.get()) >= 0) {
      if (packet->stream_index == 0) ++frames;
      av_packet_unref(packet.get());
    }
  } catch (const Error&) {
    return 0;  // no player could read it either
  }
  return frames;
}

void rewrite_faststart(const std::filesystem::path& from, const std::filesystem::path& to,
                       const std::map<std::string, std::string>& metadata) {
  const ffmpeg::Demuxer input = open_video(from);
  OutputFile file(to.string() + ".faststart.part");
  ffmpeg::Muxer output = make_plain_mp4(*input, file);
  output->metadata = ffmpeg::Dictionary(metadata).release();
  ffmpeg::Dictionary settings;
  settings.set("movflags", "faststart" + mp4_tag_flags(metadata));
  ffmpeg::check(avformat_write_header(output.get(), settings.address()), "beginning the plain mp4");
  copy_packets(*input, *output);
  ffmpeg::check(av_write_trailer(output.get()), "ending the plain mp4");
  file.mark_whole();
  file.close();
  file.rename_to(to);
}

}  // namespace ganscope
