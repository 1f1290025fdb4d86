#pragma once
#include <filesystem>
#include <memory>

#include "engine/models/generator.hpp"

namespace ganscope {

/// Opens any supported file: safetensors, PyTorch's two containers, TorchScript with `trust`. The
/// card is options.card, else the one beside the file, else the one in its metadata, else that of a
/// known family. Throws Error naming the file and what was expected.
[[nodiscard]] std::unique_ptr<Generator> open_generator(const std::filesystem::path& path,
                                                        const GeneratorOptions& options = {});

}  // namespace ganscope
