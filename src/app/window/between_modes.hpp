#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "exchange/image_config.hpp"
#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"

namespace ganscope {

/// What image mode asks the search for latents to find.
struct RecoveryAsked {
  ImageConfig model;                ///< as it was opened; with the class that is shown
  LatentSpace space;                ///< of the model
  std::filesystem::path picture{};  ///< its file; empty: what the model makes of `latent`
  Latent latent{};
  std::string name{};  ///< of what the latent shows: "seed:3", "this image"
};

/// A latent that was found, on its way to image mode's anchors.
struct FoundLatent {
  std::string model;  ///< as RecoveryAsked has it
  Anchor anchor;
};

/// What image mode and the search for latents hand to each other: one puts it here and asks for the other
/// mode, which takes it when it comes to the front.
struct BetweenModes {
  std::optional<RecoveryAsked> asked;
  std::vector<FoundLatent> found;
  bool comes_back = false;  ///< image mode is entered from the search
};

}  // namespace ganscope
