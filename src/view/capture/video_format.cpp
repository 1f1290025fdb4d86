#include "view/capture/video_format.hpp"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.hpp"

namespace ganscope {
namespace {

// Hardware encoders that take frames from ordinary memory; those that need an upload are left out.
constexpr std::array<const char*, 6> kMp4Encoders = {"libx264",           "libopenh264",  "h264_nvenc",
                                                     "h264_videotoolbox", "h264_v4l2m2m", "mpeg4"};
constexpr std::array<const char*, 2> kWebmEncoders = {"libvpx-vp9", "libvpx"};
constexpr std::array<const char*, 1> kGifEncoders = {"gif"};

constexpr int kMostVideoFps = 240;
constexpr int kMaxGifFps = 50;  // browsers play a delay under 2/100 s as 10/100 s

constexpr std::array<VideoFormat, 3> kFormats = {{
    {.extension = ".mp4",
     .muxer = "mp4",
     .encoders = kMp4Encoders,
     .pixels = AV_PIX_FMT_YUV420P,
     .max_fps = kMostVideoFps,
     .even_sizes = true,
     .rewrite_at_end = true,
     .terminator = ""},
    {.extension = ".webm",
     .muxer = "webm",
     .encoders = kWebmEncoders,
     .pixels = AV_PIX_FMT_YUV420P,
     .max_fps = kMostVideoFps,
     .even_sizes = true,
     .rewrite_at_end = false,
     .terminator = ""},
    {.extension = ".gif",
     .muxer = "gif",
     .encoders = kGifEncoders,
     .pixels = AV_PIX_FMT_PAL8,
     .max_fps = kMaxGifFps,
     .even_sizes = false,
     .rewrite_at_end = false,
     .terminator = ";"},
}};

/// `at_1` for quality 1, `at_100` for quality 100, a line between.
int on_scale(int quality, double at_1, double at_100) {
  return static_cast<int>(std::lround(at_1 + (at_100 - at_1) * (quality - 1) / 99.0));
}

bool has_option(const AVCodecContext& encoder, const char* name) {
  return encoder.priv_data != nullptr && av_opt_find(encoder.priv_data, name, nullptr, 0, 0) != nullptr;
}

/// From 0.02 bits a pixel (blocks to see) to 0.5 (none), for encoders without a constant quality.
std::int64_t bit_rate(const RecorderOptions& options) {
  const double bits = 0.02 * std::pow(25.0, (options.quality - 1) / 99.0);
  return std::lround(bits * options.width * options.height * options.fps);
}

/// Constant quality in the encoder's own scale.
void set_quality(AVCodecContext& encoder, const RecorderOptions& options, ffmpeg::Dictionary& out) {
  switch (encoder.codec_id) {
    case AV_CODEC_ID_VP9:
      encoder.bit_rate = 0;  // otherwise crf is only a floor
      out.set("crf", std::to_string(on_scale(options.quality, 57, 20)));
      break;
    case AV_CODEC_ID_VP8:
      encoder.bit_rate = bit_rate(options);
      out.set("crf", std::to_string(on_scale(options.quality, 55, 6)));
      break;
    case AV_CODEC_ID_MPEG4:
      encoder.flags |= AV_CODEC_FLAG_QSCALE;
      encoder.global_quality = FF_QP2LAMBDA * on_scale(options.quality, 31, 1);
      break;
    case AV_CODEC_ID_H264:
      if (has_option(encoder, "crf"))
        out.set("crf", std::to_string(on_scale(options.quality, 42, 12)));
      else if (has_option(encoder, "cq"))
        out.set("cq", std::to_string(on_scale(options.quality, 42, 12)));
      else
        encoder.bit_rate = bit_rate(options);
      break;
    default:
      break;  // GIF: the number of colours, in filters()
  }
}

/// Speed over size: training runs beside the encoder. Measured at 1280x720, 2000 moving points on a
/// moving field, quality 80, two cores, CPU milliseconds and kB a frame, PSNR of Y:
///   libx264     ultrafast 6, 64   superfast 13, 63   veryfast 20, 30 (44 dB)   fast 34, 31   medium 47, 30
///   libvpx-vp9  good 4: 96, 38 (47 dB)   good 5: 140, 39 (47 dB)   realtime 4: 45, 34 (48 dB)
///               realtime 5: 23, 43 (47 dB)   realtime 6: 19, 43 (47 dB)
void set_speed(const AVCodecContext& encoder, ffmpeg::Dictionary& out) {
  const std::string_view name = encoder.codec->name;
  if (name == "libx264") out.set("preset", "veryfast");
  if (name.starts_with("libvpx")) {
    out.set("deadline", "realtime");
    out.set("cpu-used", "5");
    out.set("lag-in-frames", "12");
  }
  if (name == "libvpx-vp9") out.set("row-mt", "1");
}

void describe_picture(AVCodecContext& encoder, const VideoFormat& format, const RecorderOptions& options) {
  encoder.width = options.width;
  encoder.height = options.height;
  encoder.pix_fmt = format.pixels;
  encoder.time_base = time_base(format, options.fps);
  encoder.framerate = {options.fps, 1};
  encoder.sample_aspect_ratio = {1, 1};
  // A second between key frames makes scrubbing quick and a cut-off file lose little.
  encoder.gop_size = std::max(options.fps, 12);
  if (format.pixels == AV_PIX_FMT_YUV420P) {
    encoder.colorspace = AVCOL_SPC_BT709;
    encoder.color_primaries = AVCOL_PRI_BT709;
    encoder.color_trc = AVCOL_TRC_BT709;
    encoder.color_range = AVCOL_RANGE_MPEG;
    encoder.chroma_sample_location = AVCHROMA_LOC_LEFT;
  }
}

ffmpeg::Codec try_encoder(const AVCodec* codec, const VideoFormat& format, const RecorderOptions& options) {
  ffmpeg::Codec encoder(ffmpeg::check_made(avcodec_alloc_context3(codec), "making the encoder"));
  describe_picture(*encoder, format, options);
  const AVOutputFormat* muxer = av_guess_format(format.muxer, nullptr, nullptr);
  if (muxer != nullptr && (muxer->flags & AVFMT_GLOBALHEADER) != 0)
    encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  encoder->thread_count = 0;  // as many as the encoder likes
  ffmpeg::Dictionary settings;
  set_quality(*encoder, options, settings);
  set_speed(*encoder, settings);
  ffmpeg::check(avcodec_open2(encoder.get(), codec, settings.address()), codec->name);
  return encoder;
}

}  // namespace

std::span<const VideoFormat> video_formats() { return kFormats; }

AVRational time_base(const VideoFormat& format, int fps) {
  return format.is_gif() ? AVRational{1, 100} : AVRational{1, fps};
}

std::string filters(const VideoFormat& format, int quality) {
  if (format.is_gif()) {
    // A palette a frame: no look-ahead, so a long recording needs no more memory than a short one.
    // Ordered dither stands still between frames, where error diffusion would shimmer.
    const int colors = std::min(256, 16 + 3 * quality);
    return "split[picture][colors];[colors]palettegen=stats_mode=single:max_colors=" +
           std::to_string(colors) + "[palette];[picture][palette]paletteuse=new=1:dither=bayer:bayer_scale=4";
  }
  return "scale=in_range=pc:out_range=tv:out_color_matrix=bt709:flags=bilinear+accurate_rnd+full_chroma_inp,"
         "format=yuv420p";
}

std::map<std::string, std::string> muxer_options(const VideoFormat& format,
                                                 const std::map<std::string, std::string>& metadata) {
  if (format.rewrite_at_end)
    return {{"movflags", "frag_keyframe+empty_moov+default_base_moof" + mp4_tag_flags(metadata)},
            {"frag_duration", "1000000"}};
  if (format.is_gif()) return {{"loop", "0"}};  // for ever
  return {};                                    // a WebM cluster ends at each key frame
}

std::string mp4_tag_flags(const std::map<std::string, std::string>& metadata) {
  static constexpr std::array<std::string_view, 17> kUsual = {
      "title",    "artist", "album_artist", "composer", "album",    "date",
      "comment",  "genre",  "copyright",    "lyrics",   "grouping", "description",
      "synopsis", "show",   "episode_id",   "network",  "keywords"};
  const bool all_usual = std::all_of(metadata.begin(), metadata.end(), [](const auto& entry) {
    return std::find(kUsual.begin(), kUsual.end(), entry.first) != kUsual.end();
  });
  return all_usual ? "" : "+use_metadata_tags";
}

ffmpeg::Codec open_encoder(const VideoFormat& format, const RecorderOptions& options) {
  std::string tried;
  for (const char* name : format.encoders) {
    const AVCodec* codec = avcodec_find_encoder_by_name(name);
    if (codec == nullptr) continue;
    try {
      return try_encoder(codec, format, options);
    } catch (const Error& error) {
      tried += (tried.empty() ? "" : "; ") + std::string(error.what());
    }
  }
  throw Error("no encoder for " + std::string(format.extension) + " works in this FFmpeg" +
              (tried.empty() ? "" : ": " + tried));
}

}  // namespace ganscope
