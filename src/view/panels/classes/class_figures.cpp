#include "view/panels/classes/class_figures.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include "core/text.hpp"
#include "view/plots/heat_map.hpp"
#include "view/scene/colour_maps.hpp"
#include "view/scene/geometry.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/shorten_text.hpp"

namespace ganscope {
namespace {

constexpr float kNameRoom = 110;
constexpr float kNameGap = 8;
constexpr float kMapPicture = 84;  ///< side of a picture on the map
constexpr int kTreeColumns = 2;

/// Text with its right or left end, or its middle, at a point.
void write(ImDrawList& draw, glm::vec2 at, float share_left, Colour colour, const std::string& text) {
  const glm::vec2 size = to_glm(ImGui::CalcTextSize(text.c_str()));
  draw.AddText({at.x - share_left * size.x, at.y - 0.5F * size.y}, to_u32(colour), text.c_str());
}
void write_before(ImDrawList& draw, glm::vec2 at, Colour colour, const std::string& text) {
  write(draw, at, 1, colour, text);
}
void write_middle(ImDrawList& draw, glm::vec2 at, Colour colour, const std::string& text) {
  write(draw, at, 0.5F, colour, text);
}
void write_after(ImDrawList& draw, glm::vec2 at, Colour colour, const std::string& text) {
  write(draw, at, 0, colour, text);
}

std::string short_name(const std::string& name, float room) { return shorten_middle(name, room); }

/// The colour of text that is read on `ground`.
Colour text_on(Colour ground, const Theme& theme) {
  return contrast(theme.text, ground) >= contrast(theme.window, ground) ? theme.text : theme.window;
}

/// The least and greatest distance between two things.
std::pair<double, double> distance_range(const SquareMatrix& d) {
  double least = 1e300;
  double most = 0;
  for (int i = 0; i < d.size; ++i)
    for (int j = 0; j < i; ++j) {
      least = std::min(least, d.at(i, j));
      most = std::max(most, d.at(i, j));
    }
  return {least, most};
}

/// From a tenth for the least to all for the greatest: distances of one study differ little from one another.
float share_between(double distance, double least, double most) {
  return most > least ? static_cast<float>(0.1 + 0.9 * (distance - least) / (most - least)) : 0.5F;
}

void draw_distances(ImDrawList& draw, const Rect& area, const Theme& theme,
                    const std::vector<std::string>& names, const SquareMatrix& d) {
  const auto n = static_cast<float>(d.size);
  const float row = (area.height() - 2 * ImGui::GetTextLineHeight()) / n;
  const float column = (area.width() - kNameRoom) / n;
  const auto cell = [&](int i, int j) {
    const glm::vec2 min{area.min.x + kNameRoom + static_cast<float>(j) * column,
                        area.min.y + 2 * ImGui::GetTextLineHeight() + static_cast<float>(i) * row};
    return Rect{min, min + glm::vec2(column, row) - 2.F};
  };
  const auto [least, most] = distance_range(d);
  for (int i = 0; i < d.size; ++i) {
    const std::string& name = names[static_cast<std::size_t>(i)];
    const Rect first = cell(i, 0);
    write_before(draw, {first.min.x - kNameGap, 0.5F * (first.min.y + first.max.y)}, theme.text,
                 short_name(name, kNameRoom - kNameGap));
    const Rect top = cell(0, i);
    write_middle(draw, {0.5F * (top.min.x + top.max.x), area.min.y + 0.8F * ImGui::GetTextLineHeight()},
                 theme.text, short_name(name, column - 4));
    int nearest = -1;
    for (int j = 0; j < d.size; ++j)
      if (j != i && (nearest < 0 || d.at(i, j) < d.at(i, nearest))) nearest = j;
    for (int j = 0; j < d.size; ++j) {
      const Rect place = cell(i, j);
      const Colour ground = i == j ? theme.panel : heat_colour(share_between(d.at(i, j), least, most), theme);
      draw.AddRectFilled(to_imgui(place.min), to_imgui(place.max), to_u32(ground));
      if (i == j) continue;
      if (j == nearest)
        draw.AddRect(to_imgui(place.min), to_imgui(place.max), to_u32(theme.generator), 0, 0, 2);
      write_middle(draw, 0.5F * (place.min + place.max), text_on(ground, theme), three_digits(d.at(i, j)));
    }
  }
}

/// One tree in its place.
class TreeDrawing {
 public:
  TreeDrawing(ImDrawList& draw, const Rect& area, const Theme& theme, const DrawnTree& tree)
      : draw_(draw), theme_(theme), tree_(tree) {
    const float line = ImGui::GetTextLineHeight();
    body_ = {{area.min.x + kNameRoom, area.min.y + 2.6F * line}, {area.max.x - 12, area.max.y - 2 * line}};
    write_after(draw, {area.min.x, area.min.y + 0.5F * line}, theme.text, tree.title);
    write_after(draw, {area.min.x, area.min.y + 1.6F * line}, theme.text_muted, tree.detail);
    most_ = tree.merges.empty() ? 1 : std::max(1e-12, tree.merges.back().height);
  }

