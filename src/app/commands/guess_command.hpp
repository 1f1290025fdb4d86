#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "exchange/option.hpp"

namespace ganscope {

struct GuessOptions {
  std::string model;  ///< a file of the DCGAN or the MLP family, or the name of one that comes along
  std::string tensor_prefix;
  std::filesystem::path out;  ///< folder; empty: MODEL-guess
  int count = 8;              ///< pictures a reading
  std::uint64_t seed = 1;     ///< of the first latent
  bool json = false;
};
[[nodiscard]] const std::vector<Option<GuessOptions>>& guess_options();

/// `ganscope guess`: what stands between a model's layers isn't in its file, so every plausible reading of a
/// known family is drawn from the same seeds, side by side, with the card of each. Returns the exit status.
/// Throws Error: no known family, a folder that can't be written.
[[nodiscard]] int guess_model(const GuessOptions& options);

}  // namespace ganscope
