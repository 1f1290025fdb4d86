#include "engine/analysis/scaling.hpp"

#include <ATen/ops/linalg_eigh.h>
#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "engine/analysis/finite_numbers.hpp"
#include "engine/analysis/steady_sign.hpp"
#include "engine/libtorch.hpp"

namespace ganscope {
namespace {

using Points = std::vector<std::array<double, 2>>;

double apart(const Points& p, int i, int j) {
  const auto& a = p[static_cast<std::size_t>(i)];
  const auto& b = p[static_cast<std::size_t>(j)];
  return std::hypot(a[0] - b[0], a[1] - b[1]);
}

double squared_errors(const SquareMatrix& distances, const Points& points) {
  double sum = 0;
  for (int i = 0; i < distances.size; ++i)
    for (int j = 0; j < i; ++j) {
      const double error = distances.at(i, j) - apart(points, i, j);
      sum += error * error;
    }
  return sum;
}

double stress_of(const SquareMatrix& distances, const Points& points) {
  double all = 0;
  for (int i = 0; i < distances.size; ++i)
    for (int j = 0; j < i; ++j) all += distances.at(i, j) * distances.at(i, j);
  return all > 0 ? std::sqrt(squared_errors(distances, points) / all) : 0;
}

/// Guttman's transform: where each point is drawn by all others.
Points guttman_step(const SquareMatrix& distances, const Points& from) {
  Points to(from.size());
  for (int i = 0; i < distances.size; ++i) {
    std::array<double, 2> sum{};
    for (int j = 0; j < distances.size; ++j) {
      if (i == j) continue;
      const double d = apart(from, i, j);
      const double pull = d > 0 ? distances.at(i, j) / d : 0;
      for (std::size_t k = 0; k < 2; ++k)
        sum[k] += pull * (from[static_cast<std::size_t>(i)][k] - from[static_cast<std::size_t>(j)][k]);
    }
    to[static_cast<std::size_t>(i)] = {sum[0] / distances.size, sum[1] / distances.size};
  }
  return to;
}

}  // namespace

PlaneMap classical_map(const SquareMatrix& distances) {
  const int n = distances.size;
  if (n < 3) throw Error("a map of " + std::to_string(n) + "; expected three things at least");
  check_all_finite<double>(distances.values, "distances");
  const at::NoGradGuard no_grad;
  at::Tensor squared = at::empty({n, n}, at::kDouble);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      squared.data_ptr<double>()[i * n + j] = -0.5 * distances.at(i, j) * distances.at(i, j);
  const at::Tensor centred = squared - squared.mean(0, true) - squared.mean(1, true) + squared.mean();
  const auto [values, vectors] = at::linalg_eigh(centred);  // rising
  PlaneMap out{Points(static_cast<std::size_t>(n)), 0, 0};
  for (int k = 0; k < 2; ++k) {
    const double length = std::sqrt(std::max(0.0, values[n - 1 - k].item<double>()));
    const at::Tensor axis = vectors.select(1, n - 1 - k).contiguous();
    const double* x = axis.data_ptr<double>();
    const double sign = steady_sign({x, static_cast<std::size_t>(n)});
    for (int i = 0; i < n; ++i)
      out.points[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)] = sign * length * x[i];
  }
  out.stress = stress_of(distances, out.points);
  return out;
}

PlaneMap smacof_map(const SquareMatrix& distances, const PlaneMap& start, const SmacofOptions& options) {
  PlaneMap out = start;
  double errors = squared_errors(distances, out.points);
  for (out.iterations = 0; out.iterations < options.iterations; ++out.iterations) {
    const Points next = guttman_step(distances, out.points);
    const double less = squared_errors(distances, next);
    if (!(errors - less > options.tolerance * errors)) break;
    out.points = next;
    errors = less;
  }
  out.stress = stress_of(distances, out.points);
  return out;
}

}  // namespace ganscope
