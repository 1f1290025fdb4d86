#include "engine/train/train_log.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/atomic_file.hpp"
#include "core/error.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

/// Whole lines of at most this iteration, and the seconds of the last of them.
std::pair<std::string, double> kept_lines(const std::filesystem::path& path, std::int64_t iteration) {
  std::ifstream file(path);
  std::string kept;
  double seconds = 0;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    // A line that was cut by a kill, or one of the future.
    if (!json.is_object() || !json.contains("iteration") || !json["iteration"].is_number_integer()) continue;
    if (json["iteration"].get<std::int64_t>() > iteration) continue;
    if (json.contains("seconds") && json["seconds"].is_number()) seconds = json["seconds"];
    kept += line + "\n";
  }
  return {kept, seconds};
}

}  // namespace

TrainLog::TrainLog(std::filesystem::path path, std::int64_t iteration) : path_(std::move(path)) {
  std::error_code ignored;
  std::string kept;
  if (std::filesystem::exists(path_, ignored)) std::tie(kept, seconds_before_) = kept_lines(path_, iteration);
  write_file_atomically(path_, kept);
  file_.reset(std::fopen(path_.c_str(), "a"));
  if (!file_) throw Error("cannot write " + path_.string() + ": " + std::strerror(errno));
}

void TrainLog::write(const std::string& line) {
  const std::string text = line + "\n";
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size())
    throw Error("cannot write " + path_.string() + ": " + std::strerror(errno));
}

void TrainLog::flush() {
  if (std::fflush(file_.get()) != 0)
    throw Error("cannot write " + path_.string() + ": " + std::strerror(errno));
}

void TrainLog::add(const ImageTrainReport& report) {
  write(Json{{"iteration", report.iteration},
             {"epoch", report.epoch},
             {"discriminator_loss", report.discriminator_loss},
             {"generator_loss", report.generator_loss},
             {"score_real", report.score_real},
             {"score_generated", report.score_generated},
             {"discriminator_gradient", report.discriminator_gradient},
             {"generator_gradient", report.generator_gradient},
             {"variety", report.variety},
             {"seconds", seconds()}}
            .dump());
}

void TrainLog::add(const HealthWarning& warning) {
  write(Json{{"iteration", warning.since},
             {"health", warning.id},
             {"meaning", warning.meaning},
             {"advice", warning.advice}}
            .dump());
}

void TrainLog::add_divergence(std::int64_t iteration, const std::string& message) {
  write(Json{{"iteration", iteration}, {"diverged", message}}.dump());
  flush();
}

TrainLogLines read_train_log(const std::filesystem::path& path) {
  TrainLogLines out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) continue;
    try {
      if (json.contains("health"))
        out.warnings.push_back(
            {json.at("health"), json.at("meaning"), json.at("advice"), json.at("iteration")});
      else if (!json.contains("diverged"))
        out.reports.push_back({.iteration = json.at("iteration"),
                               .epoch = json.at("epoch"),
                               .generator_loss = json.at("generator_loss"),
                               .discriminator_loss = json.at("discriminator_loss"),
                               .score_real = json.at("score_real"),
                               .score_generated = json.at("score_generated"),
                               .generator_gradient = json.at("generator_gradient"),
                               .discriminator_gradient = json.at("discriminator_gradient"),
                               .variety = json.at("variety")});
    } catch (const nlohmann::json::exception&) {
      continue;  // someone else's line
    }
  }
  return out;
}

}  // namespace ganscope
