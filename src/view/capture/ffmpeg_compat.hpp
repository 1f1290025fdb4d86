#pragma once
extern "C" {
#include <libavformat/version.h>
}

#include <cstdint>

/// What FFmpeg 5 (Debian 12) and FFmpeg 7 (Debian 13) write differently. Internal to capture/.
namespace ganscope::ffmpeg {

/// What an AVIOContext hands to its writer; FFmpeg 7 (libavformat 61) promises not to change it.
#if LIBAVFORMAT_VERSION_MAJOR >= 61
using PacketBytes = const std::uint8_t*;
#else
using PacketBytes = std::uint8_t*;
#endif

}  // namespace ganscope::ffmpeg
