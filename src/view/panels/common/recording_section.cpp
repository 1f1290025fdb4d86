#include "view/panels/common/recording_section.hpp"

#include <imgui.h>

#include <algorithm>

#include "view/ui/widgets.hpp"

namespace ganscope {

bool begin_recording_section(bool records) {
  if (!folding_section("Recording", false)) return false;
  ImGui::BeginDisabled(records);
  return true;
}

void end_recording_section() { ImGui::EndDisabled(); }

void recording_format(RecordingFormat& format) {
  if (const auto chosen = pick("Format", "Format", "of the file; png is a folder of pictures",
                               recording_format_names(), static_cast<std::size_t>(format)))
    format = static_cast<RecordingFormat>(*chosen);
}

void recording_size(const std::vector<RecordingSize>& sizes, int& width, int& height) {
  std::vector<std::string> texts;
  for (const RecordingSize& size : sizes) texts.push_back(size.text);
  const auto same = std::find_if(sizes.begin(), sizes.end(), [&](const RecordingSize& size) {
    return size.width == width && size.height == height;
  });
  const auto current = same == sizes.end() ? 0 : static_cast<std::size_t>(same - sizes.begin());
  const auto chosen = pick("Size", "Size", "pixels of the recording", texts, current);
  if (!chosen) return;
  width = sizes[*chosen].width;
  height = sizes[*chosen].height;
}

}  // namespace ganscope
