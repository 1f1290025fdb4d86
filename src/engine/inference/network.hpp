#pragma once
#include <array>
#include <memory>
#include <vector>

#include "engine/libtorch.hpp"
#include "engine/models/model_plan.hpp"

namespace ganscope {

/// A planned layer with its tensors as floats, by TensorRole; undefined where it has none.
struct NetworkLayer {
  PlannedLayer plan;
  std::array<at::Tensor, kTensorRoles> tensors;

  [[nodiscard]] const at::Tensor& tensor(TensorRole role) const {
    return tensors[static_cast<std::size_t>(role)];
  }
  [[nodiscard]] LayerKind kind() const { return plan.card.kind; }
};

/// What a batch goes through.
class Network {
 public:
  Network() = default;
  virtual ~Network() = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// `latents`: n x size; `labels`: n whole numbers, undefined where unconditional. Gives
  /// n x channels x height x width in the card's output range, in any memory format. May be
  /// overwritten by the next call.
  [[nodiscard]] virtual at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) = 0;
};

/// Reads every tensor that the plan uses. Throws Error naming a tensor that holds NaN or infinities.
[[nodiscard]] std::vector<NetworkLayer> load_layers(const ModelPlan& plan, const TensorFile& file,
                                                    at::Device device);

/// LibTorch's operators one by one, as PyTorch's modules would call them: the plain reference.
[[nodiscard]] std::unique_ptr<Network> make_eager_network(std::vector<NetworkLayer> layers);

}  // namespace ganscope
