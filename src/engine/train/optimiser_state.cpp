#include "engine/train/optimiser_state.hpp"

#include <torch/optim/adam.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>

#include "core/error.hpp"
#include "engine/nets/tensors.hpp"
#include "engine/nets/torch_compat.hpp"

namespace ganscope {
namespace {

namespace optim = torch::optim;

const at::Tensor& parameters_of(const optim::Optimizer& optimiser) {
  return optimiser.param_groups()[0].params()[0];
}

torch_compat::StateKey key_of(const optim::Optimizer& optimiser) {
  return torch_compat::state_key(parameters_of(optimiser));
}

/// The state of this kind, or nullptr before the first step.
template <class State>
const State* state_of(const optim::Optimizer& optimiser) {
  const auto found = optimiser.state().find(key_of(optimiser));
  return found == optimiser.state().end() ? nullptr : dynamic_cast<const State*>(found->second.get());
}

at::Tensor loaded(const optim::Optimizer& optimiser, const Checkpoint& from, const std::string& name) {
  at::Tensor tensor = at::empty_like(parameters_of(optimiser));
  load_array(from, name, tensor);
  return tensor;
}

}  // namespace

void save_array(Checkpoint& to, const std::string& name, const at::Tensor& tensor) {
  to.arrays[name] = to_vector(tensor.cpu());
}

void load_array(const Checkpoint& from, const std::string& name, const at::Tensor& tensor) {
  const auto found = from.arrays.find(name);
  if (found == from.arrays.end()) throw Error("the checkpoint lacks '" + name + "'");
  if (static_cast<std::int64_t>(found->second.size()) != tensor.numel())
    throw Error("the checkpoint's '" + name + "' has " + std::to_string(found->second.size()) +
                " numbers; expected " + std::to_string(tensor.numel()));
  const at::NoGradGuard no_grad;
  const at::Tensor values =
      at::from_blob(const_cast<float*>(found->second.data()), {tensor.numel()}, at::kFloat);
  tensor.copy_(values.view(tensor.sizes()));
}

std::int64_t number_in(const Checkpoint& from, const std::string& name) {
  const auto found = from.numbers.find(name);
  if (found == from.numbers.end()) throw Error("the checkpoint lacks '" + name + "'");
  return found->second;
}

const std::string& text_in(const Checkpoint& from, const std::string& name) {
  const auto found = from.texts.find(name);
  if (found == from.texts.end()) throw Error("the checkpoint lacks '" + name + "'");
  return found->second;
}

void save_optimiser(const optim::Optimizer& optimiser, const std::string& name, Checkpoint& to) {
  if (const auto* adam = state_of<optim::AdamParamState>(optimiser)) {
    to.numbers[name + ".step"] = adam->step();
    save_array(to, name + ".exp_avg", adam->exp_avg());
    save_array(to, name + ".exp_avg_sq", adam->exp_avg_sq());
  } else if (const auto* rmsprop = state_of<optim::RMSpropParamState>(optimiser)) {
    to.numbers[name + ".step"] = rmsprop->step();
    save_array(to, name + ".square_avg", rmsprop->square_avg());
  } else if (const auto* sgd = state_of<optim::SGDParamState>(optimiser)) {
    to.numbers[name + ".step"] = 1;
    save_array(to, name + ".momentum", sgd->momentum_buffer());
  } else {
    to.numbers[name + ".step"] = 0;
  }
}

void load_optimiser(optim::Optimizer& optimiser, const std::string& name, const Checkpoint& from) {
  const std::int64_t step = number_in(from, name + ".step");
  optimiser.state().erase(key_of(optimiser));
  if (step == 0) return;
  std::unique_ptr<optim::OptimizerParamState> state;
  if (dynamic_cast<const optim::Adam*>(&optimiser) != nullptr) {
    auto adam = std::make_unique<optim::AdamParamState>();
    adam->step(step);
    adam->exp_avg(loaded(optimiser, from, name + ".exp_avg"));
    adam->exp_avg_sq(loaded(optimiser, from, name + ".exp_avg_sq"));
    state = std::move(adam);
  } else if (dynamic_cast<const optim::RMSprop*>(&optimiser) != nullptr) {
    auto rmsprop = std::make_unique<optim::RMSpropParamState>();
    rmsprop->step(step);
    rmsprop->square_avg(loaded(optimiser, from, name + ".square_avg"));
    state = std::move(rmsprop);
  } else {
    auto sgd = std::make_unique<optim::SGDParamState>();
    sgd->momentum_buffer(loaded(optimiser, from, name + ".momentum"));
    state = std::move(sgd);
  }
  optimiser.state()[key_of(optimiser)] = std::move(state);
}

}  // namespace ganscope
