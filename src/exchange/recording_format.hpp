#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// What a recording can be written as.
enum class RecordingFormat { mp4, webm, gif, png };
/// As extensions, in their order; png stands for a folder of pictures.
[[nodiscard]] const std::vector<std::string>& recording_format_names();
[[nodiscard]] const std::string& name_of(RecordingFormat format);
/// A GIF counts hundredths of a second.
[[nodiscard]] int most_frames_a_second(RecordingFormat format);

}  // namespace ganscope
