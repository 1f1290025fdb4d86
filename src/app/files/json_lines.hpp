#pragma once
#include <cstdint>
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
  ~JsonLines();  ///< keeps the lines written so far; leaves nothing when there are none
  JsonLines(const JsonLines&) = delete;
  JsonLines& operator=(const JsonLines&) = delete;
  /// Throws Error naming the path; the lines before it stay whole.
  void add(const nlohmann::ordered_json& line);
  /// Throws Error naming where the lines are when the file cannot take its place.
  void finish();

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::ofstream file_;
  std::uintmax_t whole_ = 0;  ///< bytes of complete lines
  bool finished_ = false;
};

}  // namespace ganscope
