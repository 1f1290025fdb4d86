#include "view/gpu/batches.hpp"

#include <cstddef>

namespace ganscope {
namespace {

constexpr GLsizei kVertexBytes = sizeof(ColouredVertex);

void upload_vertices(const Buffer& buffer, std::span<const ColouredVertex> vertices) {
  glBindBuffer(GL_ARRAY_BUFFER, buffer.name());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size_bytes()), vertices.data(),
               GL_STREAM_DRAW);
}

/// Attribute `index` of `components` floats at `offset` in records of `stride` bytes; `divisor` 1
/// steps once an instance.
void attribute(GLuint index, GLint components, GLsizei stride, std::size_t offset, GLuint divisor) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, components, GL_FLOAT, GL_FALSE, stride, reinterpret_cast<const void*>(offset));
  glVertexAttribDivisor(index, divisor);
}

void set_transform(const Program& program, const DataTransform& t) {
  program.use();
  program.set("u_transform", glm::vec4(t.scale.x, t.scale.y, t.offset.x, t.offset.y));
  program.set("u_viewport", t.viewport);
}

constexpr std::size_t kPosition = offsetof(ColouredVertex, position);
constexpr std::size_t kColour = offsetof(ColouredVertex, colour);

}  // namespace

DataTransform data_transform(const Camera2D& camera) {
  const glm::vec2 scale = camera.scale() * 2.f / camera.size;
  return {scale, -camera.centre() * scale, camera.size};
}

PointBatch::PointBatch() : program_("point.vert", "point.frag") {
  glBindVertexArray(array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.name());
  attribute(0, 2, kVertexBytes, kPosition, 1);
  attribute(1, 4, kVertexBytes, kColour, 1);
}

void PointBatch::upload(std::span<const ColouredVertex> points) {
  upload_vertices(buffer_, points);
  count_ = static_cast<GLsizei>(points.size());
}

void PointBatch::draw(const DataTransform& transform, float radius, float ring) const {
  if (count_ == 0) return;
  set_transform(program_, transform);
  program_.set("u_radius", radius);
  program_.set("u_ring", ring);
  glBindVertexArray(array_.name());
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, count_);
}

SegmentBatch::SegmentBatch() : program_("segment.vert", "segment.frag") {
  glBindVertexArray(array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.name());
  const GLsizei stride = 2 * kVertexBytes;
  attribute(0, 2, stride, kPosition, 1);
  attribute(1, 4, stride, kColour, 1);
  attribute(2, 2, stride, kVertexBytes + kPosition, 1);
  attribute(3, 4, stride, kVertexBytes + kColour, 1);
}

void SegmentBatch::upload(std::span<const ColouredVertex> segments) {
  upload_vertices(buffer_, segments);
  count_ = static_cast<GLsizei>(segments.size() / 2);
}

void SegmentBatch::draw(const DataTransform& transform, float width) const {
  if (count_ == 0) return;
  set_transform(program_, transform);
  program_.set("u_width", width);
  glBindVertexArray(array_.name());
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, count_);
}

TriangleBatch::TriangleBatch() : program_("triangle.vert", "triangle.frag") {
  glBindVertexArray(array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.name());
  attribute(0, 2, kVertexBytes, kPosition, 0);
  attribute(1, 4, kVertexBytes, kColour, 0);
}

void TriangleBatch::upload(std::span<const ColouredVertex> triangles) {
  upload_vertices(buffer_, triangles);
  count_ = static_cast<GLsizei>(triangles.size());
}

void TriangleBatch::draw(const DataTransform& transform) const {
  if (count_ == 0) return;
  set_transform(program_, transform);
  glBindVertexArray(array_.name());
  glDrawArrays(GL_TRIANGLES, 0, count_);
}

void begin_blending() {
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CULL_FACE);
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  // The target's alpha stays 1, so that panels can show it as an opaque picture.
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

}  // namespace ganscope
