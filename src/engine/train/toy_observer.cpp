#include "engine/train/toy_observer.hpp"

#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <deque>
#include <optional>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "engine/metrics/toy_metrics.hpp"
#include "engine/nets/mlp.hpp"
#include "engine/nets/tensors.hpp"
#include "engine/train/losses.hpp"

namespace ganscope {
namespace {

void check(const FrameRequest& r) {
  const auto in_range = [](const char* what, int value, int low, int high) {
    if (value < low || value > high)
      throw out_of_range(what, std::to_string(value), std::to_string(low) + " to " + std::to_string(high));
  };
  in_range("samples", r.samples, 16, 65536);
  in_range("field columns", r.field_columns, 2, 1024);
  in_range("field rows", r.field_rows, 1, 1024);
  in_range("mesh resolution", r.mesh_resolution, 2, 512);
}

/// Replicas of both networks and the fixed samples of one run.
struct Scene {
  explicit Scene(const ToyConfig& c)
      : config(c),
        manifold(make_manifold(c.data)),
        prior(make_prior(c.latent)),
        generator(replica(c.generator, prior->dims(), manifold->ambient_dims())),
        discriminator(replica(c.discriminator, manifold->ambient_dims(), 1)) {}

  static Mlp replica(const NetworkConfig& network, int inputs, int outputs) {
    Rng unused(0);  // every weight is overwritten by the snapshot's
    return Mlp(inputs, outputs, network, unused);
  }

  void draw(int samples) {
    if (static_cast<int>(real.size()) == samples) return;
    Rng real_rng(config.seed, "shown real");
    Rng latent_rng(config.seed, "shown latents");
    real = manifold->sample(samples, real_rng);
    const std::vector<float> z = prior->sample(samples, latent_rng);
    latents = to_tensor(std::span<const float>(z), prior->dims());
    chart.clear();
    for (int i = 0; i < samples; ++i)
      chart.push_back(prior->chart(std::span<const float>(z).subspan(
          static_cast<std::size_t>(i) * static_cast<std::size_t>(prior->dims()),
          static_cast<std::size_t>(prior->dims()))));
  }

  void load(const ToySnapshot& snapshot) {
    copy_into(snapshot.generator, generator.parameters());
    copy_into(snapshot.discriminator, discriminator.parameters());
    copy_into(snapshot.generator_running, generator.running());
    copy_into(snapshot.discriminator_running, discriminator.running());
  }

