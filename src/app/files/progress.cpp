#include "app/files/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/counted.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

constexpr double kTerminalInterval = 0.1;  // seconds

bool json_wanted() {
  const char* format = std::getenv(kProgressFormat);
  return format != nullptr && std::string_view(format) == "json";
}

}  // namespace

std::string progress_text(const ProgressCounts& counts, const std::string& unit, const std::string& units) {
  std::string text = with_thousands(counts.done) + " of " + counted(counts.total, unit, units);
  const std::int64_t made = counts.done - counts.first;
  // At the first line nothing has been made yet, and a rate of nothing tells nothing.
  if (made <= 0 || counts.elapsed <= 0) return text;
  const double rate = static_cast<double>(made) / counts.elapsed;
  const std::string speed = three_digits(rate) + "/s";
  if (counts.done >= counts.total) return text + " in " + format_duration(counts.elapsed) + ", " + speed;
  return text + ", " + speed + ", " +
         format_duration(static_cast<double>(counts.total - counts.done) / rate) + " left";
}

Progress::Progress(std::int64_t total, std::string unit, std::string units, double plain_interval)
    : total_(total),
      unit_(std::move(unit)),
      units_(std::move(units)),
      json_(json_wanted()),
      terminal_(!json_ && ::isatty(STDERR_FILENO) == 1),
      plain_interval_(plain_interval) {}

Progress::~Progress() { finish(); }

void Progress::update(std::int64_t done, const std::string& note) {
  if (first_ < 0) {
    first_ = done;
    since_start_.restart();
  }
  if (done == shown_) return;
  if (shown_ >= 0 && done < total_ &&
      since_print_.seconds() < (terminal_ ? kTerminalInterval : plain_interval_))
    return;
  print(done, note);
  shown_ = done;
  since_print_.restart();
}

void Progress::print_json(std::int64_t done) const {
  const nlohmann::ordered_json line{{"done", done}, {"total", total_}};
  std::fprintf(stderr, "%s\n", line.dump().c_str());
}

void Progress::print(std::int64_t done, const std::string& note) {
  if (json_) {
    print_json(done);
    return;
  }
  const std::string counts =
      progress_text({.done = done, .total = total_, .first = first_, .elapsed = since_start_.seconds()},
                    unit_, units_) +
      (note.empty() ? std::string() : "; " + note);
  if (!terminal_) {
    std::fprintf(stderr, "ganscope: %s\n", counts.c_str());
    return;
  }
  constexpr int kWidth = 30;
  const double share = total_ > 0 ? static_cast<double>(done) / static_cast<double>(total_) : 1;
  const int filled = static_cast<int>(kWidth * std::clamp(share, 0.0, 1.0));
  const std::string bar = std::string(static_cast<std::size_t>(filled), '#') +
                          std::string(static_cast<std::size_t>(kWidth - filled), '.');
  std::fprintf(stderr, "\r[%s] %s\033[K", bar.c_str(), counts.c_str());
  std::fflush(stderr);
  line_open_ = true;
}

void Progress::finish() {
  if (line_open_) std::fputc('\n', stderr);
  line_open_ = false;
}

}  // namespace ganscope
