#include "engine/latent/smooth_paths.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/latent/interpolation.hpp"
#include "engine/latent/leg.hpp"
#include "engine/latent/leg_path.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {
namespace {

/// A number between two knots with its slopes there, times `step` between them; t in [0, 1].
struct Hermite {
  double from, to, slope_from, slope_to, step;
  [[nodiscard]] double at(double t) const {
    const double t2 = t * t;
    const double t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * from + (t3 - 2 * t2 + t) * step * slope_from + (3 * t2 - 2 * t3) * to +
           (t3 - t2) * step * slope_to;
  }
};

/// What both paths share: knots, and which two a position lies between.
class KnotPath : public LatentPath {
 public:
  KnotPath(Knots knots, double length) : knots_(std::move(knots)), length_(length) {
    for (const std::size_t knot : knots_.knot_of) positions_.push_back(knots_.times[knot]);
  }
  [[nodiscard]] Latent at(double position) const override {
    const double share = lap_share(position);
    if (share == 0 || knots_.points.size() < 2) return knots_.points.front();
    const auto after = std::upper_bound(knots_.times.begin(), knots_.times.end(), share);
    const auto i = std::min(static_cast<std::size_t>(after - knots_.times.begin()), knots_.points.size()) - 1;
    return between(i, (share - knots_.times[i]) / step(i));
  }
  [[nodiscard]] bool closed() const override { return true; }
  [[nodiscard]] double length() const override { return length_; }
  [[nodiscard]] const std::vector<double>& anchor_positions() const override { return positions_; }

 protected:
  /// Between knot i and the next, t in [0, 1].
  [[nodiscard]] virtual Latent between(std::size_t i, double t) const = 0;

  [[nodiscard]] std::size_t count() const { return knots_.points.size(); }
  [[nodiscard]] std::size_t next(std::size_t i) const { return (i + 1) % count(); }
  [[nodiscard]] std::size_t previous(std::size_t i) const { return (i + count() - 1) % count(); }
  [[nodiscard]] const Latent& point(std::size_t i) const { return knots_.points[i]; }
  /// Time from knot i to the next.
  [[nodiscard]] double step(std::size_t i) const { return knots_.times[i + 1] - knots_.times[i]; }

 private:
  Knots knots_;
  double length_;
  std::vector<double> positions_;
};

/// Cubic Bezier curves on the sphere. At its ends such a curve leaves with three times the tangent to its
/// inner point, so inner points at a third of the velocity make neighbours meet in position and velocity.
class SmoothSpherePath : public KnotPath {
 public:
  SmoothSpherePath(Knots knots, double length) : KnotPath(std::move(knots), length) {
    for (std::size_t i = 0; i < count(); ++i) {
      directions_.push_back(direction(point(i)));
      log_radii_.push_back(std::log(norm(point(i))));
    }
    for (std::size_t i = 0; i < count(); ++i) {
      // The parabola through three knots: the slope of each side counts for the other side's time.
      const double before = step(previous(i));
      const double after = step(i);
      const double of_next = before / (before + after) / after;
      const double of_previous = after / (before + after) / before;
      velocities_.push_back(combined(of_next, sphere_log(directions_[i], directions_[next(i)]), -of_previous,
                                     sphere_log(directions_[i], directions_[previous(i)])));
      slopes_.push_back(of_next * (log_radii_[next(i)] - log_radii_[i]) -
                        of_previous * (log_radii_[previous(i)] - log_radii_[i]));
    }
  }

 protected:
  [[nodiscard]] Latent between(std::size_t i, double t) const override {
    const std::size_t to = next(i);
    const double third = step(i) / 3;
    std::array<Latent, 4> p{directions_[i], sphere_exp(directions_[i], scaled(velocities_[i], third)),
                            sphere_exp(directions_[to], scaled(velocities_[to], -third)), directions_[to]};
    for (std::size_t left = p.size() - 1; left > 0; --left)  // de Casteljau
      for (std::size_t k = 0; k < left; ++k) p[k] = slerp(p[k], p[k + 1], t);
    const Hermite radius{log_radii_[i], log_radii_[to], slopes_[i], slopes_[to], step(i)};
    return scaled(direction(p[0]), std::exp(radius.at(t)));
  }

 private:
  std::vector<Latent> directions_;
  std::vector<double> log_radii_;
  std::vector<Latent> velocities_;  ///< tangents of the sphere
  std::vector<double> slopes_;      ///< of log_radii_
};

class SmoothBoxPath : public KnotPath {
 public:
  SmoothBoxPath(Knots knots, double length) : KnotPath(std::move(knots), length) {
    for (std::size_t i = 0; i < count(); ++i) {
      Latent slopes(point(i).size());
      const double before = step(previous(i));
      const double after = step(i);
      for (std::size_t k = 0; k < slopes.size(); ++k)
        slopes[k] = monotone_slope((point(i)[k] - point(previous(i))[k]) / before,
                                   (point(next(i))[k] - point(i)[k]) / after, before, after);
      slopes_.push_back(std::move(slopes));
    }
  }

 protected:
  [[nodiscard]] Latent between(std::size_t i, double t) const override {
    const std::size_t to = next(i);
    Latent out(point(i).size());
    for (std::size_t k = 0; k < out.size(); ++k)
      out[k] = Hermite{point(i)[k], point(to)[k], slopes_[i][k], slopes_[to][k], step(i)}.at(t);
    return out;
  }

 private:
  /// Fritsch and Butland: 0 at a turning point, else a weighted harmonic mean of both sides' slopes.
  static double monotone_slope(double left, double right, double before, double after) {
    if (left * right <= 0) return 0;
    const double w1 = 2 * after + before;
    const double w2 = after + 2 * before;
    return (w1 + w2) / (w1 / left + w2 / right);
  }
  std::vector<Latent> slopes_;
};

/// By chords, for a curve that has no formula.
double measured_length(const LatentPath& path) {
  constexpr int kChords = 512;
  double sum = 0;
  Latent last = path.at(0);
  for (int i = 1; i <= kChords; ++i) {
    Latent point = path.at(static_cast<double>(i) / kChords);
    sum += distance(last, point);
    last = std::move(point);
  }
  return sum;
}

template <class Path>
LatentPathPtr measured(const Knots& knots) {
  return std::make_shared<Path>(knots, measured_length(Path(knots, 0)));
}

}  // namespace

LatentPathPtr smooth_sphere_path(std::span<const Latent> anchors) {
  return measured<SmoothSpherePath>(
      make_knots(anchors, [](const Latent& a, const Latent& b) { return arc_leg(a, b).length; }));
}

LatentPathPtr smooth_box_path(std::span<const Latent> anchors) {
  return measured<SmoothBoxPath>(make_knots(anchors, distance));
}

}  // namespace ganscope
