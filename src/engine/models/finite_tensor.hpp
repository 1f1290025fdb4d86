#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/models/raw_tensor.hpp"

namespace ganscope {

/// What is wrong with a tensor's numbers, for a person: "2 NaN and 1 infinity, the first at [0, 3] of 16x4";
/// numbers of f64 that f32 cannot hold count as infinities. Empty where all are finite.
[[nodiscard]] std::optional<std::string> non_finite_numbers(const RawTensor& tensor);

/// Throws Error naming file and tensor where a number is not finite: a network of such weights gives
/// nothing, and some layers would hide it.
void check_finite(const RawTensor& tensor, const std::string& file);

/// The numbers of a tensor that a layer is made of, checked.
[[nodiscard]] std::vector<float> finite_floats(const RawTensor& tensor, const std::string& file);

}  // namespace ganscope
