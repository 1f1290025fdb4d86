#pragma once
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <span>
#include <vector>

namespace ganscope {

/// Which outputs go into which step: 0 is the latent, n what step n gives (from 1). An output is forgotten
/// when nothing wants it any more.
class Branches {
 public:
  /// Of steps that each have a list of outputs before them; `inputs(step)` gives it.
  template <class Steps, class Inputs>
  Branches(const Steps& steps, Inputs inputs) : Branches(lists(steps, inputs)) {}

  /// One list a step, each of outputs before it.
  explicit Branches(std::vector<std::vector<int>> inputs)
      : inputs_(std::move(inputs)), forgotten_(inputs_.size()) {
    std::vector<std::size_t> last(inputs_.size() + 1, inputs_.size());
    for (std::size_t step = 0; step < inputs_.size(); ++step)
      for (const int output : inputs_[step]) last[static_cast<std::size_t>(output)] = step;
    for (std::size_t output = 0; output + 1 < last.size(); ++output)
      if (last[output] < inputs_.size()) forgotten_[last[output]].push_back(output);
  }

  /// What the last step gives; `make(step, inputs)` gives a step's output.
  template <class Make>
  [[nodiscard]] at::Tensor run(const at::Tensor& latents, Make make) const {
    std::vector<at::Tensor> outputs(inputs_.size() + 1);
    outputs[0] = latents;
    std::vector<at::Tensor> gathered;
    for (std::size_t step = 0; step < inputs_.size(); ++step) {
      gathered.clear();
      for (const int output : inputs_[step]) gathered.push_back(outputs[static_cast<std::size_t>(output)]);
      for (const std::size_t output : forgotten_[step]) outputs[output] = at::Tensor();
      outputs[step + 1] = make(step, std::span<const at::Tensor>(gathered));
    }
    return outputs.back();
  }

 private:
  template <class Steps, class Inputs>
  static std::vector<std::vector<int>> lists(const Steps& steps, Inputs inputs) {
    std::vector<std::vector<int>> all;
    for (const auto& step : steps) all.push_back(inputs(step));
    return all;
  }

  std::vector<std::vector<int>> inputs_;
  std::vector<std::vector<std::size_t>> forgotten_;  ///< outputs that nothing after the step wants
};

}  // namespace ganscope
