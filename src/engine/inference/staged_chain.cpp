#include "core/pause.hpp"
#include "engine/inference/staged_chain.hpp"

#include <omp.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "engine/inference/bias_activation.hpp"
#include "engine/inference/helper_threads.hpp"
#include "engine/inference/huge_buffer.hpp"
#include "engine/inference/staged_layer.hpp"

namespace ganscope {
namespace {

/// A stage of a pass: which pieces are taken and which are done.
struct alignas(64) StageState {
  std::atomic<std::int64_t> taken{0};
  alignas(64) std::atomic<std::int64_t> done{0};
  const StagedLayer* layer = nullptr;
  StagedPass pass;
  std::int64_t stage = 0;
  std::int64_t pieces = 0;
};

/// Waits for what others have still in hand: a moment without giving the core away, which costs more than
/// most pieces take.
void wait_until_done(const StageState& state) {
  constexpr int kSpins = 4000;
  for (int i = 0; state.done.load(std::memory_order_acquire) < state.pieces; ++i) {
    if (i < kSpins)
      rest_a_moment();
    else
      std::this_thread::yield();
  }
}

/// All stages, beside other threads that do the same.
void work_through(std::span<StageState> stages, float* scratch) {
  for (StageState& state : stages) {
    while (true) {
      const std::int64_t piece = state.taken.fetch_add(1, std::memory_order_relaxed);
      if (piece >= state.pieces) break;
      state.layer->run(state.stage, piece, state.pass, scratch);
      state.done.fetch_add(1, std::memory_order_release);
    }
    wait_until_done(state);
  }
}

/// Room that only grows.
class GrowingRoom {
 public:
  float* of(std::int64_t numbers) {
    const auto bytes = static_cast<std::size_t>(numbers) * sizeof(float);
    if (bytes > buffer_.bytes()) {
      buffer_ = HugeBuffer();
      buffer_ = HugeBuffer(bytes);
    }
    return buffer_.as<float>();
  }

 private:
  HugeBuffer buffer_;
};

class StepChain final : public StagedChain {
 public:
  StepChain(std::vector<std::unique_ptr<StagedLayer>> layers, const FoldedStep& last)
      : layers_(std::move(layers)), last_(last) {
    // The weights are packed; the chain needs the shape alone.
    last_.weight = last_.bias = at::Tensor();
    if (!tile_activation(last.activation)) after_ = last.activation;
  }

  at::Tensor run(const at::Tensor& x) override {
    const std::int64_t count = x.size(0);
    at::Tensor out = empty_output(count);
    if (count == 0) return shaped(out);
    const int threads = omp_get_max_threads();
    const std::size_t stages = prepare(x.data_ptr<float>(), out.data_ptr<float>(), count);
    const std::span<StageState> all(stages_.get(), stages);
    std::int64_t scratch = 16;
    for (const auto& layer : layers_) scratch = std::max(scratch, layer->scratch());
    scratch = (scratch + 15) / 16 * 16;
    float* rooms = scratch_.of(scratch * threads);
    if (threads == 1) {
      work_through(all, rooms);
    } else {
      helper_threads(threads - 1).run([&](int thread) { work_through(all, rooms + scratch * thread); });
    }
    out = shaped(out);
    if (after_) activate(out, *after_);
    return out;
  }

  std::size_t weight_bytes() const override {
    std::size_t bytes = 0;
    for (const auto& layer : layers_) bytes += layer->weight_bytes();
    return bytes;
  }

 private:
  [[nodiscard]] at::Tensor empty_output(std::int64_t count) const {
    return at::empty({count, layers_.back()->out_numbers()}, at::kFloat);
  }
  /// Rows of channels as a picture in channels-last format.
  [[nodiscard]] at::Tensor shaped(const at::Tensor& flat) const {
    const TensorShape& shape = last_.channels_last ? *last_.channels_last : last_.out;
    if (shape.size() != 3) return flat;
    return flat.view({flat.size(0), shape[1], shape[2], shape[0]}).permute({0, 3, 1, 2});
  }

  /// The stages of a pass and where their numbers are; how many there are.
  std::size_t prepare(const float* in, float* out, std::int64_t count) {
    std::size_t stages = 0;
    std::int64_t between = 0;
    std::int64_t work = 0;
    for (const auto& layer : layers_) {
      stages += static_cast<std::size_t>(layer->stages(count));
      between = std::max(between, layer->out_numbers() * count);
      work = std::max(work, layer->work(count));
    }
    if (stages > room_for_stages_) {
      stages_ = std::make_unique<StageState[]>(stages);
      room_for_stages_ = stages;
    }
    float* places[] = {between_[0].of(between), between_[1].of(between)};
    float* shared = work_.of(work);
    StageState* state = stages_.get();
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      float* to = i + 1 == layers_.size() ? out : places[i % 2];
      for (std::int64_t stage = 0; stage < layers_[i]->stages(count); ++stage, ++state) {
        state->taken.store(0, std::memory_order_relaxed);
        state->done.store(0, std::memory_order_relaxed);
        state->layer = layers_[i].get();
        state->pass = {count, in, to, shared};
        state->stage = stage;
        state->pieces = layers_[i]->pieces(stage, count);
      }
      in = to;
    }
    return stages;
  }

  std::vector<std::unique_ptr<StagedLayer>> layers_;
  FoldedStep last_;
  std::optional<FusedActivation> after_;  ///< of the last step, by LibTorch
  std::array<GrowingRoom, 2> between_;    ///< outputs of one layer and the next in turns
  GrowingRoom work_;
  GrowingRoom scratch_;
  std::unique_ptr<StageState[]> stages_;
  std::size_t room_for_stages_ = 0;
};

/// Whether a step can read the numbers of another as they lie: a matrix product wants those of a picture by
/// channels.
bool follows_on(const FoldedStep& before, const FoldedStep& step) {
  const bool picture = before.kind != StepKind::linear || before.channels_last.has_value();
  return picture == (step.kind != StepKind::linear);
}

}  // namespace

StartedChain start_chain(std::span<const FoldedStep> steps, const TileKernels& kernels) {
  std::vector<std::unique_ptr<StagedLayer>> layers;
  for (const FoldedStep& step : steps) {
    if (!layers.empty() && !follows_on(steps[layers.size() - 1], step)) break;
    std::unique_ptr<StagedLayer> layer = make_staged_layer(step, kernels);
    if (!layer) break;
    layers.push_back(std::move(layer));
    if (!tile_activation(step.activation)) break;  // LibTorch comes in between
  }
  if (layers.empty()) return {};
  const std::size_t length = layers.size();
  return {std::make_unique<StepChain>(std::move(layers), steps[length - 1]), length};
}

}  // namespace ganscope
