#include "engine/train/health.hpp"

#include <algorithm>

namespace ganscope {
namespace {

HealthWarning warning(const char* id, const char* meaning, const char* advice) {
  return {id, meaning, advice, 0};
}

}  // namespace

std::vector<HealthWarning> HealthMonitor::add(const ImageTrainReport& report) {
  std::vector<HealthWarning> news;
  const std::int64_t now = report.iteration;
  const bool probability = loss_ == Loss::minimax || loss_ == Loss::non_saturating;
  observe(warning("discriminator-wins",
                  "the discriminator tells all images apart, so the generator hears "
                  "almost nothing from it",
                  "soft labels, a lower --discriminator-rate, --dropout, or loss wgan-gp"),
          probability && report.discriminator_loss < kLossNearZero, now, news);
  observe(warning("large-gradients", "gradient norms stay above 100: steps overshoot and losses jump",
                  "a lower --rate, or a higher --batch"),
          std::max(report.generator_gradient, report.discriminator_gradient) > kLargeGradient, now, news);
  observe(warning("no-gradient", "the generator's gradient has vanished: it no longer learns",
                  "loss non-saturating or wgan-gp, or a lower --discriminator-rate"),
          report.generator_gradient < kSmallGradient, now, news);
  observe(warning("collapse", "generated images hardly differ from each other: mode collapse",
                  "soft labels, a lower --generator-rate, more data, or loss wgan-gp"),
          report.variety < kLittleVariety, now, news);
  return news;
}

void HealthMonitor::observe(HealthWarning about, bool seen, std::int64_t iteration,
                            std::vector<HealthWarning>& news) {
  auto sign = std::find_if(signs_.begin(), signs_.end(),
                           [&](const Sign& known) { return known.warning.id == about.id; });
  if (sign == signs_.end()) sign = signs_.insert(signs_.end(), Sign{std::move(about)});
  sign->seen = seen ? std::max(1, sign->seen + 1) : std::min(-1, sign->seen - 1);
  if (sign->seen <= -kPatience) sign->holds = false;
  if (sign->seen < kPatience || sign->holds) return;
  sign->holds = true;
  sign->warning.since = iteration;
  news.push_back(sign->warning);
}

std::vector<HealthWarning> HealthMonitor::current() const {
  std::vector<HealthWarning> holding;
  for (const Sign& sign : signs_)
    if (sign.holds) holding.push_back(sign.warning);
  return holding;
}

}  // namespace ganscope
