#include "engine/data/box_manifold.hpp"

#include <cstddef>
#include <utility>

#include "engine/data/partition.hpp"

namespace ganscope {
namespace {

/// Where `offset` from the middle stands between -half (0) and half (1).
double share_of(float offset, float half) { return half > 0 ? 0.5 + 0.5 * offset / half : 0; }

}  // namespace

BoxManifold::BoxManifold(ManifoldFacts facts, BoxSet boxes, glm::ivec2 cells)
    : DescribedManifold(std::move(facts)), boxes_(std::move(boxes)), cells_(cells) {}

int BoxManifold::cell_count() const { return static_cast<int>(boxes_.centres.size()) * cells_.x * cells_.y; }

int BoxManifold::cell(glm::vec2 point) const {
  const int box = boxes_.nearest(point);
  const glm::vec2 offset = point - boxes_.centres[static_cast<std::size_t>(box)];
  const int column = piece_of(share_of(offset.x, boxes_.half.x), cells_.x);
  const int row = piece_of(share_of(offset.y, boxes_.half.y), cells_.y);
  return (box * cells_.y + row) * cells_.x + column;
}

int BoxManifold::mode_count() const {
  const int boxes = static_cast<int>(boxes_.centres.size());
  return boxes > 1 ? boxes : 0;
}

int BoxManifold::mode(glm::vec2 point) const { return mode_count() > 0 ? boxes_.nearest(point) : -1; }

std::shared_ptr<const Manifold> make_lattice() {
  // 32 bins over +-3.2 are 0.2 wide, which sets every atom in the middle of a bin (measure_toy).
  return std::make_shared<BoxManifold>(
      ManifoldFacts{.info = {"lattice", "nine atoms on a 3 x 3 lattice", 0, 2},
                    .bounds = square_bounds(3.2F),
                    .tolerance = 0.2F},
      lattice_boxes(2), glm::ivec2(1, 1));
}

std::shared_ptr<const Manifold> make_square() {
  return std::make_shared<BoxManifold>(
      ManifoldFacts{.info = {"square", "uniform on the square [-2, 2] x [-2, 2]", 2, 2},
                    .bounds = square_bounds(3.2F),
                    .tolerance = 0.1F},
      square_boxes(2), glm::ivec2(10, 10));
}

std::shared_ptr<const Manifold> make_nine_squares() {
  return std::make_shared<BoxManifold>(
      ManifoldFacts{.info = {"nine-squares", "uniform on nine separate squares of side 0.8", 2, 2},
                    .bounds = square_bounds(3.6F),
                    .tolerance = 0.1F},
      nine_squares_boxes(2), glm::ivec2(3, 3));
}

std::shared_ptr<const Manifold> make_interval() {
  return std::make_shared<BoxManifold>(
      ManifoldFacts{.info = {"interval", "uniform on the interval [-2, 2] of the line", 1, 1},
                    .bounds = square_bounds(3.2F),
                    .tolerance = 0.1F},
      interval_boxes(2), glm::ivec2(100, 1));
}

}  // namespace ganscope
