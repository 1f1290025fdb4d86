#include "engine/models/finite_tensor.hpp"

#include <cmath>

#include "core/error.hpp"
#include "engine/models/byte_source.hpp"

namespace ganscope {
namespace {

bool is_real(NumberType type) {
  return type == NumberType::f16 || type == NumberType::bf16 || type == NumberType::f32 ||
         type == NumberType::f64;
}

/// "[0, 3]": where number `index` of a tensor of that shape stands.
std::string place_of(std::size_t index, const TensorShape& shape) {
  std::string out;
  for (std::size_t i = shape.size(); i > 0; --i) {
    const auto size = static_cast<std::size_t>(shape[i - 1]);
    out = std::to_string(index % size) + (out.empty() ? "" : ", ") + out;
    index /= size;
  }
  return "[" + out + "]";
}

std::optional<std::string> problem_of(const std::vector<float>& values, const RawTensor& tensor) {
  std::size_t none = 0;
  std::size_t infinite = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isfinite(values[i])) continue;
    if (none + infinite == 0) first = i;
    ++(std::isnan(values[i]) ? none : infinite);
  }
  if (none + infinite == 0) return std::nullopt;
  std::string out;
  if (none > 0) out = std::to_string(none) + " NaN";
  if (infinite > 0)
    out += (out.empty() ? "" : " and ") + std::to_string(infinite) +
           (infinite == 1 ? " infinity" : " infinities");
  if (none + infinite > 1) out += ", the first";
  return out + " at " + place_of(first, tensor.shape) + " of " + to_text(tensor.shape);
}

void refuse(const std::optional<std::string>& problem, const RawTensor& tensor, const std::string& file) {
  if (problem)
    throw Error(file + ": tensor '" + shown(tensor.name) + "' holds " + *problem +
                "; expected finite numbers: the training broke, or the file did");
}

}  // namespace

std::optional<std::string> non_finite_numbers(const RawTensor& tensor) {
  if (!is_real(tensor.type)) return std::nullopt;
  return problem_of(tensor.floats(), tensor);
}

void check_finite(const RawTensor& tensor, const std::string& file) {
  refuse(non_finite_numbers(tensor), tensor, file);
}

std::vector<float> finite_floats(const RawTensor& tensor, const std::string& file) {
  std::vector<float> values = tensor.floats();
  if (is_real(tensor.type)) refuse(problem_of(values, tensor), tensor, file);
  return values;
}

}  // namespace ganscope
