#pragma once
#include <glm/vec2.hpp>
#include <span>
#include <vector>

#include "view/gpu/handle.hpp"
#include "view/gpu/program.hpp"
#include "view/scene/camera.hpp"
#include "view/scene/geometry.hpp"

namespace ganscope {

/// Maps data units to normalised device coordinates: ndc = data * scale + offset.
struct DataTransform {
  glm::vec2 scale{1, 1};
  glm::vec2 offset{0, 0};
  glm::vec2 viewport{1, 1};  ///< pixels
};
[[nodiscard]] DataTransform data_transform(const Camera2D& camera);

/// Discs or rings of a constant size in pixels at points in data units, with soft edges.
class PointBatch {
 public:
  PointBatch();
  void upload(std::span<const ColouredVertex> points);
  /// ring 0 draws discs, else rings with a line of that many pixels.
  void draw(const DataTransform& transform, float radius, float ring = 0) const;

 private:
  Program program_;
  VertexArray array_;
  Buffer buffer_;
  GLsizei count_ = 0;
};

/// Line segments of a constant width in pixels with soft edges and round ends.
class SegmentBatch {
 public:
  SegmentBatch();
  void upload(std::span<const ColouredVertex> segments);
  void draw(const DataTransform& transform, float width) const;

 private:
  Program program_;
  VertexArray array_;
  Buffer buffer_;
  GLsizei count_ = 0;
};

/// Plain coloured triangles.
class TriangleBatch {
 public:
  TriangleBatch();
  void upload(std::span<const ColouredVertex> triangles);
  void draw(const DataTransform& transform) const;

 private:
  Program program_;
  VertexArray array_;
  Buffer buffer_;
  GLsizei count_ = 0;
};

/// Straight-alpha blending, no depth: the state every layer draws with.
void begin_blending();

}  // namespace ganscope
