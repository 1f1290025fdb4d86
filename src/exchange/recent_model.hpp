#pragma once
#include <string>

namespace ganscope {

/// A model that was opened before, with what it took to open it.
struct RecentModel {
  std::string path;
  std::string card{};           ///< given beside it; empty: found by itself
  std::string tensor_prefix{};  ///< of the state dict within a checkpoint

  bool operator==(const RecentModel&) const = default;
};

}  // namespace ganscope
