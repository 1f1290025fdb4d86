#include <imgui.h>

#include <algorithm>

#include "core/text.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

void fact(const std::string& label, const std::string& value, const std::string& help) {
  const float room =
      ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(label.c_str()).x - 12 * ui_scale();
  const std::string shown = shorten_middle(value, room);
  labelled_value(label, shown);
  tip(shown == value ? help : value + "\n" + help);
}

std::string percent_text(double share) { return three_digits(100 * share) + " %"; }

void errors(const RecoverPanelInput& input) {
  const RecoveryMoment& m = *input.shown;
  fact("Pixel error", three_digits(m.pixel_error()),
       "mean squared, pixels from 0 to 1; a small one doesn't mean that the latent was found");
  fact("z error", m.z_error ? percent_text(*m.z_error) : "not known",
       m.z_error ? "distance to the latent that the picture was made of, as a share of that latent's length"
                 : "the picture comes from elsewhere: nobody knows a latent that it was made of");
  fact("Length |z|", three_digits(m.length) + " of " + three_digits(input.frame->typical_length),
       "of the latent, and the length that the prior's latents have: of a normal prior the root of their "
       "count of numbers");
}

void facts(const RecoverPanelInput& input) {
  const RecoveryFrame& frame = *input.frame;
  const RecoveryMoment& m = *input.shown;
  errors(input);
  const auto now = std::count(m.resampled.begin(), m.resampled.end(), true);
  fact("Drawn again", std::to_string(now) + ", " + with_thousands(m.resampled_total) + " in all",
       "numbers of the latent that the criterion drew from the prior again: at this step of the nearest "
       "restart, and of all restarts since the beginning");
  fact("Restart", std::to_string(m.best + 1) + " of " + std::to_string(m.errors.size()),
       "the nearest one, which is shown");
  const char* known =
      "singular values of the pixels' derivatives by the latent, measured where the search ended: the "
      "median over the largest. So much of what the strongest direction of latent space shows is the most "
      "that half of them show. Where it is near 0, pixels match though the latent doesn't.";
  fact("Half shows under",
       frame.median_singular ? percent_text(*frame.median_singular)
       : frame.finished      ? "no measure"
                             : "at the end",
       known);
  mark_item("median singular value");
}

}  // namespace

void recover_found_section(const RecoverPanelInput& input, const RecoverViewState& state,
                           RecoverViewCommands& out) {
  if (!folding_section("Found", true)) return;
  if (!input.shown) {
    muted_text("nothing yet");
    return;
  }
  facts(input);
  const Theme& t = theme(state.theme);
  if (!dead_words(input).empty()) {
    ImGui::TextColored(to_imgui(t.warning), "Dead point");
    mark_item("dead");
    tip(dead_words(input));
  }
  if (ImGui::Button("Make it an anchor", {-1, 0})) out.push_back(search_command::AddAnchor{});
  mark_item("Anchor");
  tip("the latent that is shown, among image mode's anchors (A)");
}

}  // namespace ganscope
