#include "engine/train/toy_observer.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "engine/metrics/toy_metrics.hpp"
#include "engine/mlp/folded.hpp"
#include "engine/mlp/pass.hpp"
#include "engine/train/point_rows.hpp"
#include "engine/train/score_loss.hpp"

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

using Numbers = std::span<const float>;

/// A network as a snapshot has it, with room for the batches it is asked about.
struct Replica {
  Replica(const NetworkConfig& config, int inputs, int outputs)
      : network(inputs, outputs, config),
        shown(network, alone),
        pushed(network, alone),
        other(network, alone) {}

  void load(const std::vector<float>& parameters) {
    std::copy(parameters.begin(), parameters.end(), network.parameters().begin());
    network.pack(alone);
  }
  /// Its answers to what `input` writes: `rows` rows, with their own statistics.
  template <class Input>
  Numbers answer(mlp::Pass<float>& pass, std::size_t rows, const Input& input) {
    pass.shape(static_cast<int>(rows), 1, &pass == &pushed);
    input(pass.input());
    pass.forward(false);
    return pass.output();
  }

  mlp::Team alone;  // watching leaves the other cores to those who need them
  mlp::Network<float> network;
  mlp::Pass<float> shown;   ///< whose statistics a picture is drawn with
  mlp::Pass<float> pushed;  ///< with a way back
  mlp::Pass<float> other;
};

/// Replicas of both networks and the fixed samples of one run.
struct Scene {
  explicit Scene(const ToyConfig& c)
      : config(c),
        manifold(make_manifold(c.data)),
        prior(make_prior(c.latent)),
        generator(c.generator, prior->dims(), manifold->ambient_dims()),
        discriminator(c.discriminator, manifold->ambient_dims(), 1) {}

  void draw(int samples) {
    if (static_cast<int>(real.size()) == samples) return;
    Rng real_rng(config.seed, "shown real");
    Rng latent_rng(config.seed, "shown latents");
    real = manifold->sample(samples, real_rng);
    latents = prior->sample(samples, latent_rng);
    const auto dims = static_cast<std::size_t>(prior->dims());
    chart.clear();
    for (std::size_t i = 0; i < latents.size(); i += dims)
      chart.push_back(prior->chart(Numbers(latents).subspan(i, dims)));
  }

  void load(const ToySnapshot& snapshot) {
    generator.load(snapshot.generator);
    discriminator.load(snapshot.discriminator);
  }

  [[nodiscard]] int dims() const { return manifold->ambient_dims(); }
  [[nodiscard]] bool joint() const { return config.batches == NormalisationBatches::joint; }
  /// The discriminator's answers to the first `count` of `generated`, beside as many real samples where
  /// batches are joint: then those come first.
  Numbers judge(mlp::Pass<float>& pass, std::size_t count, Numbers generated) {
    const auto width = static_cast<std::size_t>(dims());
    return discriminator.answer(pass, joint() ? 2 * count : count, [&](std::span<float> to) {
      if (joint()) {
        write_rows(std::span<const glm::vec2>(real).first(count), dims(), to);
        to = to.subspan(count * width);
      }
      std::copy_n(generated.begin(), count * width, to.begin());
    });
  }

  ToyConfig config;
  std::shared_ptr<const Manifold> manifold;
  std::shared_ptr<const Prior> prior;
  Replica generator;
  Replica discriminator;
  std::vector<glm::vec2> real;
  std::vector<float> latents;
  std::vector<glm::vec2> chart;
  std::optional<PriorMesh> mesh;
  int mesh_resolution = 0;
};

std::vector<float> grid_points(const FrameRequest& request, int dims, int rows) {
  std::vector<float> out;
  out.reserve(static_cast<std::size_t>(rows * request.field_columns * dims));
  const Bounds& b = request.field_bounds;
  const float dx = (b.max.x - b.min.x) / static_cast<float>(request.field_columns);
  const float dy = (b.max.y - b.min.y) / static_cast<float>(rows);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < request.field_columns; ++column) {
      out.push_back(b.min.x + (static_cast<float>(column) + 0.5f) * dx);
      if (dims == 2) out.push_back(b.min.y + (static_cast<float>(row) + 0.5f) * dy);
    }
  return out;
}

double mean_of(Numbers values) {
  double sum = 0;
  for (const float x : values) sum += static_cast<double>(x);
  return sum / static_cast<double>(values.size());
}

/// One half of a critic's scale lies between its mean answers to real and to generated samples.
void scale_critic(Field& field, Numbers real, Numbers generated) {
  const double mean_real = mean_of(real);
  const double mean_generated = mean_of(generated);
  const auto count = static_cast<double>(real.size() + generated.size());
  const double middle = (mean_real * static_cast<double>(real.size()) +
                         mean_generated * static_cast<double>(generated.size())) /
                        count;
  double squares = 0;
  for (const Numbers values : {real, generated})
    for (const float x : values)
      squares += (static_cast<double>(x) - middle) * (static_cast<double>(x) - middle);
  const double spread = std::sqrt(squares / (count - 1));
  field.critic_zero = 0.5 * (mean_real + mean_generated);
  field.critic_scale = std::max({2 * std::abs(mean_real - mean_generated), 2 * spread, 1e-12});
}

