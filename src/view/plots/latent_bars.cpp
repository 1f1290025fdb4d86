#include "view/plots/latent_bars.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "core/text.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

/// Deviations shown of a normal prior: one number in 2,000 lies beyond.
constexpr double kNormalReach = 3.5;

struct Scale {
  double low;
  double high;
  Rect place;
  [[nodiscard]] float y(double value) const {
    const double share = (std::clamp(value, low, high) - low) / (high - low);
    return place.max.y - static_cast<float>(share) * place.height();
  }
  [[nodiscard]] double value(float y) const {
    const double share = static_cast<double>((place.max.y - y) / place.height());
    return low + std::clamp(share, 0.0, 1.0) * (high - low);
  }
};

/// Of one number of a latent of a round prior.
double number_deviation(const LatentSpace& space) {
  if (space.prior == LatentPrior::normal) return static_cast<double>(space.deviation);
  return space.sphere_radius() / std::sqrt(static_cast<double>(space.size));
}

Scale scale_of(const LatentSpace& space, const Rect& place) {
  if (!space.is_box()) {
    const double reach = kNormalReach * number_deviation(space);
    return {-reach, reach, place};
  }
  return {static_cast<double>(space.low), static_cast<double>(space.high), place};
}

/// The bars with the one under the mouse; the item is the last that was built. Returns its number.
std::size_t draw_bars(const Latent& latent, const Scale& scale, bool box, const MarkedBars* marks,
                      const Theme& t) {
  const Rect& place = scale.place;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(to_imgui(place.min), to_imgui(place.max), to_u32(t.picture), 3 * ui_scale());
  const float each = place.width() / static_cast<float>(latent.size());
  const float gap = each > 3 ? 1.f : 0.f;
  const float zero = scale.y(0);
  const auto is_marked = [&](std::size_t i) {
    return marks != nullptr && i < marks->marked.size() && marks->marked[i];
  };
  for (std::size_t i = 0; i < latent.size(); ++i) {
    const bool beyond = latent[i] < scale.low - 1e-9 || latent[i] > scale.high + 1e-9;
    const float y = scale.y(latent[i]);
    const float x = place.min.x + each * static_cast<float>(i);
    const float right = x + std::max(0.5f, each - gap);
    // A number may be near zero: the whole column says so.
    if (is_marked(i))
      draw->AddRectFilled({x, place.min.y}, {right, place.max.y}, to_u32(t.accent.with_alpha(0.25f)));
    draw->AddRectFilled({x, std::min(y, zero)}, {right, std::max(y, zero) + 0.5f},
                        to_u32(is_marked(i) ? t.accent
                               : beyond     ? t.warning
                                            : t.tick));
  }
  draw->AddLine({place.min.x, zero}, {place.max.x, zero}, to_u32(t.hairline));
  ImGui::SetCursorScreenPos(to_imgui(place.min));
  ImGui::InvisibleButton("latent bars", to_imgui(place.size()));
  const float column = std::clamp((ImGui::GetIO().MousePos.x - place.min.x) / each, 0.f,
                                  static_cast<float>(latent.size()) - 0.5f);
  const auto index = static_cast<std::size_t>(column);
  if (!ImGui::IsItemHovered() && !ImGui::IsItemActive()) return index;
  const float x = place.min.x + each * static_cast<float>(index);
  draw->AddRectFilled({x, place.min.y}, {x + each, place.max.y}, to_u32(t.accent.with_alpha(0.35f)));
  const bool beyond = latent[index] < scale.low - 1e-9 || latent[index] > scale.high + 1e-9;
  if (begin_tip()) {
    ImGui::Text("z[%zu] = %s%s", index + 1, three_digits(latent[index]).c_str(),
                !beyond ? ""
                : box   ? "\noutside the prior"
                        : "\nfarther out than one number in 2,000");
    if (is_marked(index)) ImGui::TextUnformatted(marks->meaning.c_str());
    end_tip();
  }
  return index;
}

}  // namespace

std::optional<std::pair<std::size_t, double>> latent_bars(const Latent& latent, const LatentSpace& space,
                                                          const Rect& place, const Theme& t) {
  if (place.empty() || latent.empty()) return std::nullopt;
  const Scale scale = scale_of(space, place);
  const std::size_t index = draw_bars(latent, scale, space.is_box(), nullptr, t);
  if (!ImGui::IsItemActive()) return std::nullopt;
  return std::pair(index, scale.value(ImGui::GetIO().MousePos.y));
}

void latent_bars(const Latent& latent, const LatentSpace& space, const Rect& place, const Theme& t,
                 const MarkedBars& marks) {
  if (place.empty() || latent.empty()) return;
  static_cast<void>(draw_bars(latent, scale_of(space, place), space.is_box(), &marks, t));
}

}  // namespace ganscope
