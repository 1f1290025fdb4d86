#pragma once
#include <cstdint>
#include <vector>

#include "engine/recovery/differentiable_generator.hpp"
#include "exchange/recovery_config.hpp"

namespace ganscope {

/// The whole state of a search: what is taken from here and put back goes on to the same bits.
struct SearchState {
  std::int64_t iteration = 0;        ///< steps that were made
  std::vector<float> latents;        ///< rows x size
  std::vector<float> first_moment;   ///< of Adam
  std::vector<float> second_moment;  ///< of Adam

  bool operator==(const SearchState&) const = default;
};

/// Searches for the latents of pictures by gradient descent from several starts each, all at once (latent
/// recovery, Algorithm 1; Adam as Kingma and Ba). A row is one search: row = picture x restarts + restart.
/// Random numbers are functions of (seed, row's picture and restart, iteration), so that criteria can be
/// compared on the same draws and pictures don't depend on their company.
class LatentSearch {
 public:
  /// `targets`: pictures of the generator's shape; `labels`: one a picture where it has classes. `first`: the
  /// number of the first picture, from which its random numbers follow. Throws Error when sizes don't fit,
  /// UsageError for a criterion that the prior has no use for.
  LatentSearch(DifferentiableGenerator& generator, const ImageBatch& targets, const std::vector<int>& labels,
               const RecoveryConfig& config, std::int64_t first = 0);

  [[nodiscard]] const RecoveryConfig& config() const { return config_; }
  /// What may change while it goes on: criterion, rate, settle and the number of iterations.
  void set_live(const RecoveryConfig& config);

  /// One step of all rows. Throws Error where the network gives numbers that aren't finite.
  void step();
  [[nodiscard]] bool finished() const { return state_.iteration >= config_.iterations; }

  [[nodiscard]] const SearchState& state() const { return state_; }
  /// Throws Error when it is another search's.
  void restore(const SearchState& state);

  [[nodiscard]] int pictures() const { return pictures_; }
  [[nodiscard]] int rows() const { return pictures_ * config_.restarts; }
  /// Of each row, before the last step; after construction those of the starts.
  [[nodiscard]] const std::vector<float>& errors() const { return errors_; }
  /// Of each row, at the last step: components that were drawn again, rows x size.
  [[nodiscard]] const std::vector<bool>& resampled() const { return resampled_; }
  /// How many that were since the beginning.
  [[nodiscard]] std::int64_t resampled_total() const { return resampled_total_; }
  /// Rows whose gradient was exactly zero at the last step: a dead point, which no descent leaves.
  [[nodiscard]] const std::vector<bool>& dead() const { return dead_; }

  /// Of each row, as its latents are now.
  [[nodiscard]] std::vector<float> measured_errors();
  /// Of each picture, the row with the lowest of `errors`.
  [[nodiscard]] std::vector<int> best_rows(const std::vector<float>& errors) const;
  [[nodiscard]] std::vector<float> latent(int row) const;

 private:
  void start();
  [[nodiscard]] DifferentiableGenerator::Question question(const std::vector<float>& latents) const {
    return {latents, labels_, targets_};
  }
  [[nodiscard]] double rate() const;
  [[nodiscard]] bool settles() const;

  DifferentiableGenerator& generator_;
  RecoveryConfig config_;
  int pictures_ = 0;
  std::int64_t first_ = 0;
  std::vector<float> targets_;  ///< a picture a row
  std::vector<int> labels_;     ///< a row
  SearchState state_;
  std::vector<float> errors_;
  std::vector<bool> resampled_;
  std::vector<bool> dead_;
  std::int64_t resampled_total_ = 0;
};

}  // namespace ganscope