  void draw(const std::vector<std::string>& names) {
    draw_axis();
    const std::size_t n = tree_.leaves.size();
    places_.resize(n + tree_.merges.size());
    for (std::size_t k = 0; k < n; ++k) {
      const auto leaf = static_cast<std::size_t>(tree_.leaves[k]);
      const float y = body_.min.y + (static_cast<float>(k) + 0.5F) * body_.height() / static_cast<float>(n);
      places_[leaf] = {body_.min.x, y};
      write_before(draw_, {body_.min.x - kNameGap, y}, theme_.text,
                   short_name(names[leaf], kNameRoom - kNameGap));
    }
    for (std::size_t m = 0; m < tree_.merges.size(); ++m) join(n + m, tree_.merges[m]);
  }

 private:
  [[nodiscard]] float x_of(double height) const {
    return body_.min.x + static_cast<float>(height / (1.04 * most_)) * body_.width();
  }
  void draw_axis() {
    const Ticks ticks = nice_ticks(0, 1.04 * most_, 5);
    for (const double height : ticks.positions) {
      const float x = x_of(height);
      draw_.AddLine({x, body_.min.y}, {x, body_.max.y}, to_u32(theme_.hairline));
      char text[32];
      std::snprintf(text, sizeof text, "%.*f", ticks.decimals, height);
      write_middle(draw_, {x, body_.max.y + 0.8F * ImGui::GetTextLineHeight()}, theme_.text_muted, text);
    }
  }
  void join(std::size_t cluster, const Merge& merge) {
    const glm::vec2 a = places_[static_cast<std::size_t>(merge.left)];
    const glm::vec2 b = places_[static_cast<std::size_t>(merge.right)];
    const float x = x_of(merge.height);
    const ImU32 colour = to_u32(theme_.discriminator);
    draw_.AddLine(to_imgui(a), {x, a.y}, colour, 2);
    draw_.AddLine(to_imgui(b), {x, b.y}, colour, 2);
    draw_.AddLine({x, a.y}, {x, b.y}, colour, 2);
    places_[cluster] = {x, 0.5F * (a.y + b.y)};
  }

  ImDrawList& draw_;
  const Theme& theme_;
  const DrawnTree& tree_;
  Rect body_;
  double most_ = 1;
  std::vector<glm::vec2> places_;
};

void draw_trees(ImDrawList& draw, const Rect& area, const Theme& theme, const std::vector<std::string>& names,
                const std::vector<DrawnTree>& trees) {
  const int rows = (static_cast<int>(trees.size()) + kTreeColumns - 1) / kTreeColumns;
  const glm::vec2 size{area.width() / kTreeColumns, area.height() / static_cast<float>(std::max(1, rows))};
  for (std::size_t i = 0; i < trees.size(); ++i) {
    const glm::vec2 min = area.min + size * glm::vec2(static_cast<float>(i % kTreeColumns),
                                                      static_cast<float>(i / kTreeColumns));
    TreeDrawing(draw, {min, min + size - glm::vec2(8, 8)}, theme, trees[i]).draw(names);
  }
}

void draw_bars(ImDrawList& draw, const Rect& area, const Theme& theme, const std::vector<std::string>& names,
               const std::vector<EpsilonBar>& bars) {
  constexpr float kDetailRoom = 240;
  double most = 1e-12;
  for (const EpsilonBar& bar : bars) most = std::max(most, bar.epsilon);
  const float row = area.height() / static_cast<float>(bars.size());
  const float left = area.min.x + kNameRoom;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const float y = area.min.y + (static_cast<float>(i) + 0.5F) * row;
    const float right = left + static_cast<float>(bars[i].epsilon / most) * (area.max.x - left - kDetailRoom);
    write_before(draw, {left - kNameGap, y}, theme.text, short_name(names[i], kNameRoom - kNameGap));
    draw.AddRectFilled({left, y - 0.32F * row}, {right, y + 0.32F * row},
                       to_u32(bars[i].whole ? theme.discriminator : theme.generator));
    const std::string number = three_digits(bars[i].epsilon);
    write_after(draw, {right + kNameGap, y}, theme.text, number);
    write_after(draw, {right + kNameGap + ImGui::CalcTextSize(number.c_str()).x + kNameGap, y},
                theme.text_muted, bars[i].detail);
  }
}

/// A line between two pictures, not over them.
void draw_nearest(ImDrawList& draw, glm::vec2 from, glm::vec2 to, const Theme& theme) {
  const glm::vec2 way = to - from;
  const float length = glm::length(way);
  const float corner = 0.75F * kMapPicture;
  if (length <= 2 * corner) return;
  const glm::vec2 step = way * (corner / length);
  draw.AddLine(to_imgui(from + step), to_imgui(to - step), to_u32(theme.generator), 2);
}

void draw_class(ImDrawList& draw, glm::vec2 at, const std::string& name, const Theme& theme) {
  constexpr float kHalf = 0.5F * kMapPicture;
  draw.AddRect(to_imgui(at - kHalf), to_imgui(at + kHalf), to_u32(theme.hairline));
  write_middle(draw, {at.x, at.y + kHalf + 0.7F * ImGui::GetTextLineHeight()}, theme.text, name);
}

}  // namespace

