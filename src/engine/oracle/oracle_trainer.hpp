#pragma once
#include <cstdint>
#include <memory>

#include "engine/images/image_set.hpp"
#include "engine/oracle/oracle.hpp"

namespace ganscope {

struct OracleTrainOptions {
  int epochs = 6;
  int batch = 128;
  double rate = 2e-3;  ///< Adam's at the start; falls to 0 in a straight line
  bool flip = false;   ///< mirrors at random: for clothes, not for digits
  int shift = 2;       ///< moves images at random by up to this many pixels each way
  double tone = 0.15;  ///< raises black and lowers white at random by up to this share of their distance
  double noise = 0.1;  ///< adds normal noise of up to this deviation, of the same distance
  std::uint64_t seed = 1;
};

/// Teaches an oracle to tell the classes of labelled 28 x 28 images apart: cross-entropy, Adam, images
/// moved, mirrored, made paler and noisier a little, so that it judges the shape: a generator's black may be
/// a dark grey. Used by one thread at a time.
class OracleTrainer {
 public:
  /// Throws Error when the set has no labels or other images.
  OracleTrainer(ImageSetPtr data, const OracleTrainOptions& options);
  ~OracleTrainer();

  /// One batch. Returns its loss. Throws DivergenceError.
  double step();
  [[nodiscard]] std::int64_t iteration() const;
  [[nodiscard]] std::int64_t iterations() const;  ///< of all epochs
  [[nodiscard]] Oracle& oracle();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
