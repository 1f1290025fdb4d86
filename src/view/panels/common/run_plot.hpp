#pragma once
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "view/panels/common/time_command.hpp"
#include "view/plots/line_plot.hpp"

namespace ganscope {

/// A plot over a run's iterations as the panels of curves have it. `log_switch`: it offers decades, which
/// `chosen` remembers by its title.
[[nodiscard]] inline LinePlotOptions run_plot(std::string title, float height, bool log_switch,
                                              const std::set<std::string>& chosen, const PlotTime& time) {
  LinePlotOptions o;
  o.log_y = log_switch && chosen.contains(title);
  o.title = std::move(title);
  o.height = height;
  o.log_switch = log_switch;
  o.time = time;
  return o;
}

/// A click on a plot looks at the iteration there; its switch is a command, too.
template <class Commands>
void obey_run_plot(Commands& out, const std::string& title, const PlotAnswer& answer) {
  if (answer.pin) out.push_back(time_command::LookAt{std::lround(*answer.pin)});
  if (answer.toggle_log) out.push_back(time_command::ToggleLogAxis{title});
}

}  // namespace ganscope
