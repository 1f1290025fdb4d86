#include "exchange/recording_format.hpp"

namespace ganscope {

const std::vector<std::string>& recording_format_names() {
  static const std::vector<std::string> names{"mp4", "webm", "gif", "png"};
  return names;
}

const std::string& name_of(RecordingFormat format) {
  return recording_format_names()[static_cast<std::size_t>(format)];
}

int most_frames_a_second(RecordingFormat format) { return format == RecordingFormat::gif ? 50 : 120; }

}  // namespace ganscope
