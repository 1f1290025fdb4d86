#include "view/panels/toy/speed.hpp"

#include "core/text.hpp"

namespace ganscope {

const std::vector<Speed>& speed_list() {
  static const std::vector<Speed> speeds = [] {
    std::vector<Speed> list;
    for (const double seconds : {4.0, 1.6, 0.6})
      list.push_back({"slow: " + exact_number(seconds) + " s", seconds, 0});
    for (const int iterations : {1, 2, 5, 10, 20, 50, 100, 200})
      list.push_back({std::to_string(iterations) + " a frame", 0, iterations});
    list.push_back({"unlimited", 0, 0});
    return list;
  }();
  return speeds;
}

int full_speed() { return static_cast<int>(speed_list().size()) - 1; }
int slow_motion_speed() { return 1; }

}  // namespace ganscope
