#include "app/files/json_lines.hpp"

#include <cerrno>
#include <cmath>
#include <cstring>

#include "core/error.hpp"
#include "core/output_path.hpp"

namespace ganscope {
namespace {

/// JSON has no infinity; null says "not a number" to every reader.
nlohmann::ordered_json number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

}  // namespace

nlohmann::ordered_json to_json(const ToyMetrics& m) {
  return {{"iteration", m.iteration},
          {"samples", m.samples},
          {"coverage", number(m.coverage)},
          {"off_manifold", number(m.off_manifold)},
          {"off_manifold_floor", number(m.off_manifold_floor)},
          {"tolerance", number(m.tolerance)},
          {"modes", m.modes},
          {"mode_count", m.mode_count},
          {"mode_balance", number(m.mode_balance)},
          {"mode_shares", m.mode_shares},
          {"jensen_shannon", number(m.jensen_shannon)},
          {"sliced_wasserstein", number(m.sliced_wasserstein)}};
}

nlohmann::ordered_json to_json(const StepReport& s) {
  return {{"iteration", s.iteration},
          {"generator_loss", number(s.generator_loss)},
          {"discriminator_loss", number(s.discriminator_loss)},
          {"score_real", number(s.score_real)},
          {"score_generated", number(s.score_generated)},
          {"generator_gradient", number(s.generator_gradient)},
          {"discriminator_gradient", number(s.discriminator_gradient)},
          {"generator_rate", number(s.generator_rate)},
          {"discriminator_rate", number(s.discriminator_rate)}};
}

JsonLines::JsonLines(std::filesystem::path path) : path_(std::move(path)), part_(path_.string() + ".part") {
  check_output_file(path_);  // found out now, not after a long run
  file_.open(part_, std::ios::trunc);
  if (!file_) throw Error("cannot write " + path_.string() + ": " + std::strerror(errno));
}

JsonLines::~JsonLines() {
  if (finished_) return;
  file_.close();
  std::error_code ignored;
  if (whole_ > 0)
    std::filesystem::rename(part_, path_, ignored);  // a run that failed keeps what it measured
  else
    std::filesystem::remove(part_, ignored);
}

void JsonLines::add(const nlohmann::ordered_json& line) {
  const std::string text = line.dump() + '\n';
  file_ << text << std::flush;
  if (file_) {
    whole_ += text.size();
    return;
  }
  const int code = errno;
  std::error_code ignored;
  file_.close();
  std::filesystem::resize_file(part_, whole_, ignored);  // a full disk leaves half a line
  throw Error("cannot write " + path_.string() + ": " + std::strerror(code));
}

void JsonLines::finish() {
  finished_ = true;
  file_.close();
  std::error_code error;
  std::filesystem::rename(part_, path_, error);
  if (error)
    throw Error("cannot write " + path_.string() + ": " + error.message() + "; the lines are in " +
                part_.string());
}

}  // namespace ganscope
