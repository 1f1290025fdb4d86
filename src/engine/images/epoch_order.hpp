#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace ganscope {

/// Which images each batch of a run has: every epoch goes through all of them in an order of its own,
/// which depends on seed and epoch alone, so that a position is just a number. An epoch's last images
/// that fill no batch wait for the next one. A set smaller than a batch is gone through more than once.
class EpochOrder {
 public:
  /// count and batch > 0.
  EpochOrder(std::int64_t count, int batch, std::uint64_t seed);
  /// The indices of batch `number`, counted from the start of the run. Valid until the next call.
  [[nodiscard]] std::span<const std::int64_t> batch(std::int64_t number);
  [[nodiscard]] std::int64_t batches_per_epoch() const { return per_epoch_; }

 private:
  void shuffle(std::int64_t epoch);
  std::uint64_t seed_;
  std::size_t batch_;
  std::int64_t per_epoch_;
  std::int64_t epoch_ = -1;
  std::vector<std::int64_t> order_;
};

}  // namespace ganscope
