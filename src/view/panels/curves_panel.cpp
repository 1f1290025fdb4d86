#include <imgui.h>

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "view/panels/imgui_colour.hpp"
#include "view/panels/panel.hpp"
#include "view/panels/ui_context.hpp"
#include "view/plots/line_plot.hpp"

namespace ganscope {
namespace {

/// Columns of the curves; rebuilt each frame from the reader's copy.
struct Columns {
  std::vector<float> iteration, generator_loss, discriminator_loss, score_real, score_generated;
  std::vector<float> metric_iteration, coverage, off_manifold;
};

Columns columns_of(const RunLog::Reader& reader) {
  Columns c;
  for (const StepReport& s : reader.steps) {
    c.iteration.push_back(static_cast<float>(s.iteration));
    c.generator_loss.push_back(static_cast<float>(s.generator_loss));
    c.discriminator_loss.push_back(static_cast<float>(s.discriminator_loss));
    c.score_real.push_back(static_cast<float>(s.score_real));
    c.score_generated.push_back(static_cast<float>(s.score_generated));
  }
  for (const ToyMetrics& m : reader.metrics) {
    c.metric_iteration.push_back(static_cast<float>(m.iteration));
    c.coverage.push_back(static_cast<float>(m.coverage));
    c.off_manifold.push_back(static_cast<float>(m.off_manifold));
  }
  return c;
}

void inset(const PanelInput& input, const Theme& t, float side, unsigned texture) {
  if (texture == 0 || input.frame == nullptr) return;
  muted_text("Latent space: " + input.frame->config.latent);
  const float left = 0.5f * (ImGui::GetContentRegionAvail().x - side);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.f, left));
  const glm::vec2 at = to_glm(ImGui::GetCursorScreenPos());
  ImGui::Image(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture)), {side, side}, {0, 1},
               {1, 0});
  phase_latents(*input.frame, t, {at, at + side}, 1);
}

void metrics(const ToyMetrics& m) {
  section("At iteration " + with_thousands(m.iteration));
  labelled_value("coverage", three_digits(100 * m.coverage) + " %");
  labelled_value("off manifold", three_digits(100 * m.off_manifold) + " %");
  if (m.mode_count > 0)
    labelled_value("modes", std::to_string(m.modes) + " of " + std::to_string(m.mode_count));
  labelled_value("Jensen-Shannon", three_digits(m.jensen_shannon) + " bit");
  labelled_value("sliced Wasserstein", three_digits(m.sliced_wasserstein));
}

}  // namespace

void curves_panel(const PanelInput& input, const ViewState& state, const Rect& area, unsigned inset_texture) {
  if (!begin_panel("curves", area)) return;
  const Theme& t = theme(state.picture.theme);
  const float side = std::min(ImGui::GetContentRegionAvail().x, 150 * ui_scale());
  if (state.picture.layers.has(LayerId::inset)) inset(input, t, side, inset_texture);
  if (input.curves != nullptr) {
    const Columns c = columns_of(*input.curves);
    const std::array losses{PlotSeries{"D", t.discriminator, c.iteration, c.discriminator_loss},
                            PlotSeries{"G", t.generator, c.iteration, c.generator_loss}};
    line_plot({.title = "Loss", .height = 112, .from_zero = true}, losses, t);
    const std::array scores{PlotSeries{"real", t.discriminator, c.iteration, c.score_real},
                            PlotSeries{"generated", t.generator, c.iteration, c.score_generated}};
    line_plot({.title = "Mean D", .height = 104}, scores, t);
    if (!input.curves->metrics.empty()) {
      const std::array shares{PlotSeries{"covered", t.discriminator, c.metric_iteration, c.coverage},
                              PlotSeries{"off", t.generator, c.metric_iteration, c.off_manifold}};
      line_plot({.title = "Share", .height = 96, .from_zero = true, .fixed_top = 1}, shares, t);
      metrics(input.curves->metrics.back());
    }
  }
  end_panel();
}

}  // namespace ganscope
