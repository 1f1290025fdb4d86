#include <imgui.h>

#include "core/text.hpp"
#include "view/panels/common/command_menu.hpp"
#include "view/panels/recover/recover_commands.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

/// Narrower bars leave out what has a key, so that step and rate stay.
constexpr float kSearchAnchorFrom = 1000;
constexpr float kSearchAgainFrom = 860;
constexpr float kSearchImagesFrom = 560;
constexpr float kSearchStepFrom = 640;

void search_buttons(const RecoverPanelInput& input, const Theme& t, float width, RecoverViewCommands& out) {
  const bool ended = input.frame && (input.frame->finished || !input.frame->error.empty());
  if (!input.picture.empty() && !ended) {
    if (lit_button(input.running ? "Pause" : "Run", "run or pause (Space)", !input.running, t,
                   74 * ui_scale()))
      out.push_back(search_command::ToggleRun{});
    if (width >= kSearchStepFrom && bar_button("Step", "one step, then pause (.)", 58 * ui_scale()))
      out.push_back(search_command::Step{});
  }
  if (!input.picture.empty() && (ended || width >= kSearchAgainFrom) &&
      lit_button("Search again", "from other starts: the next seed (R)", ended, t))
    out.push_back(search_command::SearchAgain{});
  if (input.shown && width >= kSearchAnchorFrom &&
      bar_button("To anchors", "the latent shown becomes an anchor of image mode (A)"))
    out.push_back(search_command::AddAnchor{});
}

void record_button(const RecoverPanelInput& input, const Theme& t, RecoverViewCommands& out) {
  const bool on = input.recording.has_value();
  const std::string label =
      on ? std::to_string(static_cast<int>(100 * input.recording->done)) + " %" : std::string("Record");
  const char* tip =
      on ? "end the video here and keep it (V)" : "the search so far as a video; set below on the left (V)";
  if (dot_button(label, tip, on, 92 * ui_scale(), t)) out.push_back(search_command::ToggleRecording{});
}

std::string search_state(const RecoverPanelInput& input) {
  if (!input.frame) return "";
  if (!input.frame->error.empty()) return "no search";
  if (input.frame->finished) return "finished";
  if (!input.running) return "paused";
  if (input.frame->starting || input.frame->steps_per_second <= 0) return "starting";
  return three_digits(input.frame->steps_per_second) + " steps/s";
}

void counters(const RecoverPanelInput& input, float right) {
  if (!input.frame) return;
  const std::string done = "step " + with_thousands(steps_made(input));
  // A person may have asked for fewer than were made.
  const bool past = steps_made(input) > input.config.iterations;
  const std::string of = past ? done : done + " of " + with_thousands(input.config.iterations);
  const float room = right - ImGui::GetCursorPosX();
  const bool whole = room > ImGui::CalcTextSize((of + "888.8 steps/s").c_str()).x + 32 * ui_scale();
  bar_counters(whole ? of : done, search_state(input), "888.8 steps/s", right);
}

}  // namespace

void recover_top_bar(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                     RecoverViewCommands& out) {
  if (!begin_panel("top bar", area, false)) return;
  const Theme& t = theme(state.theme);
  bar_ground(area, t);
  const float width = area.width() / ui_scale();
  if (width >= kSearchImagesFrom && bar_button("Images", "back to image mode (F2)"))
    out.push_back(window_command::SwitchMode{"image"});
  search_buttons(input, t, width, out);
  if (width >= kFoldLeft && input.shown) record_button(input, t, out);
  const BarEnd end = bar_end(area, t, state.behind);
  counters(input, end.counters);
  command_menu(end, recover_commands(), out);
  end_panel();
}

}  // namespace ganscope
