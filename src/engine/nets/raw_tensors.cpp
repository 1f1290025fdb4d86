#include "engine/nets/raw_tensors.hpp"

#include <cstring>
#include <utility>

namespace ganscope {

RawTensor raw_tensor(std::string name, TensorShape shape, const std::vector<float>& values) {
  RawTensor out{std::move(name), NumberType::f32, std::move(shape), {}};
  out.bytes.resize(values.size() * sizeof(float));
  if (!values.empty()) std::memcpy(out.bytes.data(), values.data(), out.bytes.size());
  return out;
}

}  // namespace ganscope
