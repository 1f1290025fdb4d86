#include "engine/nets/tensors.hpp"

#include <cstring>

namespace ganscope {

at::Tensor to_tensor(std::span<const glm::vec2> points, int dims) {
  at::Tensor out = at::empty({static_cast<std::int64_t>(points.size()), dims}, at::kFloat);
  float* to = out.data_ptr<float>();
  for (const glm::vec2& p : points) {
    *to++ = p.x;
    if (dims == 2) *to++ = p.y;
  }
  return out;
}

std::vector<glm::vec2> to_points(const at::Tensor& tensor) {
  const at::Tensor rows = tensor.detach().contiguous();
  const float* from = rows.data_ptr<float>();
  const std::int64_t dims = rows.size(1);
  std::vector<glm::vec2> out(static_cast<std::size_t>(rows.size(0)));
  for (glm::vec2& p : out) {
    p = {from[0], dims == 2 ? from[1] : 0.f};
    from += dims;
  }
  return out;
}

at::Tensor to_tensor(std::span<const float> values, int dims) {
  at::Tensor out = at::empty({static_cast<std::int64_t>(values.size()) / dims, dims}, at::kFloat);
  if (!values.empty()) std::memcpy(out.data_ptr<float>(), values.data(), values.size_bytes());
  return out;
}

std::vector<float> to_vector(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.detach().contiguous();
  const float* data = flat.data_ptr<float>();
  return std::vector<float>(data, data + flat.numel());
}

void copy_into(const std::vector<float>& values, const at::Tensor& tensor) {
  TORCH_CHECK(static_cast<std::int64_t>(values.size()) == tensor.numel(), "sizes differ");
  if (!values.empty()) std::memcpy(tensor.data_ptr<float>(), values.data(), values.size() * sizeof(float));
}

}  // namespace ganscope
