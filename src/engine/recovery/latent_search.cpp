#include "engine/recovery/latent_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/recovery/resampling.hpp"

namespace ganscope {
namespace {

// Kingma and Ba's.
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;
/// Of the rate, at the end of the settling.
constexpr double kLastRate = 0.01;
/// Pictures of candidates at once.
constexpr int kCandidatesAtOnce = 64;

/// One number for a row and an iteration: rows beyond 2^24 iterations would share.
std::uint64_t place_of(std::int64_t row, std::int64_t iteration) {
  return (static_cast<std::uint64_t>(row) << 24U) + static_cast<std::uint64_t>(iteration);
}

std::vector<float> middle_of(const LatentSpace& space) {
  const float middle = space.prior == LatentPrior::uniform ? 0.5F * (space.low + space.high) : 0.F;
  return std::vector<float>(static_cast<std::size_t>(space.size), middle);
}

}  // namespace

LatentSearch::LatentSearch(DifferentiableGenerator& generator, const ImageBatch& targets,
                           const std::vector<int>& labels, const RecoveryConfig& config, std::int64_t first)
    : generator_(generator), config_(config), pictures_(targets.count), first_(first) {
  const ModelCard& card = generator.card();
  check_criterion(config.criterion, card.latent);
  if (!(targets.shape == card.image))
    throw Error("the pictures are " + std::to_string(targets.shape.channels) + " x " +
                std::to_string(targets.shape.height) + " x " + std::to_string(targets.shape.width) +
                "; expected " + std::to_string(card.image.channels) + " x " +
                std::to_string(card.image.height) + " x " + std::to_string(card.image.width));
  const std::size_t expected = card.latent.classes > 0 ? static_cast<std::size_t>(targets.count) : 0;
  if (labels.size() != expected)
    throw Error(counted(static_cast<std::int64_t>(labels.size()), "label") + " for " +
                counted(targets.count, "picture") + "; expected " + std::to_string(expected));
  const auto numbers = static_cast<std::ptrdiff_t>(card.image.numbers());
  for (int picture = 0; picture < pictures_; ++picture)
    for (int restart = 0; restart < config_.restarts; ++restart) {
      const auto from = targets.values.begin() + picture * numbers;
      targets_.insert(targets_.end(), from, from + numbers);
      if (expected > 0) labels_.push_back(labels[static_cast<std::size_t>(picture)]);
    }
  start();
}

void LatentSearch::start() {
  const LatentSpace& space = generator_.card().latent;
  const auto size = static_cast<std::size_t>(space.size);
  const auto numbers = static_cast<std::size_t>(generator_.card().image.numbers());
  state_ = {};
  for (int row = 0; row < rows(); ++row) {
    Rng rng(config_.seed, "recovery start", static_cast<std::uint64_t>(first_ * config_.restarts + row));
    std::vector<float> begin = middle_of(space);
    // Only one search can begin in the middle.
    const bool draws = config_.start != SearchStart::mean || row % config_.restarts > 0;
    const int candidates = config_.start == SearchStart::best_of ? config_.candidates : 1;
    float least = std::numeric_limits<float>::infinity();
    for (int done = 0; draws && done < candidates;) {
      const int count = std::min(kCandidatesAtOnce, candidates - done);
      const std::vector<float> drawn = draw_latents(space, count, rng);
      done += count;
      if (candidates == 1) {
        begin = drawn;
        break;
      }
      std::vector<float> same;
      const auto target =
          targets_.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(row) * numbers);
      for (int i = 0; i < count; ++i)
        same.insert(same.end(), target, target + static_cast<std::ptrdiff_t>(numbers));
      const std::vector<int> labels(labels_.empty() ? 0 : static_cast<std::size_t>(count),
                                    labels_.empty() ? 0 : labels_[static_cast<std::size_t>(row)]);
      const std::vector<float> errors = generator_.errors({drawn, labels, same});
      const auto best = std::min_element(errors.begin(), errors.end());
      if (*best >= least) continue;
      least = *best;
      const auto at = drawn.begin() + (best - errors.begin()) * static_cast<std::ptrdiff_t>(size);
      begin.assign(at, at + static_cast<std::ptrdiff_t>(size));
    }
    state_.latents.insert(state_.latents.end(), begin.begin(), begin.end());
  }
  state_.first_moment.assign(state_.latents.size(), 0);
  state_.second_moment.assign(state_.latents.size(), 0);
  errors_ = measured_errors();
  resampled_.assign(state_.latents.size(), false);
  dead_.assign(static_cast<std::size_t>(rows()), false);
}

