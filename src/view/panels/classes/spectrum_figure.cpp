#include "view/panels/classes/spectrum_figure.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "view/ui/imgui_colour.hpp"

namespace ganscope {
namespace {

constexpr float kAxisRoom = 70;
constexpr double kLeastVariance = 1e-12;

/// The plot's place and the way of values into it.
class SpectrumDrawing {
 public:
  SpectrumDrawing(ImDrawList& draw, const Rect& area, const Theme& theme,
                  const std::vector<double>& variances)
      : draw_(draw), theme_(theme), count_(variances.size()) {
    const float line = ImGui::GetTextLineHeight();
    place_ = {{area.min.x + kAxisRoom, area.min.y + line}, {area.max.x - kAxisRoom, area.max.y - 2 * line}};
    high_ = std::ceil(std::log10(std::max(variances.front(), kLeastVariance)));
    low_ = std::min(high_ - 1, std::floor(std::log10(std::max(variances.back(), kLeastVariance))));
  }

  void axes() const {
    for (double decade = low_; decade <= high_; ++decade) {
      const float y = y_of_variance(std::pow(10, decade));
      draw_.AddLine({place_.min.x, y}, {place_.max.x, y}, to_u32(theme_.hairline));
      char text[32];
      std::snprintf(text, sizeof text, "%.3g", std::pow(10, decade));
      write({place_.min.x - 8, y}, 1, theme_.discriminator, text);
    }
    for (const int percent : {0, 25, 50, 75, 100})
      write({place_.max.x + 8, y_of_share(0.01 * percent)}, 0, theme_.generator,
            std::to_string(percent) + " %");
  }

  void curve(const std::vector<double>& values, bool shares) const {
    const ImU32 colour = to_u32(shares ? theme_.generator : theme_.discriminator);
    for (std::size_t k = 1; k < values.size(); ++k)
      draw_.AddLine(at(k - 1, values[k - 1], shares), at(k, values[k], shares), colour, 2);
  }

  void mark(int component, double share) const {
    const float x = x_of(static_cast<std::size_t>(component) - 1);
    draw_.AddLine({x, place_.min.y}, {x, place_.max.y}, to_u32(theme_.text_muted.with_alpha(0.5F)));
    write({x, place_.max.y + ImGui::GetTextLineHeight()}, 0.5F, theme_.text, std::to_string(component));
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
    draw_.AddCircleFilled({x, y_of_share(share)}, 4, to_u32(theme_.generator));
    const bool room = x + 70 < place_.max.x;
    write({x + (room ? 8.F : -8.F), y_of_share(share) + ImGui::GetTextLineHeight()}, room ? 0.F : 1.F,
          theme_.text, text);
  }

 private:
  [[nodiscard]] float x_of(std::size_t k) const {
    return place_.min.x +
           place_.width() * static_cast<float>(k) / static_cast<float>(std::max<std::size_t>(1, count_ - 1));
  }
  [[nodiscard]] float y_of_share(double share) const {
    return place_.max.y - static_cast<float>(share) * place_.height();
  }
  [[nodiscard]] float y_of_variance(double variance) const {
    return y_of_share((std::log10(std::max(variance, std::pow(10, low_))) - low_) / (high_ - low_));
  }
  [[nodiscard]] ImVec2 at(std::size_t k, double value, bool share) const {
    return {x_of(k), share ? y_of_share(value) : y_of_variance(value)};
  }
  void write(glm::vec2 place, float share_left, Colour colour, const std::string& text) const {
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    draw_.AddText({place.x - share_left * size.x, place.y - 0.5F * size.y}, to_u32(colour), text.c_str());
  }

  ImDrawList& draw_;
  const Theme& theme_;
  std::size_t count_;
  Rect place_;
  double low_ = 0;
  double high_ = 1;
};

}  // namespace

FigureContent spectrum_figure(std::vector<double> variances, std::vector<double> cumulative,
                              std::vector<int> marks) {
  return {[variances = std::move(variances), cumulative = std::move(cumulative), marks = std::move(marks)](
              ImDrawList& draw, const Rect& area, const Theme& theme) {
    const SpectrumDrawing drawing(draw, area, theme, variances);
    drawing.axes();
    drawing.curve(variances, false);
    drawing.curve(cumulative, true);
    for (const int k : marks) drawing.mark(k, cumulative[static_cast<std::size_t>(k) - 1]);
  }};
}

}  // namespace ganscope
