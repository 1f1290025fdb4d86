#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// How fast a run goes by: from an iteration taken apart to as fast as the machine can.
struct Speed {
  std::string label;
  double seconds_per_phase = 0;  ///< slow motion when > 0
  int iterations_per_frame = 0;  ///< at most so many between two pictures; 0 is no limit
  [[nodiscard]] bool slow_motion() const { return seconds_per_phase > 0; }
};

/// Slowest first.
[[nodiscard]] const std::vector<Speed>& speed_list();
/// Places in the list: as fast as it goes, and slow motion with time to read each sentence.
[[nodiscard]] int full_speed();
[[nodiscard]] int slow_motion_speed();

}  // namespace ganscope
