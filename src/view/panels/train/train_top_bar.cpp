#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "view/panels/common/command_menu.hpp"
#include "view/panels/train/train_commands.hpp"
#include "view/panels/train/train_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

/// Narrower bars leave out what is trained, then the buttons that have keys, so that iteration and rate
/// stay.
constexpr float kTitleFrom = 1100;
constexpr float kSaveFrom = 1240;
constexpr float kStepFrom = 640;

/// What is trained: "Training mnist, dcgan".
void title(const TrainPanelInput& input) {
  const std::string& data = input.config.data;
  const std::size_t slash = data.find_last_of('/', data.size() - 2);
  const std::string name = slash == std::string::npos ? data : data.substr(slash + 1);
  const std::string text = "Training " + name + ", " + name_of(input.config.arch);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = std::min(ImGui::CalcTextSize(text.c_str()).x, 230 * ui_scale());
  ImGui::PushClipRect(at, {at.x + width, at.y + ImGui::GetFrameHeight()}, true);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopClipRect();
  tip(data + ", " + name_of(input.config.arch));
  ImGui::SameLine(0, 0);
  ImGui::SetCursorScreenPos({at.x + width + 14 * ui_scale(), at.y});
}

/// As much again as the run was begun for.
void train_on_button(const TrainPanelInput& input, TrainViewCommands& out) {
  if (input.epochs <= 0) return;
  const std::string count = three_digits(input.epochs);
  const std::string tip = "go on from here: " + count + (input.epochs == 1 ? " more epoch" : " more epochs") +
                          ", as many as the run was begun for";
  if (bar_button("Train on", tip.c_str())) out.push_back(train_command::TrainOn{input.epochs});
}

void run_buttons(const TrainPanelInput& input, const Theme& t, float width, TrainViewCommands& out) {
  const ImageTrainStatus& status = input.status;
  if (status.phase == TrainPhase::finished) {
    if (lit_button("Open model", "the finished generator in image mode (F2)", true, t))
      out.push_back(window_command::SwitchMode{"image"});
    train_on_button(input, out);
  } else if (status.phase == TrainPhase::opening || status.phase == TrainPhase::training) {
    if (lit_button(status.running ? "Pause" : "Run", "run or pause (Space)", !status.running, t,
                   74 * ui_scale()))
      out.push_back(train_command::ToggleRun{});
    if (width >= kStepFrom && bar_button("Step", "one iteration, then pause (.)", 58 * ui_scale()))
      out.push_back(train_command::Step{});
  }
  if (width >= kSaveFrom && input.generated != nullptr &&
      bar_button("Save", "the images that are shown, as a sheet (S)", 58 * ui_scale()))
    out.push_back(window_command::SavePicture{});
}

/// What is wrong at the moment, if anything is.
struct Badge {
  std::string text;
  std::string tip;
  bool error = false;
};

Badge badge_of(const ImageTrainStatus& status) {
  if (status.phase == TrainPhase::diverged) return {"diverged", status.message, true};
  if (status.phase == TrainPhase::failed) return {"failed", status.message, true};
  if (status.health.empty()) return {};
  Badge badge;
  badge.text = status.health.size() == 1 ? health_title(status.health.front())
                                         : std::to_string(status.health.size()) + " warnings";
  for (const HealthWarning& warning : status.health)
    badge.tip += (badge.tip.empty() ? "" : "\n") + warning.meaning + "; try " + warning.advice;
  return badge;
}

/// A word on a coloured ground; only "!" where the bar has no room for the word.
void draw_badge(const ImageTrainStatus& status, const Theme& t, bool narrow) {
  Badge badge = badge_of(status);
  if (badge.text.empty()) return;
  if (narrow) badge.text = "!";
  const float s = ui_scale();
  const Colour colour = badge.error ? t.error : t.warning;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  const float width = ImGui::CalcTextSize(badge.text.c_str()).x + 20 * s;
  ImGui::Dummy({width, height});
  mark_item("badge");
  tip(badge.tip);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(at, {at.x + width, at.y + height}, to_u32(colour.with_alpha(0.22f)), 0.5f * height);
  draw->AddRect(at, {at.x + width, at.y + height}, to_u32(colour), 0.5f * height, 0, std::max(1.f, s));
  draw->AddText({at.x + 10 * s, std::round(at.y + 0.5f * (height - ImGui::GetTextLineHeight()))},
                to_u32(t.text), badge.text.c_str());
  ImGui::SameLine();
}

std::string state_text(const ImageTrainStatus& status) {
  if (status.phase == TrainPhase::finishing) return "writing files";
  if (status.phase != TrainPhase::training) return name_of(status.phase);
  if (!status.running) return "paused";
  return status.rate > 0 ? three_digits(status.rate) + " it/s" : "starting";
}

/// Iteration, rate and time left, aligned to the right; the first stays longest where room is scarce.
void counters(const ImageTrainStatus& status, float right) {
  const std::string state = state_text(status);
  if (status.phase == TrainPhase::opening) {
    bar_counters("", state, state.c_str(), right);
    return;
  }
  const auto width_of = [](const std::string& text) { return ImGui::CalcTextSize(text.c_str()).x; };
  const float gap = 16 * ui_scale();
  const float room = right - ImGui::GetCursorPosX();
  const std::string done = "iteration " + with_thousands(status.iteration);
  const std::string of = done + " of " + with_thousands(status.iterations);
  const std::string widest = width_of(state) > width_of("88.8 it/s") ? state : "88.8 it/s";
  float end = right;
  const bool runs = status.phase == TrainPhase::training && status.running;
  const std::string left = format_duration(seconds_left(status)) + " left";
  const float left_column = std::max(width_of("88:88 left"), width_of(left)) + gap;
  if (runs && room > left_column + width_of(widest) + gap + width_of(done)) {
    ImGui::SetCursorPosX(right - width_of(left));
    muted_text(left);
    ImGui::SameLine();
    ImGui::SetCursorPosX(right - room);
    end -= left_column;
  }
  const bool whole = end - (right - room) > width_of(widest) + gap + width_of(of);
  bar_counters(whole ? of : done, state, widest.c_str(), end);
}

}  // namespace

void train_top_bar(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                   TrainViewCommands& out) {
  if (!begin_panel("top bar", area, false)) return;
  const Theme& t = theme(state.theme);
  bar_ground(area, t);
  const float width = area.width() / ui_scale();
  if (width >= kTitleFrom) title(input);
  run_buttons(input, t, width, out);
  draw_badge(input.status, t, width < kStepFrom);
  const BarEnd end = bar_end(area, t, state.behind);
  counters(input.status, end.counters);
  command_menu(end, train_commands(), out);
  end_panel();
}

}  // namespace ganscope
