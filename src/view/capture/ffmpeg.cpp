#include "view/capture/ffmpeg.hpp"

extern "C" {
#include <libavutil/log.h>
}

#include <array>
#include <cstdarg>
#include <cstdio>
#include <mutex>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope::ffmpeg {
namespace {

// FFmpeg hands its log to one function of the process, so the place it goes to cannot be a member.
// One per thread: two recorders never mix their reasons.
thread_local std::string last_logged_error;

void keep_errors(void* /*source*/, int level, const char* format, std::va_list arguments) {
  if (level > AV_LOG_ERROR) return;
  std::array<char, 512> line{};
  std::vsnprintf(line.data(), line.size(), format, arguments);
  const std::string_view text = trim(line.data());
  if (!text.empty()) last_logged_error = text;
}

}  // namespace

Dictionary::Dictionary(const std::map<std::string, std::string>& entries) {
  for (const auto& [key, value] : entries) set(key, value);
}

void Dictionary::set(const std::string& key, const std::string& value) {
  check(av_dict_set(&entries_, key.c_str(), value.c_str(), 0), "keeping option " + key);
}

AVDictionary* Dictionary::release() { return std::exchange(entries_, nullptr); }

void silence_log() {
  static std::once_flag once;
  std::call_once(once, [] { av_log_set_callback(keep_errors); });
}

int check(int code, const std::string& doing) {
  const std::string logged = std::exchange(last_logged_error, {});
  if (code >= 0) return code;
  std::array<char, AV_ERROR_MAX_STRING_SIZE> reason{};
  av_strerror(code, reason.data(), reason.size());
  throw Error(doing + ": " + reason.data() + (logged.empty() ? "" : " (" + logged + ")"));
}

Packet make_packet() { return Packet(check_made(av_packet_alloc(), "making a packet")); }
Frame make_frame() { return Frame(check_made(av_frame_alloc(), "making a frame")); }

}  // namespace ganscope::ffmpeg
