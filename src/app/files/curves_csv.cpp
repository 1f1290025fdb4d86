#include "app/files/curves_csv.hpp"

#include <cmath>

#include "core/text.hpp"

namespace ganscope {
namespace {

void add_number(std::string& line, double value) {
  line += ',';
  if (std::isfinite(value)) line += exact_number(value);
}

void add_step(std::string& line, const StepReport& s) {
  line += std::to_string(s.iteration) + ',' + std::to_string(s.generator_steps) + ',' +
          std::to_string(s.discriminator_steps);
  for (const double value :
       {s.generator_loss, s.discriminator_loss, s.score_real, s.score_generated, s.generator_gradient,
        s.discriminator_gradient, s.generator_rate, s.discriminator_rate})
    add_number(line, value);
}

void add_metrics(std::string& line, const ToyMetrics* m) {
  if (m == nullptr) {
    line += ",,,,,";
    return;
  }
  add_number(line, m->coverage);
  add_number(line, m->off_manifold);
  line += ',';
  if (m->mode_count > 0) line += std::to_string(m->modes);
  add_number(line, m->jensen_shannon);
  add_number(line, m->sliced_wasserstein);
}

}  // namespace

std::string curves_csv(const RunCurves& curves) {
  std::string out =
      "iteration,generator_steps,discriminator_steps,generator_loss,discriminator_loss,score_real,"
      "score_generated,generator_gradient,discriminator_gradient,generator_rate,discriminator_rate,coverage,"
      "off_manifold,modes,jensen_shannon,sliced_wasserstein\n";
  const std::vector<ToyMetrics>& metrics = curves.metrics();
  std::size_t next = 0;
  const auto measured_at = [&](std::int64_t iteration) -> const ToyMetrics* {
    while (next < metrics.size() && metrics[next].iteration < iteration) ++next;
    return next < metrics.size() && metrics[next].iteration == iteration ? &metrics[next++] : nullptr;
  };
  if (const ToyMetrics* start = measured_at(0)) {
    add_step(out, StepReport{});
    add_metrics(out, start);
    out += '\n';
  }
  for (const StepReport& step : curves.steps()) {
    add_step(out, step);
    add_metrics(out, measured_at(step.iteration));
    out += '\n';
  }
  return out;
}

}  // namespace ganscope
