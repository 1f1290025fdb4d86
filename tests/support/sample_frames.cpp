#include "support/sample_frames.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>

#include "app/toy/frame_request.hpp"
#include "engine/data/prior.hpp"

namespace ganscope::test {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;
constexpr float kPull = 0.92f;  ///< of the warp at the end
constexpr int kSamples = 256;
constexpr int kMeshResolution = 41;

/// [0, 1] to [-1.2, 1.2], slow around three middles and fast between them; `pull` 0 to 1.
float stairs(float u, float pull) { return 2.4f * (u + pull * std::sin(6 * kPi * u) / (6 * kPi)) - 1.2f; }

/// The "generator" of each sample: where a latent's chart position goes.
glm::vec2 warp(Sample sample, glm::vec2 chart, float pull = kPull) {
  switch (sample) {
    case Sample::curve: {
      const float turn = 5 * kPi * chart.x;
      const float radius = 0.4f + 2.4f * chart.x;
      return {radius * std::cos(turn), radius * std::sin(turn)};
    }
    case Sample::atoms: {
      const float turn = 2 * kPi * (0.9f * chart.x + 0.3f * chart.y);
      return (0.35f + 0.5f * chart.y) * glm::vec2(std::cos(turn), std::sin(turn));
    }
    case Sample::one_dimension:
      return {stairs(chart.x, pull) + 0.05f, 0};
    default: {
      const glm::vec2 point{stairs(chart.x, pull), stairs(chart.y, pull)};
      // A bend, so that rows and columns can be told apart, and a fold at the upper right.
      const float fold = std::max(0.f, chart.x + chart.y - 1.6f);
      return point + glm::vec2(0.12f * std::sin(2 * point.y) - 1.4f * fold, 0.08f * std::cos(3 * point.x));
    }
  }
}

/// Circles around nine places with saddles between them, whatever the `bounds`; for 1-D data waves
/// along x.
float answer(const Bounds& bounds, int data_dims, glm::vec2 point) {
  if (data_dims == 1)
    return 0.5f + 0.35f * std::cos(2 * kPi * point.x + 0.6f) * std::exp(-0.2f * point.x * point.x);
  const glm::vec2 p = point * 3.6f / (bounds.max.x - bounds.min.x);
  const float waves = std::cos(2 * kPi * p.x) + std::cos(2 * kPi * p.y);
  const float beyond = std::max(0.f, std::hypot(p.x, p.y) - 1.7f);
  return 1 / (1 + std::exp(-(1.4f * waves + 0.35f - 3 * beyond)));
}

ToyConfig config_of(Sample sample) {
  ToyConfig config;
  switch (sample) {
    case Sample::curve:
      config.data = "gaussian", config.latent = "interval";
      break;
    case Sample::atoms:
      config.data = "spiral", config.latent = "lattice";
      break;
    case Sample::one_dimension:
      config.data = "line-mixture", config.latent = "interval";
      break;
    default:
      break;
  }
  return config;
}

StepReport report_at(std::int64_t iteration) {
  const double t = static_cast<double>(iteration);
  const double settle = std::exp(-t / 900);
  const double wobble = std::sin(0.37 * t) * std::sin(0.053 * t) + 0.5 * std::sin(2.3 * t);
  StepReport report;
  report.iteration = report.generator_steps = report.discriminator_steps = iteration;
  report.generator_loss = 0.72 + 1.9 * settle * (0.6 + 0.4 * std::sin(t / 140)) + 0.09 * wobble;
  report.discriminator_loss = 1.33 - 0.9 * settle + 0.05 * wobble;
  report.score_real = 0.52 + 0.4 * settle + 0.03 * wobble;
  report.score_generated = 0.48 - 0.4 * settle - 0.03 * wobble;
  report.generator_rate = report.discriminator_rate = 0.001;
  return report;
}

ToyMetrics metrics_at(std::int64_t iteration) {
  const double learned = 1 - std::exp(-static_cast<double>(iteration) / 1200);
  ToyMetrics m;
  m.iteration = iteration;
  m.samples = 4096;
  m.coverage = 0.96 * learned;
  m.off_manifold = 0.85 - 0.71 * learned;
  m.modes = static_cast<int>(std::lround(9 * learned));
  m.mode_count = 9;
  for (int mode = 0; mode < m.mode_count; ++mode)
    m.mode_shares.push_back(mode < m.modes ? static_cast<float>(1. / m.modes) : 0.f);
  m.jensen_shannon = 0.9 - 0.78 * learned;
  m.sliced_wasserstein = 0.8 * (1 - learned) + 0.0413;
  return m;
}

/// A frame without anything in it, with the bounds of its data.
ToyFrame bare_frame(Sample sample) {
  ToyFrame frame;
  frame.config = config_of(sample);
  frame.run = 1;
  frame.step = report_at(5000);
  const float half = sample == Sample::curve ? 4.8f : 1.8f;
  frame.bounds = {{-half, -half}, {half, half}};
  frame.data_dims = sample == Sample::one_dimension ? 1 : 2;
  return frame;
}

/// One sample of the data that each frame names, near enough.
glm::vec2 real_sample(Sample sample, Rng& rng) {
  const auto third = [&] { return static_cast<float>(rng.below(3)) - 1; };
  const auto normal = [&] { return static_cast<float>(rng.normal()); };
  const auto within = [&](double half) { return static_cast<float>(rng.uniform(-half, half)); };
  switch (sample) {
    case Sample::curve: {
      const float x = normal();
      return {x, normal()};
    }
    case Sample::atoms: {
      const auto along = static_cast<float>(rng.uniform());
      const float turn = 3.5f * kPi * along;
      return (0.2f + along) * glm::vec2(std::cos(turn), std::sin(turn));
    }
    case Sample::one_dimension: {
      const float centre = third();
      return {centre + 0.1f * normal(), 0};
    }
    default: {
      const glm::vec2 centre{third(), third()};
      return centre + glm::vec2(within(0.2), within(0.2));
    }
  }
}

void add_samples(ToyFrame& frame, Sample sample, const Prior& prior) {
  Rng real_rng(7, "real");
  for (int i = 0; i < kSamples; ++i) frame.real.push_back(real_sample(sample, real_rng));
  Rng latent_rng(7, "latents");
  const std::vector<float> latents = prior.sample(kSamples, latent_rng);
  const auto dims = static_cast<std::size_t>(prior.dims());
  for (std::size_t i = 0; i < kSamples; ++i) {
    frame.chart.push_back(prior.chart(std::span(latents).subspan(i * dims, dims)));
    frame.generated.push_back(warp(sample, frame.chart.back()));
  }
}

void add_field(ToyFrame& frame, const FrameRequest& request) {
  Field& field = frame.field;
  field.columns = request.field_columns;
  field.rows = frame.data_dims == 1 ? 1 : request.field_rows;
  field.bounds = request.field_bounds;
  const glm::vec2 cell = (field.bounds.max - field.bounds.min) / glm::vec2(field.columns, field.rows);
  for (int row = 0; row < field.rows; ++row)
    for (int column = 0; column < field.columns; ++column)
      field.answer.push_back(
          answer(frame.bounds, frame.data_dims, field.bounds.min + cell * (glm::vec2(column, row) + 0.5f)));
  for (const glm::vec2 p : frame.real) field.real.push_back(answer(frame.bounds, frame.data_dims, p));
  for (const glm::vec2 p : frame.generated)
    field.generated.push_back(answer(frame.bounds, frame.data_dims, p));
}

/// The push goes up the slope of the answer.
void add_gradients(ToyFrame& frame) {
  constexpr float kStep = 1e-3f;
  const auto at = [&](glm::vec2 p) { return answer(frame.bounds, frame.data_dims, p); };
  for (std::size_t i = 0; i < frame.generated.size(); i += 2) {
    const glm::vec2 p = frame.generated[i];
    const glm::vec2 rise{at(p + glm::vec2(kStep, 0)) - at(p), at(p + glm::vec2(0, kStep)) - at(p)};
    frame.gradients.origin.push_back(p);
    frame.gradients.direction.push_back(rise / kStep);
  }
}

/// Each path turns about the middle while the square is pulled apart.
void add_trails(ToyFrame& frame, Sample sample) {
  constexpr std::size_t kPaths = 48;
  constexpr int kMoments = 24;
  for (std::size_t i = 0; i < kPaths; ++i) {
    const glm::vec2 chart = frame.chart[i];
    frame.trails.chart.push_back(chart);
    std::vector<glm::vec2> path;
    for (int t = 0; t < kMoments; ++t) {
      const float share = static_cast<float>(t) / (kMoments - 1);
      const glm::vec2 p = warp(sample, chart, kPull * share);
      const float turn = 0.7f * (1 - share);
      path.emplace_back(std::cos(turn) * p.x - std::sin(turn) * p.y,
                        std::sin(turn) * p.x + std::cos(turn) * p.y);
    }
    frame.trails.positions.push_back(std::move(path));
  }
}

/// Numbers break as they do in a run: some parts first, each in one piece.
void break_numbers(ToyFrame& frame) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  frame.diverged = true;
  frame.message = "iteration 5000: the generator's loss is not a number; lower a learning rate and reset";
  for (std::size_t i = 0; i < frame.generated.size(); i += 2) frame.generated[i] = {kNan, kInfinity};
  for (std::size_t i = 0; i < frame.mesh.position.size(); ++i)
    if (frame.mesh.chart[i].y > 0.6f) frame.mesh.position[i] = {kInfinity, kNan};
  for (std::size_t i = 0; i < frame.gradients.direction.size(); i += 3)
    frame.gradients.direction[i] = {kNan, kNan};
  for (std::size_t i = frame.field.answer.size() / 2; i < frame.field.answer.size(); ++i)
    frame.field.answer[i] = kNan;
  for (std::vector<glm::vec2>& path : frame.trails.positions) path.back() = {-kInfinity, kNan};
}

}  // namespace