void LatentSearch::set_live(const RecoveryConfig& config) {
  check_criterion(config.criterion, generator_.card().latent);
  config_.criterion = config.criterion;
  config_.iterations = config.iterations;
  config_.rate = config.rate;
  config_.settle = config.settle;
}

bool LatentSearch::settles() const {
  return static_cast<double>(state_.iteration) >=
         (1 - config_.settle) * static_cast<double>(config_.iterations);
}

/// Half a cosine from the rate to a hundredth of it over the settling.
double LatentSearch::rate() const {
  if (!settles()) return config_.rate;
  const double all = static_cast<double>(config_.iterations);
  const double share =
      (static_cast<double>(state_.iteration) - (1 - config_.settle) * all) / (config_.settle * all);
  return config_.rate *
         (kLastRate + (1 - kLastRate) * 0.5 * (1 + std::cos(std::numbers::pi * std::min(share, 1.0))));
}

void LatentSearch::step() {
  const LatentSpace& space = generator_.card().latent;
  const auto size = static_cast<std::size_t>(space.size);
  // Descent is on the sum of squares, as in the paper: of the mean, the last steps' gradients would be as
  // small as what Adam adds to its root.
  const auto numbers = static_cast<double>(generator_.card().image.numbers());
  DifferentiableGenerator::Answer answer = generator_.gradients(question(state_.latents));
  errors_ = std::move(answer.errors);
  const double rate_now = rate();
  const bool settling = settles();
  const std::int64_t t = ++state_.iteration;
  const double correction1 = 1 - std::pow(kBeta1, static_cast<double>(t));
  const double correction2 = 1 - std::pow(kBeta2, static_cast<double>(t));
  for (std::size_t row = 0; row < static_cast<std::size_t>(rows()); ++row) {
    bool any = false;
    for (std::size_t i = row * size; i < (row + 1) * size; ++i) {
      const double gradient = numbers * static_cast<double>(answer.gradients[i]);
      any = any || gradient != 0;
      const double first = kBeta1 * static_cast<double>(state_.first_moment[i]) + (1 - kBeta1) * gradient;
      const double second =
          kBeta2 * static_cast<double>(state_.second_moment[i]) + (1 - kBeta2) * gradient * gradient;
      state_.first_moment[i] = static_cast<float>(first);
      state_.second_moment[i] = static_cast<float>(second);
      const double by = rate_now * (first / correction1) / (std::sqrt(second / correction2) + kEpsilon);
      state_.latents[i] = static_cast<float>(static_cast<double>(state_.latents[i]) - by);
    }
    dead_[row] = !any;
    std::vector<bool> again(size, false);
    if (!settling) {
      Rng rng(config_.seed, "resampling",
              place_of(first_ * config_.restarts + static_cast<std::int64_t>(row), t));
      resampled_total_ += resample(config_.criterion, space, config_.iterations, rng,
                                   state_.latents.data() + row * size, again);
    }
    for (std::size_t i = 0; i < size; ++i) resampled_[row * size + i] = again[i];
  }
}

void LatentSearch::restore(const SearchState& state) {
  if (state.latents.size() != state_.latents.size() || state.first_moment.size() != state_.latents.size() ||
      state.second_moment.size() != state_.latents.size())
    throw Error("the kept state has " + std::to_string(state.latents.size()) + " numbers; expected " +
                std::to_string(state_.latents.size()));
  state_ = state;
}

std::vector<float> LatentSearch::measured_errors() { return generator_.errors(question(state_.latents)); }

std::vector<int> LatentSearch::best_rows(const std::vector<float>& errors) const {
  std::vector<int> best;
  for (int picture = 0; picture < pictures_; ++picture) {
    const auto first = errors.begin() + picture * config_.restarts;
    best.push_back(static_cast<int>(std::min_element(first, first + config_.restarts) - errors.begin()));
  }
  return best;
}

std::vector<float> LatentSearch::latent(int row) const {
  const auto size = static_cast<std::ptrdiff_t>(generator_.card().latent.size);
  const auto at = state_.latents.begin() + row * size;
  return {at, at + size};
}

}  // namespace ganscope
