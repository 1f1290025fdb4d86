#pragma once
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/analysis/feature_measures.hpp"
#include "exchange/square_matrix.hpp"

namespace ganscope::test {

/// What SciPy, scikit-learn and R say: see tests/support/make_analysis_reference.py.
inline const nlohmann::json& analysis_reference() {
  static const nlohmann::json json = [] {
    std::ifstream file(std::filesystem::path(GANSCOPE_SOURCE_DIR) / "tests" / "data" / "analysis" /
                       "reference.json");
    return nlohmann::json::parse(file);
  }();
  return json;
}

inline Features features_of(const nlohmann::json& rows) {
  Features out{static_cast<int>(rows.at(0).size()), {}};
  for (const auto& row : rows)
    for (const double x : row) out.values.push_back(static_cast<float>(x));
  return out;
}

/// Euclidean distances of the rows.
inline SquareMatrix distances_of(const nlohmann::json& rows) {
  SquareMatrix out(static_cast<int>(rows.size()));
  for (int i = 0; i < out.size; ++i)
    for (int j = 0; j < out.size; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < rows[0].size(); ++k) {
        const double away = rows[static_cast<std::size_t>(i)][k].get<double>() -
                            rows[static_cast<std::size_t>(j)][k].get<double>();
        sum += away * away;
      }
      out.at(i, j) = std::sqrt(sum);
    }
  return out;
}

}  // namespace ganscope::test