  ToyConfig config;
  std::shared_ptr<const Manifold> manifold;
  std::shared_ptr<const Prior> prior;
  Mlp generator;
  Mlp discriminator;
  std::vector<glm::vec2> real;
  at::Tensor latents;
  std::vector<glm::vec2> chart;
  std::optional<PriorMesh> mesh;
  int mesh_resolution = 0;
};

at::Tensor grid_points(const FrameRequest& request, int dims, int rows) {
  at::Tensor out = at::empty({static_cast<std::int64_t>(rows) * request.field_columns, dims}, at::kFloat);
  float* to = out.data_ptr<float>();
  const Bounds& b = request.field_bounds;
  const float dx = (b.max.x - b.min.x) / static_cast<float>(request.field_columns);
  const float dy = (b.max.y - b.min.y) / static_cast<float>(rows);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < request.field_columns; ++column) {
      *to++ = b.min.x + (static_cast<float>(column) + 0.5f) * dx;
      if (dims == 2) *to++ = b.min.y + (static_cast<float>(row) + 0.5f) * dy;
    }
  return out;
}

/// One half of a critic's scale lies between its mean answers to real and to generated samples.
void scale_critic(Field& field, const at::Tensor& real, const at::Tensor& generated) {
  const double mean_real = real.mean().item<double>();
  const double mean_generated = generated.mean().item<double>();
  const double spread = at::cat({real, generated}).std().item<double>();
  field.critic_zero = 0.5 * (mean_real + mean_generated);
  field.critic_scale = std::max({2 * std::abs(mean_real - mean_generated), 2 * spread, 1e-12});
}

std::vector<float> answers(const Field& field, const at::Tensor& raw) {
  switch (field.kind) {
    case ScoreKind::probability:
      return to_vector(at::sigmoid(raw));
    case ScoreKind::least_squares:
      return to_vector(raw.clamp(0, 1));
    case ScoreKind::critic:
      return to_vector((0.5 + (raw - field.critic_zero) / (2 * field.critic_scale)).clamp(0, 1));
  }
  return {};
}

Field make_field(Scene& scene, const at::Tensor& real, const at::Tensor& generated,
                 const FrameRequest& request) {
  const int dims = scene.manifold->ambient_dims();
  Field field;
  field.columns = request.field_columns;
  field.rows = dims == 1 ? 1 : request.field_rows;
  field.bounds = request.field_bounds;
  field.kind = score_kind(scene.config.loss);

  const std::int64_t shown = std::min<std::int64_t>(kStatisticsSamples, real.size(0));
  const bool joint = scene.config.batches == NormalisationBatches::joint;
  const at::Tensor some_generated = generated.narrow(0, 0, shown);
  const at::Tensor some_real = real.narrow(0, 0, shown);
  BatchStatistics statistics;
  const at::Tensor batch = joint ? at::cat({some_real, some_generated}) : some_generated;
  const at::Tensor judged = scene.discriminator.forward_and_keep(batch, statistics);
  const FoldedMlp frozen(scene.discriminator, statistics);
  if (field.kind == ScoreKind::critic)
    scale_critic(field, joint ? judged.narrow(0, 0, shown) : frozen(some_real),
                 joint ? judged.narrow(0, shown, shown) : judged);
  field.answer = answers(field, frozen(grid_points(request, dims, field.rows)));
  // Apart, each side is judged as training judges it: with its own batch's statistics.
  BatchStatistics unused;
  field.real = answers(
      field, joint ? judged.narrow(0, 0, shown) : scene.discriminator.forward_and_keep(some_real, unused));
  field.generated = answers(field, joint ? judged.narrow(0, shown, shown) : judged);
  return field;
}

SampleGradients make_gradients(Scene& scene, const at::Tensor& real, const at::Tensor& generated) {
  const std::int64_t n = std::min<std::int64_t>(kGradientSamples, generated.size(0));
  const at::Tensor pushed = generated.narrow(0, 0, n).clone().requires_grad_(true);
  at::Tensor score;
  if (scene.config.batches == NormalisationBatches::joint)
    score = scene.discriminator.forward_plain(at::cat({real.narrow(0, 0, n), pushed}), Statistics::batch)
                .narrow(0, n, n);
  else
    score = scene.discriminator.forward_plain(pushed, Statistics::batch);
  const at::Tensor loss = generator_loss(scene.config.loss, score);
  const at::Tensor gradient = torch::autograd::grad({loss}, {pushed})[0];
  return {to_points(pushed), to_points(gradient * -static_cast<double>(n))};
}

}  // namespace

struct ToyObserver::Impl {
  Scene& scene_of(const ToySnapshot& snapshot) {
    if (!scene || run != snapshot.run || needs_new(snapshot.config)) {
      scene.emplace(snapshot.config);
      run = snapshot.run;
      trail.clear();
    }
    scene->config = snapshot.config;
    scene->load(snapshot);
    return *scene;
  }

  [[nodiscard]] bool needs_new(const ToyConfig& c) const {
    const ToyConfig& old = scene->config;
    return c.data != old.data || c.latent != old.latent || c.seed != old.seed ||
           c.generator.widths != old.generator.widths || c.discriminator.widths != old.discriminator.widths ||
           c.generator.activation != old.generator.activation ||
           c.discriminator.activation != old.discriminator.activation ||
           c.generator.normalisation != old.generator.normalisation ||
           c.discriminator.normalisation != old.discriminator.normalisation;
  }

