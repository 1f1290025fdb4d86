#pragma once
#include <string>
#include <vector>

#include "exchange/recording_format.hpp"

/// What the settings of a recording have in common in every mode.
namespace ganscope {

/// The section, folded at first; while a recording goes on its controls rest. End only after true.
[[nodiscard]] bool begin_recording_section(bool records);
void end_recording_section();

/// "Format".
void recording_format(RecordingFormat& format);

/// A size that is offered, of the same `width` and `height` as the recording's.
struct RecordingSize {
  std::string text;  ///< "1920x1080"
  int width = 0;     ///< pixels; 0: as in the window
  int height = 0;
};
/// "Size"; one that isn't offered shows as the first.
void recording_size(const std::vector<RecordingSize>& sizes, int& width, int& height);

}  // namespace ganscope
