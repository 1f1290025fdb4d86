#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "core/counted.hpp"
#include "view/panels/common/run_plot.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/plots/latent_bars.hpp"
#include "view/plots/line_plot.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kMostCurves = 64;  ///< restarts that are drawn beside the nearest one
constexpr float kOtherRestarts = 0.35f;  ///< opacity

/// Draws the plots one below the other and the latent below them, and turns what a person does with them
/// into commands.
class RecoverPlots {
 public:
  RecoverPlots(const RecoverPanelInput& input, const RecoverViewState& state, RecoverViewCommands& out)
      : frame_(*input.frame),
        shown_(*input.shown),
        state_(state),
        out_(out),
        t_(theme(state.theme)),
        time_(plot_time(input, state)) {
    for (const RecoveryMomentPtr& moment : *frame_.path) add(*moment);
    // The newest is drawn whether it is kept or not.
    if (frame_.now && frame_.now->iteration > frame_.path->back()->iteration) add(*frame_.now);
    const float plots = frame_.known ? 3 : 2;
    const float room = ImGui::GetContentRegionAvail().y / ui_scale() - kBars;
    const float gap = ImGui::GetStyle().ItemSpacing.y / ui_scale();
    height_ = std::clamp(std::floor(room / plots - gap), kLeastHeight, kMostHeight);
  }

  void draw() {
    pixel_errors();
    if (frame_.known)
      plot("z error", true,
           {{"relative", t_.accent, steps_, z_errors_, " %",
             "distance to the picture's own latent, as a share of its length"}});
    const std::vector<float> typical(steps_.size(), static_cast<float>(frame_.typical_length));
    plot("Length", false,
         {{"|z|", t_.accent, steps_, lengths_, "", "of the nearest restart's latent"},
          {"prior", t_.tick, steps_, typical, "", "the length that the prior's latents have"}});
    bars();
  }

 private:
  static constexpr float kLeastHeight = 64;  ///< of a plot, pixels at scale 1
  static constexpr float kMostHeight = 170;
  static constexpr float kBars = 130;  ///< of the latent, with its caption

  void add(const RecoveryMoment& moment) {
    steps_.push_back(static_cast<float>(moment.iteration));
    lengths_.push_back(static_cast<float>(moment.length));
    z_errors_.push_back(static_cast<float>(100 * moment.z_error.value_or(0)));
    const std::size_t restarts = std::min(moment.errors.size(), kMostCurves);
    errors_.resize(std::max(errors_.size(), restarts));
    for (std::size_t i = 0; i < restarts; ++i) errors_[i].push_back(moment.errors[i]);
    nearest_.push_back(moment.errors[static_cast<std::size_t>(shown_.best)]);
  }

  /// One curve a restart, all faint but the one that is shown.
  void pixel_errors() {
    std::vector<PlotSeries> series;
    for (std::size_t i = 0; i < errors_.size(); ++i)
      if (i != static_cast<std::size_t>(shown_.best))
        series.push_back({"", t_.text_muted.with_alpha(kOtherRestarts), steps_, errors_[i]});
    const std::string name = shown_.errors.size() > 1 ? "nearest" : "mean sq.";
    series.push_back({name, t_.accent, steps_, nearest_, "", "the nearest one; the others are faint"});
    plot(kPixelErrorPlot, true, series);
  }

  void plot(const std::string& title, bool log_switch, const std::vector<PlotSeries>& series) {
    LinePlotOptions o = run_plot(title, height_, log_switch, state_.time.log_plots, time_);
    o.from_zero = true;
    obey_run_plot(out_, title, line_plot(o, series, t_));
  }

  void bars() {
    const auto again = std::count(shown_.resampled.begin(), shown_.resampled.end(), true);
    std::string caption = "Latent: " + counted(static_cast<std::int64_t>(shown_.latent.size()), "number");
    if (again > 0) caption += ", " + std::to_string(again) + " drawn again";
    muted_text(caption);
    tip("of the nearest restart; those that the criterion drew again at this step are lit");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float height = std::clamp(room.y - 2 * ui_scale(), 40 * ui_scale(), 160 * ui_scale());
    const Rect place{{at.x, at.y}, {at.x + room.x, at.y + height}};
    latent_bars(shown_.latent, frame_.space, place, t_, {shown_.resampled, "drawn again at this step"});
    mark_item("latent bars");
  }

  const RecoveryFrame& frame_;
  const RecoveryMoment& shown_;
  const RecoverViewState& state_;
  RecoverViewCommands& out_;
  const Theme& t_;
  const PlotTime time_;
  float height_ = 96;
  std::vector<float> steps_;
  std::vector<float> lengths_;
  std::vector<float> z_errors_;
  std::vector<float> nearest_;
  std::vector<std::vector<float>> errors_;
};

}  // namespace

void recover_curves_panel(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                          RecoverViewCommands& out) {
  if (!begin_panel("curves", area)) return;
  if (input.frame && input.frame->path && input.shown) RecoverPlots(input, state, out).draw();
  end_panel();
}

}  // namespace ganscope
