#include "exchange/recovery_config.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

constexpr const char* kBestOf = "best-of:";
constexpr std::int64_t kMostCandidates = 1'000'000;

}  // namespace

void parse_start(const std::string& text, RecoveryConfig& config) {
  if (text == "prior") {
    config.start = SearchStart::prior;
  } else if (text == "mean") {
    config.start = SearchStart::mean;
  } else if (text.starts_with(kBestOf)) {
    config.candidates = static_cast<int>(
        parse_integer_in(text.substr(std::string(kBestOf).size()), "start best-of", 1, kMostCandidates));
    config.start = SearchStart::best_of;
  } else {
    throw out_of_range("start", text, "prior, best-of:N or mean");
  }
}

std::string start_text(const RecoveryConfig& config) {
  switch (config.start) {
    case SearchStart::prior:
      return "prior";
    case SearchStart::best_of:
      return kBestOf + std::to_string(config.candidates);
    case SearchStart::mean:
      break;
  }
  return "mean";
}

}  // namespace ganscope
