#include "support/test_differentiable.hpp"

#include <chrono>
#include <thread>

#include "core/error.hpp"

namespace ganscope::test {
namespace {

constexpr float kDifference = 1e-2f;  ///< between two latents whose pictures are compared

}  // namespace

std::vector<float> TestDifferentiable::errors(const Question& question) {
  const ImageBatch made = generate(question.latents, question.labels);
  const auto numbers = static_cast<std::size_t>(card().image.numbers());
  std::vector<float> out;
  for (std::size_t row = 0; row < static_cast<std::size_t>(made.count); ++row) {
    double sum = 0;
    for (std::size_t i = row * numbers; i < (row + 1) * numbers; ++i) {
      const double apart = static_cast<double>(made.values[i]) - static_cast<double>(question.targets[i]);
      sum += apart * apart;
    }
    out.push_back(static_cast<float>(sum / static_cast<double>(numbers)));
  }
  return out;
}

DifferentiableGenerator::Answer TestDifferentiable::gradients(const Question& question) {
  if (!options_.fails_with.empty()) throw Error(options_.fails_with);
  if (options_.seconds_a_step > 0)
    std::this_thread::sleep_for(std::chrono::duration<double>(options_.seconds_a_step));
  Answer answer{errors(question), std::vector<float>(question.latents.size())};
  if (options_.dead) return answer;
  const auto size = static_cast<std::size_t>(card().latent.size);
  std::vector<float> moved(question.latents.begin(), question.latents.end());
  const std::size_t rows = moved.size() / size;
  for (std::size_t number = 0; number < size; ++number) {
    const auto move = [&](float by) {
      for (std::size_t row = 0; row < rows; ++row) moved[row * size + number] += by;
      return errors({moved, question.labels, question.targets});
    };
    const std::vector<float> above = move(kDifference);
    const std::vector<float> below = move(-2 * kDifference);
    static_cast<void>(move(kDifference));
    for (std::size_t row = 0; row < rows; ++row)
      answer.gradients[row * size + number] = (above[row] - below[row]) / (2 * kDifference);
  }
  return answer;
}

std::vector<float> TestDifferentiable::tangents(std::span<const float> latent, std::span<const int> label,
                                                std::span<const float> directions) {
  const auto size = static_cast<std::size_t>(card().latent.size);
  std::vector<float> out;
  for (std::size_t at = 0; at < directions.size(); at += size) {
    std::vector<float> above(latent.begin(), latent.end());
    std::vector<float> below = above;
    for (std::size_t i = 0; i < size; ++i) {
      above[i] += kDifference * directions[at + i];
      below[i] -= kDifference * directions[at + i];
    }
    const std::vector<float> one = generate(above, label).values;
    const std::vector<float> other = generate(below, label).values;
    for (std::size_t i = 0; i < one.size(); ++i) out.push_back((one[i] - other[i]) / (2 * kDifference));
  }
  return out;
}

}  // namespace ganscope::test
