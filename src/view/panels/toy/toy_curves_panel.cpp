#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "view/panels/common/run_plot.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/plots/heat_map.hpp"
#include "view/plots/histogram.hpp"
#include "view/plots/line_plot.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace {

constexpr float kLeastHeight = 58;  ///< of a plot, pixels at scale 1
constexpr float kMostHeight = 130;

// Two questions about the same samples, which may have answers as unlike as 100 % and 2 of 3.
constexpr const char* kCellsHelp =
    "cells: the share of the data's small cells that hold at least one generated sample, however few";
constexpr const char* kOffHelp =
    "off it: the share of generated samples farther from the data than its tolerance";
constexpr const char* kModesHelp =
    "captured: modes that hold at least a tenth of their even share of the samples on the data; one that a "
    "few "
    "samples reach has its cells covered and is not captured";

void inset(const ToyPanelInput& input, const Theme& t, float side, unsigned texture) {
  if (texture == 0 || input.frame == nullptr) return;
  muted_text("Latent space: " + input.frame->config.latent +
             (input.frame->latent_dims > 2 ? ", its first 2 numbers" : ""));
  const float left = 0.5f * (ImGui::GetContentRegionAvail().x - side);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.f, left));
  const glm::vec2 at = to_glm(ImGui::GetCursorScreenPos());
  ImGui::Image(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)), {side, side}, {0, 1},
               {1, 0});
  mark_item("latent inset");
  phase_latents(*input.frame, t, {at, at + side}, 1);
}

/// Draws the plots one below the other and turns what a person does with them into commands.
class Plots {
 public:
  Plots(const ToyPanelInput& input, const ToyViewState& state, ToyViewCommands& out)
      : input_(input), state_(state), out_(out), t_(theme(state.theme)), time_(plot_time(input, state)) {
    const float room = ImGui::GetContentRegionAvail().y / ui_scale();
    const float gap = ImGui::GetStyle().ItemSpacing.y / ui_scale();
    const auto plots = static_cast<float>(count());
    height_ = std::clamp(std::floor((room - kExportHeight) / plots - gap), kLeastHeight, kMostHeight);
  }

  void draw() {
    losses();
    scores();
    answers();
    shares();
    if (has_modes()) modes();
    distances();
  }

 private:
  static constexpr float kExportHeight = 28;

  [[nodiscard]] bool has_modes() const {
    return !input_.curves->metrics().empty() && input_.curves->metrics().back().mode_count > 0;
  }
  [[nodiscard]] int count() const { return has_modes() ? 6 : 5; }

  [[nodiscard]] LinePlotOptions options(const char* title, bool log_switch) const {
    return run_plot(title, height_, log_switch, state_.time.log_plots, time_);
  }

  void obey(const std::string& title, const PlotAnswer& answer) {
    if (answer.pin) out_.push_back(toy_command::Pin{std::lround(*answer.pin)});
    if (answer.toggle_log) out_.push_back(time_command::ToggleLogAxis{title});
  }

  void lines(const LinePlotOptions& o, std::span<const PlotSeries> series) {
    obey(o.title, line_plot(o, series, t_));
  }

  void losses() {
    const auto& c = input_.curves->step_columns();
    LinePlotOptions o = options("Loss", true);
    o.from_zero = true;
    lines(o, std::array{PlotSeries{"D", t_.discriminator, c.iteration, c.discriminator_loss},
                        PlotSeries{"G", t_.generator, c.iteration, c.generator_loss}});
  }

  void scores() {
    const auto& c = input_.curves->step_columns();
    lines(options("Mean D", false),
          std::array{PlotSeries{"real", t_.discriminator, c.iteration, c.score_real},
                     PlotSeries{"gen.", t_.generator, c.iteration, c.score_generated}});
  }

  /// Of the frame that is shown, so that looking back shows the answers of then.
  void answers() {
    static const std::vector<float> none;
    const Field* field = input_.frame != nullptr ? &input_.frame->field : nullptr;
    histogram({.title = "D's answers", .height = height_},
              std::array{HistogramSeries{"real", t_.discriminator, field != nullptr ? field->real : none},
                         HistogramSeries{"gen.", t_.generator, field != nullptr ? field->generated : none}},
              t_);
  }

  void shares() {
    const auto& c = input_.curves->metric_columns();
    LinePlotOptions o = options("Manifold", false);
    o.from_zero = true;
    o.fixed_top = 100;
    lines(o, std::array{PlotSeries{"cells", t_.discriminator, c.iteration, c.coverage, " %", kCellsHelp},
                        PlotSeries{"off it", t_.generator, c.iteration, c.off_manifold, " %", kOffHelp}});
  }

  void modes() {
    std::vector<HeatMapColumn> columns;
    for (const ToyMetrics& m : input_.curves->metrics())
      columns.push_back({static_cast<float>(m.iteration), m.mode_shares});
    const ToyMetrics* now = time_.cursor ? input_.curves->metrics_at(std::lround(*time_.cursor))
                                         : &input_.curves->metrics().back();
    HeatMapOptions o{.title = "Modes", .row_name = "mode", .height = height_, .time = time_};
    o.full = 1.f / static_cast<float>(input_.curves->metrics().back().mode_count);
    if (now != nullptr)
      o.labels = {{std::to_string(now->modes) + " of " + std::to_string(now->mode_count) + " captured",
                   t_.discriminator, kModesHelp}};
    obey("Modes", heat_map(o, columns, t_));
  }

  void distances() {
    const auto& c = input_.curves->metric_columns();
    LinePlotOptions o = options("Distance", true);
    o.from_zero = true;
    lines(o, std::array{PlotSeries{"JS", t_.text, c.iteration, c.jensen_shannon, " bit"},
                        PlotSeries{"SW", t_.text_muted, c.iteration, c.sliced_wasserstein}});
  }

  const ToyPanelInput& input_;
  const ToyViewState& state_;
  ToyViewCommands& out_;
  const Theme& t_;
  const PlotTime time_;
  float height_ = 96;
};

}  // namespace

void toy_curves_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                      unsigned inset_texture, ToyViewCommands& out) {
  if (!begin_panel("curves", area)) return;
  const Theme& t = theme(state.theme);
  const float side = std::min(ImGui::GetContentRegionAvail().x,
                              std::clamp(0.2f * area.height(), 90 * ui_scale(), 150 * ui_scale()));
  if (state.picture.layers.has(LayerId::inset)) inset(input, t, side, inset_texture);
  if (input.curves != nullptr) {
    Plots(input, state, out).draw();
    if (ImGui::Button("Export CSV", {-1, 0})) out.push_back(toy_command::ExportCurves{});
    mark_item("Export CSV");
    tip("all curves and measurements as a table (E)");
  }
  end_panel();
}

}  // namespace ganscope
