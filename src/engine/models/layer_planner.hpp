#pragma once
#include <set>
#include <span>

#include "engine/models/model_plan.hpp"

namespace ganscope {

/// Finds the tensors of one layer after the other and works out what size comes out.
class LayerPlanner {
 public:
  /// `source` names the card in messages; `classes` is the card's number of classes, 0 where it says none.
  LayerPlanner(const TensorFile& file, std::string source, int classes)
      : file_(file), source_(std::move(source)), classes_(classes) {}

  /// `inputs`: the shape that comes in, then those of the other branches. Numbers of branches are the
  /// caller's. Throws Error naming card, layer and number.
  [[nodiscard]] PlannedLayer plan(const LayerCard& card, int number, std::span<const TensorShape> inputs);

  /// An error about the layer at work.
  [[nodiscard]] Error error(const std::string& what) const;

  [[nodiscard]] const std::set<std::size_t>& used() const { return used_; }  ///< tensors of the file
  [[nodiscard]] int classes() const { return classes_; }                     ///< as embeddings have them
  [[nodiscard]] bool labelled() const { return labelled_; }                  ///< a layer looks at the label

 private:
  void plan_kind(std::span<const TensorShape> others);
  const TensorShape& channels_height_width();
  const TensorShape* tensor(TensorRole role, bool required);
  const TensorShape* tensor_named(TensorRole role, const std::string& name, bool required);
  [[nodiscard]] Error missing(const std::string& name) const;
  void expect(TensorRole role, const TensorShape& found, bool fits, const std::string& expected) const;
  bool vector(TensorRole role, std::int64_t channels, bool required);
  void bias(std::int64_t channels);
  void affine(const TensorShape& shape);
  void set_classes(TensorRole role, std::int64_t found);

  void plan_linear();
  [[nodiscard]] std::int64_t side_after(std::size_t axis, std::int64_t kernel) const;
  void pass_kernel(const TensorShape& weight, std::int64_t channels);
  void plan_convolution();
  void plan_transposed();
  void plan_batch_norm();
  void plan_conditional_norm();
  void plan_layer_norm();
  void plan_group_norm();
  void plan_prelu();
  void plan_upsample();
  void plan_shuffle();
  void plan_reshape();
  void plan_pad();
  void plan_pool();
  void plan_embedding();
  std::int64_t projection(int index, std::int64_t inputs);
  void plan_attention();
  void plan_add(std::span<const TensorShape> others);
  void plan_concat(std::span<const TensorShape> others);

  const TensorFile& file_;
  const std::string source_;
  int classes_;
  PlannedLayer layer_;  ///< at work
  TensorShape shape_;
  std::set<std::size_t> used_;
  bool labelled_ = false;
};

/// "64 numbers" or "64x4x4".
[[nodiscard]] std::string sizes_text(const TensorShape& shape);

}  // namespace ganscope
