#include "engine/device.hpp"

#include <torch/cuda.h>

#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {

at::Device find_device(const std::string& name) {
  const bool cuda = torch::cuda::is_available();
  if (name == "cpu" || (name == "auto" && !cuda)) return at::kCPU;
  const int count = cuda ? static_cast<int>(torch::cuda::device_count()) : 0;
  if (cuda && (name == "auto" || name == "cuda")) return {at::kCUDA, 0};
  if (name == "cuda" || name.starts_with("cuda:")) {
    if (count == 0) throw out_of_range("device", "'" + name + "'", "cpu; this LibTorch finds no CUDA device");
    const std::int64_t index = parse_integer_in(name.substr(5), "device's number", 0, count - 1);
    return {at::kCUDA, static_cast<at::DeviceIndex>(index)};
  }
  throw out_of_range("device", "'" + name + "'", "auto, cpu, cuda or cuda:N");
}

}  // namespace ganscope
