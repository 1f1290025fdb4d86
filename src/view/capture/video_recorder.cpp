#include "view/capture/video_recorder.hpp"

#include <cstring>
#include <utility>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "view/capture/media_file.hpp"

namespace ganscope {

VideoRecorder::VideoRecorder(const VideoFormat& format, RecorderOptions options)
    : format_(format), options_(std::move(options)) {
  ffmpeg::silence_log();
  try {
    open();
  } catch (const Error& error) {
    // The members that were made clean up behind themselves, the file among them.
    const int code = file_ ? file_->error() : 0;
    throw Error("cannot record " + options_.path.string() + ": " +
                (code != 0 ? std::strerror(code) : error.what()));
  }
}

VideoRecorder::~VideoRecorder() {
  try {
    finish();
  } catch (const std::exception& error) {
    log(LogLevel::warning, error.what());
  }
}

void VideoRecorder::open() {
  file_.emplace(options_.path.string() + ".part");
  encoder_ = open_encoder(format_, options_);
  filters_.emplace(filters(format_, options_.quality),
                   FilterGraph::Input{options_.width, options_.height, encoder_->time_base});
  filtered_ = ffmpeg::make_frame();
  packet_ = ffmpeg::make_packet();
  open_muxer();
}

void VideoRecorder::open_muxer() {
  AVFormatContext* made = nullptr;
  ffmpeg::check(avformat_alloc_output_context2(&made, nullptr, format_.muxer, nullptr),
                std::string("making the ") + format_.muxer + " writer");
  muxer_.reset(made);
  muxer_->pb = file_->io();
  muxer_->flags |= AVFMT_FLAG_CUSTOM_IO;
  muxer_->metadata = ffmpeg::Dictionary(options_.metadata).release();
  AVStream* stream = ffmpeg::check_made(avformat_new_stream(made, nullptr), "making a stream");
  ffmpeg::check(avcodec_parameters_from_context(stream->codecpar, encoder_.get()), "making a stream");
  stream->time_base = encoder_->time_base;
  stream->avg_frame_rate = {options_.fps, 1};
  stream->r_frame_rate = {options_.fps, 1};
  ffmpeg::Dictionary settings(muxer_options(format_, options_.metadata));
  ffmpeg::check(avformat_write_header(made, settings.address()), "writing the header");
  file_->mark_whole();
}

void VideoRecorder::add(const Image& frame) {
  const std::string name = options_.path.string();
  if (state_ != State::recording) throw Error("cannot add a frame to " + name + ": it is closed");
  const auto size = static_cast<std::size_t>(options_.width) * static_cast<std::size_t>(options_.height) * 3;
  if (frame.width != options_.width || frame.height != options_.height || frame.rgb.size() != size)
    throw Error("frame " + std::to_string(frames_) + " for " + name + " is " + std::to_string(frame.width) +
                "x" + std::to_string(frame.height) + "; expected " + std::to_string(options_.width) + "x" +
                std::to_string(options_.height));
  try {
    filters_->push(frame, av_rescale_q(frames_, AVRational{1, options_.fps}, encoder_->time_base));
    encode_filtered();
    ++frames_;
  } catch (const std::exception& error) {
    give_up(error.what());
  }
}

void VideoRecorder::encode_filtered() {
  while (filters_->pull(filtered_.get())) {
    filtered_->colorspace = encoder_->colorspace;
    filtered_->color_range = encoder_->color_range;
    filtered_->pict_type = AV_PICTURE_TYPE_NONE;
    encode(filtered_.get());
  }
}

void VideoRecorder::encode(const AVFrame* frame) {
  ffmpeg::check(avcodec_send_frame(encoder_.get(), frame), "encoding");
  while (true) {
    const int code = avcodec_receive_packet(encoder_.get(), packet_.get());
    if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return;
    ffmpeg::check(code, "encoding");
    write(*packet_);
  }
}

void VideoRecorder::write(AVPacket& packet) {
  AVStream& stream = *muxer_->streams[0];
  packet.stream_index = stream.index;
  av_packet_rescale_ts(&packet, encoder_->time_base, stream.time_base);
  const int code = av_write_frame(muxer_.get(), &packet);
  av_packet_unref(&packet);
  ffmpeg::check(code, "writing a frame");
  // The buffer hides a full disk until it is flushed.
  file_->mark_whole();
}

void VideoRecorder::finish() {
  if (state_ != State::recording) return;
  if (frames_ == 0) {
    state_ = State::finished;
    muxer_.reset();
    file_->discard();
    return;
  }
  try {
    complete();
  } catch (const std::exception& error) {
    give_up(error.what());
  }
  publish();
}

void VideoRecorder::complete() {
  filters_->end();
  encode_filtered();
  encode(nullptr);
  // Closes the open fragment or cluster, so that a failing trailer costs no frames.
  ffmpeg::check(av_write_frame(muxer_.get(), nullptr), "writing the last frames");
  file_->mark_whole();
  // FFmpeg begins a GIF with its second picture; a comment cannot come before the beginning.
  if (format_.is_gif() && file_->size() > 0) write_gif_comment();
  ended_ = true;
  ffmpeg::check(av_write_trailer(muxer_.get()), "ending the file");
  file_->mark_whole();
  file_->close();
}

void VideoRecorder::write_gif_comment() {
  // FFmpeg keeps no metadata in a GIF; the format has comments, allowed between any two pictures.
  std::string text;
  for (const auto& [key, value] : options_.metadata) text += key + ": " + value + "\n";
  if (text.empty()) return;
  avio_w8(file_->io(), 0x21);
  avio_w8(file_->io(), 0xfe);
  for (std::size_t at = 0; at < text.size(); at += 255) {
    const std::string block = text.substr(at, 255);
    avio_w8(file_->io(), static_cast<int>(block.size()));
    avio_write(file_->io(), reinterpret_cast<const unsigned char*>(block.data()),
               static_cast<int>(block.size()));
  }
  avio_w8(file_->io(), 0);
  file_->mark_whole();
}

void VideoRecorder::publish() {
  state_ = State::finished;
  muxer_.reset();
  encoder_.reset();
  filters_.reset();
  bool rewritten = false;
  if (format_.rewrite_at_end) {
    try {
      rewrite_faststart(file_->path(), options_.path, options_.metadata);
      rewritten = true;
      file_->discard();
    } catch (const std::exception& error) {
      log(LogLevel::info,
          options_.path.string() + " stays in fragments, which play as well: " + error.what());
    }
  }
  try {
    if (!rewritten) file_->rename_to(options_.path);
  } catch (const Error& error) {
    state_ = State::failed;
    final_bytes_ = file_->size();
    file_->keep();
    throw Error("cannot rename " + file_->path().string() + " to " + options_.path.string() + ": " +
                error.what() + "; the whole recording is in the former");
  }
  std::error_code ignored;
  final_bytes_ = static_cast<std::int64_t>(std::filesystem::file_size(options_.path, ignored));
}

void VideoRecorder::give_up(const std::string& reason) {
  state_ = State::failed;
  // FFmpeg's GIF writer holds one picture back and frees it nowhere else.
  if (format_.is_gif() && !ended_) (void)av_write_trailer(muxer_.get());
  muxer_.reset();
  encoder_.reset();
  filters_.reset();
  const int code = file_->error();
  file_->cut_to_whole(format_.terminator);
  frames_ = count_frames(file_->path());
  final_bytes_ = frames_ > 0 ? file_->size() : 0;
  std::string message =
      "cannot write " + options_.path.string() + ": " + (code != 0 ? std::strerror(code) : reason);
  if (frames_ == 0) {
    file_->discard();
    throw Error(message + "; no frame was saved");
  }
  std::filesystem::path kept = options_.path;
  try {
    file_->close();
  } catch (const Error&) {
    // The first failure is the one to tell.
  }
  try {
    file_->rename_to(options_.path);
  } catch (const Error&) {
    kept = file_->path();
    file_->keep();
  }
  throw Error(message + "; " + kept.string() + " holds the first " + counted(frames_, "frame"));
}

std::int64_t VideoRecorder::bytes() const {
  return state_ == State::recording ? file_->size() : final_bytes_;
}

}  // namespace ganscope