  void extend_trail(const StepReport& step, const std::vector<glm::vec2>& generated) {
    if (!trail.empty() && step.generator_steps < trail_steps) trail.clear();
    const bool same_moment = !trail.empty() && step.generator_steps == trail_steps;
    if (same_moment) return;
    const std::size_t count = std::min<std::size_t>(kTrailLatents, generated.size());
    trail.emplace_back(generated.begin(), generated.begin() + static_cast<std::ptrdiff_t>(count));
    trail_steps = step.generator_steps;
    if (trail.size() > kTrailLength) trail.pop_front();
  }

  [[nodiscard]] Trails trails() const {
    Trails out;
    const std::size_t count = trail.empty() ? 0 : trail.front().size();
    out.chart.assign(scene->chart.begin(), scene->chart.begin() + static_cast<std::ptrdiff_t>(count));
    out.positions.resize(count);
    for (const std::vector<glm::vec2>& moment : trail)
      for (std::size_t i = 0; i < count; ++i) out.positions[i].push_back(moment[i]);
    return out;
  }

  std::optional<Scene> scene;
  std::uint64_t run = 0;
  std::deque<std::vector<glm::vec2>> trail;
  std::int64_t trail_steps = 0;
};

ToyObserver::ToyObserver() : impl_(std::make_unique<Impl>()) {}
ToyObserver::~ToyObserver() = default;

ToyFramePtr ToyObserver::observe(const ToySnapshot& snapshot, const FrameRequest& request) {
  check(request);
  Scene& scene = impl_->scene_of(snapshot);
  scene.draw(request.samples);
  const int dims = scene.manifold->ambient_dims();

  auto frame = std::make_shared<ToyFrame>();
  frame->run = snapshot.run;
  frame->config = snapshot.config;
  frame->data_dims = dims;
  frame->latent_dims = scene.prior->dims();
  frame->latent_intrinsic_dims = scene.prior->intrinsic_dims();
  frame->bounds = scene.manifold->bounds();
  frame->step = snapshot.step;
  frame->phase = snapshot.phase;
  frame->real = scene.real;
  frame->chart = scene.chart;

  BatchStatistics statistics;
  const at::Tensor generated = scene.generator.forward_and_keep(scene.latents, statistics);
  const at::Tensor real = to_tensor(std::span<const glm::vec2>(scene.real), dims);
  frame->generated = to_points(generated);
  impl_->extend_trail(snapshot.step, frame->generated);
  if (request.trails) frame->trails = impl_->trails();
  if (request.field) frame->field = make_field(scene, real, generated, request);
  if (request.gradients) frame->gradients = make_gradients(scene, real, generated);
  if (request.mesh) {
    if (!scene.mesh || scene.mesh_resolution != request.mesh_resolution) {
      scene.mesh = scene.prior->mesh(request.mesh_resolution);
      scene.mesh_resolution = request.mesh_resolution;
    }
    const FoldedMlp frozen(scene.generator, statistics);
    frame->mesh = scene.mesh->mesh;
    frame->mesh.position =
        to_points(frozen(to_tensor(std::span<const float>(scene.mesh->latents), scene.prior->dims())));
  }
  return frame;
}

ToyMetrics ToyObserver::measure(const ToySnapshot& snapshot) {
  Scene& scene = impl_->scene_of(snapshot);
  const auto moment = static_cast<std::uint64_t>(snapshot.step.iteration);
  Rng latent_rng(snapshot.config.seed, "metric latents", moment);
  Rng real_rng(snapshot.config.seed, "metric real", moment);
  BatchStatistics unused;
  const std::vector<float> latents = scene.prior->sample(kMetricSamples, latent_rng);
  const std::vector<glm::vec2> generated = to_points(scene.generator.forward_and_keep(
      to_tensor(std::span<const float>(latents), scene.prior->dims()), unused));
  const std::vector<glm::vec2> reference = scene.manifold->sample(kMetricSamples, real_rng);
  return measure_toy(*scene.manifold, generated, reference, snapshot.step.iteration);
}

}  // namespace ganscope
