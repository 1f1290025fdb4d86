#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "view/panels/common/run_plot.hpp"
#include "view/panels/train/train_panel.hpp"
#include "view/plots/line_plot.hpp"
#include "view/scene/series.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kMeans = 64;  ///< a mean is over so large a part of the run
constexpr float kFaint = 0.3f;

/// Draws the plots one below the other and turns what a person does with them into commands.
class TrainPlots {
 public:
  TrainPlots(const TrainPanelInput& input, const TrainViewState& state, TrainViewCommands& out)
      : c_(*input.curves), state_(state), out_(out), t_(theme(state.theme)), time_(plot_time(input, state)) {
    const float room = ImGui::GetContentRegionAvail().y / ui_scale();
    const float gap = ImGui::GetStyle().ItemSpacing.y / ui_scale();
    height_ = std::clamp(std::floor(room / kPlots - gap), kLeastHeight, kMostHeight);
  }

  void draw() {
    lines("Loss", true,
          {{"D", t_.discriminator, c_.discriminator_loss}, {"G", t_.generator, c_.generator_loss}});
    lines("Mean D", false,
          {{"real", t_.discriminator, c_.score_real}, {"gen.", t_.generator, c_.score_generated}});
    lines("Gradients", true,
          {{"D", t_.discriminator, c_.discriminator_gradient}, {"G", t_.generator, c_.generator_gradient}});
    lines("Variety", true, {{"of real", t_.text, c_.variety}});
  }

 private:
  static constexpr float kLeastHeight = 58;  ///< of a plot, pixels at scale 1
  static constexpr float kMostHeight = 150;
  static constexpr float kPlots = 4;

  struct Curve {
    const char* name;
    Colour colour;
    const std::vector<float>& values;
  };

  /// A loss leaps from batch to batch: the curve is a mean over the last iterations, with what it is the
  /// mean of faint behind it.
  void lines(const char* title, bool log_switch, std::initializer_list<Curve> curves) {
    LinePlotOptions o = run_plot(title, height_, log_switch, state_.time.log_plots, time_);
    o.from_zero = log_switch;
    const std::size_t window = c_.iteration.size() / kMeans;
    std::vector<PlotSeries> series;
    std::vector<std::vector<float>> means;
    if (window > 1)
      for (const Curve& curve : curves) {
        series.push_back({"", curve.colour.with_alpha(kFaint), c_.iteration, curve.values});
        means.push_back(trailing_means(curve.values, window));
      }
    for (std::size_t i = 0; i < curves.size(); ++i) {
      const Curve& curve = curves.begin()[i];
      series.push_back({curve.name, curve.colour, c_.iteration, window > 1 ? means[i] : curve.values});
    }
    obey_run_plot(out_, title, line_plot(o, series, t_));
  }

  const ImageTrainCurves& c_;
  const TrainViewState& state_;
  TrainViewCommands& out_;
  const Theme& t_;
  const PlotTime time_;
  float height_ = 96;
};

}  // namespace

void train_curves_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                        TrainViewCommands& out) {
  if (!begin_panel("curves", area)) return;
  if (input.curves != nullptr) TrainPlots(input, state, out).draw();
  end_panel();
}

}  // namespace ganscope
