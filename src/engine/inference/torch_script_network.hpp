#pragma once
#include <filesystem>

#include "engine/inference/network.hpp"
#include "engine/models/generator.hpp"
#include "engine/models/tensor_file.hpp"

namespace ganscope {

/// A TorchScript program as a network: `forward` takes n x size latents, or n x size x 1 x 1 where it
/// wants pictures, and labels where the card has classes. Runs what the file says: only for files that
/// a person trusts. LibTorch's seed is set before each call, and pictures of a
/// program that draws random numbers are made one by one, so that each is the same whatever was made
/// before or beside it. Throws Error naming the file when it can't be loaded or gives no images of the
/// card's shape.
[[nodiscard]] std::unique_ptr<Network> make_torch_script_network(const std::filesystem::path& path,
                                                                 const ModelCard& card, at::Device device);

/// The card of a TorchScript file: options.card, else the one beside it. Throws Error where there is none.
[[nodiscard]] ModelCard torch_script_card(const std::filesystem::path& path, const GeneratorOptions& options);
/// What is said of one that nobody said to trust.
[[nodiscard]] TorchScriptError untrusted(const TorchScriptError& error);

}  // namespace ganscope
