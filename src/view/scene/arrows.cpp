#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numbers>

#include "view/scene/geometry.hpp"

namespace ganscope {
namespace {

constexpr double kTypicalLongest = 0.95;  ///< the percentile drawn at full length
constexpr float kCut = 1.5f;              ///< lengths beyond are cut, in units of `longest`
/// Gradients below this share of the longest make no arrow: it would be a speck of a hundredth.
constexpr double kSpeck = 1e-4;
/// When even the longest is below this, nothing pushes; proportion alone would draw rounding noise
/// as large as a healthy gradient.
constexpr double kVanished = 1e-7;
constexpr float kHead = 0.3f;          ///< head to arrow length ...
constexpr float kLongestHead = 0.25f;  ///< ... but at most so many times `longest`
constexpr float kHeadAngle = 25.f * std::numbers::pi_v<float> / 180.f;

bool finite(glm::vec2 v) { return std::isfinite(v.x) && std::isfinite(v.y); }

glm::vec2 rotated(glm::vec2 v, float angle) {
  const float c = std::cos(angle);
  const float s = std::sin(angle);
  return {c * v.x - s * v.y, s * v.x + c * v.y};
}

/// Nearest-rank percentile of the finite, positive norms; 0 without any.
double typical_longest(const std::vector<double>& norms) {
  std::vector<double> sorted;
  std::copy_if(norms.begin(), norms.end(), std::back_inserter(sorted), [](double n) { return n > 0; });
  if (sorted.empty()) return 0;
  const auto rank =
      static_cast<std::size_t>(std::ceil(kTypicalLongest * static_cast<double>(sorted.size()))) - 1;
  const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(sorted.begin(), nth, sorted.end());
  return *nth;
}

struct Arrow {
  glm::vec2 from;
  glm::vec2 step;
  float head;  ///< length along the shaft, data units
};

void add_arrow(Segments& segments, const Arrow& arrow, glm::vec2 pixels, Colour colour) {
  const auto& [from, step, head] = arrow;
  const glm::vec2 tip = from + step;
  // Turned in pixels: where the axes are stretched apart, a head turned in data units would be any shape.
  const glm::vec2 back = -step * (head / std::hypot(step.x, step.y)) * pixels;
  const auto add = [&](glm::vec2 a, glm::vec2 b) {
    segments.push_back({a, colour});
    segments.push_back({b, colour});
  };
  add(from, tip);
  add(tip, tip + rotated(back, kHeadAngle) / pixels);
  add(tip, tip + rotated(back, -kHeadAngle) / pixels);
}

}  // namespace

Segments gradient_arrows(const SampleGradients& gradients, float longest, Colour colour, glm::vec2 pixels) {
  const std::size_t count = std::min(gradients.origin.size(), gradients.direction.size());
  if (!(longest > 0) || !std::isfinite(longest) || !(pixels.x > 0) || !(pixels.y > 0)) return {};
  std::vector<double> norms(count, 0.0);  // 0: no arrow
  for (std::size_t i = 0; i < count; ++i) {
    const glm::vec2 d = gradients.direction[i];
    if (finite(gradients.origin[i]) && finite(d)) {
      norms[i] = std::hypot(static_cast<double>(d.x), static_cast<double>(d.y));
    }
  }
  const double typical = typical_longest(norms);
  if (typical < kVanished) return {};
  Segments segments;
  segments.reserve(6 * count);
  for (std::size_t i = 0; i < count; ++i) {
    if (norms[i] < kSpeck * typical) continue;
    const float length = longest * std::min(kCut, static_cast<float>(std::sqrt(norms[i] / typical)));
    const glm::dvec2 unit = glm::dvec2(gradients.direction[i]) / norms[i];
    const float head = std::min(kHead * length, kLongestHead * longest);
    const glm::vec2 step(unit * static_cast<double>(length));
    add_arrow(segments, {gradients.origin[i], step, head}, pixels, colour);
  }
  return segments;
}

}  // namespace ganscope