std::vector<float> answers(const Field& field, Numbers raw) {
  std::vector<float> out(raw.begin(), raw.end());
  switch (field.kind) {
    case ScoreKind::probability:
      for (float& x : out) x = logistic(x);
      break;
    case ScoreKind::least_squares:
      for (float& x : out) x = std::clamp(x, 0.f, 1.f);
      break;
    case ScoreKind::critic:
      for (float& x : out)
        x = static_cast<float>(std::clamp(
            0.5 + (static_cast<double>(x) - field.critic_zero) / (2 * field.critic_scale), 0.0, 1.0));
      break;
  }
  return out;
}

Field make_field(Scene& scene, Numbers generated, const FrameRequest& request) {
  const int dims = scene.dims();
  const auto width = static_cast<std::size_t>(dims);
  Field field;
  field.columns = request.field_columns;
  field.rows = dims == 1 ? 1 : request.field_rows;
  field.bounds = request.field_bounds;
  field.kind = score_kind(scene.config.loss);

  const std::size_t shown = std::min<std::size_t>(kStatisticsSamples, scene.real.size());
  const Numbers judged = scene.judge(scene.discriminator.shown, shown, generated);
  const mlp::Folded frozen(scene.discriminator.network, scene.discriminator.shown);
  std::vector<float> some_real(shown * width);
  write_rows(std::span<const glm::vec2>(scene.real).first(shown), dims, some_real);
  if (field.kind == ScoreKind::critic) {
    std::vector<float> apart(shown);
    if (!scene.joint()) frozen(some_real, apart);
    scale_critic(field, scene.joint() ? judged.first(shown) : Numbers(apart), judged.last(shown));
  }
  const std::vector<float> grid = grid_points(request, dims, field.rows);
  std::vector<float> raw(grid.size() / width);
  frozen(grid, raw);
  field.answer = answers(field, raw);
  field.generated = answers(field, judged.last(shown));
  // Apart, each side is judged as training judges it: with its own batch's statistics.
  field.real = answers(field, scene.joint() ? judged.first(shown)
                                            : scene.discriminator.answer(
                                                  scene.discriminator.other, shown, [&](std::span<float> to) {
                                                    std::copy(some_real.begin(), some_real.end(), to.begin());
                                                  }));
  return field;
}

SampleGradients make_gradients(Scene& scene, Numbers generated) {
  const auto width = static_cast<std::size_t>(scene.dims());
  const std::size_t n = std::min<std::size_t>(kGradientSamples, generated.size() / width);
  mlp::Pass<float>& pass = scene.discriminator.pushed;
  const Numbers judged = scene.judge(pass, n, generated);
  std::vector<float> slopes(judged.size(), 0.f);
  static_cast<void>(generator_loss(scene.config.loss, {judged.last(n), std::span<float>(slopes).last(n)}));
  pass.backward(slopes.data(), {.weights = false, .inputs_from = static_cast<int>(judged.size() - n)});
  return {read_rows(generated.first(n * width), scene.dims()),
          read_rows(pass.input_gradients().last(n * width), scene.dims(), -static_cast<float>(n))};
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

  const Numbers generated = scene.generator.answer(
      scene.generator.shown, scene.real.size(),
      [&](std::span<float> to) { std::copy(scene.latents.begin(), scene.latents.end(), to.begin()); });
  frame->generated = read_rows(generated, dims);
  impl_->extend_trail(snapshot.step, frame->generated);
  if (request.trails) frame->trails = impl_->trails();
  if (request.field) frame->field = make_field(scene, generated, request);
  if (request.gradients) frame->gradients = make_gradients(scene, generated);
  if (request.mesh) {
    if (!scene.mesh || scene.mesh_resolution != request.mesh_resolution) {
      scene.mesh = scene.prior->mesh(request.mesh_resolution);
      scene.mesh_resolution = request.mesh_resolution;
    }
    const mlp::Folded frozen(scene.generator.network, scene.generator.shown);
    const std::vector<float>& latents = scene.mesh->latents;
    std::vector<float> positions(latents.size() / static_cast<std::size_t>(scene.prior->dims()) *
                                 static_cast<std::size_t>(dims));
    frozen(latents, positions);
    frame->mesh = scene.mesh->mesh;
    frame->mesh.position = read_rows(positions, dims);
  }
  return frame;
}

ToyMetrics ToyObserver::measure(const ToySnapshot& snapshot) {
  Scene& scene = impl_->scene_of(snapshot);
  const auto moment = static_cast<std::uint64_t>(snapshot.step.iteration);
  Rng latent_rng(snapshot.config.seed, "metric latents", moment);
  Rng real_rng(snapshot.config.seed, "metric real", moment);
  const std::vector<float> latents = scene.prior->sample(kMetricSamples, latent_rng);
  const std::vector<glm::vec2> generated =
      read_rows(scene.generator.answer(
                    scene.generator.other, kMetricSamples,
                    [&](std::span<float> to) { std::copy(latents.begin(), latents.end(), to.begin()); }),
                scene.dims());
  const std::vector<glm::vec2> reference = scene.manifold->sample(kMetricSamples, real_rng);
  return measure_toy(*scene.manifold, generated, reference, snapshot.step.iteration);
}

}  // namespace ganscope
