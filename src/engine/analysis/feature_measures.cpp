#include "engine/analysis/feature_measures.hpp"

#include <ATen/ops/cdist.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/matmul.h>
#include <algorithm>
#include <string>

#include "core/error.hpp"
#include "engine/analysis/finite_numbers.hpp"
#include "engine/analysis/row_parts.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kComparedAtOnce = 500;  // rows whose distances to all others are in memory

at::Tensor as_tensor(const Features& features) {
  return at::from_blob(const_cast<float*>(features.values.data()), {features.rows(), features.dimensions},
                       at::kFloat);
}

void check_alike(const Features& a, const Features& b) {
  if (a.dimensions != b.dimensions || a.dimensions < 1)
    throw Error("features of " + std::to_string(a.dimensions) + " and of " + std::to_string(b.dimensions) +
                " numbers cannot be compared; expected as many of both");
  for (const Features* set : {&a, &b}) check_all_finite<float>(set->values, "features");
}

struct Normal {
  at::Tensor mean;
  at::Tensor covariance;
};

Normal fitted(const Features& features) {
  if (features.rows() < 2)
    throw Error("the distance between distributions of " + std::to_string(features.rows()) +
                " rows; expected at least two");
  const at::Tensor x = as_tensor(features).to(at::kDouble);
  const at::Tensor mean = x.mean(0);
  const at::Tensor away = x - mean;
  return {mean, away.t().matmul(away) / (features.rows() - 1)};
}

/// Of a symmetric matrix without negative eigenvalues but for rounding.
at::Tensor square_root(const at::Tensor& matrix) {
  const auto [values, vectors] = at::linalg_eigh(matrix);
  return (vectors * values.clamp_min(0).sqrt()).matmul(vectors.t());
}

/// Euclidean distances in double, one row of `a` at a time in rows: the matrix product's short cut loses
/// small ones.
at::Tensor distances(const at::Tensor& a, const at::Tensor& b) {
  return at::cdist(a, b, 2, /*compute_mode=*/2);
}

/// To the k-th nearest other row of the same set.
at::Tensor reaches(const at::Tensor& x, int k) {
  std::vector<at::Tensor> parts;
  in_parts(x, kComparedAtOnce, [&](const at::Tensor& some) {
    parts.push_back(std::get<0>(distances(some, x).kthvalue(k + 1, 1)));  // the nearest is itself
  });
  return at::cat(parts);
}

}  // namespace

double frechet_distance(const Features& a, const Features& b) {
  check_alike(a, b);
  const at::NoGradGuard no_grad;
  const Normal x = fitted(a);
  const Normal y = fitted(b);
  const at::Tensor root = square_root(x.covariance);
  const at::Tensor product = root.matmul(y.covariance).matmul(root);
  const auto [values, vectors] = at::linalg_eigh(0.5 * (product + product.t()));
  const double trace = x.covariance.diagonal().sum().item<double>() +
                       y.covariance.diagonal().sum().item<double>() -
                       2 * values.clamp_min(0).sqrt().sum().item<double>();
  return std::max(0.0, (x.mean - y.mean).square().sum().item<double>() + trace);
}

ManifoldMeasures manifold_measures(const Features& real, const Features& made, int k) {
  check_alike(real, made);
  for (const Features* set : {&real, &made})
    if (set->rows() <= k)
      throw Error("the " + std::to_string(k) + " nearest of " + std::to_string(set->rows()) +
                  " rows; expected more than " + std::to_string(k) + " of each set");
  const at::NoGradGuard no_grad;
  const at::Tensor r = as_tensor(real).to(at::kDouble);
  const at::Tensor m = as_tensor(made).to(at::kDouble);
  const at::Tensor real_reach = reaches(r, k);
  const at::Tensor made_reach = reaches(m, k);
  ManifoldMeasures out;
  at::Tensor covered = at::zeros({r.size(0)}, at::kBool);
  at::Tensor recalled = at::zeros({r.size(0)}, at::kBool);
  double precise = 0;
  double within = 0;
  std::int64_t from = 0;
  in_parts(m, kComparedAtOnce, [&](const at::Tensor& some) {
    const at::Tensor d = distances(some, r);
    const at::Tensor in_real = d.le(real_reach);
    precise += in_real.any(1).sum().item<double>();
    within += in_real.sum().item<double>();
    covered.logical_or_(in_real.any(0));
    recalled.logical_or_(d.le(made_reach.narrow(0, from, some.size(0)).unsqueeze(1)).any(0));
    from += some.size(0);
  });
  const auto of_real = static_cast<double>(r.size(0));
  const auto of_made = static_cast<double>(m.size(0));
  out.precision = precise / of_made;
  out.density = within / (k * of_made);
  out.recall = recalled.sum().item<double>() / of_real;
  out.coverage = covered.sum().item<double>() / of_real;
  return out;
}

std::vector<double> nearest_cosine(const Features& of, const Features& among) {
  check_alike(of, among);
  if (among.rows() == 0) throw Error("the nearest of no rows; expected one at least to look among");
  const at::NoGradGuard no_grad;
  const auto unit = [](const at::Tensor& x) { return x / x.norm(2, 1, true).clamp_min(1e-30); };
  const at::Tensor others = unit(as_tensor(among)).t().contiguous();
  std::vector<double> out;
  in_parts(unit(as_tensor(of)), kComparedAtOnce, [&](const at::Tensor& some) {
    const at::Tensor best = some.matmul(others).amax(1).clamp(-1, 1).contiguous();
    out.insert(out.end(), best.data_ptr<float>(), best.data_ptr<float>() + best.numel());
  });
  return out;
}

}  // namespace ganscope
