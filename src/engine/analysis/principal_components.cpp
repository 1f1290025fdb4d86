#include "engine/analysis/principal_components.hpp"

#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/matmul.h>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "core/error.hpp"
#include "engine/analysis/finite_numbers.hpp"
#include "engine/analysis/row_parts.hpp"
#include "engine/analysis/steady_sign.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kDoublesAtOnce = 2000;  // rows in double at a time

at::Tensor as_rows(std::span<const float> values, std::int64_t columns) {
  return at::from_blob(const_cast<float*>(values.data()),
                       {static_cast<std::int64_t>(values.size()) / columns, columns}, at::kFloat);
}

at::Tensor as_tensor(const std::vector<double>& values, std::int64_t columns) {
  return at::from_blob(const_cast<double*>(values.data()),
                       {static_cast<std::int64_t>(values.size()) / columns, columns}, at::kDouble);
}

std::vector<double> numbers(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.contiguous();
  return {flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel()};
}

std::vector<float> floats(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.to(at::kFloat).contiguous();
  return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

/// `work` gets rows in double.
template <class Work>
void in_double_parts(const at::Tensor& rows, Work work) {
  in_parts(rows, kDoublesAtOnce, [&](const at::Tensor& some) { work(some.to(at::kDouble)); });
}

/// An eigenvector's sign is nobody's choice; this one is always the same.
std::vector<double> with_steady_signs(std::vector<double> rows, int dimensions) {
  const auto d = static_cast<std::size_t>(dimensions);
  for (std::size_t from = 0; from < rows.size(); from += d) {
    const std::span<double> row(rows.data() + from, d);
    const double sign = steady_sign(row);
    for (double& x : row) x *= sign;
  }
  return rows;
}

/// The mean and the sum of squares around it.
std::pair<at::Tensor, double> mean_and_squares(const at::Tensor& rows) {
  at::Tensor sum = at::zeros({rows.size(1)}, at::kDouble);
  in_double_parts(rows, [&](const at::Tensor& some) { sum += some.sum(0); });
  const at::Tensor mean = sum / rows.size(0);
  double squares = 0;
  in_double_parts(rows,
                  [&](const at::Tensor& some) { squares += (some - mean).square().sum().item<double>(); });
  return {mean, squares};
}

/// count x dimensions unit vectors and their variances, from the products of numbers with numbers.
std::pair<at::Tensor, at::Tensor> from_covariance(const at::Tensor& rows, const at::Tensor& mean, int count) {
  at::Tensor products = at::zeros({rows.size(1), rows.size(1)}, at::kDouble);
  in_double_parts(rows, [&](const at::Tensor& some) {
    const at::Tensor away = some - mean;
    products += away.t().matmul(away);
  });
  const auto [values, vectors] = at::linalg_eigh(products);  // rising
  return {vectors.narrow(1, rows.size(1) - count, count).flip(1).t(),
          values.narrow(0, rows.size(1) - count, count).flip(0)};
}

/// The same from the products of rows with rows, of which there are fewer.
std::pair<at::Tensor, at::Tensor> from_products(const at::Tensor& rows, const at::Tensor& mean, int count) {
  const at::Tensor away = rows.to(at::kDouble) - mean;
  const auto [values, vectors] = at::linalg_eigh(away.matmul(away.t()));
  const at::Tensor chosen = vectors.narrow(1, rows.size(0) - count, count).flip(1);
  const at::Tensor directions = chosen.t().matmul(away);
  const at::Tensor unit = directions / directions.norm(2, 1, true).clamp_min(1e-300);
  // Where nothing varies rounding alone gave a direction: the product's first factor is at right angles.
  return {std::get<0>(at::linalg_qr(unit.t())).t(), values.narrow(0, rows.size(0) - count, count).flip(0)};
}

}  // namespace

double PrincipalComponents::explained(int k) const {
  if (!(total_variance > 0)) return 1;
  return std::accumulate(variances.begin(), variances.begin() + k, 0.0) / total_variance;
}

PrincipalComponents principal_components(std::span<const float> values, int dimensions, int count) {
  const at::NoGradGuard no_grad;
  const at::Tensor rows = as_rows(values, dimensions);
  const auto most = static_cast<int>(std::min(rows.size(0) - 1, rows.size(1)));
  if (count < 1 || count > most)
    throw Error(std::to_string(count) + " principal components of " + std::to_string(rows.size(0)) +
                " rows of " + std::to_string(dimensions) + " numbers; expected 1 to " + std::to_string(most));
  check_all_finite(values, "rows");
  const auto [mean, squares] = mean_and_squares(rows);
  const auto [directions, spread] =
      rows.size(1) <= rows.size(0) ? from_covariance(rows, mean, count) : from_products(rows, mean, count);
  const double freedom = static_cast<double>(rows.size(0) - 1);
  return {dimensions, numbers(mean), with_steady_signs(numbers(directions), dimensions),
          numbers(spread.clamp_min(0) / freedom), squares / freedom};
}

std::vector<float> project(const PrincipalComponents& pca, std::span<const float> rows) {
  const at::NoGradGuard no_grad;
  const at::Tensor mean = as_tensor(pca.mean, pca.dimensions);
  const at::Tensor directions = as_tensor(pca.components, pca.dimensions).t();
  std::vector<float> out;
  in_double_parts(as_rows(rows, pca.dimensions), [&](const at::Tensor& some) {
    const std::vector<float> part = floats((some - mean).matmul(directions));
    out.insert(out.end(), part.begin(), part.end());
  });
  return out;
}

std::vector<float> reconstruct(const PrincipalComponents& pca, std::span<const float> coefficients, int k) {
  const at::NoGradGuard no_grad;
  const std::int64_t used = k > 0 ? std::min(k, pca.count()) : pca.count();
  const at::Tensor mean = as_tensor(pca.mean, pca.dimensions);
  const at::Tensor directions = as_tensor(pca.components, pca.dimensions).narrow(0, 0, used);
  std::vector<float> out;
  in_double_parts(as_rows(coefficients, pca.count()), [&](const at::Tensor& some) {
    const std::vector<float> part = floats(some.narrow(1, 0, used).matmul(directions) + mean);
    out.insert(out.end(), part.begin(), part.end());
  });
  return out;
}

}  // namespace ganscope