std::vector<glm::vec2> map_places(const PlaneMap& map, const Rect& area, float margin) {
  glm::dvec2 low(1e300);
  glm::dvec2 high(-1e300);
  for (const auto& p : map.points) {
    low = glm::min(low, glm::dvec2(p[0], p[1]));
    high = glm::max(high, glm::dvec2(p[0], p[1]));
  }
  const glm::dvec2 extent = glm::max(high - low, glm::dvec2(1e-12));
  const double scale =
      std::min((area.width() - 2 * margin) / extent.x, (area.height() - 2 * margin) / extent.y);
  std::vector<glm::vec2> out;
  for (const auto& p : map.points)
    out.push_back(0.5F * (area.min + area.max) +
                  glm::vec2((glm::dvec2(p[0], p[1]) - 0.5 * (low + high)) * glm::dvec2(scale, -scale)));
  return out;
}

FigureContent distance_figure(std::vector<std::string> names, SquareMatrix distances) {
  return {[names = std::move(names), d = std::move(distances)](ImDrawList& draw, const Rect& area,
                                                               const Theme& theme) {
    draw_distances(draw, area, theme, names, d);
  }};
}

FigureContent tree_figure(std::vector<std::string> names, std::vector<DrawnTree> trees) {
  return {[names = std::move(names), trees = std::move(trees)](ImDrawList& draw, const Rect& area,
                                                               const Theme& theme) {
    draw_trees(draw, area, theme, names, trees);
  }};
}

FigureContent map_figure(std::vector<std::string> names, PlaneMap map, std::vector<int> nearest,
                         std::vector<PicturePtr> pictures) {
  const auto places = [map = std::move(map)](const Rect& area) { return map_places(map, area, kMapPicture); };
  return {[names = std::move(names), nearest = std::move(nearest), places](ImDrawList& draw, const Rect& area,
                                                                           const Theme& theme) {
            const std::vector<glm::vec2> at = places(area);
            for (std::size_t i = 0; i < at.size(); ++i)
              draw_nearest(draw, at[i], at[static_cast<std::size_t>(nearest[i])], theme);
            for (std::size_t i = 0; i < at.size(); ++i) draw_class(draw, at[i], names[i], theme);
          },
          [pictures = std::move(pictures), places](const Rect& area) {
            std::vector<PlacedPicture> out;
            for (const glm::vec2 at : places(area))
              out.push_back({pictures[out.size()], {at - 0.5F * kMapPicture, at + 0.5F * kMapPicture}});
            return out;
          }};
}

FigureContent epsilon_figure(std::vector<std::string> names, std::vector<EpsilonBar> bars) {
  return {[names = std::move(names), bars = std::move(bars)](ImDrawList& draw, const Rect& area,
                                                             const Theme& theme) {
    draw_bars(draw, area, theme, names, bars);
  }};
}

}  // namespace ganscope
