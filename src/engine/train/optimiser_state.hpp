#pragma once
#include <torch/optim/optimizer.h>

#include <string>

#include "engine/libtorch.hpp"
#include "engine/train/checkpoint.hpp"

namespace ganscope {

/// Puts what an optimiser from make_optimiser() has gathered into a checkpoint, under names that start
/// with `name`, and takes it back, so that its next step has the same bits. Throws Error when the
/// checkpoint lacks a part or one has another size.
void save_optimiser(const torch::optim::Optimizer& optimiser, const std::string& name, Checkpoint& to);
void load_optimiser(torch::optim::Optimizer& optimiser, const std::string& name, const Checkpoint& from);

/// The array `name`, copied into `tensor`. Throws Error when it is missing or has another size.
void load_array(const Checkpoint& from, const std::string& name, const at::Tensor& tensor);
void save_array(Checkpoint& to, const std::string& name, const at::Tensor& tensor);

/// The number or text `name`. Throws Error when it is missing.
[[nodiscard]] std::int64_t number_in(const Checkpoint& from, const std::string& name);
[[nodiscard]] const std::string& text_in(const Checkpoint& from, const std::string& name);

}  // namespace ganscope