ToyFramePtr sample_frame(Sample sample, glm::vec2 size, const ToyViewState& state) {
  auto frame = std::make_shared<ToyFrame>(bare_frame(sample));
  const std::shared_ptr<const Prior> prior = make_prior(frame->config.latent);
  frame->latent_dims = prior->dims();
  frame->latent_intrinsic_dims = prior->intrinsic_dims();
  add_samples(*frame, sample, *prior);
  if (sample != Sample::empty_parts) {
    add_field(*frame, frame_request(*frame, size, state));
    frame->mesh = prior->mesh(kMeshResolution).mesh;
    for (const glm::vec2 chart : frame->mesh.chart) frame->mesh.position.push_back(warp(sample, chart));
    add_gradients(*frame);
    add_trails(*frame, sample);
  }
  if (sample == Sample::diverged) break_numbers(*frame);
  return frame;
}

RunCurves sample_curves(int iterations) {
  RunCurves curves;
  for (int i = 1; i <= iterations; ++i) curves.add(report_at(i));
  for (int i = 100; i <= iterations; i += 100) curves.add(metrics_at(i));
  return curves;
}

ToyPanelInput sample_input(const ToyFrame& frame, const RunCurves& curves) {
  ToyPanelInput input;
  input.frame = &frame;
  input.iteration = frame.step.iteration;
  input.curves = &curves;
  input.config = input.draft = frame.config;
  input.running = true;
  input.rate = 187.4;
  input.generator_rate = frame.step.generator_rate;
  input.discriminator_rate = frame.step.discriminator_rate;
  fill_catalogue(input);
  if (frame.diverged) input.notice = {frame.message, true};
  return input;
}

}  // namespace ganscope::test
