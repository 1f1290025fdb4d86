#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/files/model_choice.hpp"
#include "exchange/option.hpp"

namespace ganscope {

struct OracleTrainRunOptions {
  std::string data;  ///< one with classes, such as mnist
  std::filesystem::path out;
  int epochs = 0;  ///< 0: chosen for the data
  std::uint64_t seed = 1;
  bool half = false;  ///< weights as f16
  int threads = 0;    ///< 0: chosen
  bool json = false;
  std::filesystem::path data_dir;
};
[[nodiscard]] const std::vector<Option<OracleTrainRunOptions>>& oracle_train_options();
/// Trains an oracle, measures it on the test images and saves it. Returns the exit status.
[[nodiscard]] int train_oracle(const OracleTrainRunOptions& options);

struct OracleEvaluateOptions {
  std::filesystem::path oracle;
  std::string data;  ///< empty: what it was trained on
  int threads = 0;   ///< 0: chosen
  bool json = false;
  std::filesystem::path data_dir;
};
[[nodiscard]] const std::vector<Option<OracleEvaluateOptions>>& oracle_evaluate_options();
/// Accuracy and confusion matrix on the test images.
[[nodiscard]] int evaluate_oracle(const OracleEvaluateOptions& options);

struct OracleJudgeOptions {
  ModelChoice model;
  std::filesystem::path oracle;
  int count = 2000;  ///< generated images
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: chosen
  bool json = false;
};
[[nodiscard]] const std::vector<Option<OracleJudgeOptions>>& oracle_judge_options();
/// Mean confidence and class shares of a generator's images.
[[nodiscard]] int judge_generator(const OracleJudgeOptions& options);

}  // namespace ganscope
