#include "view/plots/histogram.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "view/scene/bins.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

struct Counted {
  const HistogramSeries* series;
  std::vector<float> percent;
};

float mean_of(std::span<const float> values) {
  double sum = 0;
  std::size_t count = 0;
  for (const float v : values)
    if (std::isfinite(v)) sum += v, ++count;
  return count > 0 ? static_cast<float>(sum / static_cast<double>(count)) : NAN;
}

void draw_bins(const PlotCanvas& c, const Counted& counted) {
  const ImU32 fill = to_u32(counted.series->colour.with_alpha(0.22f));
  const ImU32 line = to_u32(counted.series->colour);
  const auto bins = static_cast<float>(counted.percent.size());
  const float width = (c.max.x - c.min.x) / bins;
  std::vector<ImVec2> outline{{c.min.x, c.max.y}};
  float left = c.min.x;
  for (const float percent : counted.percent) {
    const float top = c.at(0, percent).y;
    if (percent > 0) c.draw->AddRectFilled({left, top}, {left + width, c.max.y}, fill);
    outline.push_back({left, top});
    left += width;
    outline.push_back({left, top});
  }
  outline.push_back({c.max.x, c.max.y});
  c.draw->AddPolyline(outline.data(), static_cast<int>(outline.size()), line, 0, 1.4f * ui_scale());
}

void draw_hover(const PlotCanvas& c, const HistogramOptions& o, std::span<const Counted> all) {
  const float width = (o.high - o.low) / static_cast<float>(o.bins);
  const int bin =
      std::clamp(static_cast<int>((c.x_at(ImGui::GetIO().MousePos.x) - o.low) / width), 0, o.bins - 1);
  const float from = o.low + static_cast<float>(bin) * width;
  if (!begin_tip()) return;
  ImGui::Text("%s to %s", three_digits(from).c_str(), three_digits(from + width).c_str());
  for (const Counted& counted : all) {
    ImGui::TextColored(to_imgui(counted.series->colour), "%s", counted.series->name.c_str());
    ImGui::SameLine();
    ImGui::Text("%s %%", three_digits(counted.percent[static_cast<std::size_t>(bin)]).c_str());
  }
  end_tip();
}

}  // namespace

void histogram(const HistogramOptions& options, std::span<const HistogramSeries> series, const Theme& theme) {
  ImGui::PushFont(font(TextStyle::small));
  std::vector<Counted> all;
  std::vector<PlotLabel> labels;
  float highest = 1;
  for (const HistogramSeries& s : series) {
    Counted counted{&s, bin_shares(s.values, options.low, options.high, options.bins)};
    for (float& share : counted.percent) highest = std::max(highest, share *= 100);
    const float mean = mean_of(s.values);
    labels.push_back({std::isfinite(mean) ? s.name + " " + three_digits(mean) : s.name, s.colour});
    all.push_back(std::move(counted));
  }
  const PlotFrame frame{options.title, options.height, std::nullopt};
  PlotAnswer answer;
  const PlotCanvas canvas =
      begin_plot(frame, {options.low, options.high}, {{0, 1.06f * highest}, false}, labels, theme, answer);
  for (const Counted& counted : all) draw_bins(canvas, counted);
  end_plot(canvas, frame, answer);
  if (canvas.hovered()) draw_hover(canvas, options, all);
  ImGui::PopFont();
}

}  // namespace ganscope
