#pragma once
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "exchange/toy_frame.hpp"

namespace ganscope {

[[nodiscard]] nlohmann::ordered_json to_json(const ToyMetrics& metrics);
[[nodiscard]] nlohmann::ordered_json to_json(const StepReport& step);

/// One JSON object a line, written to a temporary file beside `path` that takes its place in finish().
class JsonLines {
 public:
  /// Throws Error naming the path when it cannot be written.
  explicit JsonLines(std::filesystem::path path);
  ~JsonLines();  ///< keeps the lines written so far
  JsonLines(const JsonLines&) = delete;
  JsonLines& operator=(const JsonLines&) = delete;
  void add(const nlohmann::ordered_json& line);
  void finish();

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::ofstream file_;
  bool finished_ = false;
};

}  // namespace ganscope
