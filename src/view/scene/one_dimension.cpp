#include "view/scene/one_dimension.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "view/scene/colour_maps.hpp"

namespace ganscope {
namespace {

constexpr int kDensityPoints = 320;
constexpr float kHighestDensity = 0.9f;
constexpr int kLatentLines = 96;
constexpr float kPushHeight = 0.05f;   ///< of the arrows above the data axis
constexpr float kTrailHeight = 0.25f;  ///< of a trail's oldest end

}  // namespace

Bounds one_dimension_bounds(const Bounds& data) {
  return {{data.min.x, kLatentAxis - 0.08f}, {data.max.x, kAnswerTop + 0.12f}};
}

DensityCurves density_curves(const ToyFrame& frame) {
  const float low = frame.bounds.min.x;
  const float high = frame.bounds.max.x;
  // One bandwidth for both, the real samples', so that the curves can be compared.
  const float bandwidth = 0.5f * density_bandwidth(frame.real);
  const std::vector<float> real = density(frame.real, low, high, kDensityPoints, bandwidth);
  const std::vector<float> generated = density(frame.generated, low, high, kDensityPoints, bandwidth);
  const auto peak = [](const std::vector<float>& values) {
    return values.empty() ? 0.f : *std::max_element(values.begin(), values.end());
  };
  // A generator that piles up may stand higher than the data; beyond three times it is cut, so that
  // the data's own shape stays readable.
  const float highest = std::clamp(peak(generated), peak(real), 3 * peak(real));
  const float scale = highest > 0 ? kHighestDensity / highest : 0.f;
  const auto curve = [&](const std::vector<float>& values) {
    std::vector<glm::vec2> points;
    for (std::size_t i = 0; i < values.size(); ++i)
      points.emplace_back(low + (high - low) * static_cast<float>(i) / (kDensityPoints - 1),
                          values[i] * scale);
    return points;
  };
  return {curve(real), curve(generated)};
}

std::vector<glm::vec2> answer_curve(const Field& field) {
  std::vector<glm::vec2> points;
  const float step =
      (field.bounds.max.x - field.bounds.min.x) / static_cast<float>(std::max(1, field.columns));
  for (int i = 0; i < field.columns && field.rows == 1; ++i)
    points.emplace_back(field.bounds.min.x + (static_cast<float>(i) + 0.5f) * step,
                        field.answer[static_cast<std::size_t>(i)] * kAnswerTop);
  return points;
}

Segments latent_lines(const ToyFrame& frame, const Theme& theme) {
  std::vector<std::size_t> order(std::min(frame.chart.size(), frame.generated.size()));
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return frame.chart[a].x < frame.chart[b].x; });
  Segments out;
  const float low = frame.bounds.min.x;
  const float width = frame.bounds.max.x - low;
  const std::size_t stride = std::max<std::size_t>(1, order.size() / kLatentLines);
  for (std::size_t i = 0; i < order.size(); i += stride) {
    const std::size_t k = order[i];
    if (!std::isfinite(frame.generated[k].x)) continue;
    const Colour colour = latent_colour(frame.chart[k], theme).with_alpha(0.65f);
    out.push_back({{low + width * frame.chart[k].x, kLatentAxis}, colour});
    out.push_back({{frame.generated[k].x, 0.f}, colour});
  }
  return out;
}

SampleGradients pushes_along_axis(const ToyFrame& frame) {
  const SampleGradients& all = frame.gradients;
  const float low = frame.bounds.min.x;
  const float stretch = (frame.bounds.max.x - low) / kPushes;
  std::vector<std::size_t> chosen(kPushes, all.origin.size());
  const auto from_middle = [&](std::size_t sample, std::size_t place) {
    return std::abs(all.origin[sample].x - (low + (static_cast<float>(place) + 0.5f) * stretch));
  };
  for (std::size_t i = 0; i < std::min(all.origin.size(), all.direction.size()); ++i) {
    const float at = (all.origin[i].x - low) / stretch;
    if (!(at >= 0) || at >= kPushes) continue;
    const auto place = static_cast<std::size_t>(at);
    std::size_t& best = chosen[place];
    if (best == all.origin.size() || from_middle(i, place) < from_middle(best, place)) best = i;
  }
  SampleGradients out;
  for (const std::size_t i : chosen) {
    if (i == all.origin.size()) continue;
    out.origin.emplace_back(all.origin[i].x, kPushHeight);
    out.direction.emplace_back(all.direction[i].x, 0.f);
  }
  return out;
}

float longest_push(const Bounds& data) { return 0.8f * (data.max.x - data.min.x) / kPushes; }

Trails rising_trails(const Trails& trails) {
  Trails out = trails;
  for (std::vector<glm::vec2>& path : out.positions) {
    const auto last = static_cast<float>(std::max<std::size_t>(2, path.size()) - 1);
    for (std::size_t time = 0; time < path.size(); ++time)
      path[time].y = kTrailHeight * (1 - static_cast<float>(time) / last);
  }
  return out;
}

Segments polyline(const std::vector<glm::vec2>& points, Colour colour) {
  Segments out;
  for (std::size_t i = 1; i < points.size(); ++i) {
    out.push_back({points[i - 1], colour});
    out.push_back({points[i], colour});
  }
  return out;
}

}  // namespace ganscope
