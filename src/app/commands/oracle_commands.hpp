#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace ganscope {

struct OracleTrainRunOptions {
  std::string data;  ///< one with classes, such as mnist
  std::filesystem::path out;
  int epochs = 0;  ///< 0: chosen for the data
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: chosen
  bool json = false;
  std::filesystem::path data_dir;
};
/// Trains an oracle, measures it on the test images and saves it. Returns the exit status.
[[nodiscard]] int train_oracle(const OracleTrainRunOptions& options);

struct OracleEvaluateOptions {
  std::filesystem::path oracle;
  std::string data;  ///< empty: what it was trained on
  int threads = 0;   ///< 0: chosen
  bool json = false;
  std::filesystem::path data_dir;
};
/// Accuracy and confusion matrix on the test images.
[[nodiscard]] int evaluate_oracle(const OracleEvaluateOptions& options);

struct OracleJudgeOptions {
  std::filesystem::path model;
  std::filesystem::path oracle;
  int samples = 2000;
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: chosen
  bool json = false;
};
/// Mean confidence and class shares of a generator's images.
[[nodiscard]] int judge_generator(const OracleJudgeOptions& options);

}  // namespace ganscope
