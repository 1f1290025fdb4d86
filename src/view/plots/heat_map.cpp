#include "view/plots/heat_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/text.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kLeastWidth = 2;  ///< pixels of a column

std::size_t most_rows(std::span<const HeatMapColumn> columns) {
  std::size_t rows = 0;
  for (const HeatMapColumn& column : columns) rows = std::max(rows, column.values.size());
  return rows;
}

/// The least of each row over `columns`; NaN where no column has the row.
std::vector<float> least_of(std::span<const HeatMapColumn> columns, std::size_t rows) {
  std::vector<float> least(rows, std::numeric_limits<float>::quiet_NaN());
  for (const HeatMapColumn& column : columns)
    for (std::size_t row = 0; row < column.values.size(); ++row)
      if (!(least[row] <= column.values[row])) least[row] = column.values[row];
  return least;
}

struct Cells {
  const PlotCanvas& canvas;
  std::size_t rows;
  [[nodiscard]] float top(std::size_t row) const {
    const float share = static_cast<float>(row) / static_cast<float>(std::max<std::size_t>(rows, 1));
    return canvas.min.y + share * (canvas.max.y - canvas.min.y);
  }
};

void draw_column(const Cells& cells, std::span<const float> values, float left, float right, float full,
                 const Theme& theme) {
  // A hair between rows tells them apart, where there is room for one.
  const float gap = cells.top(1) - cells.top(0) > 5 ? 1.f : 0.f;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!std::isfinite(values[row])) continue;
    cells.canvas.draw->AddRectFilled({left, cells.top(row)}, {right, cells.top(row + 1) - gap},
                                     to_u32(heat_colour(values[row] / full, theme)));
  }
}

void draw_columns(const Cells& cells, std::span<const HeatMapColumn> columns, float full,
                  const Theme& theme) {
  const PlotCanvas& c = cells.canvas;
  for (std::size_t first = 0; first < columns.size();) {
    const float left = std::max(c.min.x, c.at(columns[first].x, 0).x);
    std::size_t next = first + 1;
    while (next < columns.size() && c.at(columns[next].x, 0).x < left + kLeastWidth) ++next;
    const float right = next < columns.size() ? std::min(c.max.x, c.at(columns[next].x, 0).x) : c.max.x;
    if (right > c.min.x && left < c.max.x)
      draw_column(cells, least_of(columns.subspan(first, next - first), cells.rows), left, right, full,
                  theme);
    first = next;
  }
}

void draw_hover(const Cells& cells, const HeatMapOptions& o, std::span<const HeatMapColumn> columns) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float x = cells.canvas.x_at(mouse.x);
  const auto after = std::upper_bound(columns.begin(), columns.end(), x,
                                      [](float wanted, const HeatMapColumn& c) { return wanted < c.x; });
  if (after == columns.begin() || cells.rows == 0) return;
  const HeatMapColumn& column = *(after - 1);
  const float share = (mouse.y - cells.canvas.min.y) / (cells.canvas.max.y - cells.canvas.min.y);
  const auto row = static_cast<std::size_t>(std::clamp(share, 0.f, 0.999f) * static_cast<float>(cells.rows));
  if (!begin_tip()) return;
  ImGui::Text("iteration %s", with_thousands(std::lround(column.x)).c_str());
  if (row < column.values.size())
    ImGui::Text("%s %zu: %s %%", o.row_name.c_str(), row + 1, three_digits(100 * column.values[row]).c_str());
  end_tip();
}

}  // namespace

Colour heat_colour(float share, const Theme& theme) {
  const float t = std::clamp(share, 0.f, 1.f);
  const Colour& from = theme.panel_raised;
  const Colour& to = theme.discriminator;
  return {from.r + t * (to.r - from.r), from.g + t * (to.g - from.g), from.b + t * (to.b - from.b), 1};
}

PlotAnswer heat_map(const HeatMapOptions& options, std::span<const HeatMapColumn> columns,
                    const Theme& theme) {
  PlotAnswer answer;
  ImGui::PushFont(font(TextStyle::small));
  const std::size_t rows = most_rows(columns);
  const PlotFrame frame{options.title, options.height, std::nullopt};
  // Rows are counted downwards; their numbers are on hover, so the axis has no ticks of its own.
  const PlotAxis rows_axis{{std::numeric_limits<float>::quiet_NaN(), 1}, false};
  const PlotCanvas canvas =
      begin_plot(frame, {options.time.from, options.time.to}, rows_axis, options.labels, theme, answer);
  const Cells cells{canvas, rows};
  draw_columns(cells, columns, options.full, theme);
  draw_cursor(canvas, options.time, theme);
  end_plot(canvas, frame, answer);
  if (canvas.hovered()) draw_hover(cells, options, columns);
  ImGui::PopFont();
  return answer;
}

}  // namespace ganscope
