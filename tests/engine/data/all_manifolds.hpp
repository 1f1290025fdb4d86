#pragma once
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/data/manifold.hpp"
#include "support/temp_dir.hpp"

namespace ganscope::test {

/// Every manifold of the list and one of a file, for what must hold of all of them.
class AllManifolds {
 public:
  AllManifolds() {
    for (const ManifoldInfo& info : manifold_list()) all_.push_back(make_manifold(info.name));
    // Repeated rows and a lone heavy point are what a partition of a file trips over.
    const std::string path = (folder_ / "points.csv").string();
    std::ofstream file(path);
    Rng rng(11, "points");
    for (const glm::vec2 point : make_manifold("two-moons")->sample(1500, rng))
      file << point.x << "," << point.y << "\n";
    for (int i = 0; i < 500; ++i) file << "0.5,1.5\n";
    file.close();
    all_.push_back(make_manifold("file:" + path));
  }
  [[nodiscard]] auto begin() const { return all_.begin(); }
  [[nodiscard]] auto end() const { return all_.end(); }

 private:
  TempDir folder_;
  std::vector<std::shared_ptr<const Manifold>> all_;
};

}  // namespace ganscope::test
